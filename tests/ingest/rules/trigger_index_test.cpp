#include "ingest/rules/sentence/trigger_index.h"

#include <algorithm>
#include <random>

#include "tests/support/catch.h"

using mirrorgraph::ingest::TriggerIndex;
using mirrorgraph::ingest::TriggerPlaces;

TEST_CASE("trigger index: finds what a search string by string finds where words begin") {
    std::mt19937 random(7);
    const auto word = [&](std::size_t longest) {
        constexpr std::string_view kBytes = "abc -";
        std::string text(1 + random() % longest, 'a');
        for (char& c : text) c = kBytes[random() % kBytes.size()];
        return text;
    };
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'c'; };
    const auto places_of = [&](const std::string& it, const std::string& text) {
        std::vector<std::size_t> all;
        for (std::size_t at = text.find(it); at != std::string::npos; at = text.find(it, at + 1)) {
            if (at == 0 || !is_letter(text[at - 1]) || !is_letter(text[at])) all.push_back(at);
        }
        return all;
    };
    for (int round = 0; round < 200; ++round) {
        TriggerIndex index;
        std::map<std::string, std::size_t> words;
        for (int i = 0; i < 12; ++i) {
            const std::string text = word(4);
            words[text] = index.add(text);
        }
        index.build();
        TriggerPlaces places;
        index.find(word(30), places);  // is forgotten
        const std::string text = word(30);
        index.find(text, places);
        std::vector<std::size_t> found = places.found();
        std::sort(found.begin(), found.end());
        std::vector<std::size_t> wanted;
        for (const auto& [it, number] : words) {
            const std::vector<std::size_t> where = places_of(it, text);
            if (where.empty()) continue;
            wanted.push_back(number);
            REQUIRE(places.has(number));
            CHECK(places.first_end(number) == where.front() + it.size());
            CHECK(places.last_end(number) == where.back() + it.size());
        }
        std::sort(wanted.begin(), wanted.end());
        CHECK(found == wanted);
    }
}

TEST_CASE("trigger index: an empty index finds nothing") {
    TriggerIndex index;
    index.build();
    TriggerPlaces places;
    index.find("text", places);
    CHECK(places.found().empty());
}

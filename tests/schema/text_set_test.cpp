#include "schema/text/text_set.h"

#include <random>
#include <set>
#include <string>

#include "tests/support/catch.h"

using mirrorgraph::TextSet;

TEST_CASE("text set: holds what a set of strings holds") {
    std::mt19937 random(11);
    std::vector<std::string> texts;
    for (int i = 0; i < 3000; ++i) {
        std::string text(1 + random() % 20, 'a');
        for (char& c : text) c = static_cast<char>('a' + random() % 2);
        texts.push_back(std::move(text));
    }
    TextSet set;
    std::set<std::string> wanted;
    CHECK_FALSE(set.contains("a"));
    for (std::size_t i = 0; i < texts.size(); i += 2) REQUIRE(set.insert(texts[i]) == wanted.insert(texts[i]).second);
    CHECK(set.size() == wanted.size());
    for (const std::string& text : texts) REQUIRE(set.contains(text) == wanted.contains(text));
    CHECK(TextSet({"law", "plan", "law"}).size() == 2);
}

TEST_CASE("text set: texts are numbered as they come, over all growth") {
    std::vector<std::string> texts;
    for (int i = 0; i < 500; ++i) texts.push_back("text " + std::to_string(i));
    TextSet set;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        CHECK(set.number(texts[i]) == std::pair(i, true));
        CHECK(set.number(texts[i / 2]) == std::pair(i / 2, false));
    }
}

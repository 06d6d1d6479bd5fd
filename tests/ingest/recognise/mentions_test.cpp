#include <fstream>

#include "ingest/readers/reader.h"
#include "ingest/recognise/recogniser.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;
using mirrorgraph::test::source_path;

namespace {

// A case: lines of text behind "> ", then a line for each mention: label, key, words as printed, other names.
struct Case {
    std::string text;
    std::string expected;
    std::string place;
};

std::vector<Case> read_cases(const std::string& path) {
    std::vector<Case> cases;
    std::ifstream file(path);
    std::string line;
    bool in_text = false;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        const bool is_text = line[0] == '>';
        if (is_text && !in_text) cases.push_back({"", "", path + ":" + std::to_string(number)});
        in_text = is_text;
        if (is_text)
            cases.back().text += line.substr(std::min<std::size_t>(2, line.size())) + '\n';
        else
            cases.back().expected += line + '\n';
    }
    return cases;
}

std::string printed(const std::vector<Mention>& mentions) {
    std::string text;
    for (const Mention& mention : mentions) {
        text += mention.label + " | " + mention.key + " | " + mention.surface;
        for (const std::string& alias : mention.aliases) text += " | " + alias;
        if (mention.recogniser == "anaphor") text += " | (refers back)";
        for (const char* key : {"status", "effective"}) {
            const auto value = mention.properties.find(key);
            if (value != mention.properties.end()) text += std::string(" | ") + key + ' ' + to_literal(value->second);
        }
        text += '\n';
    }
    return text;
}

}  // namespace

TEST_CASE("mentions: cases") {
    static const auto recognisers = Recognisers::load(source_path("data/gazetteer"));
    for (const char* name : {"bodies", "codes", "policies", "groups", "chinese", "cards", "references", "lists"}) {
        const std::vector<Case> cases = read_cases(source_path(std::string("tests/cases/mentions/") + name + ".txt"));
        REQUIRE_FALSE(cases.empty());
        for (const Case& c : cases) {
            INFO(c.place << "\n" << c.text);
            CHECK(printed(recognisers->recognise(read_document("case.txt", c.text))) == c.expected);
        }
    }
}

TEST_CASE("mentions: spans are in order, do not overlap and hold the surface") {
    static const auto recognisers = Recognisers::load(source_path("data/gazetteer"));
    for (const char* name :
         {"newsletter-2021-summer.txt", "foreword-gbt-24353.zh.txt", "slides-artificial-intelligence.md"}) {
        const std::string path = source_path(std::string("data/corpus/") + name);
        const Document document = read_document(path, read_bytes(path));
        const std::vector<Mention> mentions = recognisers->recognise(document);
        REQUIRE_FALSE(mentions.empty());
        std::size_t end = 0;
        Span last{0, 0};
        for (const Mention& mention : mentions) {
            INFO(name << ": " << mention.surface);
            // "Both standards" refers to two.
            const bool together = mention.span == last && mention.recogniser == "anaphor";
            last = mention.span;
            CHECK((mention.span.begin >= end || together));
            CHECK(mention.span.end <= document.text.size());
            CHECK_FALSE(mention.key.empty());
            CHECK(mention.confidence > 0);
            CHECK(mention.confidence <= 1);
            end = mention.span.end;
        }
    }
}

TEST_CASE("mentions: a date stands for a field only where the field begins a line") {
    static const auto recognisers = Recognisers::load(source_path("data/gazetteer"));
    const auto is_dated = [](const std::string& text) {
        const std::vector<Mention> mentions = recognisers->recognise(read_document("case.txt", text));
        REQUIRE_FALSE(mentions.empty());
        return mentions.front().properties.contains("published");
    };
    CHECK(is_dated("GB/T 35273-2020\n\nPublished: 6 March 2020\n"));
    CHECK_FALSE(is_dated("GB/T 35273-2020\n\nPublished: Over Half of the Sales by 2025 Will Be Electric\n"));
    CHECK_FALSE(
        is_dated("GB/T 35273-2020\n\nRoadmap 2.0 Published: Over Half of the Sales by 2025 Will Be Electric\n"));
}

TEST_CASE("mentions: no word is taken from in front of the text or behind it") {
    static const auto recognisers = Recognisers::load(source_path("data/gazetteer"));
    for (const char* text : {"新一二三四五)", "由"}) {
        CAPTURE(text);
        CHECK(recognisers->recognise(read_document("case.txt", text)).empty());
    }
}

TEST_CASE("mentions: a mark without a letter names nothing") {
    static const auto recognisers = Recognisers::load(source_path("data/gazetteer"));
    CHECK(recognisers->recognise(read_document("case.txt", "#&")).empty());
    CHECK(recognisers->recognise(read_document("case.txt", "#Cars")).size() == 1);
}

TEST_CASE("mentions: a reference to what was referred to is as sure as the one before") {
    static const auto recognisers = Recognisers::load(source_path("data/gazetteer"));
    std::vector<double> confidences;
    for (const Mention& mention : recognisers->recognise(read_document(
             "case.txt", "SAC/TC28 met in May. The committee discussed two projects. The committee chose a chair."))) {
        if (mention.recogniser == "anaphor") confidences.push_back(mention.confidence);
    }
    REQUIRE(confidences.size() == 2);
    CHECK(confidences[0] == confidences[1]);
}

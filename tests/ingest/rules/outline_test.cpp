#include "ingest/rules/sentence/outline.h"

#include "ingest/rules/notation/example.h"
#include "tests/support/catch.h"

using namespace mirrorgraph::ingest;

namespace {

struct Outlined {
    explicit Outlined(const std::string& source)
        : text(read_example(source)), index(text.mentions, false), outline(text.document, text.mentions, index) {}

    std::string words(std::size_t unit) const {
        const auto span = outline.units().at(unit).span;
        return text.document.text.substr(span.begin, span.size());
    }
    // "lead-in / title, title" of a unit; "-" where there is none.
    std::string above(std::size_t unit) const {
        const TextUnit& it = outline.units().at(unit);
        std::string out = it.lead_in.empty() ? "-" : words(it.lead_in.front());
        out += " /";
        for (const std::size_t title : it.titles) out += " " + words(title);
        return out;
    }

    Extraction text;
    MentionIndex index;
    Outline outline;
};

}  // namespace

TEST_CASE("outline: list items know their lead-in and their titles") {
    const Outlined it(
        "# {Committee:TC 1}\n"
        "Its standards:\n"
        "- {Standard:GB/T 1}\n"
        "- {Standard:GB/T 2}\n"
        "Some prose ends the list.\n"
        "- Another item\n");
    CHECK(it.above(2) == "Its standards: / TC 1");
    CHECK(it.above(3) == "Its standards: / TC 1");
    CHECK(it.above(4) == "- / TC 1");
    CHECK(it.above(5) == "Some prose ends the list. / TC 1");
}

TEST_CASE("outline: short lines below a colon are items of a list that lost its marks") {
    const Outlined it(
        "These were approved:\n"
        "{Standard:GB/T 1} Rules\n"
        "{Standard:GB/T 2} Methods\n"
        "This paragraph is prose, long enough that nobody would take it for an item of the list above, and it has a "
        "full stop at its end.\n");
    CHECK(it.outline.units()[1].in_list);
    CHECK(it.outline.units()[2].in_list);
    CHECK_FALSE(it.outline.units()[3].in_list);
}

TEST_CASE("outline: entries that begin with a number and a colon are items, however long") {
    const std::string said(300, 'x');  // more than a line of a list that lost its marks has
    const Outlined it(
        "These were approved.\n"
        "{Standard:GB/T 1} Rules: They set limits " +
        said + ".\n" + "{Standard:GB/T 2} Methods: They say how " + said + ".\n" +
        "{Standard:GB/T 3} is told of in prose " + said + ".\n");
    REQUIRE(it.outline.units().size() == 4);
    CHECK(it.outline.units()[1].in_list);
    CHECK(it.outline.units()[2].in_list);
    CHECK_FALSE(it.outline.units()[3].in_list);
}

TEST_CASE("outline: a heading closes those below it and beside it") {
    const Outlined it(
        "# {Committee:TC 1}\n"
        "## {Committee:SC 2}\n"
        "Inside.\n"
        "# Other things\n"
        "Outside.\n");
    CHECK(it.above(2) == "- / SC 2 TC 1");
    CHECK(it.above(4) == "- / Other things");
}

TEST_CASE("outline: names listed below each other are no titles, fields of a card neither") {
    const Outlined it(
        "# {Committee:TC 1}\n"
        "- {Committee:WG 1}\n"
        "- {Committee:WG 2}\n"
        "- Secretariat: {Organization:CESI}\n"
        "- Another item\n");
    CHECK(it.above(4) == "TC 1 / TC 1");
}

TEST_CASE("outline: a lead-in speaks for the table that it stands over") {
    const Outlined it(
        "The work:\n"
        "| Kind | Name |\n"
        "| Standard | {Standard:GB/T 1} |\n"
        "\n"
        "Other work:\n"
        "- {Standard:GB/T 2}\n"
        "| Kind | Name |\n"
        "| Standard | {Standard:GB/T 3} |\n");
    CHECK(it.above(2) == "The work: /");
    CHECK(it.above(6) == "- /");
}

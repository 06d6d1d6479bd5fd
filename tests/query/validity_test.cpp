#include "query/tasks/validity.h"

#include "query/tasks/trace/history.h"
#include "schema/error.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using mirrorgraph::test::contains;

namespace {

// A standard in three editions: 2001 was replaced by 2010, and 2020 says only that it is of the same series; a draft
// of a fourth.
PropertyGraph editions() {
    PropertyGraph graph;
    const auto standard = [&](const char* id, Map properties) {
        properties["name"] = id;
        return graph.add_node(id, {"Standard"}, std::move(properties));
    };
    const NodeId series = standard("series", {});
    const NodeId first = standard("2001", {{"year", 2001}});
    const NodeId second = standard("2010", {{"year", 2010}, {"published", *parse_date("2010-03")}});
    const NodeId third = standard("2020", {{"year", 2020}, {"published", *parse_date("2020-06-01")}});
    const NodeId draft = standard("draft", {{"year", 2023}, {"status", "draft"}});
    const NodeId amendment = standard("amendment", {{"published", *parse_date("2012")}});
    for (const NodeId edition : {first, second, third, draft}) graph.add_relationship(edition, series, "EDITION_OF");
    graph.add_relationship(second, first, "REPLACES");
    graph.add_relationship(amendment, second, "AMENDS");
    return graph;
}

}  // namespace

TEST_CASE("validity: where an edition stands on a date") {
    const auto snapshot = Snapshot::freeze(editions());
    const ValidityReader reader(*snapshot);
    struct Case {
        const char* id;
        const char* date;
        Standing expected;
    };
    for (const Case& c : {Case{"2001", "2000", Standing::kNotYet}, Case{"2001", "2005", Standing::kInForce},
                          Case{"2001", "2010-03-15", Standing::kInForce},  // within the month of the change
                          Case{"2001", "2010-04", Standing::kEnded}, Case{"2010", "2020-05-31", Standing::kInForce},
                          Case{"2010", "2020-06-01", Standing::kEnded}, Case{"2020", "2026", Standing::kInForce},
                          Case{"draft", "2026", Standing::kNotYet}, Case{"series", "2026", Standing::kUnknown}}) {
        INFO(c.id << " on " << c.date);
        CHECK(reader.standing(*snapshot->find_node(c.id), *parse_date(c.date)) == c.expected);
    }
}

TEST_CASE("validity: a withdrawal without a day rules out the present only") {
    PropertyGraph graph;
    graph.add_node("s", {"Standard"}, {{"year", 1990}, {"status", "withdrawn"}});
    const auto snapshot = Snapshot::freeze(graph);
    const ValidityReader reader(*snapshot);
    CHECK(reader.standing(NodeId(0), today()) == Standing::kEnded);
    CHECK(reader.standing(NodeId(0), *parse_date("2001")) == Standing::kUnknown);
    CHECK(reader.standing(NodeId(0), *parse_date("1989")) == Standing::kNotYet);
    CHECK(reader.may_hold(NodeId(0), *parse_date("2001")));
}

TEST_CASE("validity: a day far from the year in the number is not believed") {
    PropertyGraph graph;
    graph.add_node("s", {"Standard"}, {{"year", 2020}, {"published", *parse_date("2025")}});
    graph.add_node("t", {"Standard"}, {{"year", 2020}, {"effective", *parse_date("2021-10-01")}});
    const auto snapshot = Snapshot::freeze(graph);
    const ValidityReader reader(*snapshot);
    CHECK(reader.of(*snapshot->find_node("s")).from == parse_date("2020"));
    CHECK(reader.of(*snapshot->find_node("t")).from == parse_date("2021-10-01"));
}

TEST_CASE("validity: an amendment bears the year of what it amends, not its own") {
    PropertyGraph graph;
    const NodeId base = graph.add_node("s", {"Standard"}, {{"year", 2015}});
    const NodeId amendment = graph.add_node("a", {"Standard"}, {{"year", 2015}, {"published", *parse_date("2024-02")}});
    graph.add_relationship(amendment, base, "AMENDS");
    const auto snapshot = Snapshot::freeze(graph);
    CHECK(ValidityReader(*snapshot).of(*snapshot->find_node("a")).from == parse_date("2024-02"));
}

TEST_CASE("history: editions in the order of time, from any of them") {
    const auto snapshot = Snapshot::freeze(editions());
    for (const char* start : {"2001", "2010", "2020", "series"}) {
        INFO(start);
        const History history = history_of(*snapshot, *snapshot->find_node(start), *parse_date("2015"));
        std::string line;
        for (const Edition& edition : history.editions) {
            line += std::string(snapshot->id(edition.node)) + ":" + std::string(standing_name(edition.standing)) + " ";
        }
        CHECK(line == "2001:no longer in force 2010:in force 2020:not yet in force draft:not yet in force ");
        REQUIRE(history.editions.size() == 4);
        CHECK(history.editions[1].replaces.size() == 1);
        CHECK(history.editions[1].amended_by.size() == 1);
        CHECK(history.complete);
    }
}

TEST_CASE("history: amendments and former drafts are no editions") {
    PropertyGraph graph;
    const auto standard = [&](const char* id, Map properties) {
        return graph.add_node(id, {"Standard"}, std::move(properties));
    };
    const NodeId older = standard("2015", {{"year", 2015}});
    const NodeId amendment = standard("2015/Amd 1", {{"year", 2016}});
    const NodeId former_draft = standard("DIS", {{"status", "draft"}});
    const NodeId newer = standard("2022", {{"year", 2022}});
    const NodeId draft = standard("CD", {{"status", "under development"}});
    graph.add_relationship(amendment, older, "AMENDS");
    for (const NodeId replaced : {older, amendment, former_draft}) graph.add_relationship(newer, replaced, "REPLACES");
    graph.add_relationship(draft, newer, "REPLACES");
    const auto snapshot = Snapshot::freeze(graph);
    const History history = history_of(*snapshot, *snapshot->find_node("2022"), *parse_date("2024"));
    std::string ids;
    for (const Edition& edition : history.editions) ids += std::string(snapshot->id(edition.node)) + " ";
    CHECK(ids == "2015 2022 CD ");
    CHECK(history.editions.at(0).amended_by.size() == 1);
}

TEST_CASE("history: a chain longer than the limit says that it is cut") {
    PropertyGraph graph;
    NodeId older = graph.add_node("0", {"Standard"});
    for (std::size_t i = 1; i < History::kMost * 2; ++i) {
        const NodeId newer = graph.add_node(std::to_string(i), {"Standard"});
        graph.add_relationship(newer, older, "REPLACES");
        older = newer;
    }
    const auto snapshot = Snapshot::freeze(graph);
    const History history = history_of(*snapshot, *snapshot->find_node("5"), *parse_date("2015"));
    CHECK(history.editions.size() == History::kMost);
    CHECK_FALSE(history.complete);
}

TEST_CASE("validity: dates of a command line") {
    CHECK(parse_date_option("2021-06") == Date{2021, 6, 0});
    for (const char* bad : {"2021-02-30", "2021-13", "yesterday", "", "0000"}) {
        try {
            parse_date_option(bad);
            FAIL("took " << bad);
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::kUsage);
            CHECK_THAT(error.what(), contains("no date of the calendar"));
        }
    }
}

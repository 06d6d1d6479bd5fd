#include "graph/provenance/conflicts.h"

#include "graph/provenance/reasons.h"
#include "schema/json/json.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using mirrorgraph::test::contains;

namespace {

Evidence at(std::uint32_t line, std::string text = {}) {
    Evidence evidence;
    evidence.document = "document:x";
    evidence.line = line;
    evidence.text = std::move(text);
    return evidence;
}

std::vector<std::string> described(const PropertyGraph& graph) {
    const auto snapshot = Snapshot::freeze(graph);
    std::vector<std::string> out;
    for (const Conflict& conflict : find_conflicts(*snapshot)) {
        std::string text = std::string(snapshot->id(conflict.node)) + ": " + describe(conflict, *snapshot);
        for (const ConflictSide& side : conflict.sides) text += " | " + to_literal(side.value);
        out.push_back(text);
    }
    return out;
}

class Fixture {
  public:
    Fixture() : graph(load_schema(test::source_path("data/schema.json"))) {
        tc = graph.add_node("committee:SAC/TC28", {"Committee"}, {{"name", "SAC/TC28"}});
        plan = graph.add_node("policy:plan", {"Policy"}, {{"name", "Plan"}});
        sac = graph.add_node("agency:sac", {"Agency"}, {{"name", "SAC"}});
        a = graph.add_node("organization:a", {"Organization"}, {{"name", "Alpha"}});
        b = graph.add_node("organization:b", {"Organization"}, {{"name", "Beta"}});
    }
    PropertyGraph graph;
    NodeId tc, plan, sac, a, b;
};

}  // namespace

TEST_CASE("conflicts: none in a graph that agrees") {
    Fixture f;
    f.graph.add_relationship(f.sac, f.plan, "ISSUED", {{"date", *parse_date("2021-06")}});
    f.graph.add_relationship(f.a, f.tc, "SECRETARIAT_OF");
    CHECK(described(f.graph).empty());
}

TEST_CASE("conflicts: two dates of one act, unless one refines the other") {
    Fixture f;
    f.graph.add_relationship(f.sac, f.plan, "ISSUED", {{"date", *parse_date("2021-06")}});
    f.graph.add_relationship(f.sac, f.plan, "ISSUED", {{"date", *parse_date("2021-06-17")}});
    CHECK(described(f.graph).empty());
    f.graph.add_relationship(f.sac, f.plan, "ISSUED", {{"date", *parse_date("2021-07")}});
    REQUIRE(described(f.graph).size() == 1);
    CHECK_THAT(described(f.graph)[0], contains("policy:plan: ISSUED of SAC, date") && contains("date('2021-07')"));
}

TEST_CASE("conflicts: two secretariats of one committee, of one label") {
    Fixture f;
    f.graph.add_relationship(f.a, f.tc, "SECRETARIAT_OF");
    f.graph.add_relationship(f.sac, f.tc, "SECRETARIAT_OF");
    CHECK(described(f.graph).empty());
    f.graph.add_relationship(f.b, f.tc, "SECRETARIAT_OF");
    CHECK(described(f.graph) == std::vector<std::string>{"committee:SAC/TC28: SECRETARIAT_OF | 'Alpha' | 'Beta'"});
}

TEST_CASE("conflicts: statements that the build kept, as table and JSON") {
    Fixture f;
    f.graph.add_node("document:x", {"Document"}, {{"path", "x.txt"}});
    NodeReasons reasons;
    reasons.statements["title"] = {{Value("Information Technology"), {at(7)}}, {Value("Information Security"), {}}};
    write_reasons(f.graph.metadata(), {{"committee:SAC/TC28", reasons}, {"committee:gone", reasons}});
    const auto snapshot = Snapshot::freeze(f.graph);
    const std::vector<Conflict> conflicts = find_conflicts(*snapshot);
    REQUIRE(conflicts.size() == 1);
    CHECK_THAT(describe_conflicts(conflicts, *snapshot, 100),
               contains("SAC/TC28: title") && contains("Information Security") && contains("x.txt:7"));
    JsonWriter json;
    write_conflicts(conflicts, *snapshot, json);
    CHECK_THAT(
        std::string(json.text()),
        contains(
            R"("value":"Information Technology","evidence":[{"begin":0,"confidence":1.0,"document":"document:x")"));
}

TEST_CASE("conflicts: damaged reasons are an error, not a guess") {
    Fixture f;
    f.graph.metadata()["reasons"] = Value(Map{{"committee:SAC/TC28", Value("because")}});
    CHECK_THROWS_WITH(described(f.graph), contains("reasons that the graph keeps of 'committee:SAC/TC28' are damaged"));
}

TEST_CASE("conflicts: one that a person has decided is settled, with who and why, behind the open ones") {
    Fixture f;
    NodeReasons reasons;
    Evidence decided = at(4, "checked with the secretariat");
    decided.document = "decisions";
    decided.rule = kDecisionRule;
    reasons.statements["title"] = {{Value("Information Technology"), {at(7), decided}},
                                   {Value("Information Security"), {at(9)}}};
    write_reasons(f.graph.metadata(), {{"committee:SAC/TC28", reasons}});
    DecisionRecord record{"the title of SAC/TC28", "Li", "checked with the secretariat", *parse_date("2024-05-06"), 4,
                          {"committee:SAC/TC28"},  {}};
    write_decisions(f.graph.metadata(), {record});
    f.graph.add_relationship(f.sac, f.plan, "ISSUED", {{"date", *parse_date("2021-06")}});
    f.graph.add_relationship(f.sac, f.plan, "ISSUED", {{"date", *parse_date("2021-07")}});

    const auto snapshot = Snapshot::freeze(f.graph);
    const std::vector<Conflict> conflicts = find_conflicts(*snapshot);
    REQUIRE(conflicts.size() == 2);
    CHECK_FALSE(conflicts[0].settled);
    REQUIRE(conflicts[1].settled);
    CHECK(conflicts[1].settled->side == 0);
    CHECK_THAT(describe_conflicts(conflicts, *snapshot, 160),
               contains("settled: Information Technology") && contains("Li, 2024-05-06: checked with the secretariat"));
    JsonWriter json;
    write_conflicts(conflicts, *snapshot, json);
    CHECK_THAT(
        std::string(json.text()),
        contains(R"("settled":{"side":0,"author":"Li","reason":"checked with the secretariat","date":"2024-05-06"})"));

    // Two people who contradict each other settle nothing, nor does a decision that did not apply.
    reasons.statements["title"][1].evidence.push_back(decided);
    write_reasons(f.graph.metadata(), {{"committee:SAC/TC28", reasons}});
    for (const Conflict& one : find_conflicts(*Snapshot::freeze(f.graph))) CHECK_FALSE(one.settled);
    reasons.statements["title"][1].evidence.pop_back();
    write_reasons(f.graph.metadata(), {{"committee:SAC/TC28", reasons}});
    record.problem = "no such node";
    write_decisions(f.graph.metadata(), {record});
    for (const Conflict& one : find_conflicts(*Snapshot::freeze(f.graph))) CHECK_FALSE(one.settled);
}

#include "query/tasks/why/why.h"

#include <sstream>

#include "graph/graph.h"
#include "schema/error.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using mirrorgraph::test::contains;

namespace {

Evidence at(std::uint32_t line, std::string text = {}) {
    Evidence evidence;
    evidence.document = "document:x";
    evidence.line = line;
    evidence.text = std::move(text);
    return evidence;
}

std::shared_ptr<const Snapshot> committees() {
    PropertyGraph graph;
    const NodeId tc = graph.add_node("committee:SAC/TC28", {"Committee"}, {{"name", "SAC/TC28"}});
    const NodeId body = graph.add_node("organization:cesi", {"Organization"}, {{"name", "CESI"}});
    graph.add_node("agency:sac", {"Agency"}, {{"name", "SAC"}});
    const NodeId document = graph.add_node("document:x", {"Document"}, {{"path", "x.txt"}});
    graph.add_relationship(tc, document, "MENTIONED_IN", {{"count", Value(3)}});
    const RelationshipId secretariat = graph.add_relationship(
        body, tc, "SECRETARIAT_OF", {{"confidence", Value(0.81)}, {"repair", "read 'TCZ8' as 'TC28'"}});
    graph.add_evidence(secretariat, {.document = "document:x",
                                     .line = 12,
                                     .text = "CESI acts as TC28 secretariat.",
                                     .rule = "secretariat",
                                     .confidence = 0.81});
    NodeReasons reasons;
    reasons.joined = {{"committee:it",
                       "Information Technology Committee",
                       "stated-alias",
                       {at(4, "the Information Technology Committee (TC 28)")}}};
    reasons.apart = {{"committee:ISO/IEC JTC 1", "JTC 1", "two-codes", {}}};
    reasons.repairs = {{"read 'TCZ8' as 'TC28'", {at(12)}}};
    reasons.statements["title"] = {{Value("Information Technology"), {at(4)}},
                                   {Value("Information Security"), {at(9)}}};
    write_reasons(graph.metadata(), {{"committee:SAC/TC28", reasons}});
    Decision decision;
    decision.kind = DecisionKind::kReject;
    decision.source = "organization:cesi";
    decision.type = "SECRETARIAT_OF";
    decision.target = "committee:SAC/TC28";
    decision.author = "L. Chen";
    decision.reason = "moved in 2020";
    decision.date = *parse_date("2026-03");
    write_decisions(graph.metadata(), {record_of(decision, "no document claims it")});
    return Snapshot::freeze(graph);
}

std::string text(const std::vector<std::string>& words) {
    const auto snapshot = committees();
    std::ostringstream out;
    write_why_text(out, *snapshot, why_of(*snapshot, words), {});
    return out.str();
}

}  // namespace

TEST_CASE("why: of a node, in any spelling") {
    CHECK(text({"sac tc28"}) ==
          "SAC/TC28  Committee\n"
          "  committee:SAC/TC28\n"
          "  one node: what bears this identifier or name in\n"
          "    x.txt, 3 times\n"
          "  joined to it\n"
          "    Information Technology Committee\n"
          "      stated-alias: one document gives both names to one thing\n"
          "      would have been committee:it\n"
          "      “the Information Technology Committee (TC 28)”\n"
          "      x.txt:4 · 100 %\n"
          "  kept apart from it\n"
          "    JTC 1  committee:ISO/IEC JTC 1\n"
          "      two-codes: each has an identifier of its own\n"
          "  read otherwise than printed, with less confidence\n"
          "    read 'TCZ8' as 'TC28'\n"
          "      x.txt:12 · 100 %\n"
          "  sources disagree on its title\n"
          "    Information Technology\n"
          "      x.txt:4 · 100 %\n"
          "    Information Security\n"
          "      x.txt:9 · 100 %\n"
          "  decided\n"
          "    not so: organization:cesi -[SECRETARIAT_OF]-> committee:SAC/TC28\n"
          "      L. Chen, 2026-03: moved in 2020 (decisions.json:0)\n"
          "      does not apply: no document claims it\n");
}

TEST_CASE("why: of a relationship, by its ends, by its type, by all three") {
    const std::string expected =
        "CESI -[SECRETARIAT_OF]-> SAC/TC28\n"
        "  organization:cesi -> committee:SAC/TC28\n"
        "  confidence: 81 %\n"
        "  repair: read 'TCZ8' as 'TC28', in every claim\n"
        "  1 claim\n"
        "    “CESI acts as TC28 secretariat.”\n"
        "    x.txt:12 · secretariat · 81 %\n";
    CHECK_THAT(text({"CESI", "SAC/TC 28"}), contains(expected));
    CHECK_THAT(text({"SAC/TC28", "secretariat of"}), contains(expected));
    CHECK_THAT(text({"cesi", "SECRETARIAT_OF", "sac/tc28"}), contains(expected) && contains("moved in 2020"));
}

TEST_CASE("why: what is not there is an error with a remedy") {
    CHECK_THROWS_WITH(text({"SAC/TC29"}), contains("nothing in the graph is called 'SAC/TC29'"));
    CHECK_THROWS_WITH(text({"CESI", "SECRETARIAT_OFF", "SAC/TC28"}), contains("did you mean 'SECRETARIAT_OF'"));
    try {
        text({"CESI", "MENTIONED_IN", "SAC/TC28"});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kNotFound);
        CHECK(error.remedy() == "there is SECRETARIAT_OF");
    }
    CHECK_THROWS_WITH(text({"CESI", "SAC"}), contains("no relationship between"));
}

TEST_CASE("why: as JSON, with everything that the text says") {
    const auto snapshot = committees();
    std::ostringstream out;
    write_why_json(out, *snapshot, why_of(*snapshot, {"SAC/TC28"}));
    CHECK_THAT(out.str(), contains(R"("documents":[{"count":3,"document":"document:x"}])") &&
                              contains(R"("joined":[{"evidence":[{)") && contains(R"("statements":{"title":[)") &&
                              contains(R"("problem":"no document claims it")"));
}

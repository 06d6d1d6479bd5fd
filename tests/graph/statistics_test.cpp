#include "graph/statistics.h"

#include "tests/support/catch.h"

using namespace mirrorgraph;

namespace {

// Two organizations mirror one committee, one of them with evidence; one body stands alone; one document.
Statistics sample_statistics() {
    PropertyGraph graph(standards_schema());
    const NodeId document = graph.add_node("document:1", {"Document"}, {{"path", "a"}});
    const NodeId committee = graph.add_node("committee:1", {"Committee"}, {{"name", "ISO/TC 1"}});
    const Evidence evidence{"document:1", 0, 1, 1, 0, "", "", 1.0};
    for (const char* id : {"organization:1", "organization:2"}) {
        const NodeId body = graph.add_node(id, {"Organization"});
        const RelationshipId mirrors = graph.add_relationship(body, committee, "MIRRORS");
        if (graph.evidence(committee).empty()) graph.add_evidence(mirrors, evidence);
        graph.add_evidence(committee, evidence);
    }
    const NodeId alone = graph.add_node("agency:1", {"Agency"});
    for (NodeId node : {committee, alone}) graph.add_relationship(node, document, "MENTIONED_IN");
    return count_statistics(*Snapshot::freeze(graph));
}

}  // namespace

TEST_CASE("statistics: elements, evidence and components are counted") {
    const Statistics statistics = sample_statistics();
    CHECK(statistics.nodes == 5);
    CHECK(statistics.relationships == 4);
    CHECK(statistics.documents == 1);
    CHECK(statistics.evidence == 3);
    CHECK(statistics.facts == 2);
    CHECK(statistics.facts_with_evidence == 1);
    CHECK(statistics.components == 1);
    CHECK(statistics.largest_component == 3);
    CHECK(statistics.isolated_nodes == 1);
    REQUIRE_FALSE(statistics.labels.empty());
    CHECK(statistics.labels.front().name == "Organization");
    CHECK(statistics.labels.front().count == 2);
    REQUIRE(statistics.hubs.size() == 3);
    CHECK(statistics.hubs.front().name == "ISO/TC 1");
    CHECK(statistics.hubs.front().degree == 2);
    CHECK(statistics.hubs[1].id == "organization:1");
}

TEST_CASE("statistics: what people decided is no document that was read") {
    PropertyGraph graph(standards_schema());
    for (const char* id : {"document:1", "decisions"}) graph.add_node(id, {"Document"}, {{"path", id}});
    CHECK(count_statistics(*Snapshot::freeze(graph)).documents == 1);
}

TEST_CASE("statistics: an empty graph has none") {
    const Statistics statistics = count_statistics(*Snapshot::freeze(PropertyGraph()));
    CHECK(statistics.nodes == 0);
    CHECK(statistics.components == 0);
    CHECK(describe_statistics(statistics, 80).find("0 nodes") == 0);
}

#include "graph/graph.h"

#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"

using namespace mirrorgraph;

namespace {

void check_same(const PropertyGraph& graph, const test::NaiveGraph& model) {
    REQUIRE(graph.node_count() == model.nodes.size());
    REQUIRE(graph.relationship_count() == model.relationships.size());
    std::vector<NodeId> nodes;
    std::map<NodeId, std::vector<RelationshipId>> outgoing;
    std::map<NodeId, std::vector<RelationshipId>> incoming;
    std::vector<RelationshipId> relationships;
    for (const auto& [id, relationship] : model.relationships) {
        relationships.push_back(id);
        outgoing[relationship.source].push_back(id);
        incoming[relationship.target].push_back(id);
        CHECK(graph.source(id) == relationship.source);
        CHECK(graph.target(id) == relationship.target);
        CHECK(graph.type(id) == relationship.type);
        CHECK(graph.properties(id) == relationship.properties);
        CHECK(graph.evidence(id) == relationship.evidence);
    }
    CHECK(graph.relationships() == relationships);
    std::map<std::string, std::vector<NodeId>> labelled;
    for (const auto& [id, node] : model.nodes) {
        nodes.push_back(id);
        CHECK(graph.id(id) == node.id);
        CHECK(graph.find_node(node.id) == id);
        CHECK(graph.labels(id) == std::vector<std::string>(node.labels.begin(), node.labels.end()));
        CHECK(graph.properties(id) == node.properties);
        CHECK(graph.evidence(id) == node.evidence);
        CHECK(graph.outgoing(id) == outgoing[id]);
        CHECK(graph.incoming(id) == incoming[id]);
        for (const std::string& label : node.labels) labelled[label].push_back(id);
    }
    CHECK(graph.nodes() == nodes);
    for (const char* label : {"A", "B", "C", "D"}) CHECK(graph.find_nodes(label) == labelled[label]);
}

}  // namespace

TEST_CASE("graph: random changes agree with a naive model") {
    for (std::uint32_t seed = 1; seed <= 30; ++seed) {
        INFO("seed " << seed);
        const test::RandomGraph random = test::random_graph(seed, 20 * static_cast<int>(seed));
        check_same(random.graph, random.model);
        check_same(random.graph.clone(), random.model);
    }
}

TEST_CASE("graph: a clone goes its own way") {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {"L"}, {{"p", 1}});
    const NodeId b = graph.add_node("b", {});
    const RelationshipId r = graph.add_relationship(a, b, "R");
    graph.add_evidence(r, {"d", 0, 1, 1, 0, "", "", 1.0});
    PropertyGraph copy = graph.clone();
    copy.add_evidence(r, {"e", 0, 1, 1, 0, "", "", 1.0});
    copy.set_property(a, "p", 2);
    copy.remove_relationship(r);
    copy.remove_node(b);
    CHECK(graph.find_node("b") == b);
    CHECK(graph.evidence(r).size() == 1);
    CHECK(graph.property(a, "p") == Value(1));
    CHECK(graph.outgoing(a) == std::vector{r});
}

TEST_CASE("graph: ids are unique and free again after removal") {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {});
    CHECK_THROWS_AS(graph.add_node("a", {}), Error);
    const RelationshipId loop = graph.add_relationship(a, a, "R");
    CHECK_THROWS_AS(graph.remove_node(a), Error);
    graph.remove_relationship(loop);
    graph.remove_node(a);
    CHECK_FALSE(graph.contains(a));
    CHECK_FALSE(graph.contains(loop));
    CHECK_FALSE(graph.find_node("a"));
    const NodeId again = graph.add_node("a", {});
    CHECK(again != a);
    CHECK(graph.add_relationship(again, again, "R") != loop);
}

TEST_CASE("graph: nodes are found by label and property") {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {"L"}, {{"p", 1}});
    graph.add_node("b", {"L"}, {{"p", 1.0}});
    graph.add_node("c", {"M"}, {{"p", 1}});
    const NodeId d = graph.add_node("d", {"M", "L", "L"}, {{"p", 1}});
    CHECK(graph.find_nodes("L", "p", 1) == std::vector{a, d});
    CHECK(graph.find_nodes("L", "q", Value()).empty());
    CHECK(graph.find_nodes("N", "p", 1).empty());
}

TEST_CASE("graph: setting null removes a property") {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {}, {{"p", 1}, {"q", Value()}});
    CHECK(graph.properties(a) == Map{{"p", 1}});
    graph.set_property(a, "p", Value());
    CHECK(graph.properties(a).empty());
}

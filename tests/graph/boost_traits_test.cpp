#include "graph/snapshot/boost_traits.h"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/strong_components.hpp>
#include <limits>

#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"

using namespace mirrorgraph;

namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<Snapshot>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Snapshot, NodeId, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<Snapshot, RelationshipId, boost::edge_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<PropertyMap<NodeId>, NodeId>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<WeightMap<RelationshipId>, RelationshipId>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<UndirectedView>));
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<UndirectedView>));

// Relaxes every relationship until nothing changes: distances as they are by definition.
std::vector<double> naive_distances(const Snapshot& graph, NodeId start, const std::vector<double>& weights) {
    std::vector<double> out(graph.node_count(), std::numeric_limits<double>::max());
    out[start.value] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (RelationshipId r : graph.relationships()) {
            const double from = out[graph.source(r).value];
            double& to = out[graph.target(r).value];
            if (from == std::numeric_limits<double>::max() || from + weights[r.value] >= to) continue;
            to = from + weights[r.value];
            changed = true;
        }
    }
    return out;
}

// The smallest node of each node's component, spread along relationships until nothing changes.
std::vector<std::uint32_t> naive_components(const Snapshot& graph) {
    std::vector<std::uint32_t> out(graph.node_count());
    for (NodeId node : graph.nodes()) out[node.value] = node.value;
    for (bool changed = true; changed;) {
        changed = false;
        for (RelationshipId r : graph.relationships()) {
            std::uint32_t& a = out[graph.source(r).value];
            std::uint32_t& b = out[graph.target(r).value];
            if (a == b) continue;
            a = b = std::min(a, b);
            changed = true;
        }
    }
    return out;
}

struct DepthRecorder : boost::default_bfs_visitor {
    std::vector<double>* depths;
    explicit DepthRecorder(std::vector<double>& out) : depths(&out) {}
    void tree_edge(RelationshipId edge, const Snapshot& graph) const {
        (*depths)[target(edge, graph).value] = (*depths)[source(edge, graph).value] + 1;
    }
};

}  // namespace

TEST_CASE("boost traits: breadth-first search finds the depth of every node") {
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        const auto graph = Snapshot::freeze(test::random_graph(seed, 300).graph);
        const std::vector<double> expected =
            naive_distances(*graph, NodeId(0), std::vector<double>(graph->relationship_count(), 1));
        std::vector<double> depths(graph->node_count(), std::numeric_limits<double>::max());
        depths[0] = 0;
        boost::breadth_first_search(*graph, NodeId(0), boost::visitor(DepthRecorder(depths)));
        CHECK(depths == expected);
    }
}

TEST_CASE("boost traits: dijkstra's shortest paths over a numeric property") {
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        const auto graph = Snapshot::freeze(test::random_graph(seed, 300).graph);
        const auto weight = weight_map(*graph, *graph->find_key("q"), 2.5);
        std::vector<double> weights;
        for (RelationshipId r : graph->relationships()) weights.push_back(weight[r]);
        std::vector<double> distances(graph->node_count());
        boost::dijkstra_shortest_paths(*graph, NodeId(0),
                                       boost::weight_map(weight).distance_map(boost::make_iterator_property_map(
                                           distances.begin(), get(boost::vertex_index, *graph))));
        CHECK(distances == naive_distances(*graph, NodeId(0), weights));
    }
}

TEST_CASE("boost traits: connected components of the undirected view") {
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        const auto graph = Snapshot::freeze(test::random_graph(seed, 100).graph);
        const UndirectedView view(*graph);
        std::vector<std::size_t> found(graph->node_count());
        boost::connected_components(view,
                                    boost::make_iterator_property_map(found.begin(), get(boost::vertex_index, view)));
        const std::vector<std::uint32_t> expected = naive_components(*graph);
        for (NodeId a : graph->nodes()) {
            for (NodeId b : graph->nodes()) {
                CHECK((found[a.value] == found[b.value]) == (expected[a.value] == expected[b.value]));
            }
        }
    }
}

TEST_CASE("boost traits: strong components need both ways") {
    PropertyGraph cycle;
    std::vector<NodeId> nodes;
    for (int i = 0; i < 4; ++i) nodes.push_back(cycle.add_node(std::to_string(i), {}));
    for (int i = 0; i < 3; ++i) cycle.add_relationship(nodes[i], nodes[(i + 1) % 3], "R");
    cycle.add_relationship(nodes[2], nodes[3], "R");
    const auto graph = Snapshot::freeze(cycle);
    std::vector<int> component(4);
    CHECK(boost::strong_components(
              *graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, *graph))) == 2);
    CHECK(component[0] == component[1]);
    CHECK(component[1] == component[2]);
    CHECK(component[2] != component[3]);
}

TEST_CASE("boost traits: a property of nodes is a map") {
    PropertyGraph made;
    made.add_node("a", {}, {{"p", "x"}});
    made.add_node("b", {});
    const auto graph = Snapshot::freeze(made);
    const auto map = node_map(*graph, *graph->find_key("p"));
    CHECK(get(map, *graph->find_node("a")) == Value("x"));
    CHECK(get(map, *graph->find_node("b")).is_null());
}

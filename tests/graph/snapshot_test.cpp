#include "graph/snapshot/snapshot.h"

#include <algorithm>
#include <thread>

#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"

using namespace mirrorgraph;

namespace {

Map to_map(const Snapshot& snapshot, const std::vector<std::pair<KeyId, Value>>& properties) {
    Map out;
    for (const auto& [key, value] : properties) out[snapshot.key_names()[key.value]] = value;
    return out;
}

void check_nodes(const Snapshot& snapshot, const test::NaiveGraph& model) {
    REQUIRE(snapshot.node_count() == model.nodes.size());
    for (NodeId node : snapshot.nodes()) {
        const test::NaiveGraph::Node& expected = model.nodes.at(snapshot.origin(node));
        CHECK(snapshot.id(node) == expected.id);
        CHECK(snapshot.find_node(expected.id) == node);
        std::set<std::string> labels;
        for (LabelId label : snapshot.labels(node)) labels.insert(snapshot.label_names()[label.value]);
        CHECK(labels == expected.labels);
        CHECK(to_map(snapshot, snapshot.properties(node)) == expected.properties);
        CHECK(snapshot.evidence(node) == expected.evidence);
    }
    CHECK_FALSE(snapshot.find_node("no such node"));
}

void check_labels(const Snapshot& snapshot) {
    for (std::size_t i = 0; i < snapshot.label_names().size(); ++i) {
        const LabelId label(i);
        std::vector<NodeId> expected;
        for (NodeId node : snapshot.nodes()) {
            if (snapshot.has_label(node, label)) expected.push_back(node);
        }
        CHECK(std::ranges::equal(snapshot.nodes_with_label(label), expected));
        CHECK_FALSE(expected.empty());
    }
}

void check_relationships(const Snapshot& snapshot, const test::NaiveGraph& model) {
    REQUIRE(snapshot.relationship_count() == model.relationships.size());
    for (RelationshipId r : snapshot.relationships()) {
        const test::NaiveGraph::Relationship& expected = model.relationships.at(snapshot.origin(r));
        CHECK(snapshot.origin(snapshot.source(r)) == expected.source);
        CHECK(snapshot.origin(snapshot.target(r)) == expected.target);
        CHECK(snapshot.type_names()[snapshot.type(r).value] == expected.type);
        CHECK(to_map(snapshot, snapshot.properties(r)) == expected.properties);
        CHECK(snapshot.evidence(r) == expected.evidence);
        const auto of_type = snapshot.relationships_of_type(snapshot.type(r));
        CHECK(std::find(of_type.begin(), of_type.end(), r) != of_type.end());
    }
}

// (type, neighbour, relationship) of each relationship at `node`, sorted as the snapshot promises.
using Link = std::tuple<TypeId, NodeId, RelationshipId>;
std::vector<Link> expected_links(const Snapshot& snapshot, NodeId node, Direction direction) {
    std::vector<Link> out;
    for (RelationshipId r : snapshot.relationships()) {
        const bool outgoing = direction == Direction::kOutgoing;
        const NodeId here = outgoing ? snapshot.source(r) : snapshot.target(r);
        const NodeId there = outgoing ? snapshot.target(r) : snapshot.source(r);
        if (here == node) out.emplace_back(snapshot.type(r), there, r);
    }
    std::sort(out.begin(), out.end());
    return out;
}

void check_adjacency(const Snapshot& snapshot) {
    for (NodeId node : snapshot.nodes()) {
        for (Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
            const std::vector<Link> expected = expected_links(snapshot, node, direction);
            std::vector<Link> by_type;
            for (std::size_t t = 0; t < snapshot.type_names().size(); ++t) {
                const Neighbours row = snapshot.neighbours(node, TypeId(t), direction);
                CHECK(row.size() == snapshot.degree(node, TypeId(t), direction));
                for (std::size_t i = 0; i < row.size(); ++i) {
                    by_type.emplace_back(TypeId(t), row.nodes[i], row.relationships[i]);
                }
            }
            CHECK(by_type == expected);
            std::vector<Link> all;
            const Neighbours row = snapshot.neighbours(node, direction);
            for (std::size_t i = 0; i < row.size(); ++i) {
                all.emplace_back(snapshot.type(row.relationships[i]), row.nodes[i], row.relationships[i]);
            }
            CHECK(all == expected);
        }
    }
}

void check_lookup(const Snapshot& snapshot, const test::NaiveGraph& model) {
    for (std::size_t l = 0; l < snapshot.label_names().size(); ++l) {
        for (std::size_t k = 0; k < snapshot.key_names().size(); ++k) {
            for (const auto& [id, probe] : model.nodes) {
                const auto found = probe.properties.find(snapshot.key_names()[k]);
                const Value value = found == probe.properties.end() ? Value() : found->second;
                std::vector<NodeId> expected;
                for (NodeId node : snapshot.nodes_with_label(LabelId(l))) {
                    const Value& own = snapshot.property(node, KeyId(k));
                    if (!own.is_null() && own == value) expected.push_back(node);
                }
                CHECK(std::ranges::equal(snapshot.lookup(LabelId(l), KeyId(k), value), expected));
            }
        }
    }
}

}  // namespace

TEST_CASE("snapshot: it says what the graph says") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        const test::RandomGraph random = test::random_graph(seed, 12 * static_cast<int>(seed));
        const auto snapshot = Snapshot::freeze(random.graph);
        check_nodes(*snapshot, random.model);
        check_labels(*snapshot);
        check_relationships(*snapshot, random.model);
        check_adjacency(*snapshot);
        check_lookup(*snapshot, random.model);
    }
}

TEST_CASE("snapshot: an empty graph freezes") {
    const auto snapshot = Snapshot::freeze(PropertyGraph());
    CHECK(snapshot->node_count() == 0);
    CHECK(snapshot->relationship_count() == 0);
    CHECK_FALSE(snapshot->find_node(""));
    CHECK(snapshot->neighbours(NodeId(0), Direction::kOutgoing).empty());
}

TEST_CASE("snapshot: it stays as it was when the graph changes") {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {"L"}, {{"p", 1}});
    graph.add_evidence(a, {"d", 0, 1, 1, 0, "", "", 1.0});
    const auto snapshot = Snapshot::freeze(graph);
    graph.add_evidence(a, {"e", 0, 1, 1, 0, "", "", 1.0});
    graph.set_property(a, "p", 2);
    graph.remove_node(a);
    const NodeId frozen = *snapshot->find_node("a");
    CHECK(snapshot->evidence(frozen).size() == 1);
    CHECK(snapshot->property(frozen, *snapshot->find_key("p")) == Value(1));
}

TEST_CASE("snapshot: names that are no longer used are unknown") {
    PropertyGraph graph;
    graph.remove_node(graph.add_node("gone", {"Gone"}, {{"gone", 1}}));
    const NodeId a = graph.add_node("a", {"A"});
    graph.remove_relationship(graph.add_relationship(a, a, "GONE"));
    const auto snapshot = Snapshot::freeze(graph);
    CHECK_FALSE(snapshot->find_label("Gone"));
    CHECK_FALSE(snapshot->find_type("GONE"));
    CHECK_FALSE(snapshot->find_key("gone"));
}

TEST_CASE("snapshot: indexes are built once by any number of threads") {
    PropertyGraph graph;
    for (int i = 0; i < 2000; ++i) graph.add_node(std::to_string(i), {"L"}, {{"p", i % 7}, {"q", i % 11}});
    const auto snapshot = Snapshot::freeze(graph);
    const LabelId label = *snapshot->find_label("L");
    std::vector<std::size_t> found(8);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < found.size(); ++t) {
        threads.emplace_back([&, t] {
            for (int v = 0; v < 11; ++v) {
                found[t] += snapshot->lookup(label, *snapshot->find_key("p"), v).size();
                found[t] += snapshot->lookup(label, *snapshot->find_key("q"), v).size();
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(found == std::vector<std::size_t>(8, 4000));
}

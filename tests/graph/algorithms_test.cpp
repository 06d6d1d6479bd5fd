#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/property_map/property_map.hpp>
#include <deque>
#include <map>
#include <random>
#include <set>

#include "graph/algorithms/centrality.h"
#include "graph/algorithms/grouping.h"
#include "graph/algorithms/projection.h"
#include "graph/algorithms/similarity.h"
#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"

using namespace mirrorgraph;
using mirrorgraph::test::contains;

namespace {

std::map<std::string, double> by_id(const Snapshot& snapshot, const std::vector<NodeScore>& scores) {
    std::map<std::string, double> out;
    for (const NodeScore& entry : scores) out[std::string(snapshot.id(entry.node))] = entry.score;
    return out;
}

// A triangle a, b, c; a chain c - d - e; f alone.
PropertyGraph small() {
    PropertyGraph graph;
    std::map<char, NodeId> n;
    for (const char c : std::string("abcdef")) n[c] = graph.add_node(std::string(1, c), {"Committee"});
    for (const char* pair : {"ab", "bc", "ca", "cd", "de"}) graph.add_relationship(n[pair[0]], n[pair[1]], "R");
    return graph;
}

// PageRank by its definition: rank without a way out goes to all alike.
std::vector<double> plain_pagerank(const Snapshot& snapshot) {
    const std::size_t n = snapshot.node_count();
    std::vector<double> ranks(n, 1.0 / static_cast<double>(n));
    for (int round = 0; round < 200; ++round) {
        std::vector<double> next(n, 0.0);
        double lost = 0;
        for (const NodeId node : snapshot.nodes()) {
            const auto row = snapshot.neighbours(node, Direction::kOutgoing);
            if (row.empty()) lost += ranks[node.value];
            for (const NodeId to : row.nodes) {
                next[to.value] += ranks[node.value] / static_cast<double>(row.size());
            }
        }
        for (double& rank : next) rank = 0.15 / static_cast<double>(n) + 0.85 * (rank + lost / static_cast<double>(n));
        ranks = next;
    }
    return ranks;
}

// What a random graph holds but links to sources and documents, so that every part is the whole.
std::shared_ptr<const Snapshot> random_snapshot(std::uint32_t seed) {
    std::mt19937 random(seed);
    PropertyGraph graph;
    std::vector<NodeId> nodes;
    const std::size_t count = 3 + random() % 12;
    for (std::size_t i = 0; i < count; ++i) nodes.push_back(graph.add_node(std::to_string(i), {"Committee"}));
    const std::size_t relationships = random() % 25;
    for (std::size_t i = 0; i < relationships; ++i) {
        graph.add_relationship(nodes[random() % count], nodes[random() % count], random() % 2 == 0 ? "R" : "S");
    }
    return Snapshot::freeze(graph);
}

}  // namespace

TEST_CASE("algorithms: degree counts both ways") {
    const auto snapshot = Snapshot::freeze(small());
    CHECK(by_id(*snapshot, degrees(*snapshot)) ==
          std::map<std::string, double>{{"a", 2}, {"b", 2}, {"c", 3}, {"d", 2}, {"e", 1}, {"f", 0}});
}

TEST_CASE("algorithms: PageRank as its definition has it, on random graphs") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        INFO("seed " << seed);
        const auto snapshot = random_snapshot(seed);
        const std::vector<double> expected = plain_pagerank(*snapshot);
        double sum = 0;
        for (const NodeScore& entry : pagerank(*snapshot)) {
            CHECK(entry.score == Approx(expected[entry.node.value]).margin(1e-4));
            sum += entry.score;
        }
        CHECK(sum == Approx(1));
    }
}

TEST_CASE("algorithms: betweenness as Boost has it, on random graphs") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        INFO("seed " << seed);
        const auto snapshot = random_snapshot(seed);
        const Projection all = project(*snapshot, {}, Walk::kBothWays);
        std::vector<double> expected(all.size());
        boost::brandes_betweenness_centrality(
            all.graph, boost::make_iterator_property_map(expected.begin(), get(boost::vertex_index, all.graph)));
        // Boost halves the sums of undirected graphs only; this one has every edge twice.
        for (const NodeScore& entry : betweenness(*snapshot, {}, 0)) {
            CHECK(entry.score == Approx(expected[*all.vertex(entry.node)] / 2).margin(1e-9));
        }
    }
}

TEST_CASE("algorithms: betweenness from pivots is near the exact one") {
    PropertyGraph graph;
    std::vector<NodeId> nodes;
    for (int i = 0; i < 200; ++i) nodes.push_back(graph.add_node(std::to_string(i), {"Committee"}));
    for (std::size_t i = 1; i < nodes.size(); ++i) graph.add_relationship(nodes[i], nodes[i / 2], "R");
    const auto snapshot = Snapshot::freeze(graph);
    const auto exact = by_id(*snapshot, betweenness(*snapshot, {}, 0));
    const auto near = by_id(*snapshot, betweenness(*snapshot, {}, 100));
    CHECK(near.at("1") == Approx(exact.at("1")).epsilon(0.1));
}

TEST_CASE("algorithms: components, the largest first") {
    const auto snapshot = Snapshot::freeze(small());
    const Grouping found = components(*snapshot);
    CHECK(found.sizes == std::vector<std::size_t>{5, 1});
    CHECK(found.groups == std::vector<std::uint32_t>{1, 1, 1, 1, 1, 2});
    CHECK(components(*Snapshot::freeze(PropertyGraph())).sizes.empty());
}

TEST_CASE("algorithms: communities are dense inside, and the same every time") {
    PropertyGraph graph;
    std::vector<NodeId> nodes;
    for (int i = 0; i < 12; ++i) nodes.push_back(graph.add_node(std::to_string(100 + i), {"Committee"}));
    for (std::size_t block = 0; block < 3; ++block) {
        for (std::size_t i = 0; i < 4; ++i) {
            for (std::size_t j = i + 1; j < 4; ++j)
                graph.add_relationship(nodes[block * 4 + i], nodes[block * 4 + j], "R");
        }
    }
    graph.add_relationship(nodes[3], nodes[4], "R");
    graph.add_relationship(nodes[7], nodes[8], "R");
    const auto snapshot = Snapshot::freeze(graph);
    const Grouping found = communities(*snapshot);
    CHECK(found.sizes == std::vector<std::size_t>{4, 4, 4});
    CHECK(found.groups == std::vector<std::uint32_t>{1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3});
    // Three blocks of 6 of 20 relationships inside, degrees 13, 14 and 13 of 40.
    CHECK(found.modularity == Approx(18.0 / 20 - (13.0 * 13 + 14.0 * 14 + 13.0 * 13) / (40.0 * 40)));
    CHECK(communities(*snapshot).groups == found.groups);
}

TEST_CASE("algorithms: communities are no worse than none, and modularity is as its definition has it") {
    const auto modularity = [](const Snapshot& snapshot, const std::map<NodeId, std::uint32_t>& group) {
        std::map<std::uint32_t, double> degrees;
        double inside = 0;
        for (const RelationshipId r : snapshot.relationships()) {
            const std::uint32_t a = group.at(snapshot.source(r));
            const std::uint32_t b = group.at(snapshot.target(r));
            ++degrees[a];
            ++degrees[b];
            inside += a == b ? 1 : 0;
        }
        const auto m = static_cast<double>(snapshot.relationship_count());
        double expected = 0;
        for (const auto& [g, degree] : degrees) expected += degree * degree / (4 * m * m);
        return inside / m - expected;
    };
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        const auto snapshot = random_snapshot(seed);
        if (snapshot->relationship_count() == 0) continue;
        INFO("seed " << seed);
        const Grouping found = communities(*snapshot);
        std::map<NodeId, std::uint32_t> group;
        std::map<NodeId, std::uint32_t> alone;
        for (std::size_t i = 0; i < found.nodes.size(); ++i) {
            group[found.nodes[i]] = found.groups[i];
            alone[found.nodes[i]] = static_cast<std::uint32_t>(i);
        }
        CHECK(found.modularity == Approx(modularity(*snapshot, group)).margin(1e-9));
        CHECK(found.modularity >= modularity(*snapshot, alone) - 1e-9);
    }
}

TEST_CASE("algorithms: a shortest path is as short as breadth-first search finds it") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        INFO("seed " << seed);
        const auto snapshot = random_snapshot(seed);
        const NodeId from(std::size_t{0});
        std::map<NodeId, std::size_t> distance = {{from, 0}};
        std::deque<NodeId> queue = {from};
        while (!queue.empty()) {
            const NodeId node = queue.front();
            queue.pop_front();
            for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
                for (const NodeId next : snapshot->neighbours(node, direction).nodes) {
                    if (distance.try_emplace(next, distance.at(node) + 1).second) queue.push_back(next);
                }
            }
        }
        for (const NodeId to : snapshot->nodes()) {
            const auto path = shortest_path(*snapshot, from, to);
            REQUIRE(path.has_value() == distance.contains(to));
            if (!path) continue;
            CHECK(path->relationships.size() == distance.at(to));
            CHECK(path->nodes.front() == from);
            CHECK(path->nodes.back() == to);
            for (std::size_t i = 0; i < path->relationships.size(); ++i) {
                const std::set<NodeId> ends = {snapshot->source(path->relationships[i]),
                                               snapshot->target(path->relationships[i])};
                CHECK(ends == std::set<NodeId>{path->nodes[i], path->nodes[i + 1]});
            }
        }
    }
}

TEST_CASE("algorithms: a part has the chosen types and labels only; sources are left out unless asked for") {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {"Committee"});
    const NodeId b = graph.add_node("b", {"Agency"});
    const NodeId d = graph.add_node("d", {"Document"});
    graph.add_relationship(a, b, "PART_OF");
    graph.add_relationship(a, d, "MENTIONED_IN");
    const auto snapshot = Snapshot::freeze(graph);
    CHECK(by_id(*snapshot, degrees(*snapshot)) == std::map<std::string, double>{{"a", 1}, {"b", 1}});
    CHECK(by_id(*snapshot, degrees(*snapshot, {{"MENTIONED_IN"}, {"Committee", "Document"}})) ==
          std::map<std::string, double>{{"a", 1}, {"d", 1}});
    try {
        degrees(*snapshot, {{"PART_OFF"}, {}});
        FAIL("took an unknown type");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kNotFound);
        CHECK_THAT(error.what(), contains("did you mean 'PART_OF'?"));
    }
}

TEST_CASE("algorithms: an analysis stops when its check throws") {
    const auto snapshot = Snapshot::freeze(small());
    GraphPart part;
    part.check = [] { throw Error(ErrorCode::kCancelled, "stop"); };
    CHECK_THROWS_AS(pagerank(*snapshot, part), Error);
    CHECK_THROWS_AS(betweenness(*snapshot, part), Error);
    CHECK_THROWS_AS(communities(*snapshot, part), Error);
}

TEST_CASE("algorithms: committees that share rare subjects are similar") {
    PropertyGraph graph;
    const auto committee = [&](const char* id, std::vector<const char*> fields) {
        const NodeId node = graph.add_node(id, {"Committee"}, {{"name", id}});
        for (const char* field : fields) {
            const NodeId standard =
                graph.add_node(std::string(id) + field, {"Standard"}, {{"ics", List{std::string(field)}}});
            graph.add_relationship(node, standard, "RESPONSIBLE_FOR");
        }
    };
    committee("A", {"35.020", "01.040", "35.240"});
    committee("B", {"35.020", "01.040", "35.240"});
    committee("C", {"01.040", "13.020"});
    committee("D", {"71.100"});
    const auto snapshot = Snapshot::freeze(graph);
    const std::vector<SimilarPair> pairs = similar_committees(*snapshot, 0.01);
    REQUIRE(pairs.size() == 3);
    CHECK(snapshot->id(pairs[0].first) == "A");
    CHECK(snapshot->id(pairs[0].second) == "B");
    CHECK(pairs[0].score == Approx(1));
    CHECK(pairs[0].shared.size() == 3);
    CHECK(pairs[1].score < 0.5);
    const std::vector<SimilarPair> of_c = similar_committees(*snapshot, 0.01, *snapshot->find_node("C"));
    REQUIRE(of_c.size() == 2);
    CHECK(snapshot->id(of_c[0].first) == "C");
    CHECK(of_c[0].shared == std::vector<std::string>{"ICS 01.040"});
}

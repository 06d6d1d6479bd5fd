#include "graph/algorithms/strongest_paths.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include "tests/support/catch.h"

using namespace mirrorgraph;

namespace {

// Relationships of random strength among few nodes, loops and parallel ones among them; some may be walked one way only.
struct Case {
    std::shared_ptr<const Snapshot> snapshot;
    std::vector<double> there;
    std::vector<double> back;
    double strength(RelationshipId relationship, Direction direction) const {
        return (direction == Direction::kOutgoing ? there : back)[relationship.value];
    }
};

Case random_case(std::uint32_t seed) {
    std::mt19937 random(seed);
    PropertyGraph graph;
    std::vector<NodeId> nodes;
    for (std::size_t i = 0; i < 7; ++i) nodes.push_back(graph.add_node(std::to_string(i), {}));
    const std::size_t relationships = 6 + random() % 12;
    for (std::size_t i = 0; i < relationships; ++i) {
        graph.add_relationship(nodes[random() % 7], nodes[random() % 7], random() % 2 == 0 ? "R" : "S");
    }
    Case out{Snapshot::freeze(graph), {}, {}};
    const auto draw = [&] {
        if (random() % 4 == 0) return 0.0;
        return random() % 8 == 0 ? 1.0 : 0.05 + static_cast<double>(random() % 900) / 1000;
    };
    for (std::size_t i = 0; i < relationships; ++i) {
        out.there.push_back(draw());
        out.back.push_back(draw());
    }
    return out;
}

// Every simple path from `start`, by walking them all.
void all_paths(const Case& c, NodeId start, int hops, const std::function<void(const StrongPath&)>& visit) {
    std::vector<bool> on_path(c.snapshot->node_count(), false);
    StrongPath path;
    const std::function<void(NodeId, int)> walk = [&](NodeId node, int left) {
        if (!path.arcs.empty()) visit(path);
        if (left == 0) return;
        on_path[node.value] = true;
        for (const RelationshipId r : c.snapshot->relationships()) {
            for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
                NodeId from = c.snapshot->source(r);
                NodeId to = c.snapshot->target(r);
                if (direction == Direction::kIncoming) std::swap(from, to);
                const double strength = c.strength(r, direction);
                if (from != node || on_path[to.value] || to == node || strength == 0) continue;
                const double before = path.strength;
                path.arcs.push_back({from, to, r, strength});
                path.strength *= strength;
                walk(to, left - 1);
                path.strength = before;
                path.arcs.pop_back();
            }
        }
        on_path[node.value] = false;
    };
    walk(start, hops);
}

bool is_simple(const StrongPath& path, NodeId start) {
    std::vector<NodeId> nodes = {start};
    for (const Arc& arc : path.arcs) {
        if (arc.from != nodes.back()) return false;
        nodes.push_back(arc.to);
    }
    std::sort(nodes.begin(), nodes.end());
    return std::adjacent_find(nodes.begin(), nodes.end()) == nodes.end();
}

}  // namespace

TEST_CASE("strongest paths: as strong as the strongest of all paths, on random graphs") {
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        const Case c = random_case(seed);
        const NodeId start(std::size_t{seed % 7});
        for (const int hops : {1, 2, 3, 6}) {
            const double least = seed % 3 == 0 ? 0.1 : 0.0;
            INFO("seed " << seed << ", " << hops << " hops, at least " << least);
            std::map<NodeId, StrongPath> best;
            all_paths(c, start, hops, [&](const StrongPath& path) {
                if (path.strength < least) return;
                StrongPath& known = best[path.arcs.back().to];
                const bool better =
                    known.arcs.empty() || path.strength > known.strength * (1 + 1e-12) ||
                    (path.strength >= known.strength * (1 - 1e-12) && path.arcs.size() < known.arcs.size());
                if (better) known = path;
            });
            const StrongestPaths found(
                *c.snapshot, start,
                [&](RelationshipId relationship, Direction direction) { return c.strength(relationship, direction); },
                {hops, least});
            REQUIRE(found.reached().size() == best.size());
            for (const auto& [node, expected] : best) {
                const StrongPath path = found.strongest(node);
                CHECK(path.strength == Approx(expected.strength));
                CHECK(path.arcs.size() == expected.arcs.size());
                CHECK(is_simple(path, start));
                CHECK(path.arcs.back().to == node);
            }
        }
    }
}

TEST_CASE("strongest paths: over each last arc the strongest, on random graphs") {
    for (std::uint32_t seed = 1000; seed < 1150; ++seed) {
        INFO("seed " << seed);
        const Case c = random_case(seed);
        const NodeId start(std::size_t{0});
        constexpr int kHops = 4;
        // The strongest path to every node within one hop less, and within the limit over every last relationship.
        std::map<NodeId, double> before = {{start, 1.0}};
        std::map<std::pair<NodeId, RelationshipId>, double> over;
        all_paths(c, start, kHops - 1, [&](const StrongPath& path) {
            double& known = before[path.arcs.back().to];
            known = std::max(known, path.strength);
        });
        all_paths(c, start, kHops, [&](const StrongPath& path) {
            double& known = over[{path.arcs.back().to, path.arcs.back().relationship}];
            known = std::max(known, path.strength);
        });
        const StrongestPaths found(
            *c.snapshot, start,
            [&](RelationshipId relationship, Direction direction) { return c.strength(relationship, direction); },
            {kHops, 0.0});
        for (const NodeId node : found.reached()) {
            const std::vector<StrongPath> paths = found.by_last_arc(node);
            REQUIRE_FALSE(paths.empty());
            CHECK(paths.front().strength == Approx(found.strongest(node).strength));
            for (std::size_t i = 0; i < paths.size(); ++i) {
                const Arc& last = paths[i].arcs.back();
                CHECK(is_simple(paths[i], start));
                CHECK(paths[i].strength == Approx(before.at(last.from) * last.strength));
                CHECK(paths[i].strength == Approx(over.at({node, last.relationship})));
                if (i > 0) CHECK(paths[i].strength <= paths[i - 1].strength);
            }
        }
    }
}

TEST_CASE("strongest paths: a stronger way round is taken only within the hops") {
    PropertyGraph graph;
    std::vector<NodeId> n;
    for (int i = 0; i < 4; ++i) n.push_back(graph.add_node(std::to_string(i), {}));
    graph.add_relationship(n[0], n[3], "R");
    graph.add_relationship(n[0], n[1], "R");
    graph.add_relationship(n[1], n[2], "R");
    graph.add_relationship(n[2], n[3], "R");
    const auto snapshot = Snapshot::freeze(graph);
    const auto strength = [&](RelationshipId r, Direction direction) {
        if (direction == Direction::kIncoming) return 0.0;
        return snapshot->source(r).value == 0 && snapshot->target(r).value == 3 ? 0.2 : 0.9;
    };
    CHECK(StrongestPaths(*snapshot, NodeId(0), strength, {3, 0}).strongest(NodeId(3)).arcs.size() == 3);
    CHECK(StrongestPaths(*snapshot, NodeId(0), strength, {2, 0}).strongest(NodeId(3)).arcs.size() == 1);
    CHECK(StrongestPaths(*snapshot, NodeId(0), strength, {3, 0.8}).reached() ==
          std::vector<NodeId>{NodeId(1), NodeId(2)});
}

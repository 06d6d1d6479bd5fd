#include "graph/algorithms/strongest_paths.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>
#include <boost/property_map/property_map.hpp>
#include <cmath>
#include <limits>

namespace mirrorgraph {

namespace {

// Products of the same strengths in another order differ by rounding.
constexpr double kRounding = 1e-12;

struct LayeredArc {
    double weight = 0;  // -log strength
    std::uint32_t arc = 0;
};
using LayeredGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, LayeredArc>;

// Notes the arc that last made a state's path better.
struct LastArc : boost::default_dijkstra_visitor {
    explicit LastArc(std::vector<std::uint32_t>& last) : last_(&last) {}
    void edge_relaxed(const LayeredGraph::edge_descriptor& edge, const LayeredGraph& graph) {
        (*last_)[target(edge, graph)] = graph[edge].arc;
    }
    std::vector<std::uint32_t>* last_;
};

}  // namespace

StrongestPaths::StrongestPaths(const Snapshot& snapshot, NodeId start, const ArcStrength& strength, PathLimits limits)
    : start_(start), limits_(limits) {
    gather(snapshot, strength);
    group_arcs_by_target();
    search();
    for (Local node = 1; node < nodes_.size(); ++node) {
        if (best_hops(node, limits_.hops)) reached_.push_back(nodes_[node]);
    }
    std::sort(reached_.begin(), reached_.end());
}

// Breadth first over what may be walked. No strongest path returns to the start.
void StrongestPaths::gather(const Snapshot& snapshot, const ArcStrength& strength) {
    const auto meet = [&](NodeId node) {
        const auto [at, fresh] = locals_.try_emplace(node, static_cast<Local>(nodes_.size()));
        if (fresh) nodes_.push_back(node);
    };
    const auto walk = [&](NodeId node, Direction direction) {
        const Neighbours next = snapshot.neighbours(node, direction);
        for (std::size_t i = 0; i < next.size(); ++i) {
            if (next.nodes[i] == node || next.nodes[i] == start_) continue;
            const double arc = std::min(strength(next.relationships[i], direction), 1.0);
            if (arc <= 0 || arc < limits_.min_strength) continue;
            arcs_.push_back({node, next.nodes[i], next.relationships[i], arc});
            meet(next.nodes[i]);
        }
    };
    meet(start_);
    std::size_t layer_end = 1;
    int hops = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        if (i == layer_end) {
            layer_end = nodes_.size();
            ++hops;
        }
        out_.push_back(static_cast<std::uint32_t>(arcs_.size()));
        if (hops == limits_.hops) continue;
        walk(nodes_[i], Direction::kOutgoing);
        walk(nodes_[i], Direction::kIncoming);
    }
    out_.push_back(static_cast<std::uint32_t>(arcs_.size()));
}

void StrongestPaths::group_arcs_by_target() {
    in_.assign(nodes_.size() + 1, 0);
    for (const Arc& arc : arcs_) ++in_[locals_.at(arc.to) + 1];
    for (std::size_t i = 1; i < in_.size(); ++i) in_[i] += in_[i - 1];
    into_.resize(arcs_.size());
    std::vector<std::uint32_t> next = in_;
    for (std::uint32_t a = 0; a < arcs_.size(); ++a) into_[next[locals_.at(arcs_[a].to)]++] = a;
}

void StrongestPaths::search() {
    std::vector<std::pair<std::size_t, std::size_t>> edges;
    std::vector<LayeredArc> weights;
    std::vector<bool> alive(nodes_.size(), false);  // some path leads there after so many hops
    alive[0] = true;
    for (int hops = 0; hops < limits_.hops; ++hops) {
        std::vector<bool> next(nodes_.size(), false);
        for (Local node = 0; node < nodes_.size(); ++node) {
            if (!alive[node]) continue;
            for (std::uint32_t a = out_[node]; a < out_[node + 1]; ++a) {
                const Local to = locals_.at(arcs_[a].to);
                edges.emplace_back(state(node, hops), state(to, hops + 1));
                weights.push_back({-std::log(arcs_[a].strength), a});
                next[to] = true;
            }
        }
        alive = std::move(next);
    }
    const std::size_t states = nodes_.size() * static_cast<std::size_t>(limits_.hops + 1);
    const LayeredGraph graph(boost::edges_are_sorted, edges.begin(), edges.end(), weights.begin(), states);

    last_.assign(states, Id<void>::kNull);
    std::vector<double> distance(states);
    const auto index = get(boost::vertex_index, graph);
    boost::dijkstra_shortest_paths_no_color_map(
        graph, std::size_t{0},
        boost::weight_map(get(&LayeredArc::weight, graph))
            .distance_map(boost::make_iterator_property_map(distance.begin(), index))
            .visitor(LastArc(last_)));

    product_.assign(states, 0.0);
    product_[0] = 1.0;
    for (std::size_t s = nodes_.size(); s < states; ++s) {
        if (last_[s] == Id<void>::kNull) continue;
        const Arc& arc = arcs_[last_[s]];
        const std::size_t layer = s / nodes_.size();
        product_[s] = product_[(layer - 1) * nodes_.size() + locals_.at(arc.from)] * arc.strength;
    }
}

std::optional<int> StrongestPaths::best_hops(Local node, int most) const {
    std::optional<int> best;
    double strength = std::max(limits_.min_strength * (1 - kRounding), std::numeric_limits<double>::min());
    for (int hops = 0; hops <= most; ++hops) {
        const double product = product_[state(node, hops)];
        if (best ? product > strength * (1 + kRounding) : product >= strength) {
            best = hops;
            strength = product;
        }
    }
    return best;
}

StrongPath StrongestPaths::path_to(Local node, int hops) const {
    StrongPath path;
    path.strength = product_[state(node, hops)];
    for (; hops > 0; --hops) {
        const Arc& arc = arcs_[last_[state(node, hops)]];
        path.arcs.push_back(arc);
        node = locals_.at(arc.from);
    }
    std::reverse(path.arcs.begin(), path.arcs.end());
    return path;
}

StrongPath StrongestPaths::strongest(NodeId node) const {
    const Local local = locals_.at(node);
    return path_to(local, *best_hops(local, limits_.hops));
}

std::vector<StrongPath> StrongestPaths::by_last_arc(NodeId node) const {
    std::vector<StrongPath> paths;
    const Local local = locals_.at(node);
    for (std::uint32_t i = in_[local]; i < in_[local + 1]; ++i) {
        const Arc& last = arcs_[into_[i]];
        const Local before = locals_.at(last.from);
        const auto hops = best_hops(before, limits_.hops - 1);
        if (!hops) continue;
        StrongPath path = path_to(before, *hops);
        path.strength *= last.strength;
        const bool returns =
            std::any_of(path.arcs.begin(), path.arcs.end(), [&](const Arc& a) { return a.to == node; });
        if (returns || path.strength < limits_.min_strength * (1 - kRounding)) continue;
        path.arcs.push_back(last);
        paths.push_back(std::move(path));
    }
    std::stable_sort(paths.begin(), paths.end(), [](const StrongPath& a, const StrongPath& b) {
        if (a.strength != b.strength) return a.strength > b.strength;
        return a.arcs.size() < b.arcs.size();
    });
    return paths;
}

}  // namespace mirrorgraph

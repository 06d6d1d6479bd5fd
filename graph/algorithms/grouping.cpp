#include "graph/algorithms/grouping.h"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/property_map.hpp>
#include <map>
#include <numeric>

#include "graph/algorithms/projection.h"

namespace mirrorgraph {

namespace {

// Numbers groups by size, the largest first; of equals the one with the smallest node.
Grouping numbered(const Projection& part, const std::vector<std::uint32_t>& group_of) {
    std::map<std::uint32_t, std::size_t> sizes;
    for (const std::uint32_t group : group_of) ++sizes[group];
    std::vector<std::uint32_t> order;
    std::map<std::uint32_t, std::uint32_t> number;
    for (const std::uint32_t group : group_of) {
        if (number.try_emplace(group, 0).second) order.push_back(group);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return sizes[a] > sizes[b]; });
    Grouping out;
    for (std::size_t i = 0; i < order.size(); ++i) {
        number[order[i]] = static_cast<std::uint32_t>(i + 1);
        out.sizes.push_back(sizes[order[i]]);
    }
    out.nodes = part.nodes;
    for (const std::uint32_t group : group_of) out.groups.push_back(number[group]);
    return out;
}

// An undirected graph with weights: every edge in both rows, a loop as weight of its node.
struct Weighted {
    struct Arc {
        std::uint32_t to;
        double weight;
    };
    std::vector<std::vector<Arc>> arcs;
    std::vector<double> loops;
    double total = 0;  // twice the weight of all edges

    double degree(std::size_t v) const {
        double sum = 2 * loops[v];
        for (const Arc& arc : arcs[v]) sum += arc.weight;
        return sum;
    }
};

class Louvain {
  public:
    explicit Louvain(Weighted graph) : graph_(std::move(graph)) {
        const std::size_t n = graph_.arcs.size();
        community_.resize(n);
        std::iota(community_.begin(), community_.end(), 0U);
        degrees_.resize(n);
        for (std::size_t v = 0; v < n; ++v) degrees_[v] = graph_.degree(v);
        inside_ = degrees_;
        weight_to_.assign(n, 0.0);
    }

    // Moves nodes to the neighbouring community that gains most, until a round moves none; whether any was moved.
    bool move_nodes() {
        constexpr int kMostRounds = 32;
        bool ever = false;
        for (int round = 0; round < kMostRounds; ++round) {
            bool moved = false;
            for (std::size_t v = 0; v < community_.size(); ++v) moved = move(v) || moved;
            if (!moved) break;
            ever = true;
        }
        return ever;
    }

    // Communities as nodes of a smaller graph; community() is renumbered to them.
    Weighted fold() {
        std::map<std::uint32_t, std::uint32_t> number;
        for (std::uint32_t& c : community_)
            c = number.try_emplace(c, static_cast<std::uint32_t>(number.size())).first->second;
        Weighted out;
        out.arcs.resize(number.size());
        out.loops.assign(number.size(), 0.0);
        out.total = graph_.total;
        std::vector<std::map<std::uint32_t, double>> rows(number.size());
        for (std::size_t v = 0; v < community_.size(); ++v) {
            out.loops[community_[v]] += graph_.loops[v];
            for (const Weighted::Arc& arc : graph_.arcs[v]) {
                if (community_[arc.to] == community_[v]) {
                    out.loops[community_[v]] += arc.weight / 2;
                } else {
                    rows[community_[v]][community_[arc.to]] += arc.weight;
                }
            }
        }
        for (std::size_t c = 0; c < rows.size(); ++c) {
            for (const auto& [to, weight] : rows[c]) out.arcs[c].push_back({to, weight});
        }
        return out;
    }

    const std::vector<std::uint32_t>& community() const { return community_; }

  private:
    bool move(std::size_t v) {
        std::vector<std::uint32_t> near;
        for (const Weighted::Arc& arc : graph_.arcs[v]) {
            const std::uint32_t c = community_[arc.to];
            if (weight_to_[c] == 0) near.push_back(c);
            weight_to_[c] += arc.weight;
        }
        const std::uint32_t own = community_[v];
        inside_[own] -= degrees_[v];
        const auto gain = [&](std::uint32_t c) { return weight_to_[c] - inside_[c] * degrees_[v] / graph_.total; };
        std::uint32_t best = own;
        double best_gain = gain(own);
        for (const std::uint32_t c : near) {
            if (gain(c) > best_gain + kLeastGain) {
                best = c;
                best_gain = gain(c);
            }
        }
        inside_[best] += degrees_[v];
        community_[v] = best;
        for (const std::uint32_t c : near) weight_to_[c] = 0;
        return best != own;
    }

    static constexpr double kLeastGain = 1e-9;
    Weighted graph_;
    std::vector<std::uint32_t> community_;
    std::vector<double> degrees_;
    std::vector<double> inside_;     // by community: degrees of its nodes
    std::vector<double> weight_to_;  // by community, of the node being moved; 0 in between
};

Weighted weighted(const Projection& part) {
    Weighted out;
    out.arcs.resize(part.size());
    out.loops.assign(part.size(), 0.0);
    for (std::size_t v = 0; v < part.size(); ++v) {
        for (auto [next, end] = adjacent_vertices(v, part.graph); next != end; ++next) {
            out.total += 1;
            if (*next == v) {
                out.loops[v] += 0.5;  // a loop stands in its row twice
            } else {
                out.arcs[v].push_back({static_cast<std::uint32_t>(*next), 1.0});
            }
        }
    }
    return out;
}

double modularity(const Weighted& graph, const std::vector<std::uint32_t>& community) {
    if (graph.total == 0) return 0;
    std::map<std::uint32_t, double> degrees;
    double inside = 0;
    for (std::size_t v = 0; v < community.size(); ++v) {
        degrees[community[v]] += graph.degree(v);
        inside += 2 * graph.loops[v];
        for (const Weighted::Arc& arc : graph.arcs[v]) inside += community[arc.to] == community[v] ? arc.weight : 0;
    }
    double expected = 0;
    for (const auto& [c, degree] : degrees) expected += degree / graph.total * degree / graph.total;
    return inside / graph.total - expected;
}

struct Reached {};

// Notes by which edge each vertex was met, and stops at the target.
struct Finder : boost::default_bfs_visitor {
    using Edge = Projection::Graph::edge_descriptor;
    Finder(std::size_t target, std::vector<Edge>& by) : target_(target), by_(&by) {}
    void tree_edge(const Edge& edge, const Projection::Graph& graph) {
        (*by_)[target(edge, graph)] = edge;
        if (target(edge, graph) == target_) throw Reached();
    }
    std::size_t target_;
    std::vector<Edge>* by_;
};

}  // namespace

Grouping components(const Snapshot& snapshot, const GraphPart& part) {
    const Projection all = project(snapshot, part, Walk::kForward);
    std::vector<std::uint32_t> ranks(all.size());
    std::vector<std::uint32_t> parents(all.size());
    const auto map = [](std::vector<std::uint32_t>& of) {
        return boost::make_iterator_property_map(of.begin(), boost::identity_property_map());
    };
    boost::disjoint_sets sets(map(ranks), map(parents));
    for (std::uint32_t v = 0; v < all.size(); ++v) sets.make_set(v);
    for (auto [edge, end] = edges(all.graph); edge != end; ++edge) {
        sets.union_set(static_cast<std::uint32_t>(source(*edge, all.graph)),
                       static_cast<std::uint32_t>(target(*edge, all.graph)));
    }
    std::vector<std::uint32_t> group_of(all.size());
    for (std::uint32_t v = 0; v < all.size(); ++v) group_of[v] = sets.find_set(v);
    return numbered(all, group_of);
}

Grouping communities(const Snapshot& snapshot, const GraphPart& part) {
    const Projection all = project(snapshot, part, Walk::kBothWays);
    const Weighted whole = weighted(all);
    std::vector<std::uint32_t> group_of(all.size());
    std::iota(group_of.begin(), group_of.end(), 0U);
    if (whole.total > 0) {
        Weighted graph = whole;
        while (true) {
            if (part.check) part.check();
            Louvain level(std::move(graph));
            const bool moved = level.move_nodes();
            graph = level.fold();
            for (std::uint32_t& group : group_of) group = level.community()[group];
            if (!moved) break;
        }
    }
    Grouping out = numbered(all, group_of);
    out.modularity = modularity(whole, group_of);
    return out;
}

std::optional<Path> shortest_path(const Snapshot& snapshot, NodeId from, NodeId to, const GraphPart& part) {
    const Projection all = project(snapshot, part, Walk::kBothWays);
    const auto start = all.vertex(from);
    const auto end = all.vertex(to);
    if (!start || !end) return std::nullopt;
    Path path{{to}, {}};
    if (*start == *end) return path;
    std::vector<Finder::Edge> by(all.size());
    try {
        boost::breadth_first_search(all.graph, *start, boost::visitor(Finder(*end, by)));
        return std::nullopt;
    } catch (const Reached&) {
    }
    for (std::size_t v = *end; v != *start; v = source(by[v], all.graph)) {
        path.relationships.push_back(all.relationships[get(boost::edge_index, all.graph, by[v])]);
        path.nodes.push_back(all.nodes[source(by[v], all.graph)]);
    }
    std::reverse(path.nodes.begin(), path.nodes.end());
    std::reverse(path.relationships.begin(), path.relationships.end());
    return path;
}

}  // namespace mirrorgraph

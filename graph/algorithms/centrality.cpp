#include "graph/algorithms/centrality.h"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/property_map/property_map.hpp>
#include <numeric>

#include "graph/algorithms/projection.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kRounds = 60;  // 0.85^60 is below 1e-4

std::vector<NodeScore> scored(const Projection& part, const std::vector<double>& scores) {
    std::vector<NodeScore> out;
    out.reserve(scores.size());
    for (std::size_t v = 0; v < scores.size(); ++v) out.push_back({part.nodes[v], scores[v]});
    return out;
}

// Boost's rounds, so many of them.
struct Rounds {
    const GraphPart* part;
    std::size_t left;
    template <class Ranks, class Graph>
    bool operator()(const Ranks&, const Graph&) {
        if (part->check) part->check();
        return left-- == 0;
    }
};

// One source's share of Brandes' sums.
class Dependencies {
  public:
    explicit Dependencies(const Projection::Graph& graph)
        : graph_(graph), distance_(num_vertices(graph)), paths_(num_vertices(graph)), share_(num_vertices(graph)) {}

    void add_from(std::size_t source, double scale, std::vector<double>& sums) {
        std::fill(distance_.begin(), distance_.end(), kFar);
        std::fill(paths_.begin(), paths_.end(), 0.0);
        std::fill(share_.begin(), share_.end(), 0.0);
        order_.clear();
        distance_[source] = 0;
        paths_[source] = 1;
        order_.push_back(source);
        for (std::size_t i = 0; i < order_.size(); ++i) {
            const std::size_t v = order_[i];
            for (auto [next, end] = adjacent_vertices(v, graph_); next != end; ++next) {
                const std::size_t w = *next;
                if (distance_[w] == kFar) {
                    distance_[w] = distance_[v] + 1;
                    order_.push_back(w);
                }
                if (distance_[w] == distance_[v] + 1) paths_[w] += paths_[v];
            }
        }
        for (std::size_t i = order_.size(); i-- > 1;) {
            const std::size_t w = order_[i];
            for (auto [next, end] = adjacent_vertices(w, graph_); next != end; ++next) {
                const std::size_t v = *next;
                if (distance_[v] + 1 == distance_[w]) share_[v] += paths_[v] / paths_[w] * (1 + share_[w]);
            }
            sums[w] += share_[w] * scale;
        }
    }

  private:
    static constexpr std::uint32_t kFar = 0xFFFFFFFE;
    const Projection::Graph& graph_;
    std::vector<std::uint32_t> distance_;
    std::vector<double> paths_;
    std::vector<double> share_;
    std::vector<std::size_t> order_;
};

}  // namespace

std::vector<NodeScore> degrees(const Snapshot& snapshot, const GraphPart& part) {
    const Projection all = project(snapshot, part, Walk::kBothWays);
    std::vector<double> scores(all.size());
    for (std::size_t v = 0; v < all.size(); ++v) scores[v] = static_cast<double>(out_degree(v, all.graph));
    return scored(all, scores);
}

// Boost's rounds let the rank of nodes without outgoing relationships go; what is left has the right proportions, as
// giving it back to all alike would only scale it.
std::vector<NodeScore> pagerank(const Snapshot& snapshot, const GraphPart& part, double damping) {
    const Projection all = project(snapshot, part, Walk::kForward);
    std::vector<double> ranks(all.size());
    std::vector<double> scratch(all.size());
    if (ranks.empty()) return {};
    const auto index = get(boost::vertex_index, all.graph);
    boost::graph::page_rank(all.graph, boost::make_iterator_property_map(ranks.begin(), index), Rounds{&part, kRounds},
                            damping, all.size(), boost::make_iterator_property_map(scratch.begin(), index));
    const double sum = std::accumulate(ranks.begin(), ranks.end(), 0.0);
    for (double& rank : ranks) rank /= sum;
    return scored(all, ranks);
}

std::vector<NodeScore> betweenness(const Snapshot& snapshot, const GraphPart& part, std::size_t pivots) {
    const Projection all = project(snapshot, part, Walk::kBothWays);
    std::vector<double> sums(all.size(), 0.0);
    if (pivots == 0 || pivots > all.size()) pivots = all.size();
    // Every pair is met from both its ends.
    const double scale = pivots == 0 ? 0 : static_cast<double>(all.size()) / static_cast<double>(pivots) / 2;
    Dependencies dependencies(all.graph);
    for (std::size_t i = 0; i < pivots; ++i) {
        if (part.check) part.check();
        dependencies.add_from(i * all.size() / pivots, scale, sums);
    }
    return scored(all, sums);
}

}  // namespace mirrorgraph

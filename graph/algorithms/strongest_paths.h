// Strongest paths from a start: the path to each node whose relationships have the greatest product of strengths, within
// a number of hops.
//
// Which relationships may be walked, in which direction and how strongly is told by a function; a strength of 0 forbids.
// A path is simple: no node comes twice. Of equally strong paths the one with fewer hops is taken.
//
// Units:   strengths are in (0, 1]; hops are relationships
// Cost:    O(hops * arcs within reach * log): the rest of the graph is not looked at
// Errors:  none but for want of memory
// Owns:    the result holds ids of the snapshot, nothing else
// Threads: may run at once
// Source:  Dijkstra's algorithm (Boost.Graph) over -log strength, where sums are least as products are greatest, on
//          nodes told apart by the hops that led there
#pragma once

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

// A relationship walked from one of its ends to the other.
struct Arc {
    NodeId from;
    NodeId to;
    RelationshipId relationship;
    double strength = 0;
    friend bool operator==(const Arc&, const Arc&) = default;
};

struct StrongPath {
    double strength = 1;
    std::vector<Arc> arcs;  // from the start on
};

// The strength of walking `relationship` from its source to its target (kOutgoing) or back (kIncoming); 0: not walked.
using ArcStrength = std::function<double(RelationshipId relationship, Direction direction)>;

struct PathLimits {
    int hops = 4;
    double min_strength = 0;  // of a whole path
};

class StrongestPaths {
  public:
    // REQUIRES: limits.hops is positive.
    StrongestPaths(const Snapshot& snapshot, NodeId start, const ArcStrength& strength, PathLimits limits);

    // Every node reached within the limits but the start, ascending.
    const std::vector<NodeId>& reached() const { return reached_; }

    // REQUIRES: the node was reached.
    StrongPath strongest(NodeId node) const;

    // The strongest path over each last arc that leads to the node, strongest first, each within the limits. Up to the
    // node before, each is the strongest within one hop less; one that comes through the node itself is left out.
    std::vector<StrongPath> by_last_arc(NodeId node) const;

  private:
    using Local = std::uint32_t;  // number of a node within reach

    void gather(const Snapshot& snapshot, const ArcStrength& strength);
    void group_arcs_by_target();
    void search();
    std::size_t state(Local node, int hops) const { return static_cast<std::size_t>(hops) * nodes_.size() + node; }
    // After how many hops, at most `most`, the path to the node is strongest; nullopt where none leads there.
    std::optional<int> best_hops(Local node, int most) const;
    StrongPath path_to(Local node, int hops) const;

    NodeId start_;
    PathLimits limits_;
    std::vector<NodeId> reached_;
    std::vector<NodeId> nodes_;  // by local number, in the order they were met
    std::unordered_map<NodeId, Local> locals_;
    std::vector<Arc> arcs_;            // grouped by local number of `from`
    std::vector<std::uint32_t> out_;   // by local number: where its arcs begin
    std::vector<std::uint32_t> into_;  // arcs grouped by local number of `to`
    std::vector<std::uint32_t> in_;    // by local number: where its part of into_ begins
    std::vector<double> product_;      // by state: of the strongest path after so many hops; 0 for none
    std::vector<std::uint32_t> last_;  // by state: its last arc
};

}  // namespace mirrorgraph

// How central the nodes of a graph are: by degree, by PageRank, by betweenness.
//
// Cost:    degree O(n + m); PageRank O(rounds * m); betweenness O(pivots * m)
// Errors:  Error kNotFound for a label or type that neither the graph nor its schema knows
// Owns:    results hold ids of the snapshot
// Threads: may run at once
// Source:  PageRank: Brin, Page 1998 (Boost.Graph's page_rank); betweenness: Brandes 2001, on unweighted shortest paths
//          without direction, from evenly spread pivots where the graph is large (Brandes, Pich 2007)
#pragma once

#include <cstddef>
#include <vector>

#include "graph/algorithms/part.h"
#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

struct NodeScore {
    NodeId node;
    double score = 0;
};

// Relationships of each node, both ways; a loop counts twice.
std::vector<NodeScore> degrees(const Snapshot& snapshot, const GraphPart& part = {});

// Sums to 1 over all nodes. A node without outgoing relationships passes its rank on to all alike.
std::vector<NodeScore> pagerank(const Snapshot& snapshot, const GraphPart& part = {}, double damping = 0.85);

// Of all pairs of other nodes, how many shortest paths between them lead through a node, parallel relationships being
// several paths. From at most `pivots` start nodes, scaled to all of them; 0: from every node, which is exact.
inline constexpr std::size_t kPivots = 512;
std::vector<NodeScore> betweenness(const Snapshot& snapshot, const GraphPart& part = {}, std::size_t pivots = kPivots);

}  // namespace mirrorgraph

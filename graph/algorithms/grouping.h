// What belongs together: weakly connected components, communities, shortest ways between two nodes.
//
// Cost:    components O(m); communities a few rounds of O(m); shortest_path O(m)
// Errors:  Error kNotFound for a label or type that neither the graph nor its schema knows
// Owns:    results hold ids of the snapshot
// Threads: may run at once
// Source:  components: union-find (Boost); communities: Louvain (Blondel and others 2008), nodes taken in the order of
//          their ids, so that the same graph gives the same communities; no kept library of Debian offers it without a
//          random generator shared by all threads
#pragma once

#include <optional>
#include <vector>

#include "graph/algorithms/part.h"
#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

struct Grouping {
    std::vector<NodeId> nodes;          // ascending
    std::vector<std::uint32_t> groups;  // by position in nodes; 1 is the largest group, 2 the next ...
    std::vector<std::size_t> sizes;     // of group 1, 2, ...
    double modularity = 0;              // of communities
};

Grouping components(const Snapshot& snapshot, const GraphPart& part = {});
Grouping communities(const Snapshot& snapshot, const GraphPart& part = {});

// One of the shortest paths, without regard to direction; of equals the one over smaller ids. nullopt where none leads
// there.
std::optional<Path> shortest_path(const Snapshot& snapshot, NodeId from, NodeId to, const GraphPart& part = {});

}  // namespace mirrorgraph

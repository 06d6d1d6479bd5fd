// Shortest paths between two nodes, searched from both at once: the side with fewer nodes at its edge goes on.
//
// Cost:    O(relationships within half the distance of either node)
// Errors:  those of the run's limits
// Owns:    nothing
// Threads: one thread
// Source:  Pohl, Bi-directional search, 1971
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "query/exec/path_automaton.h"

namespace mirrorgraph::query {

// Paths along one hop, which `forward` gives from its source and `backward` from its target: all of the least length,
// or one of them. REQUIRES: from != to
std::vector<PathPrefix> shortest_between(Run& run, NeighbourLists& forward, NeighbourLists& backward, NodeId from,
                                         NodeId to, std::optional<std::uint64_t> max_length, bool all);

}  // namespace mirrorgraph::query

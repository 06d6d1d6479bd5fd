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

#include "query/exec/paths/path_automaton.h"

namespace mirrorgraph::query {

struct SearchBounds {
    std::optional<std::uint64_t> length;  // relationships at most
    RelationshipId avoided;               // that no path takes
};

// Paths along one hop, which `forward` gives from its source and `backward` from its target: all of the least length,
// or one of them. REQUIRES: from != to
std::vector<PathPrefix> shortest_between(Run& run, NeighbourLists& forward, NeighbourLists& backward, NodeId from,
                                         NodeId to, const SearchBounds& bounds, bool all);

// Paths from a node back to itself that take no relationship twice, along one hop that goes either way: all of the least
// length, or one of them.
std::vector<PathPrefix> shortest_round_trips(Run& run, NeighbourLists& lists, NodeId node,
                                             std::optional<std::uint64_t> max_length, bool all);

}  // namespace mirrorgraph::query

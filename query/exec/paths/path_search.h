// The ways to look for paths: all of them one after another, the reachable ends only, or the shortest.
//
// Cost:    AllPaths: one step a prefix; ReachableEnds and ShortestPaths: each state of the pattern at each node at most
//          k times, but for patterns whose shortest walks repeat what their mode forbids: those are enumerated by length
// Errors:  those of the conditions, and of the run's limits
// Owns:    its frontiers; the automaton must outlive it
// Threads: one thread
#pragma once

#include <memory>
#include <optional>

#include "query/exec/paths/path_automaton.h"

namespace mirrorgraph::query {

class PathSearch {
  public:
    virtual ~PathSearch() = default;
    // Begins at `from`; where `to` is given, only paths that end there are found.
    virtual void start(NodeId from, std::optional<NodeId> to) = 0;
    // The next path; null at the end. Good until the next call.
    virtual const PathPrefix* next() = 0;
};

std::unique_ptr<PathSearch> make_all_paths(Run& run, PathAutomaton& automaton);
// Finds the ends only: the paths given have no moves but the last.
std::unique_ptr<PathSearch> make_reachable_ends(Run& run, PathAutomaton& automaton);
std::unique_ptr<PathSearch> make_shortest_paths(Run& run, PathAutomaton& automaton);

}  // namespace mirrorgraph::query

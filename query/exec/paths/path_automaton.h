// The segments of a path pattern as an automaton: where a search stands in the pattern, and where it can go from there.
//
// A search at a node stands either between two iterations (step 0) or inside one. The moves from there are the
// relationships that the next step allows, of every segment that may begin or go on at this node.
//
// Owns:    lists of neighbours; the run and the plan must outlive it
// Threads: one thread
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "query/exec/paths/neighbour_lists.h"
#include "query/exec/run.h"

namespace mirrorgraph::query {

struct PathPosition {
    std::uint32_t segment = 0;
    std::uint32_t step = 0;       // that comes next; 0 between iterations
    std::uint64_t iteration = 0;  // complete ones of this segment
};

// One relationship taken, and where the search stands behind it.
struct PathMove {
    NodeId node;
    RelationshipId relationship;
    PathPosition position;
};

// A path as far as it has been searched: moves from a first node.
struct PathPrefix {
    NodeId start;
    std::vector<PathMove> moves;
    NodeId end() const { return moves.empty() ? start : moves.back().node; }
};

class PathAutomaton {
  public:
    PathAutomaton(Run& run, const plan::SearchPaths& search);

    void resolve();
    // The row that conditions may look at.
    void set_row(const Batch& batch, std::size_t row);

    const plan::SearchPaths& search() const { return search_; }

    // Whether the pattern may end at `position`, at this node.
    bool accepts(PathPosition position, NodeId node);
    // Whether the whole path keeps the conditions that were set on it as one.
    bool keeps_conditions(const PathPrefix& path);

    // Appends the moves that follow the prefix, with all labels and conditions checked, path modes not.
    void append_moves(const PathPrefix& prefix, PathPosition position, std::vector<PathMove>& moves);

    // Positions with the same number go on alike: iterations beyond what the quantifier tells apart are one.
    std::uint64_t state(PathPosition position) const;

    // How often the segment has to be run through at least.
    std::uint64_t minimum(std::size_t segment) const;
    // Takes a minimum of one for none: where the path cannot be empty anyway, one state less tells all apart.
    bool ignore_minimum_of_one = false;

  private:
    void append_moves_of(const PathPrefix& prefix, PathPosition position, std::vector<PathMove>& moves);
    bool begins(std::uint32_t segment, NodeId node);
    void bind(const PathPrefix& prefix, PathPosition position);

    Run& run_;
    const plan::SearchPaths& search_;
    const Batch* batch_ = nullptr;
    std::size_t row_ = 0;
    std::vector<std::vector<NeighbourLists>> lists_;  // by segment and step
    std::vector<std::uint64_t> first_state_;          // by segment
};

// What the pattern's variables stand for on a whole path: visit(slot, value) for each that the search gives.
void for_each_binding(const plan::SearchPaths& search, const PathPrefix& path,
                      const std::function<void(Slot, const Value&)>& visit);

// Whether the path mode lets the prefix go on along the move.
bool mode_allows(ast::PathMode mode, const PathPrefix& prefix, const PathMove& move);

}  // namespace mirrorgraph::query

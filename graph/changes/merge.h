// What was changed in a graph, carried over to what the graph has become meanwhile.
//
//   merge(built, written_to, built_anew)   the new build with what queries had written into the old one
//
// Nodes are matched by id; labels and properties are taken over one by one. Relationships have no names: one is matched
// by equal content, else by a piece of evidence in common, else as the only one of its type between its nodes.
//
// Errors:  none; what fits no more is told in `conflicts`, and the graph is then of no use
// Cost:    by the size of the graphs
// Threads: may run at once
#pragma once

#include <string>
#include <vector>

#include "graph/graph.h"

namespace mirrorgraph {

struct Merge {
    PropertyGraph graph;
    std::vector<std::string> conflicts;  // in words, sorted
    bool has_changes = false;            // `ours` differs from `base`
};

// `theirs`, with what `ours` changed of `base`. Metadata are those of `theirs`.
Merge merge(const PropertyGraph& base, const PropertyGraph& ours, const PropertyGraph& theirs);

}  // namespace mirrorgraph

// What of a pattern is counted instead of walked: a node that nobody reads and that hangs on one relationship is
// folded into a weight of its neighbour, again and again.
//
// A condition that sets two nodes apart (`a <> b`, `NOT (a)-[:R]->(b)`) does not hinder: one of them stays in the row,
// and the other is counted with a tie to it.
//
// Errors:  none
// Owns:    nothing of the pattern
// Threads: one thread
// Source:  counting along trees: Yannakakis 1981
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "query/plan/cost/estimates.h"
#include "query/plan/pattern/pattern.h"

namespace mirrorgraph::query::plan {

// Ways on from a node, to be counted as soon as the row has the node and `needs`.
struct Weight {
    WeightTree tree;
    SlotSet needs;  // nodes that ties name
    // Estimates, in steps.
    double per_row = 0;                                        // for one row, behind the look at the node
    double nodes = std::numeric_limits<double>::infinity();    // so many different ones there are, each counted once
    double at_most = std::numeric_limits<double>::infinity();  // for all of them
    double kept = 1;                                           // share of the rows for which there is a way

    double cost(double rows, double look) const {
        return rows + std::min(std::min(rows, nodes) * (look + per_row), at_most);
    }
};

// What it takes to look at the relationships of a node: of the next one in the graph's order, and of any among so many,
// which may or may not lie in a cache.
constexpr double kNextLook = 1;
inline double look_at_any(double nodes) { return nodes < 32'768 ? 2 : 8; }

struct Folding {
    std::vector<bool> nodes;  // folded away, or inside a path
    std::vector<bool> edges;
    std::vector<bool> conditions;
    std::vector<std::vector<Weight>> weights;  // by the node they hang on
};

// Folds what can be folded, but for the node `kept`.
Folding fold(const Pattern& pattern, const Estimates& estimates, const PatternContext& context,
             std::optional<std::size_t> kept);

// Whether the node could be folded away, if it hung on one relationship.
bool is_unread(const Pattern& pattern, std::size_t node);

// The labels that are still to be asked for behind the hop.
NameCondition reached_labels(const Pattern& pattern, const PatternContext& context, const Hop& hop, std::size_t from,
                             std::size_t to);

}  // namespace mirrorgraph::query::plan

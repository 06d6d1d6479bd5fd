// From a pattern to operators: where to start, in which order to go along its edges, what to count instead of walking.
//
// The order is greedy from every possible start; the cheapest by the sum of estimated rows and of what is looked at for
// them wins. What can be counted instead of walked becomes weights (folding.h). A node that several relationships tie to
// known nodes is found by intersecting their lists of neighbours.
//
// Errors:  none
// Owns:    nothing; the pattern must outlive the call
// Threads: one thread
// Source:  intersection: Ngo, Porat, Ré, Rudra 2012
#pragma once

#include "query/plan/pattern/pattern.h"

namespace mirrorgraph::query::plan {

// Adds the pattern's operators above `input`, whose rows have the slots `known`.
NodePtr plan_pattern(Pattern pattern, NodePtr input, const SlotSet& known, const PatternContext& context);

// Where the pattern can be counted from one known node alone: that count, to be asked for in one step.
std::optional<Weigh> plan_weight(Pattern pattern, const SlotSet& known, const PatternContext& context);

}  // namespace mirrorgraph::query::plan

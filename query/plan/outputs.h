// Decides which slots each operator's rows carry: those that an operator above still reads.
#pragma once

#include "query/plan/resolver.h"

namespace mirrorgraph::query::plan {

// Fills Node::output in the whole tree, and in the sub-plans of its expressions, and the imports of Apply and Merge.
void set_outputs(Node& root, const SlotSet& needed);

}  // namespace mirrorgraph::query::plan

// What an analyst would write above an impact: how much is touched, and what the graph does not know.
//
// Errors:  none
// Threads: may run at once
#pragma once

#include "query/tasks/impact/impact.h"

namespace mirrorgraph::query {

// Fills impact.summary and impact.gaps from the rest of the impact.
void note(const Snapshot& snapshot, Impact& impact, const ImpactOptions& options);

}  // namespace mirrorgraph::query

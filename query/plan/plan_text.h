// Plans as text: what EXPLAIN prints and what tests compare.
//
// One operator a line, the last step first, its input indented below it; a second child (the inner side of an Apply)
// stands under a line of its own. Expressions are shown as the query wrote them.
//
// Threads: functions may run at once
#pragma once

#include <functional>
#include <string>

#include "query/plan/plan.h"

namespace mirrorgraph::query::plan {

struct PlanTextOptions {
    bool estimates = true;
    // More about a node, to stand at the end of its line; may be empty.
    std::function<std::string(const Node&)> measured;
};

std::string to_text(const Plan& plan, const PlanTextOptions& options = {});

}  // namespace mirrorgraph::query::plan

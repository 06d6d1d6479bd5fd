// From a bound query to a plan, clause by clause.
//
// Errors:  Error kLimit for queries of more clauses, or patterns of more relationships, than can be planned
// Owns:    the plan owns all it holds; functions are static data
// Threads: functions may run at once
#pragma once

#include <memory>
#include <string>

#include "query/bind/bound.h"
#include "query/plan/cost/statistics.h"
#include "query/plan/plan.h"

namespace mirrorgraph::query::plan {

// `exact`: the graph that will be asked is the statistics' snapshot without changes, so that what they exclude need not
// be looked at.
std::shared_ptr<const Plan> plan_query(const bound::Statement& statement, std::string text,
                                       const Statistics& statistics, bool exact);

}  // namespace mirrorgraph::query::plan

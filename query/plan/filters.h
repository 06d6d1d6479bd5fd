// Conditions above a plan: sub-queries among them become joins, the rest one Filter.
#pragma once

#include <vector>

#include "query/plan/resolver.h"

namespace mirrorgraph::query::plan {

NodePtr add_conditions(NodePtr plan, std::vector<ExpressionPtr> conditions, Resolver& resolver);

}  // namespace mirrorgraph::query::plan

// Conditions above a plan: sub-queries among them become joins, the rest one Filter.
#pragma once

#include <optional>
#include <vector>

#include "query/plan/resolver.h"

namespace mirrorgraph::query::plan {

// A condition that asks whether a sub-query has rows.
struct Existence {
    const RunSubplan* subplan;
    bool negated;
};
std::optional<Existence> as_existence(const Expression& expression);

NodePtr add_conditions(NodePtr plan, std::vector<ExpressionPtr> conditions, Resolver& resolver);

}  // namespace mirrorgraph::query::plan

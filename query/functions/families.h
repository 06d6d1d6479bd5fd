// The function tables of the families, which the registry joins.
#pragma once

#include <vector>

#include "query/functions/registry.h"

namespace mirrorgraph::query {

std::vector<ScalarFunction> conversion_functions();
std::vector<ScalarFunction> element_functions();
std::vector<ScalarFunction> list_functions();
std::vector<ScalarFunction> math_functions();
std::vector<ScalarFunction> string_functions();
std::vector<ScalarFunction> temporal_functions();

std::vector<AggregateFunction> aggregate_functions();

}  // namespace mirrorgraph::query

// Values as plain text: what toString and the joining of strings make of them.
//
// Threads: all functions may run at once
#pragma once

#include <string>

#include "query/functions/context.h"
#include "schema/value.h"

namespace mirrorgraph::query {

// REQUIRES: a boolean, number, string or temporal value
std::string to_text(const Value& value);

// QueryError kLimit: the value being made would pass EvaluationContext::largest_value.
[[noreturn]] void throw_too_large(const EvaluationContext& context);

}  // namespace mirrorgraph::query

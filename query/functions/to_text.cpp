#include "query/functions/to_text.h"

#include <fmt/core.h>

#include "query/query_error.h"
#include "schema/temporal/value_text.h"

namespace mirrorgraph::query {

std::string to_text(const Value& value) {
    if (value.is_string()) return value.as_string();
    if (auto text = temporal_text(value)) return *std::move(text);
    return to_literal(value);
}

void throw_too_large(const EvaluationContext& context) {
    throw QueryError(ErrorCode::kLimit, "ResourceError", "ValueTooLarge",
                     fmt::format("a single value would have more than {} elements or bytes", context.largest_value),
                     "make smaller lists or strings");
}

}  // namespace mirrorgraph::query

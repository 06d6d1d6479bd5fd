#include "query/functions/to_text.h"

#include <fmt/format.h>

#include "query/query_error.h"
#include "schema/temporal/temporal_text.h"

namespace mirrorgraph::query {

std::string to_text(const Value& value) {
    switch (value.type()) {
        case Value::Type::kString: return value.as_string();
        case Value::Type::kDate: return to_string(value.as_date());
        case Value::Type::kLocalTime: return to_string(value.as_local_time());
        case Value::Type::kTime: return to_string(value.as_time());
        case Value::Type::kLocalDateTime: return to_string(value.as_local_date_time());
        case Value::Type::kDateTime: return to_string(value.as_date_time());
        case Value::Type::kDuration: return to_string(value.as_duration());
        case Value::Type::kNull:
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kFloat:
        case Value::Type::kList:
        case Value::Type::kMap:
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: break;
    }
    return to_literal(value);
}

void throw_too_large(const EvaluationContext& context) {
    throw QueryError(ErrorCode::kLimit, "ResourceError", "ValueTooLarge",
                     fmt::format("a single value would have more than {} elements or bytes", context.largest_value),
                     "make smaller lists or strings");
}

}  // namespace mirrorgraph::query

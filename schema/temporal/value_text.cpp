#include "schema/temporal/value_text.h"

#include "schema/temporal/temporal_text.h"

namespace mirrorgraph {

std::optional<std::string> temporal_text(const Value& value) {
    switch (value.type()) {
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
        case Value::Type::kString:
        case Value::Type::kList:
        case Value::Type::kMap:
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: break;
    }
    return std::nullopt;
}

}  // namespace mirrorgraph

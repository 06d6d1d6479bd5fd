#include "query/functions/static_type.h"

namespace mirrorgraph::query {

std::string to_string(StaticType type) {
    if (type.is_only_null()) return "NULL";
    if (type.may_be_anything()) return "ANY";
    std::string out;
    for (auto kind = Value::Type::kBoolean; kind <= Value::Type::kPath;
         kind = static_cast<Value::Type>(static_cast<int>(kind) + 1)) {
        if (!type.may_be(kind)) continue;
        if (!out.empty()) out += " or ";
        out += type_name(kind);
        if (kind == Value::Type::kList && !type.element().is_only_null()) out += " OF " + to_string(type.element());
    }
    return out;
}

}  // namespace mirrorgraph::query

// The procedures that CALL knows, as the binder needs them; their rows are made by the executor.
//
// Owns:    the definitions are static data
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/functions/static_type.h"

namespace mirrorgraph::query {

struct ProcedureSignature {
    struct Field {
        std::string name;
        StaticType type;
    };
    std::string name;
    std::vector<Field> parameters;
    std::vector<Field> results;
};

// Null for a name that no procedure has; letter case counts.
const ProcedureSignature* find_procedure(std::string_view name);

const std::vector<ProcedureSignature>& procedures();

}  // namespace mirrorgraph::query

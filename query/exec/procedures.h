// Procedures: what CALL can call. To add one: its row in the table of procedures.cpp.
//
// Errors:  as each procedure says
// Owns:    the definitions are static data
// Threads: all functions may run at once
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/functions/static_type.h"
#include "schema/value.h"

namespace mirrorgraph::query {

class Run;

struct Procedure {
    struct Field {
        std::string_view name;
        StaticType type;
    };
    std::string_view name;  // as documentation writes it: "db.labels"
    std::vector<Field> parameters;
    std::vector<Field> results;
    std::vector<List> (*evaluate)(Run& run, std::span<const Value> arguments);  // rows of `results`
};

// Without regard to case; null for a name that no procedure has.
const Procedure* find_procedure(std::string_view name);

const std::vector<std::string>& procedure_names();

}  // namespace mirrorgraph::query

// The rows of procedures: what CALL gives. The signatures stand in query/bind/procedures.h.
//
// To add a procedure: its signature there, its row in the table of procedures.cpp here.
//
// Errors:  as each procedure says
// Owns:    the definitions are static data
// Threads: all functions may run at once
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "schema/value.h"

namespace mirrorgraph::query {

class Run;

using ProcedureBody = std::vector<List> (*)(Run& run, std::span<const Value> arguments);

// Null for a name that no procedure has.
ProcedureBody find_procedure_body(std::string_view name);

}  // namespace mirrorgraph::query

// The named parts of a temporal value: year, quarter, week, offsetMinutes, epochMillis, secondsOfMinute ...
//
// Errors:  none; a part that values of the type do not have is nullopt, one that a date of reduced precision leaves
//          open the null value
// Threads: all functions may run at once
// Source:  CIP2015-08-06, section on accessing components
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/value.h"

namespace mirrorgraph {

// REQUIRES: value.is_temporal()
std::optional<Value> temporal_component(const Value& value, std::string_view name);

// All names that values of this type have, for suggestions.
std::vector<std::string> temporal_component_names(Value::Type type);

}  // namespace mirrorgraph

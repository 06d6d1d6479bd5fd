// The ISO form of a value that is a date, a time, an instant or a duration.
//
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <optional>
#include <string>

#include "schema/value.h"

namespace mirrorgraph {

// nullopt for values of other types.
std::optional<std::string> temporal_text(const Value& value);

}  // namespace mirrorgraph

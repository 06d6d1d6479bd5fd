// What IEEE prints in brackets behind a number: (Revision of IEEE Std 1012-2004), (ANSI C36.91-1972).
//
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>

namespace mirrorgraph::identifiers {

// The words between the brackets with the identifiers in them printed alike; as they stand where they are other prose.
std::string print_relation(std::string_view brackets);

}  // namespace mirrorgraph::identifiers

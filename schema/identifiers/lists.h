// Identifiers that a list prints short: GB/T 20438.1~7, GB/T 1.1 and 1.2, ISO 9001/14001, ISO/IEC 29182-1, -2.
//
// Units:   offsets are bytes of UTF-8, 0-based
// Threads: functions may run at once
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "schema/identifiers/cursor.h"
#include "schema/identifiers/standard.h"

namespace mirrorgraph::identifiers {

// Behind the first of a range of parts: reads up to its last and gives all but the first, which takes the date that
// stands behind the last. Nothing, with the cursor unmoved, where no range follows.
std::vector<StandardIdentifier> read_range(Cursor& in, StandardIdentifier& first);

// At `offset`, behind `elder`: the next of the list, which leaves out what it shares with the elder. Only what no other
// reading allows.
std::optional<StandardMatch> match_younger(std::string_view text, std::size_t offset, const StandardIdentifier& elder);

}  // namespace mirrorgraph::identifiers

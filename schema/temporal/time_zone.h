// Offsets of the time zones of the IANA database, as the system has it.
//
// Local times that a zone skips (spring) are moved later by the length of the gap; of two possible offsets
// (autumn) the earlier, summer one is taken.
//
// Units:   seconds east of UTC
// Errors:  nullopt for a name the database does not have; Error kIo where the system has no database
// Threads: all functions may run at once
// Source:  RFC 8536; CIP2015-08-06, section on time zones
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "schema/temporal/temporal.h"

namespace mirrorgraph {

// The largest offset that a time may have: 18 hours.
inline constexpr std::int32_t kMaxOffset = 18 * 3600;

bool is_known_zone(std::string_view zone);

std::optional<std::int32_t> zone_offset(std::string_view zone, Instant instant);

// The instant at which clocks of the zone show `local`.
std::optional<DateTime> resolve_in_zone(std::string_view zone, const LocalDateTime& local);

}  // namespace mirrorgraph

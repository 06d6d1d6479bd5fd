// Temporal values as ISO 8601 text, and back.
//
// Printed in the short form: seconds and fractions only where they are not zero, fractions in groups of three
// digits, "Z" for the offset zero, the zone in brackets: 2017-08-08T12:31:14.645+02:00[Europe/Stockholm].
//
// Read: calendar, week, ordinal and quarter dates, basic and extended, the less significant parts left out or
// not; offsets as Z, +01, +0100, +01:00, +01:00:30. What is left out has its lowest value.
//
// Errors:  the parse functions take whole texts and give nullopt for anything else, unknown zones included
// Threads: all functions may run at once
// Source:  ISO 8601-1:2019; CIP2015-08-06, sections on parsing
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/temporal/temporal.h"

namespace mirrorgraph {

// Unlike parse_date, which keeps a reduced precision: 2021-06 is the first of June here.
std::optional<Date> parse_iso_date(std::string_view text);
std::optional<LocalTime> parse_local_time(std::string_view text);
// Without an offset, `default_offset` holds.
std::optional<Time> parse_time(std::string_view text, std::int32_t default_offset = 0);
std::optional<LocalDateTime> parse_local_date_time(std::string_view text);
// Without offset and zone, `default_zone` holds. With both, the offset fixes the instant and the zone shows
// it.
std::optional<DateTime> parse_date_time(std::string_view text, std::string_view default_zone = "Z");
// P1Y2M3W4DT5H6M7.5S, with signs and fractions, or P2012-02-02T14:37:21.
std::optional<Duration> parse_duration(std::string_view text);

// "Z", "+01:00", "-0800", "+05:30:15".
std::optional<std::int32_t> parse_offset(std::string_view text);

std::string to_string(LocalTime value);
std::string to_string(const Time& value);
std::string to_string(const LocalDateTime& value);
std::string to_string(const DateTime& value);
std::string to_string(const Duration& value);
std::string format_offset(std::int32_t offset);

// A local reading in "Z", "+01:00" or "Europe/Stockholm"; nullopt for a zone that does not exist.
std::optional<DateTime> resolve(std::string_view zone_or_offset, const LocalDateTime& local);
// An instant as shown there.
std::optional<DateTime> present(std::string_view zone_or_offset, Instant instant);

}  // namespace mirrorgraph

// The temporal values of openCypher besides Date: times of day, instants and durations.
//
// Years run from -999999999 to 999999999. A DateTime is an instant: its local reading, the offset that made
// it and, where it has one, its zone of the IANA database.
//
// Units:   offsets in seconds east of UTC; proleptic Gregorian calendar
// Errors:  none; parsing and arithmetic are in schema/temporal_text.h and schema/temporal_math.h
// Threads: values
// Source:  openCypher CIP2015-08-06 "Date and Time"; ISO 8601-1:2019
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "schema/temporal/date.h"

namespace mirrorgraph {

inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;

// A point in time: since 1970-01-01T00:00Z, without leap seconds.
struct Instant {
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;  // 0 <= nanoseconds < 1e9

    friend auto operator<=>(const Instant&, const Instant&) = default;
};

struct LocalTime {
    std::int64_t nanoseconds = 0;  // since midnight, below kNanosPerDay

    int hour() const { return static_cast<int>(nanoseconds / (3600 * kNanosPerSecond)); }
    int minute() const { return static_cast<int>(nanoseconds / (60 * kNanosPerSecond) % 60); }
    int second() const { return static_cast<int>(nanoseconds / kNanosPerSecond % 60); }
    std::int64_t nanosecond() const { return nanoseconds % kNanosPerSecond; }
    friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

// Ordered by the instant of the day, then by offset.
struct Time {
    LocalTime local;
    std::int32_t offset = 0;

    friend bool operator==(const Time&, const Time&) = default;
    friend std::strong_ordering operator<=>(const Time& a, const Time& b);
};

// The date has the precision of a day.
struct LocalDateTime {
    Date date;
    LocalTime time;

    friend auto operator<=>(const LocalDateTime&, const LocalDateTime&) = default;
};

// Ordered by instant, then by local reading, then by the name of the zone.
struct DateTime {
    LocalDateTime local;
    std::int32_t offset = 0;
    std::string zone;  // "Europe/Stockholm"; empty where only an offset is known

    friend bool operator==(const DateTime&, const DateTime&) = default;
    friend std::strong_ordering operator<=>(const DateTime& a, const DateTime& b);
};

// Components of any sign, never carried into one another, but for nanoseconds into seconds: 0 <= nanoseconds
// < 1e9.
struct Duration {
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;

    friend bool operator==(const Duration&, const Duration&) = default;
};

// Total order by average length (a month has 30.4375 days), then by components.
std::strong_ordering compare_for_order(const Duration& a, const Duration& b);

}  // namespace mirrorgraph

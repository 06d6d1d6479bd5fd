// Instants, offsets, durations: conversion, addition, difference.
//
// Units:   see schema/temporal.h
// Errors:  nullopt where a result leaves the years -999999999 to 999999999 or a component 64 bits
// Threads: all functions may run at once
// Source:  CIP2015-08-06, sections on arithmetic and on the duration between two instants
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "schema/temporal/temporal.h"
#include "schema/value.h"

namespace mirrorgraph {

Instant to_instant(const LocalDateTime& local, std::int32_t offset);
inline Instant to_instant(const DateTime& value) { return to_instant(value.local, value.offset); }
std::optional<LocalDateTime> to_local(Instant instant, std::int32_t offset);

// The instant as clocks with this offset, or in this zone of the IANA database, show it.
std::optional<DateTime> at_offset(Instant instant, std::int32_t offset);
std::optional<DateTime> in_zone(Instant instant, const std::string& zone);
// The same instant with the offset and zone of `like`.
std::optional<DateTime> same_instant_as(const DateTime& value, const DateTime& like);

// A duration from amounts of any size and sign. Fractions of months flow into days (a month has 30.436875),
// fractions of days into seconds; what is smaller than a nanosecond is cut off.
std::optional<Duration> make_duration(long double months, long double days, long double seconds,
                                      long double nanoseconds);

std::optional<Duration> add(const Duration& a, const Duration& b);
std::optional<Duration> negate(const Duration& a);
std::optional<Duration> multiply(const Duration& a, long double factor);
std::optional<Duration> divide(const Duration& a, long double divisor);

// The decimal number that a float is written as: 0.7, not 0.69999999999999996. What people mean by an amount.
long double as_decimal(double value);

// Months first, then days, then seconds; parts that the instant lacks do not count, but whole days of seconds
// move a date. A date keeps a reduced precision that the duration does not reach below.
std::optional<Date> add(Date a, const Duration& b);
LocalTime add(LocalTime a, const Duration& b);
Time add(const Time& a, const Duration& b);
std::optional<LocalDateTime> add(const LocalDateTime& a, const Duration& b);
std::optional<DateTime> add(const DateTime& a, const Duration& b);

// An instant value taken apart: what it has, and nothing where it has not. A date of reduced precision becomes its
// first day.
struct InstantParts {
    std::optional<Date> date;
    std::optional<LocalTime> time;
    std::optional<std::int32_t> offset;
    std::string zone;  // empty where only an offset is known, or none
};
// REQUIRES: value is an instant
InstantParts take_apart(const Value& value);

// From one instant to another of any instant type. What only one of them has (date, zone) the other borrows;
// a time that is missing is midnight. REQUIRES: both are instants
enum class DifferenceUnit { kMixed, kMonths, kDays, kSeconds };
std::optional<Duration> difference(DifferenceUnit unit, const Value& from, const Value& to);

}  // namespace mirrorgraph

#include "schema/temporal/temporal_math.h"

#include <cmath>
#include <cstdlib>
#include <limits>

#include "schema/temporal/calendar.h"
#include "schema/temporal/time_zone.h"

namespace mirrorgraph {

namespace {

constexpr long double kSecondsPerAverageMonth = 2'629'746;  // of the Gregorian calendar

std::optional<std::int64_t> to_integer(long double value) {
    constexpr long double kTwoTo63 = 9223372036854775808.0L;
    if (!(value > -kTwoTo63 && value < kTwoTo63)) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

// Decimal fractions have no exact binary form: what misses an integer by that much is the integer.
long double without_noise(long double value) {
    constexpr long double kNoise = 1e-14L;
    const long double nearest = std::round(value);
    return std::abs(value - nearest) < kNoise ? nearest : value;
}

long double fraction(long double value, std::int64_t whole) {
    return without_noise(value) == static_cast<long double>(whole) ? 0 : value - static_cast<long double>(whole);
}

std::optional<Duration> normalise(std::int64_t months, std::int64_t days, std::int64_t seconds,
                                  std::int64_t nanoseconds) {
    const std::int64_t carry = floor_divide(nanoseconds, kNanosPerSecond);
    if (__builtin_add_overflow(seconds, carry, &seconds)) return std::nullopt;
    return Duration{months, days, seconds, static_cast<std::int32_t>(nanoseconds - carry * kNanosPerSecond)};
}

std::optional<Instant> add_to(Instant instant, const Duration& b) {
    const std::int64_t nanoseconds = std::int64_t{instant.nanoseconds} + b.nanoseconds;
    if (__builtin_add_overflow(instant.seconds, b.seconds, &instant.seconds)) return std::nullopt;
    if (__builtin_add_overflow(instant.seconds, nanoseconds / kNanosPerSecond, &instant.seconds)) return std::nullopt;
    return Instant{instant.seconds, static_cast<std::int32_t>(nanoseconds % kNanosPerSecond)};
}

std::optional<Date> add_date_part(Date date, const Duration& b) {
    const auto moved = add_months(date, b.months);
    return moved ? add_days(*moved, b.days) : std::nullopt;
}

// Whole seconds, cut toward zero.
std::int64_t truncated_seconds(const Duration& b) {
    return b.seconds < 0 && b.nanoseconds > 0 ? b.seconds + 1 : b.seconds;
}

}  // namespace

Instant to_instant(const LocalDateTime& local, std::int32_t offset) {
    return {days_since_epoch(local.date) * kSecondsPerDay + local.time.nanoseconds / kNanosPerSecond - offset,
            static_cast<std::int32_t>(local.time.nanosecond())};
}

std::optional<LocalDateTime> to_local(Instant instant, std::int32_t offset) {
    std::int64_t seconds = 0;
    if (__builtin_add_overflow(instant.seconds, std::int64_t{offset}, &seconds)) return std::nullopt;
    const std::int64_t days = floor_divide(seconds, kSecondsPerDay);
    const auto date = from_days_since_epoch(days);
    if (!date) return std::nullopt;
    return LocalDateTime{*date, {(seconds - days * kSecondsPerDay) * kNanosPerSecond + instant.nanoseconds}};
}

std::optional<DateTime> at_offset(Instant instant, std::int32_t offset) {
    const auto local = to_local(instant, offset);
    if (!local) return std::nullopt;
    return DateTime{*local, offset, {}};
}

std::optional<DateTime> in_zone(Instant instant, const std::string& zone) {
    const auto offset = zone_offset(zone, instant);
    if (!offset) return std::nullopt;
    const auto local = to_local(instant, *offset);
    if (!local) return std::nullopt;
    return DateTime{*local, *offset, zone};
}

std::optional<DateTime> same_instant_as(const DateTime& value, const DateTime& like) {
    return like.zone.empty() ? at_offset(to_instant(value), like.offset) : in_zone(to_instant(value), like.zone);
}

std::optional<Duration> make_duration(long double months, long double days, long double seconds,
                                      long double nanoseconds) {
    const auto whole_months = to_integer(without_noise(months));
    if (!whole_months) return std::nullopt;
    days += fraction(months, *whole_months) * kSecondsPerAverageMonth / kSecondsPerDay;
    const auto whole_days = to_integer(without_noise(days));
    if (!whole_days) return std::nullopt;
    seconds += fraction(days, *whole_days) * kSecondsPerDay;
    const auto whole_seconds = to_integer(seconds);
    if (!whole_seconds) return std::nullopt;
    nanoseconds += fraction(seconds, *whole_seconds) * kNanosPerSecond;
    // A value that misses the next nanosecond by less than a tenth is it.
    constexpr long double kNoise = 0.1L;
    const auto whole_nanoseconds = to_integer(nanoseconds + (nanoseconds < 0 ? -kNoise : kNoise));
    if (!whole_nanoseconds) return std::nullopt;
    return normalise(*whole_months, *whole_days, *whole_seconds, *whole_nanoseconds);
}

std::optional<Duration> add(const Duration& a, const Duration& b) {
    Duration sum;
    if (__builtin_add_overflow(a.months, b.months, &sum.months)) return std::nullopt;
    if (__builtin_add_overflow(a.days, b.days, &sum.days)) return std::nullopt;
    if (__builtin_add_overflow(a.seconds, b.seconds, &sum.seconds)) return std::nullopt;
    return normalise(sum.months, sum.days, sum.seconds, std::int64_t{a.nanoseconds} + b.nanoseconds);
}

std::optional<Duration> negate(const Duration& a) {
    constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
    if (a.months == kLeast || a.days == kLeast || a.seconds == kLeast) return std::nullopt;
    return normalise(-a.months, -a.days, -a.seconds, -std::int64_t{a.nanoseconds});
}

std::optional<Duration> multiply(const Duration& a, long double factor) {
    return make_duration(static_cast<long double>(a.months) * factor, static_cast<long double>(a.days) * factor,
                         static_cast<long double>(a.seconds) * factor,
                         static_cast<long double>(a.nanoseconds) * factor);
}

std::optional<Duration> divide(const Duration& a, long double divisor) {
    return make_duration(static_cast<long double>(a.months) / divisor, static_cast<long double>(a.days) / divisor,
                         static_cast<long double>(a.seconds) / divisor,
                         static_cast<long double>(a.nanoseconds) / divisor);
}

long double as_decimal(double value) { return std::strtold(format_float(value).c_str(), nullptr); }

std::optional<Date> add(Date a, const Duration& b) {
    const std::int64_t days_in_seconds = truncated_seconds(b) / kSecondsPerDay;
    std::int64_t days = 0;
    if (__builtin_add_overflow(b.days, days_in_seconds, &days)) return std::nullopt;
    auto sum = add_date_part(a, {b.months, days, 0, 0});
    if (!sum || days != 0) return sum;
    if (a.day == 0) sum->day = 0;
    if (a.month == 0 && b.months % 12 == 0) sum->month = 0;
    return sum;
}

LocalTime add(LocalTime a, const Duration& b) {
    const std::int64_t seconds = b.seconds % kSecondsPerDay;
    const std::int64_t nanoseconds = (a.nanoseconds + seconds * kNanosPerSecond + b.nanoseconds) % kNanosPerDay;
    return {nanoseconds < 0 ? nanoseconds + kNanosPerDay : nanoseconds};
}

Time add(const Time& a, const Duration& b) { return {add(a.local, b), a.offset}; }

std::optional<LocalDateTime> add(const LocalDateTime& a, const Duration& b) {
    const auto date = add_date_part(a.date, b);
    if (!date) return std::nullopt;
    const auto instant = add_to(to_instant({*date, a.time}, 0), b);
    return instant ? to_local(*instant, 0) : std::nullopt;
}

std::optional<DateTime> add(const DateTime& a, const Duration& b) {
    DateTime moved = a;
    if (b.months != 0 || b.days != 0) {
        const auto date = add_date_part(a.local.date, b);
        if (!date) return std::nullopt;
        moved.local.date = *date;
        if (!a.zone.empty()) {
            const auto resolved = resolve_in_zone(a.zone, moved.local);
            if (!resolved) return std::nullopt;
            moved = *resolved;
        }
    }
    const auto instant = add_to(to_instant(moved), b);
    if (!instant) return std::nullopt;
    return a.zone.empty() ? at_offset(*instant, a.offset) : in_zone(*instant, a.zone);
}

}  // namespace mirrorgraph

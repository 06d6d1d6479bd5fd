#include <optional>

#include "schema/temporal/calendar.h"
#include "schema/temporal/temporal_math.h"
#include "schema/temporal/time_zone.h"

namespace mirrorgraph {

namespace {

// The zone or offset of the one that has it, given to the one that has none; UTC where both have none.
std::optional<DateTime> complete(const InstantParts& parts, const InstantParts& other) {
    constexpr Date kEpoch{1970, 1, 1};
    const LocalDateTime local{parts.date.value_or(other.date.value_or(kEpoch)), parts.time.value_or(LocalTime{})};
    const InstantParts& zoned = parts.offset ? parts : other;
    if (!parts.offset && !zoned.zone.empty()) return resolve_in_zone(zoned.zone, local);
    return DateTime{local, zoned.offset.value_or(0), parts.zone};
}

// Days from one to the other, less the one that is not full by the time of day.
std::int64_t whole_days(const LocalDateTime& from, const LocalDateTime& to) {
    const std::int64_t days = days_since_epoch(to.date) - days_since_epoch(from.date);
    if (days > 0 && to.time < from.time) return days - 1;
    if (days < 0 && to.time > from.time) return days + 1;
    return days;
}

std::int64_t whole_months(const LocalDateTime& from, const LocalDateTime& to) {
    const Date last = add_days(from.date, whole_days(from, to)).value_or(to.date);
    const std::int64_t months = (std::int64_t{last.year} - from.date.year) * 12 + last.month - from.date.month;
    if (months > 0 && last.day < from.date.day) return months - 1;
    if (months < 0 && last.day > from.date.day) return months + 1;
    return months;
}

Duration seconds_between(Instant from, Instant to) {
    Duration out;
    out.seconds = to.seconds - from.seconds;
    out.nanoseconds = to.nanoseconds - from.nanoseconds;
    if (out.nanoseconds < 0) {
        --out.seconds;
        out.nanoseconds += static_cast<std::int32_t>(kNanosPerSecond);
    }
    return out;
}

std::optional<Duration> mixed_difference(const DateTime& from, const DateTime& to) {
    Duration out;
    out.months = whole_months(from.local, to.local);
    const auto by_months = add(from, Duration{out.months, 0, 0, 0});
    if (!by_months) return std::nullopt;
    out.days = whole_days(by_months->local, to.local);
    const auto by_days = add(*by_months, Duration{0, out.days, 0, 0});
    if (!by_days) return std::nullopt;
    const Duration rest = seconds_between(to_instant(*by_days), to_instant(to));
    out.seconds = rest.seconds;
    out.nanoseconds = rest.nanoseconds;
    return out;
}

}  // namespace

InstantParts take_apart(const Value& value) {
    InstantParts parts;
    if (value.is_date()) {
        parts.date = add_days(value.as_date(), 0);
    } else if (value.is_local_time()) {
        parts.time = value.as_local_time();
    } else if (value.is_time()) {
        parts.time = value.as_time().local;
        parts.offset = value.as_time().offset;
    } else if (value.is_local_date_time()) {
        parts.date = value.as_local_date_time().date;
        parts.time = value.as_local_date_time().time;
    } else {
        const DateTime& instant = value.as_date_time();
        parts = {instant.local.date, instant.local.time, instant.offset, instant.zone};
    }
    return parts;
}

std::optional<Duration> difference(DifferenceUnit unit, const Value& from, const Value& to) {
    const InstantParts left = take_apart(from);
    const InstantParts right = take_apart(to);
    const auto begin = complete(left, right);
    auto end = complete(right, left);
    if (!begin || !end) return std::nullopt;
    const Duration seconds = seconds_between(to_instant(*begin), to_instant(*end));
    if (unit == DifferenceUnit::kSeconds) return seconds;
    const bool dated = left.date && right.date;
    if (!dated) return unit == DifferenceUnit::kMixed ? seconds : Duration{};
    // Calendar units count on the clocks of `from`.
    end = same_instant_as(*end, *begin);
    if (!end) return std::nullopt;
    if (unit == DifferenceUnit::kMonths) return Duration{whole_months(begin->local, end->local), 0, 0, 0};
    if (unit == DifferenceUnit::kDays) return Duration{0, whole_days(begin->local, end->local), 0, 0};
    return mixed_difference(*begin, *end);
}

}  // namespace mirrorgraph

#include "schema/temporal/time_zone.h"

#include <date/tz.h>

#include "schema/error.h"
#include "schema/temporal/calendar.h"
#include "schema/temporal/temporal_math.h"

namespace mirrorgraph {

namespace {

const date::time_zone* find_zone(std::string_view zone) {
    try {
        date::get_tzdb();
    } catch (const std::exception& fault) {
        throw Error(ErrorCode::kIo, std::string("the system has no time zone database: ") + fault.what(),
                    "install the package tzdata");
    }
    try {
        return date::locate_zone(zone);
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

// The compiled database lists changes up to 2037 and the library does not apply the rule behind them. Rules go by
// months and weekdays, so from 2037 on an instant stands for the one of a year before whose days fall alike: counted
// from January 1, or from March 1 where a leap day has passed.
std::int64_t within_listed_years(std::int64_t seconds) {
    constexpr int kFirstUnlisted = 2037;
    const auto local = to_local({seconds, 0}, 0);
    if (!local || local->date.year < kFirstUnlisted) return seconds;
    const std::uint8_t month = local->date.month < 3 ? 1 : 3;
    const Date origin{local->date.year, month, 1};
    Date alike{kFirstUnlisted - 1, month, 1};
    while (day_of_week(alike) != day_of_week(origin)) --alike.year;
    return seconds - (days_since_epoch(origin) - days_since_epoch(alike)) * kSecondsPerDay;
}

std::int32_t offset_at(const date::time_zone& zone, std::int64_t seconds) {
    const date::sys_seconds time{std::chrono::seconds(within_listed_years(seconds))};
    return static_cast<std::int32_t>(zone.get_info(time).offset.count());
}

}  // namespace

bool is_known_zone(std::string_view zone) { return find_zone(zone) != nullptr; }

std::optional<std::int32_t> zone_offset(std::string_view zone, Instant instant) {
    const date::time_zone* found = find_zone(zone);
    if (found == nullptr) return std::nullopt;
    return offset_at(*found, instant.seconds);
}

std::optional<DateTime> resolve_in_zone(std::string_view zone, const LocalDateTime& local) {
    const date::time_zone* found = find_zone(zone);
    if (found == nullptr) return std::nullopt;
    const std::int64_t reading = to_instant(local, 0).seconds;
    // Offsets a day before and after bracket any change; the earlier rule wins where both would fit, and
    // where neither does it moves the reading behind the gap.
    const std::int32_t before = offset_at(*found, reading - kSecondsPerDay);
    const std::int32_t after = offset_at(*found, reading + kSecondsPerDay);
    for (const std::int32_t offset : {before, after}) {
        if (offset_at(*found, reading - offset) == offset) return DateTime{local, offset, std::string(zone)};
    }
    return in_zone({reading - before, static_cast<std::int32_t>(local.time.nanosecond())}, std::string(zone));
}

}  // namespace mirrorgraph

#include "schema/time_zone.h"

#include <date/tz.h>

#include "schema/error.h"
#include "schema/temporal_math.h"

namespace mirrorgraph {

namespace {

const date::time_zone* find_zone(std::string_view zone) {
    const date::tzdb* database = nullptr;
    try {
        database = &date::get_tzdb();
    } catch (const std::exception& fault) {
        throw Error(ErrorCode::kIo, std::string("the system has no time zone database: ") + fault.what(),
                    "install the package tzdata");
    }
    try {
        return database->locate_zone(zone);
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

std::int32_t offset_at(const date::time_zone& zone, std::int64_t seconds) {
    const date::sys_seconds time{std::chrono::seconds(seconds)};
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

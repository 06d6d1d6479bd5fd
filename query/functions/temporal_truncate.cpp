#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "query/functions/temporal_build.h"
#include "schema/temporal/calendar.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

std::optional<Date> first_of_years(Date date, int count) {
    const int rest = (date.year % count + count) % count;
    return from_calendar_date(std::int64_t{date.year} - rest, 1, 1);
}

struct DateUnit {
    std::string_view name;
    std::optional<Date> (*cut)(Date date);
};
constexpr DateUnit kDateUnits[] = {
    {"millennium", [](Date d) { return first_of_years(d, 1000); }},
    {"century", [](Date d) { return first_of_years(d, 100); }},
    {"decade", [](Date d) { return first_of_years(d, 10); }},
    {"year", [](Date d) { return first_of_years(d, 1); }},
    {"weekYear", [](Date d) { return from_week_date(week_date(d).year, 1, 1); }},
    {"quarter", [](Date d) { return from_quarter_date(d.year, quarter(d), 1); }},
    {"month", [](Date d) { return from_calendar_date(d.year, d.month, 1); }},
    {"week", [](Date d) { return add_days(d, 1 - day_of_week(d)); }},
    {"day", [](Date d) { return std::optional(d); }},
};

struct TimeUnit {
    std::string_view name;
    std::int64_t nanoseconds;
};
constexpr TimeUnit kTimeUnits[] = {
    {"day", kNanosPerDay},       {"hour", 3600 * kNanosPerSecond}, {"minute", 60 * kNanosPerSecond},
    {"second", kNanosPerSecond}, {"millisecond", 1'000'000},       {"microsecond", 1'000}};

template <class Unit, std::size_t N>
const Unit* find_unit(const Unit (&units)[N], std::string_view name) {
    const auto at = std::find_if(std::begin(units), std::end(units),
                                 [&](const Unit& unit) { return to_lower(unit.name) == to_lower(name); });
    return at == std::end(units) ? nullptr : at;
}

[[noreturn]] void throw_unit(const InstantKind& kind, std::string_view unit) {
    std::vector<std::string> names;
    for (const DateUnit& known : kDateUnits) names.emplace_back(known.name);
    for (const TimeUnit& known : kTimeUnits) names.emplace_back(known.name);
    throw_temporal(fmt::format("{}.truncate() knows no unit '{}'{}", kind.name, unit, did_you_mean(unit, names)));
}

// REQUIRES: `parts` has a date
InstantParts cut_date(InstantParts parts, const DateUnit& unit) {
    const auto date = unit.cut(*parts.date);
    if (!date) throw_temporal("the truncated date lies before the calendar");
    parts.date = date;
    parts.time = LocalTime{};
    return parts;
}

InstantParts cut(const InstantKind& kind, std::string_view unit, InstantParts parts) {
    const DateUnit* date_unit = find_unit(kDateUnits, unit);
    const TimeUnit* time_unit = find_unit(kTimeUnits, unit);
    if (date_unit == nullptr && time_unit == nullptr) throw_unit(kind, unit);
    if (kind.has_date && !parts.date) throw_temporal(fmt::format("{}.truncate() wants a date to cut", kind.name));
    if (date_unit != nullptr && kind.has_date) return cut_date(std::move(parts), *date_unit);
    if (time_unit == nullptr) throw_temporal(fmt::format("a {} cannot be cut at a {}", kind.name, unit));
    if (!kind.has_time || !parts.time) throw_temporal(fmt::format("a date cannot be cut at a {}", unit));
    parts.time->nanoseconds -= parts.time->nanoseconds % time_unit->nanoseconds;
    return parts;
}

}  // namespace

Value truncate_instant(const EvaluationContext& context, const InstantKind& kind, std::string_view unit,
                       const Value& value, const Map& map) {
    check_components(map);
    const auto zone = zone_component(map);
    if (zone && !kind.has_zone) throw_temporal(fmt::format("a {} has no timezone", kind.name));
    InstantParts parts = cut(kind, unit, take_apart(value));
    if (kind.has_date) parts.date = build_date(map, parts.date);
    if (kind.has_time) parts.time = build_time(map, parts.time, FractionRule::kAdd);
    if (zone) {
        parts.offset.reset();
        parts.zone.clear();
        parts = show_in_zone(context, parts, *zone);
    }
    return assemble(context, kind, parts);
}

}  // namespace mirrorgraph::query

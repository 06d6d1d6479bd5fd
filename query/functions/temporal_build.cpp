#include "query/functions/temporal_build.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <vector>

#include "query/query_error.h"
#include "schema/temporal/calendar.h"
#include "schema/temporal/temporal_text.h"
#include "schema/temporal/time_zone.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::string_view kComponents[] = {"date",        "time",       "datetime",   "timezone",     "year",
                                            "quarter",     "month",      "week",       "day",          "dayOfQuarter",
                                            "dayOfWeek",   "hour",       "minute",     "second",       "millisecond",
                                            "microsecond", "nanosecond", "ordinalDay", "epochSeconds", "epochMillis"};

std::optional<std::int64_t> component(const Map& map, std::string_view name) {
    const auto at = map.find(name);
    if (at == map.end()) return std::nullopt;
    if (at->second.is_integer()) return at->second.as_integer();
    throw_temporal(fmt::format("the component '{}' wants an INTEGER, got the {} {}", name, type_name(at->second.type()),
                               to_literal(at->second)));
}

bool has(const Map& map, std::string_view name) { return map.contains(name); }

// A component, else the base's, else the lowest value.
struct Field {
    std::string_view name;
    std::int64_t lowest;
};

// Components from coarse to fine: once one is missing, no finer one may be given.
template <std::size_t N>
std::array<std::int64_t, N> read_fields(const Map& map, const std::array<Field, N>& fields,
                                        const std::optional<std::array<std::int64_t, N>>& base) {
    std::array<std::int64_t, N> out{};
    std::string_view missing;
    for (std::size_t i = 0; i < N; ++i) {
        const auto given = component(map, fields[i].name);
        if (given && !missing.empty()) {
            throw_temporal(fmt::format("'{}' is given but the coarser '{}' is not", fields[i].name, missing));
        }
        if (!given && !base) missing = fields[i].name;
        out[i] = given ? *given : base ? (*base)[i] : fields[i].lowest;
    }
    return out;
}

std::int64_t read_year(const Map& map, std::optional<std::int64_t> base) {
    if (const auto year = component(map, "year")) return *year;
    if (base) return *base;
    throw_temporal("a date wants at least a 'year'");
}

Date or_throw(const std::optional<Date>& date, const char* what) {
    if (date) return *date;
    throw_temporal(fmt::format("the calendar has no such {}", what));
}

Date build_week_date(const Map& map, const std::optional<Date>& base) {
    const WeekDate old = base ? week_date(*base) : WeekDate{};
    const std::int64_t year = read_year(map, base ? std::optional(old.year) : std::nullopt);
    const auto selected = base ? std::optional(std::array<std::int64_t, 2>{old.week, old.day}) : std::nullopt;
    const auto [week, day] = read_fields<2>(map, {{{"week", 1}, {"dayOfWeek", 1}}}, selected);
    return or_throw(from_week_date(year, week, day), "week date");
}

Date build_quarter_date(const Map& map, const std::optional<Date>& base) {
    const std::int64_t year = read_year(map, base ? std::optional<std::int64_t>(base->year) : std::nullopt);
    const auto selected =
        base ? std::optional(std::array<std::int64_t, 2>{quarter(*base), day_of_quarter(*base)}) : std::nullopt;
    const auto [number, day] = read_fields<2>(map, {{{"quarter", 1}, {"dayOfQuarter", 1}}}, selected);
    return or_throw(from_quarter_date(year, number, day), "quarter date");
}

Date build_calendar_date(const Map& map, const std::optional<Date>& base) {
    const std::int64_t year = read_year(map, base ? std::optional<std::int64_t>(base->year) : std::nullopt);
    const auto selected = base ? std::optional(std::array<std::int64_t, 2>{base->month, base->day}) : std::nullopt;
    auto [month, day] = read_fields<2>(map, {{{"month", 1}, {"day", 1}}}, selected);
    // A selected day beyond the end of another month is its last one.
    const bool keeps_day = base && !has(map, "day") && month >= 1 && month <= 12;
    if (keeps_day) day = std::min<std::int64_t>(day, days_in_month(year, static_cast<int>(month)));
    return or_throw(from_calendar_date(year, month, day), "date");
}

// One group of components besides the year tells which kind of date is meant.
enum class DateForm { kCalendar, kWeek, kQuarter, kOrdinal };
DateForm date_form(const Map& map) {
    const bool week = has(map, "week") || has(map, "dayOfWeek");
    const bool quarterly = has(map, "quarter") || has(map, "dayOfQuarter");
    const bool ordinal = has(map, "ordinalDay");
    const bool calendar = has(map, "month") || has(map, "day");
    if (week + quarterly + ordinal + calendar > 1) {
        throw_temporal("the date mixes components of calendar, week, quarter and ordinal dates",
                       "use one of the forms");
    }
    return week ? DateForm::kWeek : quarterly ? DateForm::kQuarter : ordinal ? DateForm::kOrdinal : DateForm::kCalendar;
}

std::int64_t read_below(const Map& map, std::string_view name, std::int64_t limit) {
    const std::int64_t value = component(map, name).value_or(0);
    if (value >= 0 && value < limit) return value;
    throw_temporal(fmt::format("'{}' wants 0 to {}, got {}", name, limit - 1, value));
}

// Milli-, micro- and nanoseconds, each holding all that the coarser ones given do not say.
std::optional<std::int64_t> read_fraction(const Map& map) {
    const bool milli = has(map, "millisecond");
    const bool micro = has(map, "microsecond");
    if (!milli && !micro && !has(map, "nanosecond")) return std::nullopt;
    return read_below(map, "millisecond", 1000) * 1'000'000 +
           read_below(map, "microsecond", milli ? 1000 : 1'000'000) * 1'000 +
           read_below(map, "nanosecond",
                      micro   ? 1000
                      : milli ? 1'000'000
                              : kNanosPerSecond);
}

// What `date`, `time` and `datetime` of the map select.
InstantParts select(const Map& map, const InstantKind& kind) {
    InstantParts parts;
    const auto selected = [&](std::string_view name) {
        const Value& value = map.find(name)->second;
        if (value.is_temporal() && !value.is_duration()) return take_apart(value);
        throw_temporal(fmt::format("'{}' wants an instant to select from, got the {}", name, type_name(value.type())));
    };
    if (has(map, "datetime")) {
        if (has(map, "date") || has(map, "time")) throw_temporal("'datetime' excludes 'date' and 'time'");
        parts = selected("datetime");
        if (kind.has_date && !parts.date) throw_temporal("'datetime' wants an instant that has a date");
        return parts;
    }
    if (has(map, "time")) {
        parts = selected("time");
        if (!parts.time) throw_temporal("'time' wants an instant that has a time of day");
        parts.date.reset();
        if (!kind.has_date) parts.zone.clear();  // without a date only its offset has a meaning
    }
    if (has(map, "date")) {
        parts.date = selected("date").date;
        if (!parts.date) throw_temporal("'date' wants an instant that has a date");
    }
    return parts;
}

// An instant counted from 1970, shown in UTC.
std::optional<InstantParts> select_epoch(const Map& map) {
    const auto seconds = component(map, "epochSeconds");
    const auto millis = component(map, "epochMillis");
    if (!seconds && !millis) return std::nullopt;
    if (seconds && millis) throw_temporal("'epochSeconds' excludes 'epochMillis'");
    Instant instant{seconds.value_or(0), 0};
    if (millis) {
        const std::int64_t rest = (*millis % 1000 + 1000) % 1000;
        instant = {*millis / 1000 - (*millis % 1000 < 0 ? 1 : 0), static_cast<std::int32_t>(rest * 1'000'000)};
    }
    const auto shown = at_offset(instant, 0);
    if (!shown) throw_temporal("the instant lies beyond the calendar");
    return InstantParts{shown->local.date, shown->local.time, 0, {}};
}

std::string zone_text(const InstantParts& parts) {
    return parts.zone.empty() ? format_offset(parts.offset.value_or(0)) : parts.zone;
}

InstantParts or_throw_zone(const std::optional<DateTime>& instant, const std::string& zone) {
    if (instant) return {instant->local.date, instant->local.time, instant->offset, instant->zone};
    throw_temporal(fmt::format("'{}' is no time zone, or has no such time", zone));
}

// Times of day have no date of their own; their offset in a named zone is the one of the day of the statement.
Date date_or_today(const EvaluationContext& context, const InstantParts& parts) {
    return parts.date ? *parts.date : to_local(context.statement_clock, 0).value_or(LocalDateTime{}).date;
}

// Of the two offsets that a zone has in the hour it shows twice, the one that is known stays.
bool still_holds(const InstantParts& parts, const LocalDateTime& local) {
    return parts.zone.empty() || zone_offset(parts.zone, to_instant(local, *parts.offset)) == *parts.offset;
}

}  // namespace

void throw_temporal(const std::string& message, std::string remedy) {
    throw argument_error("InvalidArgumentValue", message, std::move(remedy));
}

void check_components(const Map& map) {
    for (const auto& [name, value] : map) {
        if (std::find(std::begin(kComponents), std::end(kComponents), name) != std::end(kComponents)) continue;
        const std::vector<std::string> known(std::begin(kComponents), std::end(kComponents));
        throw_temporal(fmt::format("unknown component '{}'{}", name, did_you_mean(name, known)));
    }
}

Date build_date(const Map& map, const std::optional<Date>& base) {
    switch (date_form(map)) {
        case DateForm::kCalendar: return build_calendar_date(map, base);
        case DateForm::kWeek: return build_week_date(map, base);
        case DateForm::kQuarter: return build_quarter_date(map, base);
        case DateForm::kOrdinal: break;
    }
    const std::int64_t year = read_year(map, base ? std::optional<std::int64_t>(base->year) : std::nullopt);
    return or_throw(from_ordinal_date(year, *component(map, "ordinalDay")), "ordinal date");
}

LocalTime build_time(const Map& map, const std::optional<LocalTime>& base, FractionRule rule) {
    const auto selected =
        base ? std::optional(std::array<std::int64_t, 3>{base->hour(), base->minute(), base->second()}) : std::nullopt;
    const auto [hour, minute, second] = read_fields<3>(map, {{{"hour", 0}, {"minute", 0}, {"second", 0}}}, selected);
    const auto fraction = read_fraction(map);
    if (fraction && !base && !has(map, "second")) {
        throw_temporal("a fraction of a second is given but the coarser 'second' is not");
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        throw_temporal(fmt::format("there is no time {}:{}:{}", hour, minute, second));
    }
    std::int64_t nanoseconds = fraction.value_or(0);
    if (base && (!fraction || rule == FractionRule::kAdd)) nanoseconds += base->nanosecond();
    if (nanoseconds >= kNanosPerSecond) throw_temporal("the fractions of a second come to more than a second");
    return {((hour * 60 + minute) * 60 + second) * kNanosPerSecond + nanoseconds};
}

std::optional<std::string> zone_component(const Map& map) {
    const auto at = map.find("timezone");
    if (at == map.end()) return std::nullopt;
    if (!at->second.is_string()) throw_temporal("'timezone' wants a STRING: '+01:00' or 'Europe/Stockholm'");
    return at->second.as_string();
}

InstantParts show_in_zone(const EvaluationContext& context, const InstantParts& parts, const std::string& zone) {
    const LocalDateTime local{date_or_today(context, parts), parts.time.value_or(LocalTime{})};
    InstantParts out;
    if (!parts.offset) {
        out = or_throw_zone(resolve(zone, local), zone);
    } else {
        const std::string from = zone_text(parts);
        const InstantParts before = or_throw_zone(resolve(from, local), from);
        out = or_throw_zone(present(zone, to_instant({*before.date, *before.time}, *before.offset)), zone);
    }
    if (!parts.date) out.date.reset();
    return out;
}

Value assemble(const EvaluationContext& context, const InstantKind& kind, const InstantParts& parts) {
    if (kind.has_date && !parts.date) throw_temporal(fmt::format("{}() wants a date", kind.name));
    const LocalTime time = parts.time.value_or(LocalTime{});
    if (!kind.has_time) return *parts.date;
    if (!kind.has_zone) return kind.has_date ? Value(LocalDateTime{*parts.date, time}) : Value(time);
    const LocalDateTime local{date_or_today(context, parts), time};
    if (parts.offset && !kind.has_date) return Time{time, *parts.offset};
    if (parts.offset && still_holds(parts, local)) return DateTime{local, *parts.offset, parts.zone};
    const std::string zone = parts.offset ? zone_text(parts) : context.default_zone;
    auto instant = resolve(zone, local);
    if (!instant) throw_temporal(fmt::format("'{}' is no time zone", zone));
    if (!kind.has_date) return Time{time, instant->offset};
    return *std::move(instant);
}

Value now(const EvaluationContext& context, const InstantKind& kind, Instant clock, const std::string& zone) {
    const std::string& place = zone.empty() ? context.default_zone : zone;
    return assemble(context, kind, or_throw_zone(present(place, clock), place));
}

Value build_instant(const EvaluationContext& context, const InstantKind& kind, const Map& map) {
    check_components(map);
    const auto zone = zone_component(map);
    if (map.size() == (zone ? 1u : 0u)) return now(context, kind, context.statement_clock, zone.value_or(""));
    if (zone && !kind.has_zone) throw_temporal(fmt::format("a {} has no timezone", kind.name));
    const auto epoch = select_epoch(map);
    InstantParts parts = epoch ? *epoch : select(map, kind);
    if (!kind.has_zone) parts.offset.reset();
    if (kind.has_date) parts.date = build_date(map, parts.date);
    const FractionRule rule = epoch ? FractionRule::kAdd : FractionRule::kReplace;
    if (kind.has_time) parts.time = build_time(map, parts.time, rule);
    return assemble(context, kind, zone ? show_in_zone(context, parts, *zone) : parts);
}

}  // namespace mirrorgraph::query

#include "schema/temporal/temporal_components.h"

#include <algorithm>
#include <iterator>

#include "schema/temporal/calendar.h"
#include "schema/temporal/temporal_math.h"
#include "schema/temporal/temporal_text.h"

namespace mirrorgraph {

namespace {

template <class T>
struct Component {
    std::string_view name;
    Value (*get)(const T& value);
};

Value from_month(const Date& date, int (*get)(Date)) { return date.month == 0 ? Value() : Value(get(date)); }
Value from_day(const Date& date, std::int64_t value) { return date.day == 0 ? Value() : Value(value); }

constexpr Component<Date> kDateComponents[] = {
    {"year", [](const Date& d) { return Value(d.year); }},
    {"quarter", [](const Date& d) { return from_month(d, quarter); }},
    {"month", [](const Date& d) { return d.month == 0 ? Value() : Value(d.month); }},
    {"week", [](const Date& d) { return from_day(d, week_date(d).week); }},
    {"weekYear", [](const Date& d) { return from_day(d, week_date(d).year); }},
    {"dayOfQuarter", [](const Date& d) { return from_day(d, day_of_quarter(d)); }},
    {"quarterDay", [](const Date& d) { return from_day(d, day_of_quarter(d)); }},
    {"day", [](const Date& d) { return from_day(d, d.day); }},
    {"ordinalDay", [](const Date& d) { return from_day(d, ordinal_day(d)); }},
    {"weekDay", [](const Date& d) { return from_day(d, day_of_week(d)); }},
    {"dayOfWeek", [](const Date& d) { return from_day(d, day_of_week(d)); }},
};

constexpr Component<LocalTime> kTimeComponents[] = {
    {"hour", [](const LocalTime& t) { return Value(t.hour()); }},
    {"minute", [](const LocalTime& t) { return Value(t.minute()); }},
    {"second", [](const LocalTime& t) { return Value(t.second()); }},
    {"millisecond", [](const LocalTime& t) { return Value(t.nanosecond() / 1'000'000); }},
    {"microsecond", [](const LocalTime& t) { return Value(t.nanosecond() / 1'000); }},
    {"nanosecond", [](const LocalTime& t) { return Value(t.nanosecond()); }},
};

constexpr Component<std::int32_t> kOffsetComponents[] = {
    {"offset", [](const std::int32_t& o) { return Value(format_offset(o)); }},
    {"offsetMinutes", [](const std::int32_t& o) { return Value(o / 60); }},
    {"offsetSeconds", [](const std::int32_t& o) { return Value(o); }},
};

Value epoch_millis(const DateTime& value) {
    const Instant instant = to_instant(value);
    return instant.seconds * 1000 + instant.nanoseconds / 1'000'000;
}

Value zone_name(const DateTime& value) { return value.zone.empty() ? format_offset(value.offset) : value.zone; }

constexpr Component<DateTime> kInstantComponents[] = {
    {"timezone", zone_name},
    {"epochSeconds", [](const DateTime& d) { return Value(to_instant(d).seconds); }},
    {"epochMillis", epoch_millis},
};

// Counts of a smaller unit in the seconds of a duration; null where 64 bits do not hold them.
Value scaled_seconds(const Duration& d, std::int64_t per_second) {
    std::int64_t count = 0;
    const std::int64_t rest = d.nanoseconds / (kNanosPerSecond / per_second);
    if (__builtin_mul_overflow(d.seconds, per_second, &count) || __builtin_add_overflow(count, rest, &count)) return {};
    return count;
}

constexpr Component<Duration> kDurationComponents[] = {
    {"years", [](const Duration& d) { return Value(d.months / 12); }},
    {"quarters", [](const Duration& d) { return Value(d.months / 3); }},
    {"months", [](const Duration& d) { return Value(d.months); }},
    {"weeks", [](const Duration& d) { return Value(d.days / 7); }},
    {"days", [](const Duration& d) { return Value(d.days); }},
    {"hours", [](const Duration& d) { return Value(d.seconds / 3600); }},
    {"minutes", [](const Duration& d) { return Value(d.seconds / 60); }},
    {"seconds", [](const Duration& d) { return Value(d.seconds); }},
    {"milliseconds", [](const Duration& d) { return scaled_seconds(d, 1'000); }},
    {"microseconds", [](const Duration& d) { return scaled_seconds(d, 1'000'000); }},
    {"nanoseconds", [](const Duration& d) { return scaled_seconds(d, kNanosPerSecond); }},
    {"quartersOfYear", [](const Duration& d) { return Value(d.months / 3 % 4); }},
    {"monthsOfQuarter", [](const Duration& d) { return Value(d.months % 3); }},
    {"monthsOfYear", [](const Duration& d) { return Value(d.months % 12); }},
    {"daysOfWeek", [](const Duration& d) { return Value(d.days % 7); }},
    {"minutesOfHour", [](const Duration& d) { return Value(d.seconds / 60 % 60); }},
    {"secondsOfMinute", [](const Duration& d) { return Value(d.seconds % 60); }},
    {"millisecondsOfSecond", [](const Duration& d) { return Value(d.nanoseconds / 1'000'000); }},
    {"microsecondsOfSecond", [](const Duration& d) { return Value(d.nanoseconds / 1'000); }},
    {"nanosecondsOfSecond", [](const Duration& d) { return Value(d.nanoseconds); }},
};

template <class T, std::size_t N>
std::optional<Value> find(const Component<T> (&table)[N], std::string_view name, const T& value) {
    const auto at = std::find_if(std::begin(table), std::end(table), [&](const auto& c) { return c.name == name; });
    return at == std::end(table) ? std::nullopt : std::optional(at->get(value));
}

std::optional<Value> of_local(const LocalDateTime& local, std::string_view name) {
    auto value = find(kDateComponents, name, local.date);
    return value ? value : find(kTimeComponents, name, local.time);
}

std::optional<Value> of_time(const Time& time, std::string_view name) {
    if (name == "timezone") return format_offset(time.offset);
    auto value = find(kTimeComponents, name, time.local);
    return value ? value : find(kOffsetComponents, name, time.offset);
}

std::optional<Value> of_instant(const DateTime& instant, std::string_view name) {
    if (auto value = of_local(instant.local, name)) return value;
    auto value = find(kOffsetComponents, name, instant.offset);
    return value ? value : find(kInstantComponents, name, instant);
}

template <class T, std::size_t N>
void append_names(std::vector<std::string>& names, const Component<T> (&table)[N]) {
    for (const auto& component : table) names.emplace_back(component.name);
}

}  // namespace

std::optional<Value> temporal_component(const Value& value, std::string_view name) {
    switch (value.type()) {
        case Value::Type::kDate: return find(kDateComponents, name, value.as_date());
        case Value::Type::kLocalTime: return find(kTimeComponents, name, value.as_local_time());
        case Value::Type::kTime: return of_time(value.as_time(), name);
        case Value::Type::kLocalDateTime: return of_local(value.as_local_date_time(), name);
        case Value::Type::kDateTime: return of_instant(value.as_date_time(), name);
        case Value::Type::kDuration: return find(kDurationComponents, name, value.as_duration());
        case Value::Type::kNull:
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kFloat:
        case Value::Type::kString:
        case Value::Type::kList:
        case Value::Type::kMap:
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: break;
    }
    return std::nullopt;
}

std::vector<std::string> temporal_component_names(Value::Type type) {
    using Type = Value::Type;
    std::vector<std::string> names;
    if (type == Type::kDuration) append_names(names, kDurationComponents);
    const bool instant = type == Type::kDateTime;
    if (instant || type == Type::kLocalDateTime || type == Type::kDate) append_names(names, kDateComponents);
    const bool timed = instant || type == Type::kLocalDateTime || type == Type::kTime || type == Type::kLocalTime;
    if (timed) append_names(names, kTimeComponents);
    if (instant || type == Type::kTime) append_names(names, kOffsetComponents);
    if (instant) append_names(names, kInstantComponents);
    if (type == Type::kTime) names.emplace_back("timezone");
    return names;
}

}  // namespace mirrorgraph

#include <fmt/core.h>

#include <chrono>
#include <utility>

#include "query/functions/families.h"
#include "query/functions/temporal_build.h"
#include "query/query_error.h"
#include "schema/temporal/temporal_text.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

using Kind = Value::Type;
using Arguments = std::span<const Value>;

template <class T>
Value or_throw_text(std::optional<T> value, std::string_view function, const std::string& text) {
    if (value) return *std::move(value);
    throw_temporal(fmt::format("{}() cannot read '{}'", function, text), "write it as ISO 8601 has it");
}

Value parse_instant(const EvaluationContext& context, const InstantKind& kind, const std::string& text) {
    if (kind.type == Kind::kDate) return or_throw_text(parse_iso_date(text), kind.name, text);
    if (kind.type == Kind::kLocalTime) return or_throw_text(parse_local_time(text), kind.name, text);
    if (kind.type == Kind::kLocalDateTime) return or_throw_text(parse_local_date_time(text), kind.name, text);
    if (kind.type == Kind::kDateTime) {
        return or_throw_text(parse_date_time(text, context.default_zone), kind.name, text);
    }
    const Value midnight = assemble(context, kind, {});
    return or_throw_text(parse_time(text, midnight.as_time().offset), kind.name, text);
}

template <std::size_t kind_index>
Value construct(EvaluationContext& context, Arguments a) {
    const InstantKind& kind = kInstantKinds[kind_index];
    if (a.empty()) return now(context, kind, context.statement_clock, "");
    if (a[0].is_string()) return parse_instant(context, kind, a[0].as_string());
    if (a[0].is_map()) return build_instant(context, kind, a[0].as_map());
    InstantParts parts = take_apart(a[0]);
    if (!kind.has_zone) parts.offset.reset();
    if (kind.has_time && !kind.has_date && !parts.time) throw_temporal(fmt::format("{}() wants a time", kind.name));
    return assemble(context, kind, parts);
}

enum class Clock { kTransaction, kStatement, kRealtime };

template <std::size_t kind_index, Clock clock>
Value construct_now(EvaluationContext& context, Arguments a) {
    const Instant instant = clock == Clock::kTransaction ? context.transaction_clock
                            : clock == Clock::kStatement ? context.statement_clock
                                                         : read_clock();
    std::string zone;
    if (!a.empty()) zone = a[0].is_map() ? zone_component(a[0].as_map()).value_or("") : a[0].as_string();
    return now(context, kInstantKinds[kind_index], instant, zone);
}

template <std::size_t kind_index>
Value truncate(EvaluationContext& context, Arguments a) {
    return truncate_instant(context, kInstantKinds[kind_index], a[0].as_string(), a[1],
                            a.size() > 2 ? a[2].as_map() : Map{});
}

Value from_epoch(EvaluationContext& context, Arguments a) {
    return build_instant(context, kInstantKinds[4], {{"epochSeconds", a[0]}, {"nanosecond", a[1]}});
}

Value from_epoch_millis(EvaluationContext& context, Arguments a) {
    return build_instant(context, kInstantKinds[4], {{"epochMillis", a[0]}});
}

Value timestamp(EvaluationContext& context, Arguments) {
    return context.statement_clock.seconds * 1000 + context.statement_clock.nanoseconds / 1'000'000;
}

struct DurationUnit {
    std::string_view name;
    long double months;
    long double days;
    long double seconds;
    long double nanoseconds;
};
constexpr DurationUnit kDurationUnits[] = {
    {"years", 12, 0, 0, 0},          {"quarters", 3, 0, 0, 0},   {"months", 1, 0, 0, 0},
    {"weeks", 0, 7, 0, 0},           {"days", 0, 1, 0, 0},       {"hours", 0, 0, 3600, 0},
    {"minutes", 0, 0, 60, 0},        {"seconds", 0, 0, 1, 0},    {"milliseconds", 0, 0, 0, 1'000'000},
    {"microseconds", 0, 0, 0, 1000}, {"nanoseconds", 0, 0, 0, 1}};

const DurationUnit& find_duration_unit(const std::string& name) {
    std::vector<std::string> names;
    for (const DurationUnit& unit : kDurationUnits) {
        if (unit.name == name) return unit;
        names.emplace_back(unit.name);
    }
    throw_temporal(fmt::format("unknown component '{}'{}", name, did_you_mean(name, names)));
}

Value build_duration(const Map& map) {
    if (map.empty()) throw_temporal("duration() wants at least one component");
    DurationUnit sum{};
    for (const auto& [name, amount] : map) {
        const DurationUnit& unit = find_duration_unit(name);
        if (!amount.is_number()) {
            throw_temporal(fmt::format("'{}' wants a number, got the {}", name, type_name(amount.type())));
        }
        const long double count =
            amount.is_integer() ? static_cast<long double>(amount.as_integer()) : as_decimal(amount.as_float());
        sum.months += count * unit.months;
        sum.days += count * unit.days;
        sum.seconds += count * unit.seconds;
        sum.nanoseconds += count * unit.nanoseconds;
    }
    if (const auto value = make_duration(sum.months, sum.days, sum.seconds, sum.nanoseconds)) return *value;
    throw argument_error("NumberOutOfRange", "the duration leaves the range of 64-bit components");
}

Value duration(EvaluationContext&, Arguments a) {
    if (a[0].is_duration()) return a[0];
    if (a[0].is_map()) return build_duration(a[0].as_map());
    return or_throw_text(parse_duration(a[0].as_string()), "duration", a[0].as_string());
}

template <DifferenceUnit unit>
Value duration_between(EvaluationContext&, Arguments a) {
    if (const auto value = difference(unit, a[0], a[1])) return *value;
    throw argument_error("NumberOutOfRange", "the difference leaves the range of durations");
}

// Names of one kind of instant, spelled out because signatures keep them by reference.
struct InstantNames {
    std::string_view construct, transaction, statement, realtime, truncate;
};
constexpr InstantNames kNames[] = {
    {"date", "date.transaction", "date.statement", "date.realtime", "date.truncate"},
    {"localtime", "localtime.transaction", "localtime.statement", "localtime.realtime", "localtime.truncate"},
    {"time", "time.transaction", "time.statement", "time.realtime", "time.truncate"},
    {"localdatetime", "localdatetime.transaction", "localdatetime.statement", "localdatetime.realtime",
     "localdatetime.truncate"},
    {"datetime", "datetime.transaction", "datetime.statement", "datetime.realtime", "datetime.truncate"}};

template <std::size_t kind_index>
void append_instant(std::vector<ScalarFunction>& out) {
    const InstantNames& names = kNames[kind_index];
    const StaticType result = kInstantKinds[kind_index].type;
    const StaticType source = StaticType::instant() | StaticType({Kind::kString, Kind::kMap});
    const StaticType zone = {Kind::kString, Kind::kMap};
    out.push_back({.signature = {names.construct, 0, 1, {source}, result}, .implementation = construct<kind_index>});
    out.push_back({.signature = {names.transaction, 0, 1, {zone}, result},
                   .implementation = construct_now<kind_index, Clock::kTransaction>});
    out.push_back({.signature = {names.statement, 0, 1, {zone}, result},
                   .implementation = construct_now<kind_index, Clock::kStatement>});
    out.push_back({.signature = {names.realtime, 0, 1, {zone}, result},
                   .deterministic = false,
                   .implementation = construct_now<kind_index, Clock::kRealtime>});
    out.push_back({.signature = {names.truncate, 2, 3, {Kind::kString, StaticType::instant(), Kind::kMap}, result},
                   .implementation = truncate<kind_index>});
}

template <DifferenceUnit unit>
ScalarFunction between(std::string_view name) {
    return {.signature = {name, 2, 2, {StaticType::instant()}, Kind::kDuration},
            .implementation = duration_between<unit>};
}

}  // namespace

Instant read_clock() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
    const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch - seconds);
    return {seconds.count(), static_cast<std::int32_t>(rest.count())};
}

std::vector<ScalarFunction> temporal_functions() {
    std::vector<ScalarFunction> out = {
        {.signature = {"duration", 1, 1, {{Kind::kString, Kind::kMap, Kind::kDuration}}, Kind::kDuration},
         .implementation = duration},
        between<DifferenceUnit::kMixed>("duration.between"),
        between<DifferenceUnit::kMonths>("duration.inMonths"),
        between<DifferenceUnit::kDays>("duration.inDays"),
        between<DifferenceUnit::kSeconds>("duration.inSeconds"),
        {.signature = {"datetime.fromEpoch", 2, 2, {Kind::kInteger}, Kind::kDateTime}, .implementation = from_epoch},
        {.signature = {"datetime.fromEpochMillis", 1, 1, {Kind::kInteger}, Kind::kDateTime},
         .implementation = from_epoch_millis},
        {.signature = {"timestamp", 0, 0, {}, Kind::kInteger}, .implementation = timestamp},
    };
    append_instant<0>(out);
    append_instant<1>(out);
    append_instant<2>(out);
    append_instant<3>(out);
    append_instant<4>(out);
    return out;
}

}  // namespace mirrorgraph::query

// Instants from maps of components, as in date({year: 2015, week: 30}) and datetime({date: d, time: t, second: 42}).
//
// Components override what is selected from other instants; finer ones that are missing have their lowest value, or
// the selected one. A coarser component is never left out before a finer one.
//
// Errors:  QueryError InvalidArgumentValue for unknown, missing, contradicting or impossible components
// Threads: all functions may run at once
// Source:  CIP2015-08-06, sections on constructing, converting and composing
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "query/functions/context.h"
#include "schema/temporal/temporal_math.h"
#include "schema/value.h"

namespace mirrorgraph::query {

// What a kind of instant is called and made of.
struct InstantKind {
    std::string_view name;  // "localdatetime"
    Value::Type type;
    bool has_date;
    bool has_time;
    bool has_zone;
};
inline constexpr InstantKind kInstantKinds[] = {
    {"date", Value::Type::kDate, true, false, false},
    {"localtime", Value::Type::kLocalTime, false, true, false},
    {"time", Value::Type::kTime, false, true, true},
    {"localdatetime", Value::Type::kLocalDateTime, true, true, false},
    {"datetime", Value::Type::kDateTime, true, true, true},
};

// The calendar day that components of `map` name; what they leave open is taken from `base`.
Date build_date(const Map& map, const std::optional<Date>& base);
// The time of day alike. A fraction in the map takes the place of the base's one, or joins it where the base has been
// cut at a coarser unit.
enum class FractionRule { kReplace, kAdd };
LocalTime build_time(const Map& map, const std::optional<LocalTime>& base, FractionRule rule);

// The components of `map` as one instant; with nothing but a timezone, the current one.
Value build_instant(const EvaluationContext& context, const InstantKind& kind, const Map& map);

// The timezone that `map` names, if any.
std::optional<std::string> zone_component(const Map& map);

// The same instant as clocks of the zone show it; a local reading without offset stays as it is.
InstantParts show_in_zone(const EvaluationContext& context, const InstantParts& parts, const std::string& zone);

// `parts` as a value of the kind: a missing time is midnight, a missing zone the default one, and what the kind does
// not have is left out. QueryError where a date is missing.
Value assemble(const EvaluationContext& context, const InstantKind& kind, const InstantParts& parts);

// The clock's instant in a zone (the default one where empty), as a value of the kind.
Value now(const EvaluationContext& context, const InstantKind& kind, Instant clock, const std::string& zone);

// The instant `value` cut at a unit ("decade", "week", "hour"), then changed by the components of `map`, as a value of
// the kind. A timezone in the map shows the same local reading there.
Value truncate_instant(const EvaluationContext& context, const InstantKind& kind, std::string_view unit,
                       const Value& value, const Map& map);

// QueryError for a component that is not one of those a map may have.
void check_components(const Map& map);

[[noreturn]] void throw_temporal(const std::string& message, std::string remedy = {});

}  // namespace mirrorgraph::query

#include <fmt/core.h>

#include <charconv>
#include <cmath>

#include "query/functions/families.h"
#include "query/functions/to_text.h"
#include "query/query_error.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

using Kind = Value::Type;

std::optional<double> parse_float(std::string_view text) {
    text = trim(text);
    if (!text.empty() && text[0] == '+') text.remove_prefix(1);
    double value = 0;
    const auto [stop, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || stop != text.data() + text.size() || fault != std::errc()) return std::nullopt;
    return value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    text = trim(text);
    if (!text.empty() && text[0] == '+') text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [stop, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || stop != text.data() + text.size() || fault != std::errc()) return std::nullopt;
    return value;
}

// Toward zero; null where 64 bits do not hold it.
Value truncated(double value) {
    constexpr double kTwoTo63 = 9223372036854775808.0;
    return value >= -kTwoTo63 && value < kTwoTo63 ? Value(static_cast<std::int64_t>(value)) : Value();
}

Value text_to_integer(std::string_view text) {
    if (const auto value = parse_integer(text)) return *value;
    const auto value = parse_float(text);
    return value ? truncated(*value) : Value();
}

Value text_to_boolean(std::string_view text) {
    const std::string word = to_lower(trim(text));
    return word == "true" ? Value(true) : word == "false" ? Value(false) : Value();
}

// The conversions give null where a value has no counterpart, and for types that have none.
Value to_integer(const Value& value) {
    if (value.is_integer()) return value;
    if (value.is_float()) return truncated(value.as_float());
    return value.is_string() ? text_to_integer(value.as_string()) : Value();
}

Value to_float(const Value& value) {
    if (value.is_number()) return value.as_number();
    const auto parsed = value.is_string() ? parse_float(value.as_string()) : std::nullopt;
    return parsed ? Value(*parsed) : Value();
}

Value to_boolean(const Value& value) {
    if (value.is_boolean()) return value;
    return value.is_string() ? text_to_boolean(value.as_string()) : Value();
}

constexpr StaticType kPrintable =
    StaticType::number() | StaticType({Kind::kBoolean, Kind::kString}) | StaticType::temporal();

Value to_string_value(const Value& value) { return kPrintable.may_be(value.type()) ? Value(to_text(value)) : Value(); }

// One conversion gives three functions: one that refuses other types, one that makes them null, one over lists.
template <Value (*convert)(const Value&)>
void append_conversion(std::vector<ScalarFunction>& out, std::string_view name, std::string_view or_null,
                       std::string_view of_list, StaticType from, StaticType to) {
    const auto single = [](EvaluationContext&, std::span<const Value> a) { return convert(a[0]); };
    const auto each = [](EvaluationContext&, std::span<const Value> a) {
        List list;
        for (const Value& item : a[0].as_list()) list.push_back(convert(item));
        return Value(std::move(list));
    };
    out.push_back({.signature = {name, 1, 1, {from}, to}, .implementation = single});
    out.push_back({.signature = {or_null, 1, 1, {StaticType::any()}, to}, .implementation = single});
    out.push_back({.signature = {of_list, 1, 1, {Kind::kList}, StaticType::list_of(to)}, .implementation = each});
}

}  // namespace

std::vector<ScalarFunction> conversion_functions() {
    const StaticType number_or_text = StaticType::number() | StaticType(Kind::kString);
    std::vector<ScalarFunction> out;
    append_conversion<to_integer>(out, "toInteger", "toIntegerOrNull", "toIntegerList", number_or_text, Kind::kInteger);
    append_conversion<to_float>(out, "toFloat", "toFloatOrNull", "toFloatList", number_or_text, Kind::kFloat);
    append_conversion<to_boolean>(out, "toBoolean", "toBooleanOrNull", "toBooleanList", {Kind::kBoolean, Kind::kString},
                                  Kind::kBoolean);
    append_conversion<to_string_value>(out, "toString", "toStringOrNull", "toStringList", kPrintable, Kind::kString);
    return out;
}

}  // namespace mirrorgraph::query

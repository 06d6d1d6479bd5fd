#include <fmt/core.h>

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "query/functions/families.h"
#include "query/query_error.h"
#include "schema/temporal/temporal_math.h"

namespace mirrorgraph::query {

namespace {

using Kind = Value::Type;
using Arguments = std::span<const Value>;

double haversin(double x) { return (1 - std::cos(x)) / 2; }
double cot(double x) { return 1 / std::tan(x); }
double degrees(double x) { return x * 180 / std::numbers::pi; }
double radians(double x) { return x * std::numbers::pi / 180; }

template <double (*function)(double)>
Value of_float(EvaluationContext&, Arguments a) {
    return function(a[0].as_number());
}

Value absolute(EvaluationContext&, Arguments a) {
    if (a[0].is_float()) return std::abs(a[0].as_float());
    if (a[0].as_integer() == std::numeric_limits<std::int64_t>::min()) {
        throw arithmetic_error("IntegerOverflow", "the absolute value leaves the range of 64-bit integers");
    }
    return std::abs(a[0].as_integer());
}

Value sign(EvaluationContext&, Arguments a) {
    const double number = a[0].as_number();
    return number > 0 ? 1 : number < 0 ? -1 : 0;
}

Value atan2(EvaluationContext&, Arguments a) { return std::atan2(a[0].as_number(), a[1].as_number()); }
Value e(EvaluationContext&, Arguments) { return std::numbers::e; }
Value pi(EvaluationContext&, Arguments) { return std::numbers::pi; }
Value is_nan(EvaluationContext&, Arguments a) { return a[0].is_float() && std::isnan(a[0].as_float()); }

Value rand(EvaluationContext& context, Arguments) {
    return std::uniform_real_distribution<double>(0, 1)(context.random);
}

// Version 4 of RFC 9562: random but for the digits of version and variant.
Value random_uuid(EvaluationContext& context, Arguments) {
    const std::uint64_t high = (context.random() & 0xFFFFFFFFFFFF0FFFULL) | 0x4000ULL;
    const std::uint64_t low = (context.random() & 0x3FFFFFFFFFFFFFFFULL) | 0x8000000000000000ULL;
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, high >> 16 & 0xFFFF, high & 0xFFFF, low >> 48,
                       low & 0xFFFFFFFFFFFFULL);
}

using Rounding = long double (*)(long double);

long double away_from_zero(long double x) { return x < 0 ? std::floor(x) : std::ceil(x); }
long double half_down(long double x) { return x < 0 ? std::floor(x + 0.5L) : std::ceil(x - 0.5L); }
long double half_up(long double x) { return std::round(x); }
long double half_even(long double x) { return x - std::remainder(x, 1.0L); }
long double toward_zero(long double x) { return std::trunc(x); }
long double downward(long double x) { return std::floor(x); }
long double upward(long double x) { return std::ceil(x); }

Rounding find_rounding(const std::string& mode) {
    constexpr std::array<std::pair<std::string_view, Rounding>, 7> kModes = {{{"UP", away_from_zero},
                                                                              {"DOWN", toward_zero},
                                                                              {"CEILING", upward},
                                                                              {"FLOOR", downward},
                                                                              {"HALF_UP", half_up},
                                                                              {"HALF_DOWN", half_down},
                                                                              {"HALF_EVEN", half_even}}};
    for (const auto& [name, rounding] : kModes) {
        if (name == mode) return rounding;
    }
    throw argument_error("InvalidArgumentValue", fmt::format("round() knows no mode '{}'", mode),
                         "use UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN or HALF_EVEN");
}

// The number as it is written, 1.255, is what a person wants rounded, not its binary neighbour 1.25499999.
double round_decimal(double number, std::int64_t digits, Rounding rounding) {
    constexpr std::int64_t kMostDigits = 18;
    if (digits > kMostDigits || !std::isfinite(number)) return number;
    const long double unit = std::pow(10.0L, static_cast<long double>(digits));
    return static_cast<double>(rounding(as_decimal(number) * unit) / unit);
}

Value round(EvaluationContext&, Arguments a) {
    const double number = a[0].as_number();
    // A tie goes up; adding zero makes -0.0 plain.
    const bool tie = std::abs(number - std::trunc(number)) == 0.5;
    if (a.size() == 1) return (tie ? std::ceil(number) : std::round(number)) + 0.0;
    const std::int64_t digits = a[1].as_integer();
    if (digits < 0) throw argument_error("NumberOutOfRange", "round() wants a precision of at least 0");
    return round_decimal(number, digits, a.size() > 2 ? find_rounding(a[2].as_string()) : half_up);
}

StaticType infer_number(std::span<const StaticType> types) {
    const bool float_only = types[0].is(Kind::kFloat);
    return float_only ? Kind::kFloat : types[0].is(Kind::kInteger) ? StaticType(Kind::kInteger) : StaticType::number();
}

template <double (*function)(double)>
ScalarFunction real(std::string_view name) {
    return {.signature = {name, 1, 1, {StaticType::number()}, Kind::kFloat}, .implementation = of_float<function>};
}

}  // namespace

std::vector<ScalarFunction> math_functions() {
    const StaticType number = StaticType::number();
    return {
        real<std::ceil>("ceil"),
        real<std::floor>("floor"),
        real<std::exp>("exp"),
        real<std::log>("log"),
        real<std::log10>("log10"),
        real<std::sqrt>("sqrt"),
        real<std::sin>("sin"),
        real<std::cos>("cos"),
        real<std::tan>("tan"),
        real<cot>("cot"),
        real<std::asin>("asin"),
        real<std::acos>("acos"),
        real<std::atan>("atan"),
        real<haversin>("haversin"),
        real<degrees>("degrees"),
        real<radians>("radians"),
        {.signature = {"atan2", 2, 2, {number}, Kind::kFloat}, .implementation = atan2},
        {.signature = {"abs", 1, 1, {number}, number, infer_number}, .implementation = absolute},
        {.signature = {"sign", 1, 1, {number}, Kind::kInteger}, .implementation = sign},
        {.signature = {"isNaN", 1, 1, {number}, Kind::kBoolean}, .implementation = is_nan},
        {.signature = {"round", 1, 3, {number, Kind::kInteger, Kind::kString}, Kind::kFloat}, .implementation = round},
        {.signature = {"e", 0, 0, {}, Kind::kFloat}, .implementation = e},
        {.signature = {"pi", 0, 0, {}, Kind::kFloat}, .implementation = pi},
        {.signature = {"rand", 0, 0, {}, Kind::kFloat}, .deterministic = false, .implementation = rand},
        {.signature = {"randomUUID", 0, 0, {}, Kind::kString}, .deterministic = false, .implementation = random_uuid},
    };
}

}  // namespace mirrorgraph::query

#include <fmt/core.h>

#include <cmath>
#include <limits>

#include "query/functions/operators.h"
#include "query/functions/to_text.h"
#include "query/query_error.h"
#include "schema/temporal/temporal_math.h"
#include "schema/temporal/temporal_text.h"

namespace mirrorgraph::query {

namespace {

[[noreturn]] void throw_operands(std::string_view symbol, const Value& a, const Value& b) {
    throw type_error("InvalidArgumentType",
                     fmt::format("{} {} {} is not defined", type_name(a.type()), symbol, type_name(b.type())));
}

[[noreturn]] void throw_overflow(std::string_view symbol, const Value& a, const Value& b) {
    throw arithmetic_error(
        "IntegerOverflow",
        fmt::format("{} {} {} leaves the range of 64-bit integers", to_literal(a), symbol, to_literal(b)),
        "write one side as a float");
}

[[noreturn]] void throw_zero(std::string_view symbol, const Value& a) {
    throw arithmetic_error("DivisionByZero", fmt::format("{} {} 0 is not defined", to_literal(a), symbol));
}

template <class T>
Value in_range(std::optional<T> result, std::string_view symbol, const Value& a, const Value& b) {
    if (result) return *std::move(result);
    throw argument_error("NumberOutOfRange", fmt::format("{} {} {} leaves the range of temporal values", to_literal(a),
                                                         symbol, to_literal(b)));
}

// REQUIRES: a is temporal
Value add_duration(const Value& a, const Duration& b, std::string_view symbol, const Value& right) {
    switch (a.type()) {
        case Value::Type::kDate: return in_range(mirrorgraph::add(a.as_date(), b), symbol, a, right);
        case Value::Type::kLocalTime: return mirrorgraph::add(a.as_local_time(), b);
        case Value::Type::kTime: return mirrorgraph::add(a.as_time(), b);
        case Value::Type::kLocalDateTime:
            return in_range(mirrorgraph::add(a.as_local_date_time(), b), symbol, a, right);
        case Value::Type::kDateTime: return in_range(mirrorgraph::add(a.as_date_time(), b), symbol, a, right);
        case Value::Type::kDuration: return in_range(mirrorgraph::add(a.as_duration(), b), symbol, a, right);
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
    throw_operands(symbol, a, right);
}

void check_size(const EvaluationContext& context, std::size_t size) {
    if (size > context.largest_value) throw_too_large(context);
}

Value concatenate(const EvaluationContext& context, const Value& a, const Value& b) {
    const std::size_t size = (a.is_list() ? a.as_list().size() : 1) + (b.is_list() ? b.as_list().size() : 1);
    check_size(context, size);
    List out;
    out.reserve(size);
    for (const Value* side : {&a, &b}) {
        if (side->is_list()) {
            out.insert(out.end(), side->as_list().begin(), side->as_list().end());
        } else {
            out.push_back(*side);
        }
    }
    return out;
}

bool joins_text(const Value& value) { return value.is_string() || value.is_number() || value.is_temporal(); }

Value join_text(const EvaluationContext& context, const Value& a, const Value& b) {
    std::string text = to_text(a) + to_text(b);
    check_size(context, text.size());
    return text;
}

long double to_factor(const Value& number) {
    return number.is_integer() ? static_cast<long double>(number.as_integer()) : as_decimal(number.as_float());
}

bool both_integers(const Value& a, const Value& b) { return a.is_integer() && b.is_integer(); }
bool both_numbers(const Value& a, const Value& b) { return a.is_number() && b.is_number(); }
bool any_null(const Value& a, const Value& b) { return a.is_null() || b.is_null(); }

}  // namespace

Value add(const EvaluationContext& context, const Value& a, const Value& b) {
    if (any_null(a, b)) return {};
    if (both_integers(a, b)) {
        std::int64_t sum = 0;
        if (__builtin_add_overflow(a.as_integer(), b.as_integer(), &sum)) throw_overflow("+", a, b);
        return sum;
    }
    if (both_numbers(a, b)) return a.as_number() + b.as_number();
    if (a.is_list() || b.is_list()) return concatenate(context, a, b);
    if ((a.is_string() && joins_text(b)) || (b.is_string() && joins_text(a))) return join_text(context, a, b);
    if (a.is_temporal() && b.is_duration()) return add_duration(a, b.as_duration(), "+", b);
    if (a.is_duration() && b.is_temporal()) return add_duration(b, a.as_duration(), "+", a);
    throw_operands("+", a, b);
}

Value subtract(const Value& a, const Value& b) {
    if (any_null(a, b)) return {};
    if (both_integers(a, b)) {
        std::int64_t difference = 0;
        if (__builtin_sub_overflow(a.as_integer(), b.as_integer(), &difference)) throw_overflow("-", a, b);
        return difference;
    }
    if (both_numbers(a, b)) return a.as_number() - b.as_number();
    if (!a.is_temporal() || !b.is_duration()) throw_operands("-", a, b);
    const Value negative = in_range(mirrorgraph::negate(b.as_duration()), "-", a, b);
    return add_duration(a, negative.as_duration(), "-", b);
}

Value multiply(const Value& a, const Value& b) {
    if (any_null(a, b)) return {};
    if (both_integers(a, b)) {
        std::int64_t product = 0;
        if (__builtin_mul_overflow(a.as_integer(), b.as_integer(), &product)) throw_overflow("*", a, b);
        return product;
    }
    if (both_numbers(a, b)) return a.as_number() * b.as_number();
    if (a.is_duration() && b.is_number())
        return in_range(mirrorgraph::multiply(a.as_duration(), to_factor(b)), "*", a, b);
    if (a.is_number() && b.is_duration())
        return in_range(mirrorgraph::multiply(b.as_duration(), to_factor(a)), "*", a, b);
    throw_operands("*", a, b);
}

Value divide(const Value& a, const Value& b) {
    if (any_null(a, b)) return {};
    if (both_integers(a, b)) {
        if (b.as_integer() == 0) throw_zero("/", a);
        if (b.as_integer() == -1) return negate(a);
        return a.as_integer() / b.as_integer();
    }
    if (both_numbers(a, b)) return a.as_number() / b.as_number();
    if (!a.is_duration() || !b.is_number()) throw_operands("/", a, b);
    if (b.as_number() == 0) throw_zero("/", a);
    return in_range(mirrorgraph::divide(a.as_duration(), to_factor(b)), "/", a, b);
}

Value modulo(const Value& a, const Value& b) {
    if (any_null(a, b)) return {};
    if (both_integers(a, b)) {
        if (b.as_integer() == 0) throw_zero("%", a);
        return b.as_integer() == -1 ? 0 : a.as_integer() % b.as_integer();
    }
    if (both_numbers(a, b)) return std::fmod(a.as_number(), b.as_number());
    throw_operands("%", a, b);
}

Value power(const Value& a, const Value& b) {
    if (any_null(a, b)) return {};
    if (both_numbers(a, b)) return std::pow(a.as_number(), b.as_number());
    throw_operands("^", a, b);
}

Value negate(const Value& a) {
    if (a.is_null()) return {};
    if (a.is_float()) return -a.as_float();
    if (a.is_duration()) return in_range(mirrorgraph::negate(a.as_duration()), "-", Value(0), a);
    if (!a.is_integer()) {
        throw type_error("InvalidArgumentType", fmt::format("-{} is not defined", type_name(a.type())));
    }
    if (a.as_integer() == std::numeric_limits<std::int64_t>::min()) throw_overflow("-", Value(0), a);
    return -a.as_integer();
}

Value unary_plus(const Value& a) {
    if (a.is_null() || a.is_number() || a.is_duration()) return a;
    throw type_error("InvalidArgumentType", fmt::format("+{} is not defined", type_name(a.type())));
}

}  // namespace mirrorgraph::query

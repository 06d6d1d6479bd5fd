// The operators of the query language on values: logic, equality, comparison, arithmetic, lists, properties,
// strings.
//
// Three-valued: the null value stands for "unknown". Nothing here is identity; that is Value's own ==.
//
// Errors:  QueryError: InvalidArgumentType, InvalidArgumentValue, NumberOutOfRange, IntegerOverflow, DivisionByZero,
//          MapElementAccessByNonString, ListElementAccessByNonInteger; kLimit for a result beyond
//          EvaluationContext::largest_value
// Threads: all functions may run at once
// Source:  openCypher 9; CIP2016-06-14 on comparability, equality, orderability and equivalence
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "query/functions/context.h"
#include "schema/value.h"

namespace mirrorgraph::query {

// Boolean or unknown; InvalidArgumentType for a value that is neither boolean nor null.
using Truth = std::optional<bool>;
Truth to_truth(const Value& value);
Value to_value(Truth truth);

Truth logical_and(Truth a, Truth b);
Truth logical_or(Truth a, Truth b);
Truth logical_xor(Truth a, Truth b);
Truth logical_not(Truth a);

// a = b. Values of different types are unequal, but integers equal floats of the same number; lists and maps
// are unknown where only a null stands between them and equality; NaN equals nothing.
Truth equal(const Value& a, const Value& b);

enum class Comparison { kLess, kLessOrEqual, kGreater, kGreaterOrEqual };
// Unknown between values of different types; see equal for lists. Dates of unequal precision compare where
// their common part decides: 2021-06 < 2022 holds, 2021-06 < 2021 is unknown.
Truth compare(Comparison comparison, const Value& a, const Value& b);

// Equivalence: how DISTINCT and grouping see values. As equal, but null is equivalent to null and NaN to NaN.
bool equivalent(const Value& a, const Value& b);
std::size_t equivalence_hash(const Value& value);

struct EquivalenceHash {
    std::size_t operator()(const Value& value) const { return equivalence_hash(value); }
};
struct EquivalenceEqual {
    bool operator()(const Value& a, const Value& b) const { return equivalent(a, b); }
};

// Arithmetic; null where either side is null.
Value add(const EvaluationContext& context, const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
Value divide(const Value& a, const Value& b);
Value modulo(const Value& a, const Value& b);
Value power(const Value& a, const Value& b);
Value negate(const Value& a);
Value unary_plus(const Value& a);

// a IN list.
Truth in_list(const Value& value, const Value& list);

// container[index]: an element of a list by position (from the end where negative), an entry of a map, a
// property of an element by name.
Value subscript(const EvaluationContext& context, const Value& container, const Value& index);
// list[from..to]; an end that is left out is nullopt.
Value slice(const Value& list, const std::optional<Value>& from, const std::optional<Value>& to);
// subject.key of a node, relationship, map or temporal value.
Value property(const EvaluationContext& context, const Value& subject, std::string_view key);
// subject:Label; unknown for null.
Truth has_label(const EvaluationContext& context, const Value& subject, std::string_view label);

// Unknown where either side is no string.
Truth starts_with(const Value& text, const Value& prefix);
Truth ends_with(const Value& text, const Value& suffix);
Truth contains(const Value& text, const Value& part);
// text =~ pattern: the whole text matches; RE2 syntax, cached by pattern.
Truth matches(const Value& text, const Value& pattern);

}  // namespace mirrorgraph::query

#include <cmath>
#include <compare>
#include <cstring>
#include <functional>

#include "query/functions/operators.h"
#include "query/query_error.h"
#include "schema/temporal/date.h"

namespace mirrorgraph::query {

namespace {

constexpr Truth kUnknown = std::nullopt;

bool is_nan(const Value& value) { return value.is_float() && std::isnan(value.as_float()); }

// Unknown beats true, false beats both: the conjunction over elements.
Truth equal_lists(const List& a, const List& b) {
    if (a.size() != b.size()) return false;
    Truth result = true;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const Truth item = equal(a[i], b[i]);
        if (item == false) return false;
        if (!item) result = kUnknown;
    }
    return result;
}

Truth equal_maps(const Map& a, const Map& b) {
    if (a.size() != b.size()) return false;
    Truth result = true;
    for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j) {
        if (i->first != j->first) return false;
        const Truth item = equal(i->second, j->second);
        if (item == false) return false;
        if (!item) result = kUnknown;
    }
    return result;
}

Truth equal_dates(Date a, Date b) {
    if (a == b) return true;
    return refines(a, b) || refines(b, a) ? kUnknown : Truth(false);
}

// Where a stands to b: unordered where that is unknown, nothing where no comparison holds (NaN).
using Order = std::optional<std::partial_ordering>;
constexpr Order kUnordered = std::partial_ordering::unordered;

Order order(const Value& a, const Value& b);

Order order_lists(const List& a, const List& b) {
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        const Truth same = equal(a[i], b[i]);
        if (!same) return kUnordered;
        if (!*same) return order(a[i], b[i]);
    }
    return a.size() <=> b.size();
}

Order order_numbers(const Value& a, const Value& b) {
    if (is_nan(a) || is_nan(b)) return std::nullopt;
    return compare_for_order(a, b);
}

Order order_if_equal(const Value& a, const Value& b) {
    return equal(a, b) == true ? std::partial_ordering::equivalent : kUnordered;
}

Order order(const Value& a, const Value& b) {
    if (a.is_number() && b.is_number()) return order_numbers(a, b);
    if (a.type() != b.type()) return kUnordered;
    switch (a.type()) {
        case Value::Type::kNull: return kUnordered;
        case Value::Type::kList: return order_lists(a.as_list(), b.as_list());
        case Value::Type::kMap:
        case Value::Type::kDuration: return order_if_equal(a, b);
        // Where equality is known, the dates differ in a part that both have.
        case Value::Type::kDate: return equal(a, b).has_value() ? Order(a.as_date() <=> b.as_date()) : kUnordered;
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kFloat:
        case Value::Type::kString:
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: return compare_for_order(a, b);
    }
    return kUnordered;
}

bool holds(Comparison comparison, std::partial_ordering order) {
    switch (comparison) {
        case Comparison::kLess: return order < 0;
        case Comparison::kLessOrEqual: return order <= 0;
        case Comparison::kGreater: return order > 0;
        case Comparison::kGreaterOrEqual: return order >= 0;
    }
    return false;
}

std::size_t mix(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ULL;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBULL;
    return bits ^ (bits >> 31);
}

std::size_t combine(std::size_t seed, std::size_t hash) { return mix(seed * 31 + hash + 0x9E3779B97F4A7C15ULL); }

std::size_t hash_float(double value) {
    constexpr double kTwoTo63 = 9223372036854775808.0;
    if (std::isnan(value)) return 0x7FF8;
    // Equivalent to the integer of the same number.
    if (value >= -kTwoTo63 && value < kTwoTo63 && value == std::trunc(value)) {
        return mix(static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
    }
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return mix(bits);
}

std::size_t hash_date(Date date) {
    return mix((static_cast<std::uint64_t>(date.year) << 16) | (date.month << 8u) | date.day);
}

std::size_t hash_local(const LocalDateTime& local) {
    return combine(hash_date(local.date), mix(static_cast<std::uint64_t>(local.time.nanoseconds)));
}

std::size_t hash_duration(const Duration& duration) {
    std::size_t hash = mix(static_cast<std::uint64_t>(duration.months));
    hash = combine(hash, static_cast<std::uint64_t>(duration.days));
    hash = combine(hash, static_cast<std::uint64_t>(duration.seconds));
    return combine(hash, static_cast<std::uint64_t>(duration.nanoseconds));
}

std::size_t hash_path(const Path& path) {
    std::size_t hash = path.nodes.size();
    for (NodeId node : path.nodes) hash = combine(hash, node.value);
    for (RelationshipId relationship : path.relationships) hash = combine(hash, relationship.value);
    return hash;
}

std::size_t hash_list(const List& list) {
    std::size_t hash = list.size();
    for (const Value& item : list) hash = combine(hash, equivalence_hash(item));
    return hash;
}

std::size_t hash_map(const Map& map) {
    std::size_t hash = map.size();
    for (const auto& [key, item] : map) {
        hash = combine(combine(hash, std::hash<std::string>()(key)), equivalence_hash(item));
    }
    return hash;
}

}  // namespace

Truth to_truth(const Value& value) {
    if (value.is_null()) return kUnknown;
    if (value.is_boolean()) return value.as_boolean();
    throw type_error("InvalidArgumentType",
                     "expected a BOOLEAN, got the " + std::string(type_name(value.type())) + " " + to_literal(value));
}

Value to_value(Truth truth) { return truth ? Value(*truth) : Value(); }

Truth logical_and(Truth a, Truth b) {
    if (a == false || b == false) return false;
    return a && b ? Truth(true) : kUnknown;
}

Truth logical_or(Truth a, Truth b) {
    if (a == true || b == true) return true;
    return a && b ? Truth(false) : kUnknown;
}

Truth logical_xor(Truth a, Truth b) { return a && b ? Truth(*a != *b) : kUnknown; }

Truth logical_not(Truth a) { return a ? Truth(!*a) : kUnknown; }

Truth equal(const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) return kUnknown;
    if (a.is_number() && b.is_number()) return !is_nan(a) && !is_nan(b) && compare_for_order(a, b) == 0;
    if (a.type() != b.type()) return false;
    if (a.is_list()) return equal_lists(a.as_list(), b.as_list());
    if (a.is_map()) return equal_maps(a.as_map(), b.as_map());
    if (a.is_date()) return equal_dates(a.as_date(), b.as_date());
    return a == b;
}

Truth compare(Comparison comparison, const Value& a, const Value& b) {
    const Order found = order(a, b);
    if (!found) return false;
    if (*found == std::partial_ordering::unordered) return kUnknown;
    return holds(comparison, *found);
}

bool equivalent(const Value& a, const Value& b) {
    if (a.is_integer() && b.is_integer()) return a.as_integer() == b.as_integer();
    if (a.is_string() && b.is_string()) return a.as_string() == b.as_string();
    return compare_for_order(a, b) == 0;
}

std::size_t equivalence_hash(const Value& value) {
    switch (value.type()) {
        case Value::Type::kNull: return 0x6E756C6C;
        case Value::Type::kBoolean: return value.as_boolean() ? 0x74 : 0x66;
        case Value::Type::kInteger: return mix(static_cast<std::uint64_t>(value.as_integer()));
        case Value::Type::kFloat: return hash_float(value.as_float());
        case Value::Type::kString: return std::hash<std::string>()(value.as_string());
        case Value::Type::kList: return hash_list(value.as_list());
        case Value::Type::kMap: return hash_map(value.as_map());
        case Value::Type::kDate: return hash_date(value.as_date());
        case Value::Type::kLocalTime: return mix(static_cast<std::uint64_t>(value.as_local_time().nanoseconds));
        case Value::Type::kTime: {
            const Time& time = value.as_time();
            return combine(static_cast<std::uint64_t>(time.local.nanoseconds), static_cast<std::uint64_t>(time.offset));
        }
        case Value::Type::kLocalDateTime: return hash_local(value.as_local_date_time());
        case Value::Type::kDateTime: {
            const DateTime& instant = value.as_date_time();
            return combine(hash_local(instant.local), static_cast<std::uint64_t>(instant.offset));
        }
        case Value::Type::kDuration: return hash_duration(value.as_duration());
        case Value::Type::kNode: return mix(value.as_node().value);
        case Value::Type::kRelationship: return mix(~std::uint64_t{value.as_relationship().value});
        case Value::Type::kPath: return hash_path(value.as_path());
    }
    return 0;
}

}  // namespace mirrorgraph::query

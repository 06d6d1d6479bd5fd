#include "schema/value.h"

#include <fmt/core.h>

#include <cmath>

#include "schema/error.h"
#include "schema/temporal/temporal_text.h"

namespace mirrorgraph {

namespace {

// Position of a type in openCypher's global order.
int order_rank(Value::Type type) {
    switch (type) {
        case Value::Type::kMap: return 0;
        case Value::Type::kNode: return 1;
        case Value::Type::kRelationship: return 2;
        case Value::Type::kList: return 3;
        case Value::Type::kPath: return 4;
        case Value::Type::kDateTime: return 5;
        case Value::Type::kLocalDateTime: return 6;
        case Value::Type::kDate: return 7;
        case Value::Type::kTime: return 8;
        case Value::Type::kLocalTime: return 9;
        case Value::Type::kDuration: return 10;
        case Value::Type::kString: return 11;
        case Value::Type::kBoolean: return 12;
        case Value::Type::kInteger:
        case Value::Type::kFloat: return 13;
        case Value::Type::kNull: return 14;
    }
    return 15;
}

// One level more than the deepest content.
std::uint32_t level_above(std::uint32_t deepest) {
    if (deepest < Value::kDeepest) return deepest + 1;
    throw Error(ErrorCode::kLimit, fmt::format("lists and maps would be nested more than {} levels", Value::kDeepest),
                "make flatter values");
}

std::weak_ordering compare_floats(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) <=> std::isnan(b);
    return a < b ? std::weak_ordering::less : a > b ? std::weak_ordering::greater : std::weak_ordering::equivalent;
}

// Exact, also where the integer has no float of its own.
std::weak_ordering compare_integer_float(std::int64_t a, double b) {
    if (std::isnan(b)) return std::weak_ordering::less;
    constexpr double kTwoTo63 = 9223372036854775808.0;
    if (b >= kTwoTo63) return std::weak_ordering::less;
    if (b < -kTwoTo63) return std::weak_ordering::greater;
    const auto whole = static_cast<std::int64_t>(std::trunc(b));
    if (a != whole) return a <=> whole;
    return compare_floats(0.0, b - std::trunc(b));
}

std::weak_ordering compare_numbers(const Value& a, const Value& b) {
    if (a.is_integer() && b.is_integer()) return a.as_integer() <=> b.as_integer();
    if (a.is_integer()) return compare_integer_float(a.as_integer(), b.as_float());
    if (b.is_integer()) return 0 <=> compare_integer_float(b.as_integer(), a.as_float());
    return compare_floats(a.as_float(), b.as_float());
}

std::weak_ordering compare_lists(const List& a, const List& b) {
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        if (const auto c = compare_for_order(a[i], b[i]); c != 0) return c;
    }
    return a.size() <=> b.size();
}

std::weak_ordering compare_maps(const Map& a, const Map& b) {
    auto i = a.begin();
    auto j = b.begin();
    for (; i != a.end() && j != b.end(); ++i, ++j) {
        if (const auto c = i->first <=> j->first; c != 0) return c;
        if (const auto c = compare_for_order(i->second, j->second); c != 0) return c;
    }
    return a.size() <=> b.size();
}

std::string quote(std::string_view text) {
    std::string out = "'";
    for (char c : text) {
        switch (c) {
            case '\'': out += "\\'"; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default: out += c;
        }
    }
    return out + "'";
}

std::string quote_key(std::string_view key) {
    const bool plain = !key.empty() && !(key[0] >= '0' && key[0] <= '9') &&
                       key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
                           std::string_view::npos;
    if (plain) return std::string(key);
    std::string out = "`";
    for (char c : key) out += c == '`' ? std::string("``") : std::string(1, c);
    return out + "`";
}

std::string path_literal(const Path& path) {
    std::string out = "<";
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        if (i > 0) out += fmt::format("-{}-", path.relationships[i - 1].value);
        out += std::to_string(path.nodes[i].value);
    }
    return out + ">";
}

}  // namespace

std::uint32_t Value::depth_of(const List& list) {
    std::uint32_t deepest = 0;
    for (const Value& item : list) deepest = std::max(deepest, item.depth());
    return level_above(deepest);
}

std::uint32_t Value::depth_of(const Map& map) {
    std::uint32_t deepest = 0;
    for (const auto& [key, item] : map) deepest = std::max(deepest, item.depth());
    return level_above(deepest);
}

bool operator==(const Value& a, const Value& b) {
    if (a.type() != b.type()) return false;
    switch (a.type()) {
        case Value::Type::kString: return a.as_string() == b.as_string();
        case Value::Type::kList: return a.as_list() == b.as_list();
        case Value::Type::kMap: return a.as_map() == b.as_map();
        case Value::Type::kPath: return a.as_path() == b.as_path();
        case Value::Type::kTime: return a.as_time() == b.as_time();
        case Value::Type::kLocalDateTime: return a.as_local_date_time() == b.as_local_date_time();
        case Value::Type::kDateTime: return a.as_date_time() == b.as_date_time();
        case Value::Type::kDuration: return a.as_duration() == b.as_duration();
        case Value::Type::kFloat:
            return a.as_float() == b.as_float() || (std::isnan(a.as_float()) && std::isnan(b.as_float()));
        case Value::Type::kNull:
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kDate:
        case Value::Type::kLocalTime:
        case Value::Type::kNode:
        case Value::Type::kRelationship: return a.data_ == b.data_;
    }
    return false;
}

std::string_view type_name(Value::Type type) {
    switch (type) {
        case Value::Type::kNull: return "NULL";
        case Value::Type::kBoolean: return "BOOLEAN";
        case Value::Type::kInteger: return "INTEGER";
        case Value::Type::kFloat: return "FLOAT";
        case Value::Type::kString: return "STRING";
        case Value::Type::kList: return "LIST";
        case Value::Type::kMap: return "MAP";
        case Value::Type::kDate: return "DATE";
        case Value::Type::kLocalTime: return "LOCAL TIME";
        case Value::Type::kTime: return "TIME";
        case Value::Type::kLocalDateTime: return "LOCAL DATETIME";
        case Value::Type::kDateTime: return "DATETIME";
        case Value::Type::kDuration: return "DURATION";
        case Value::Type::kNode: return "NODE";
        case Value::Type::kRelationship: return "RELATIONSHIP";
        case Value::Type::kPath: return "PATH";
    }
    return "UNKNOWN";
}

std::weak_ordering compare_for_order(const Value& a, const Value& b) {
    if (const auto c = order_rank(a.type()) <=> order_rank(b.type()); c != 0) return c;
    switch (a.type()) {
        case Value::Type::kNull: return std::weak_ordering::equivalent;
        case Value::Type::kBoolean: return a.as_boolean() <=> b.as_boolean();
        case Value::Type::kInteger:
        case Value::Type::kFloat: return compare_numbers(a, b);
        case Value::Type::kString: return a.as_string() <=> b.as_string();
        case Value::Type::kList: return compare_lists(a.as_list(), b.as_list());
        case Value::Type::kMap: return compare_maps(a.as_map(), b.as_map());
        case Value::Type::kDate: return a.as_date() <=> b.as_date();
        case Value::Type::kLocalTime: return a.as_local_time() <=> b.as_local_time();
        case Value::Type::kTime: return a.as_time() <=> b.as_time();
        case Value::Type::kLocalDateTime: return a.as_local_date_time() <=> b.as_local_date_time();
        case Value::Type::kDateTime: return a.as_date_time() <=> b.as_date_time();
        case Value::Type::kDuration: return compare_for_order(a.as_duration(), b.as_duration());
        case Value::Type::kNode: return a.as_node() <=> b.as_node();
        case Value::Type::kRelationship: return a.as_relationship() <=> b.as_relationship();
        case Value::Type::kPath: return a.as_path() <=> b.as_path();
    }
    return std::weak_ordering::equivalent;
}

std::string format_float(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    std::string out = fmt::format("{}", value);
    if (out.find_first_of(".en") == std::string::npos) out += ".0";
    return out;
}

std::string to_literal(const Value& value) {
    switch (value.type()) {
        case Value::Type::kNull: return "null";
        case Value::Type::kBoolean: return value.as_boolean() ? "true" : "false";
        case Value::Type::kInteger: return std::to_string(value.as_integer());
        case Value::Type::kFloat: return format_float(value.as_float());
        case Value::Type::kString: return quote(value.as_string());
        case Value::Type::kDate: return fmt::format("date('{}')", to_string(value.as_date()));
        case Value::Type::kLocalTime: return fmt::format("localtime('{}')", to_string(value.as_local_time()));
        case Value::Type::kTime: return fmt::format("time('{}')", to_string(value.as_time()));
        case Value::Type::kLocalDateTime:
            return fmt::format("localdatetime('{}')", to_string(value.as_local_date_time()));
        case Value::Type::kDateTime: return fmt::format("datetime('{}')", to_string(value.as_date_time()));
        case Value::Type::kDuration: return fmt::format("duration('{}')", to_string(value.as_duration()));
        case Value::Type::kNode: return fmt::format("(#{})", value.as_node().value);
        case Value::Type::kRelationship: return fmt::format("[#{}]", value.as_relationship().value);
        case Value::Type::kPath: return path_literal(value.as_path());
        case Value::Type::kList: {
            std::string out = "[";
            for (const Value& item : value.as_list()) out += (out.size() > 1 ? ", " : "") + to_literal(item);
            return out + "]";
        }
        case Value::Type::kMap: {
            std::string out = "{";
            for (const auto& [key, item] : value.as_map()) {
                out += (out.size() > 1 ? ", " : "") + quote_key(key) + ": " + to_literal(item);
            }
            return out + "}";
        }
    }
    return {};
}

}  // namespace mirrorgraph

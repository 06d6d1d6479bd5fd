// The value of a property, a parameter or a column: 16 bytes, immutable, cheap to copy.
//
// Strings, lists, maps, paths and the larger temporal values are shared, never changed after construction.
// Nodes, relationships and paths are references into one snapshot: they occur in query results only and are
// never stored in a graph. A further type joins as one more alternative of `Data` and one more `Type`; the
// switches without a default then name every place that must learn it.
//
// Errors:  Error kLimit for lists and maps nested more than Value::kDeepest levels: whatever walks a value may recurse
// Owns:    its content, by reference count
// Threads: immutable; copies may be used and dropped in different threads
// Source:  openCypher 9, sections on values, equality and orderability
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "schema/ids.h"
#include "schema/temporal/date.h"
#include "schema/temporal/temporal.h"

namespace mirrorgraph {

class Value;

using List = std::vector<Value>;
using Map = std::map<std::string, Value, std::less<>>;

// nodes.size() == relationships.size() + 1; relationship i joins nodes i and i + 1 in either direction.
struct Path {
    std::vector<NodeId> nodes;
    std::vector<RelationshipId> relationships;
    friend auto operator<=>(const Path&, const Path&) = default;
};

class Value {
  public:
    enum class Type {
        kNull,
        kBoolean,
        kInteger,
        kFloat,
        kString,
        kList,
        kMap,
        kDate,
        kLocalTime,
        kTime,
        kLocalDateTime,
        kDateTime,
        kDuration,
        kNode,
        kRelationship,
        kPath
    };

    Value() = default;
    Value(bool value) : data_(value) {}
    template <class T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool>, int> = 0>
    Value(T value) : data_(static_cast<std::int64_t>(value)) {}
    Value(double value) : data_(value) {}
    Value(std::string value) : data_(box(std::move(value))) {}
    Value(std::string_view value) : Value(std::string(value)) {}
    Value(const char* value) : Value(std::string(value)) {}
    Value(List value) : data_(box(std::move(value))) {}
    Value(Map value) : data_(box(std::move(value))) {}
    Value(Path value) : data_(box(std::move(value))) {}
    Value(Date value) : data_(value) {}
    Value(LocalTime value) : data_(value) {}
    Value(Time value) : data_(box(value)) {}
    Value(LocalDateTime value) : data_(box(value)) {}
    Value(DateTime value) : data_(box(std::move(value))) {}
    Value(Duration value) : data_(box(value)) {}
    Value(NodeId value) : data_(value) {}
    Value(RelationshipId value) : data_(value) {}

    static constexpr std::uint32_t kDeepest = 256;

    Type type() const { return static_cast<Type>(data_.index()); }
    bool is_null() const { return type() == Type::kNull; }
    bool is_boolean() const { return type() == Type::kBoolean; }
    bool is_integer() const { return type() == Type::kInteger; }
    bool is_float() const { return type() == Type::kFloat; }
    bool is_number() const { return is_integer() || is_float(); }
    bool is_string() const { return type() == Type::kString; }
    bool is_list() const { return type() == Type::kList; }
    bool is_map() const { return type() == Type::kMap; }
    bool is_date() const { return type() == Type::kDate; }
    bool is_local_time() const { return type() == Type::kLocalTime; }
    bool is_time() const { return type() == Type::kTime; }
    bool is_local_date_time() const { return type() == Type::kLocalDateTime; }
    bool is_date_time() const { return type() == Type::kDateTime; }
    bool is_duration() const { return type() == Type::kDuration; }
    bool is_temporal() const { return Type::kDate <= type() && type() <= Type::kDuration; }
    bool is_node() const { return type() == Type::kNode; }
    bool is_relationship() const { return type() == Type::kRelationship; }
    bool is_path() const { return type() == Type::kPath; }

    // REQUIRES: type() is the one asked for.
    bool as_boolean() const { return std::get<bool>(data_); }
    std::int64_t as_integer() const { return std::get<std::int64_t>(data_); }
    double as_float() const { return std::get<double>(data_); }
    const std::string& as_string() const { return std::get<Shared<std::string>>(data_)->content; }
    const List& as_list() const { return std::get<Shared<List>>(data_)->content; }
    const Map& as_map() const { return std::get<Shared<Map>>(data_)->content; }
    Date as_date() const { return std::get<Date>(data_); }
    LocalTime as_local_time() const { return std::get<LocalTime>(data_); }
    const Time& as_time() const { return std::get<Shared<Time>>(data_)->content; }
    const LocalDateTime& as_local_date_time() const { return std::get<Shared<LocalDateTime>>(data_)->content; }
    const DateTime& as_date_time() const { return std::get<Shared<DateTime>>(data_)->content; }
    const Duration& as_duration() const { return std::get<Shared<Duration>>(data_)->content; }
    NodeId as_node() const { return std::get<NodeId>(data_); }
    RelationshipId as_relationship() const { return std::get<RelationshipId>(data_); }
    const Path& as_path() const { return std::get<Shared<Path>>(data_)->content; }

    // REQUIRES: is_number(). An integer above 2^53 loses its last digits.
    double as_number() const { return is_integer() ? static_cast<double>(as_integer()) : as_float(); }

    // Same type and same content; NaN equals itself, 1 and 1.0 differ. This is identity as the store and the
    // tests need it, not the ternary equality of a query.
    friend bool operator==(const Value& a, const Value& b);

    // Bytes of contents that this thread has made less those that it has freed, about: what a computation keeps is the
    // difference of two readings on its thread.
    static std::int64_t live_bytes() { return live_bytes_; }

  private:
    inline static constinit thread_local std::int64_t live_bytes_ = 0;

    static std::size_t heap_bytes(const std::string& text) { return text.capacity(); }
    static std::size_t heap_bytes(const List& list) { return list.capacity() * sizeof(Value); }
    static std::size_t heap_bytes(const Map& map) { return map.size() * (sizeof(Map::value_type) + 32); }
    static std::size_t heap_bytes(const Path& path) { return path.nodes.capacity() * 2 * sizeof(NodeId); }
    template <class T>
    static std::size_t heap_bytes(const T&) {
        return 0;
    }

    // Levels of lists and maps, one within the other.
    std::uint32_t depth() const {
        return is_list() ? std::get<Shared<List>>(data_)->depth : is_map() ? std::get<Shared<Map>>(data_)->depth : 0;
    }
    static std::uint32_t depth_of(const List& list);
    static std::uint32_t depth_of(const Map& map);
    template <class T>
    static std::uint32_t depth_of(const T&) {
        return 0;
    }

    template <class T>
    struct Boxed : boost::intrusive_ref_counter<Boxed<T>, boost::thread_safe_counter> {
        explicit Boxed(T value) : depth(depth_of(value)), content(std::move(value)) { live_bytes_ += bytes(); }
        Boxed(const Boxed&) = delete;
        ~Boxed() { live_bytes_ -= bytes(); }
        std::int64_t bytes() const { return static_cast<std::int64_t>(sizeof(Boxed) + heap_bytes(content)); }
        const std::uint32_t depth;
        const T content;
    };
    template <class T>
    using Shared = boost::intrusive_ptr<const Boxed<T>>;
    template <class T>
    static Shared<T> box(T value) {
        return Shared<T>(new Boxed<T>(std::move(value)));
    }

    // In the order of Type.
    using Data = std::variant<std::monostate, bool, std::int64_t, double, Shared<std::string>, Shared<List>,
                              Shared<Map>, Date, LocalTime, Shared<Time>, Shared<LocalDateTime>, Shared<DateTime>,
                              Shared<Duration>, NodeId, RelationshipId, Shared<Path>>;
    Data data_;
};
static_assert(sizeof(Value) == 16);

// "INTEGER", "STRING", ...: the name as messages print it.
std::string_view type_name(Value::Type type);

// Total order over all values, for sorting: openCypher's orderability (maps, nodes, relationships, lists,
// paths, instants with zone, without zone, dates, times with zone, without zone, durations, strings,
// booleans, numbers, null last; NaN behind all other numbers).
std::weak_ordering compare_for_order(const Value& a, const Value& b);

// As a literal of the query language: 'it''s' is written 'it\'s', a float always with point or exponent.
// Element references print as (#3), [#7] and <3-7-4>.
std::string to_literal(const Value& value);

// The shortest decimal that reads back as the same float, always with a point or exponent: 1.0, 1e+300, NaN.
std::string format_float(double value);

}  // namespace mirrorgraph

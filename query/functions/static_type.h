// What is known of an expression's type before the query runs: the set of types its value may have.
//
// Null is a value of every type and no member of the set; the set of the literal null is empty. Elements of
// lists are followed one level deep: an element that is a list itself may hold anything.
//
// Threads: values
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "schema/value.h"

namespace mirrorgraph::query {

class StaticType {
  public:
    using Kind = Value::Type;

    // Only null.
    constexpr StaticType() = default;
    constexpr StaticType(Kind kind) : kinds_(bit(kind)), elements_(kind == Kind::kList ? kEvery : 0) {}
    constexpr StaticType(std::initializer_list<Kind> kinds) {
        for (Kind kind : kinds) *this = *this | StaticType(kind);
    }

    static constexpr StaticType any() { return {kEvery, kEvery}; }
    static constexpr StaticType list_of(StaticType element) { return {bit(Kind::kList), element.kinds_}; }
    static constexpr StaticType number() { return {Kind::kInteger, Kind::kFloat}; }
    static constexpr StaticType node_or_relationship() { return {Kind::kNode, Kind::kRelationship}; }
    static constexpr StaticType instant() {
        return {Kind::kDate, Kind::kLocalTime, Kind::kTime, Kind::kLocalDateTime, Kind::kDateTime};
    }
    static constexpr StaticType temporal() { return instant() | StaticType(Kind::kDuration); }

    constexpr bool may_be(Kind kind) const { return (kinds_ & bit(kind)) != 0; }
    // All values are of this one type (or null).
    constexpr bool is(Kind kind) const { return kinds_ == bit(kind); }
    constexpr bool is_only_null() const { return kinds_ == 0; }
    constexpr bool may_be_anything() const { return kinds_ == kEvery; }

    // Whether some value of this type can stand where `wanted` is asked for. Null stands everywhere.
    constexpr bool may_be(StaticType wanted) const { return kinds_ == 0 || (kinds_ & wanted.kinds_) != 0; }

    // The type of an element of a list of this type; any where nothing is known.
    constexpr StaticType element() const { return {elements_, (elements_ & bit(Kind::kList)) != 0 ? kEvery : 0u}; }

    // Either of both.
    friend constexpr StaticType operator|(StaticType a, StaticType b) {
        return {a.kinds_ | b.kinds_, a.elements_ | b.elements_};
    }
    friend constexpr bool operator==(StaticType, StaticType) = default;

  private:
    static constexpr std::uint32_t bit(Kind kind) { return 1u << static_cast<unsigned>(kind); }
    static constexpr std::uint32_t kEvery = (2u << static_cast<unsigned>(Kind::kPath)) - 2;  // all but null

    constexpr StaticType(std::uint32_t kinds, std::uint32_t elements) : kinds_(kinds), elements_(elements) {}

    std::uint32_t kinds_ = 0;
    std::uint32_t elements_ = 0;
};

// "INTEGER or FLOAT", "LIST OF NODE", "ANY".
std::string to_string(StaticType type);

}  // namespace mirrorgraph::query

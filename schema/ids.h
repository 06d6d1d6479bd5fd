// Dense 32-bit ids as strong types: a node id is never mistaken for a relationship id.
//
// Units:   0-based positions; the null id (default constructed) refers to nothing
// Threads: values
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace mirrorgraph {

template <class Tag>
struct Id {
    static constexpr std::uint32_t kNull = 0xFFFFFFFF;

    std::uint32_t value = kNull;

    constexpr Id() = default;
    constexpr explicit Id(std::size_t position) : value(static_cast<std::uint32_t>(position)) {}
    constexpr bool is_null() const { return value == kNull; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using NodeId = Id<struct NodeTag>;                  // a node of one graph or snapshot
using RelationshipId = Id<struct RelationshipTag>;  // a relationship of one graph or snapshot
using LabelId = Id<struct LabelTag>;                // an interned label
using TypeId = Id<struct TypeTag>;                  // an interned relationship type
using KeyId = Id<struct KeyTag>;                    // an interned property key

}  // namespace mirrorgraph

template <class Tag>
struct std::hash<mirrorgraph::Id<Tag>> {
    std::size_t operator()(mirrorgraph::Id<Tag> id) const noexcept { return std::hash<std::uint32_t>{}(id.value); }
};

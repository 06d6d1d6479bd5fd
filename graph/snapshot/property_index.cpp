#include "graph/snapshot/property_index.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

namespace mirrorgraph {

namespace {

// A total order in which identical values, and only those, are equivalent.
bool is_before(const Value& a, const Value& b) {
    const std::weak_ordering order = compare_for_order(a, b);
    if (order != 0) return order < 0;
    return !(a == b) && to_literal(a) < to_literal(b);  // 1 and 1.0
}

// The same for identical values.
std::uint64_t hash_of(const Value& value) {
    switch (value.type()) {
        case Value::Type::kString: return std::hash<std::string>{}(value.as_string());
        case Value::Type::kInteger: return static_cast<std::uint64_t>(value.as_integer()) * 0x9E3779B97F4A7C15;
        case Value::Type::kFloat: return std::isnan(value.as_float()) ? 1 : std::hash<double>{}(value.as_float());
        case Value::Type::kBoolean: return value.as_boolean() ? 2 : 3;
        case Value::Type::kList: {
            std::uint64_t hash = value.as_list().size();
            for (const Value& item : value.as_list()) hash = hash * 0xD6E8FEB86659FD93 + hash_of(item);
            return hash;
        }
        case Value::Type::kMap: return value.as_map().size();
        case Value::Type::kNull:
        case Value::Type::kDate:
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kDuration:
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: return std::hash<std::string>{}(to_literal(value));
    }
    return 0;
}

std::uint32_t short_hash_of(const Value& value) {
    const std::uint64_t hash = hash_of(value);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

}  // namespace

PropertyIndex::PropertyIndex(std::span<const NodeId> nodes, const Column& column) : column_(column) {
    std::vector<std::uint64_t> keys;  // hash, then node
    for (const NodeId node : nodes) {
        const Value& value = column_.at(node.value);
        if (!value.is_null()) keys.push_back(std::uint64_t{short_hash_of(value)} << 32U | node.value);
    }
    std::sort(keys.begin(), keys.end());
    hashes_.reserve(keys.size());
    nodes_.reserve(keys.size());
    for (const std::uint64_t key : keys) {
        hashes_.push_back(static_cast<std::uint32_t>(key >> 32U));
        nodes_.emplace_back(static_cast<std::uint32_t>(key));
    }
    order_collisions();
}

// Different values of one hash.
void PropertyIndex::order_collisions() {
    for (std::size_t begin = 0, end = 0; begin < nodes_.size(); begin = end) {
        while (end < nodes_.size() && hashes_[end] == hashes_[begin]) ++end;
        if (end - begin == 1) continue;
        const std::span<NodeId> run(nodes_.data() + begin, end - begin);
        const Value& first = column_.at(run.front().value);
        if (std::all_of(run.begin(), run.end(), [&](NodeId node) { return column_.at(node.value) == first; })) continue;
        std::stable_sort(run.begin(), run.end(),
                         [this](NodeId a, NodeId b) { return is_before(column_.at(a.value), column_.at(b.value)); });
    }
}

std::span<const NodeId> PropertyIndex::find(const Value& value) const {
    if (value.is_null()) return {};
    const auto [first, last] = std::equal_range(hashes_.begin(), hashes_.end(), short_hash_of(value));
    const std::span<const NodeId> run(nodes_.data() + (first - hashes_.begin()),
                                      static_cast<std::size_t>(last - first));
    const auto is_it = [&](NodeId node) { return column_.at(node.value) == value; };
    if (!run.empty() && is_it(run.front()) && is_it(run.back())) return run;
    const auto begin = std::find_if(run.begin(), run.end(), is_it);
    return {begin, std::find_if_not(begin, run.end(), is_it)};
}

}  // namespace mirrorgraph

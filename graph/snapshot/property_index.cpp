#include "graph/snapshot/property_index.h"

#include <algorithm>

namespace mirrorgraph {

namespace {

// A total order in which identical values, and only those, are equivalent.
bool is_before(const Value& a, const Value& b) {
    const std::weak_ordering order = compare_for_order(a, b);
    if (order != 0) return order < 0;
    return !(a == b) && to_literal(a) < to_literal(b);  // 1 and 1.0
}

}  // namespace

PropertyIndex::PropertyIndex(std::span<const NodeId> nodes, const Column& column) : column_(column) {
    for (NodeId node : nodes) {
        if (!column_.at(node.value).is_null()) nodes_.push_back(node);
    }
    nodes_.shrink_to_fit();
    std::stable_sort(nodes_.begin(), nodes_.end(),
                     [&](NodeId a, NodeId b) { return is_before(column_.at(a.value), column_.at(b.value)); });
}

std::span<const NodeId> PropertyIndex::find(const Value& value) const {
    const auto begin = std::lower_bound(nodes_.begin(), nodes_.end(), value, [&](NodeId node, const Value& sought) {
        return is_before(column_.at(node.value), sought);
    });
    const auto end = std::upper_bound(begin, nodes_.end(), value, [&](const Value& sought, NodeId node) {
        return is_before(sought, column_.at(node.value));
    });
    return {begin, end};
}

}  // namespace mirrorgraph

// Nodes by the value of one property.
//
// Cost:    building O(n log n) comparisons of numbers, find O(log n) of them; memory: 8 bytes a node that has a value
// Owns:    the nodes and the hashes of their values; the column must outlive it
// Threads: immutable; const methods may run at once
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/snapshot/column.h"
#include "schema/ids.h"

namespace mirrorgraph {

class PropertyIndex {
  public:
    // REQUIRES: nodes are ascending.
    PropertyIndex(std::span<const NodeId> nodes, const Column& column);

    // Nodes whose value is identical (operator== of Value), ascending; none for null.
    std::span<const NodeId> find(const Value& value) const;

  private:
    void order_collisions();

    const Column& column_;
    std::vector<std::uint32_t> hashes_;  // of the values of nodes_, ascending
    std::vector<NodeId> nodes_;          // by hash, then by value, then by id
};

}  // namespace mirrorgraph

// Nodes sorted by the value of one property.
//
// Cost:    building O(n log n), find O(log n) comparisons of values
// Owns:    the sorted nodes; the column must outlive it
// Threads: immutable; const methods may run at once
#pragma once

#include <span>
#include <vector>

#include "graph/snapshot/column.h"
#include "schema/ids.h"

namespace mirrorgraph {

class PropertyIndex {
  public:
    PropertyIndex(std::span<const NodeId> nodes, const Column& column);

    // Nodes whose value is identical (operator== of Value), ascending; none for null.
    std::span<const NodeId> find(const Value& value) const;

  private:
    const Column& column_;
    std::vector<NodeId> nodes_;  // by value, then by id
};

}  // namespace mirrorgraph

// Compressed sparse rows: the neighbours of every node in one array, for one relationship type and direction, or for
// all types at once.
//
// Rows are kept for the nodes from `first` on that can have any; all others have none. A tight loop takes one
// Adjacency and calls of(); nothing is looked up or counted on the way.
//
// Units:   offsets are positions in nodes and relationships; row i is [offsets[i], offsets[i + 1])
// Owns:    nothing; valid as long as the snapshot
// Threads: values
#pragma once

#include <cstdint>
#include <span>

#include "schema/ids.h"

namespace mirrorgraph {

// Parallel arrays: relationships[i] leads to nodes[i].
struct Neighbours {
    std::span<const NodeId> nodes;
    std::span<const RelationshipId> relationships;
    std::size_t size() const { return nodes.size(); }
    bool empty() const { return nodes.empty(); }
};

struct Adjacency {
    std::uint32_t first = 0;                 // the node of row 0
    std::span<const std::uint32_t> offsets;  // rows + 1 of them; empty for no rows
    std::span<const NodeId> nodes;
    std::span<const RelationshipId> relationships;

    std::size_t row_count() const { return offsets.empty() ? 0 : offsets.size() - 1; }

    Neighbours of(NodeId node) const {
        const std::uint32_t row = node.value - first;  // wraps round below `first`
        if (row >= row_count()) return {};
        const std::uint32_t begin = offsets[row];
        const std::uint32_t count = offsets[row + 1] - begin;
        return {nodes.subspan(begin, count), relationships.subspan(begin, count)};
    }
    std::size_t degree(NodeId node) const {
        const std::uint32_t row = node.value - first;
        return row < row_count() ? offsets[row + 1] - offsets[row] : 0;
    }
};

}  // namespace mirrorgraph

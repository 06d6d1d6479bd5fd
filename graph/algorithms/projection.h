// The part of a snapshot that an analysis looks at, copied into a graph of Boost.Graph: chosen relationship types and
// labels, in one direction or both.
//
// A copy, because algorithms ask for degrees all the time, which a filtered view of a snapshot would have to count.
//
// Cost:    O(nodes + relationships) once; then everything O(1)
// Errors:  project() throws Error kNotFound for a label or type that neither the graph nor its schema knows
// Owns:    its arrays; ids are those of the snapshot
// Threads: immutable after building
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <optional>
#include <vector>

#include "graph/algorithms/part.h"
#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

enum class Walk { kForward, kBothWays };

struct Projection {
    using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
    Graph graph;                                // vertices 0, 1, 2, ...; with kBothWays every edge stands twice
    std::vector<NodeId> nodes;                  // by vertex, ascending
    std::vector<RelationshipId> relationships;  // by edge index

    std::size_t size() const { return nodes.size(); }
    std::optional<std::size_t> vertex(NodeId node) const;
};

Projection project(const Snapshot& snapshot, const GraphPart& part, Walk walk);

}  // namespace mirrorgraph

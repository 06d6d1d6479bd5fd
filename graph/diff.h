// What changed from one graph to another: nodes and relationships added, removed, changed.
//
// Nodes meet by id; relationships by ends and type, parallel ones by their properties first, then in the order in which
// the store writes them. Evidence is compared too; the metadata of the graphs is not.
//
// Cost:    O((nodes + relationships) log relationships)
// Errors:  none
// Owns:    its texts; ids are of the graphs, which must outlive it
// Threads: functions may run at once
#pragma once

#include <string>
#include <vector>

#include "graph/graph.h"

namespace mirrorgraph {

class JsonWriter;

// A property or other part that is not the same; null where it is absent.
struct Change {
    std::string part;  // a property, "labels", "evidence"
    Value before;
    Value after;
};

struct NodeChange {
    NodeId before;
    NodeId after;
    std::vector<Change> changes;
};

struct RelationshipChange {
    RelationshipId before;
    RelationshipId after;
    std::vector<Change> changes;
};

struct GraphDiff {
    std::vector<NodeId> added_nodes;    // of the second graph
    std::vector<NodeId> removed_nodes;  // of the first graph
    std::vector<NodeChange> changed_nodes;
    std::vector<RelationshipId> added_relationships;
    std::vector<RelationshipId> removed_relationships;
    std::vector<RelationshipChange> changed_relationships;
    bool empty() const;
};

// All lists by id of the (source) node.
GraphDiff diff_graphs(const PropertyGraph& before, const PropertyGraph& after);

// "+ node", "- node", "~ node" and its changes, one a line.
std::string describe_diff(const GraphDiff& diff, const PropertyGraph& before, const PropertyGraph& after);
void write_diff(const GraphDiff& diff, const PropertyGraph& before, const PropertyGraph& after, JsonWriter& json);

}  // namespace mirrorgraph

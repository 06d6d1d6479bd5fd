// What has changed since a snapshot was frozen: small sets beside a large graph.
//
// Ids go on where the snapshot's end: the first added node has the id Snapshot::node_count(). Names too. Elements are
// removed by mark, so that ids stay.
//
// Cost:    a copy costs the size of the changes, not of the graph
// Owns:    everything it holds
// Threads: one writer, or many readers
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "schema/ids.h"
#include "schema/value.h"

namespace mirrorgraph {

using PropertyList = std::vector<std::pair<KeyId, Value>>;  // in no order, without nulls

struct NodeRecord {
    std::string id;
    std::vector<LabelId> labels;  // ascending
    PropertyList properties;
    friend bool operator==(const NodeRecord&, const NodeRecord&) = default;
};

struct RelationshipRecord {
    NodeId source;
    NodeId target;
    TypeId type;
    PropertyList properties;
    friend bool operator==(const RelationshipRecord&, const RelationshipRecord&) = default;
};

// A relationship as one of its ends sees it.
struct HalfEdge {
    TypeId type;
    NodeId other;
    RelationshipId relationship;
};

struct Delta {
    // Names that the snapshot does not have.
    std::vector<std::string> labels;
    std::vector<std::string> types;
    std::vector<std::string> keys;

    std::vector<NodeRecord> added_nodes;
    std::vector<RelationshipRecord> added_relationships;
    std::unordered_map<NodeId, NodeRecord> changed_nodes;  // of the snapshot
    std::unordered_map<RelationshipId, PropertyList> changed_relationships;
    std::unordered_set<NodeId> removed_nodes;
    std::unordered_set<RelationshipId> removed_relationships;

    std::unordered_map<NodeId, std::vector<HalfEdge>> outgoing;  // added relationships
    std::unordered_map<NodeId, std::vector<HalfEdge>> incoming;
    std::unordered_set<NodeId> touched;  // nodes whose neighbours are not those of the snapshot

    std::shared_ptr<const Map> metadata;  // null: those of the snapshot

    std::uint64_t next_name = 0;  // for the string ids of added nodes

    std::size_t size() const {
        return added_nodes.size() + added_relationships.size() + changed_nodes.size() + changed_relationships.size() +
               removed_nodes.size() + removed_relationships.size();
    }
};

}  // namespace mirrorgraph

// A frozen graph, laid out for scanning: what every question is asked of.
//
// Nodes and relationships are numbered 0 .. count - 1 without gaps, nodes grouped by label set, relationships by type
// and source. For every relationship type and direction the neighbours lie in one array (compressed sparse rows),
// those of a node sorted by neighbour, then relationship. Property values lie in one column a key.
// graph/snapshot/boost_traits.h makes it a graph of Boost.Graph's algorithms.
//
// Units:   ids are dense and of this snapshot only; spans stay valid as long as the snapshot
// Cost:    neighbours, degree, endpoints: O(1); property: O(1); find_node: O(1); lookup: O(log n), index built on
//          first use
// Errors:  none but for want of memory
// Owns:    everything it holds
// Threads: immutable; all methods may run at once
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/evidence.h"
#include "graph/graph.h"
#include "schema/ids.h"
#include "schema/schema.h"
#include "schema/value.h"

namespace mirrorgraph {

enum class Direction { kOutgoing, kIncoming };

// Parallel arrays: relationships[i] leads to nodes[i].
struct Neighbours {
    std::span<const NodeId> nodes;
    std::span<const RelationshipId> relationships;
    std::size_t size() const { return nodes.size(); }
    bool empty() const { return nodes.empty(); }
};

class Snapshot {
  public:
    static std::shared_ptr<const Snapshot> freeze(const PropertyGraph& graph);
    ~Snapshot();

    const Schema& schema() const;
    const Map& metadata() const;

    std::size_t node_count() const;
    std::size_t relationship_count() const;

    // Names and their dense ids; a name that does not occur in the graph has none.
    std::span<const std::string> label_names() const;  // position = LabelId
    std::span<const std::string> type_names() const;   // position = TypeId
    std::span<const std::string> key_names() const;    // position = KeyId
    std::optional<LabelId> find_label(std::string_view name) const;
    std::optional<TypeId> find_type(std::string_view name) const;
    std::optional<KeyId> find_key(std::string_view name) const;

    // Nodes.
    std::string_view id(NodeId node) const;
    std::span<const LabelId> labels(NodeId node) const;  // ascending
    bool has_label(NodeId node, LabelId label) const;
    std::span<const NodeId> nodes_with_label(LabelId label) const;  // ascending
    std::optional<NodeId> find_node(std::string_view id) const;

    // Relationships.
    NodeId source(RelationshipId relationship) const;
    NodeId target(RelationshipId relationship) const;
    TypeId type(RelationshipId relationship) const;
    std::span<const RelationshipId> relationships_of_type(TypeId type) const;
    Neighbours neighbours(NodeId node, TypeId type, Direction direction) const;
    std::size_t degree(NodeId node, TypeId type, Direction direction) const;

    // Properties: the null value where absent.
    const Value& property(NodeId node, KeyId key) const;
    const Value& property(RelationshipId relationship, KeyId key) const;
    std::vector<std::pair<KeyId, Value>> properties(NodeId node) const;  // ascending by key name
    std::vector<std::pair<KeyId, Value>> properties(RelationshipId relationship) const;

    // Nodes of a label whose property equals the value (identity of Value), ascending.
    std::span<const NodeId> lookup(LabelId label, KeyId key, const Value& value) const;

    const EvidenceList& evidence(NodeId node) const;
    const EvidenceList& evidence(RelationshipId relationship) const;

  private:
    Snapshot();
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mirrorgraph

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
#include "graph/snapshot/adjacency.h"
#include "graph/snapshot/column.h"
#include "schema/ids.h"
#include "schema/schema.h"
#include "schema/value.h"

namespace mirrorgraph {

enum class Direction { kOutgoing, kIncoming };

// Nodes [begin, end) of a snapshot.
struct NodeRange {
    NodeId begin;
    NodeId end;
};

class Snapshot {
  public:
    static std::shared_ptr<const Snapshot> freeze(const PropertyGraph& graph);
    ~Snapshot();

    const Schema& schema() const;
    std::shared_ptr<const Schema> shared_schema() const;
    const Map& metadata() const;

    std::size_t node_count() const;
    std::size_t relationship_count() const;
    std::span<const NodeId> nodes() const;                  // 0, 1, 2, ...
    std::span<const RelationshipId> relationships() const;  // 0, 1, 2, ...

    // Names and their dense ids, both ascending; a name that does not occur in the graph has none.
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
    std::span<const NodeRange> label_ranges(LabelId label) const;   // the same nodes, as few ranges
    std::optional<NodeId> find_node(std::string_view id) const;

    // Relationships.
    NodeId source(RelationshipId relationship) const;
    NodeId target(RelationshipId relationship) const;
    TypeId type(RelationshipId relationship) const;
    std::span<const RelationshipId> relationships_of_type(TypeId type) const;
    Neighbours neighbours(NodeId node, TypeId type, Direction direction) const;
    std::size_t degree(NodeId node, TypeId type, Direction direction) const;

    // The arrays behind neighbours(), for hot loops; and those of all types together, where the neighbours of a node
    // are sorted by type first.
    const Adjacency& adjacency(TypeId type, Direction direction) const;
    const Adjacency& adjacency(Direction direction) const;
    std::span<const NodeId> sources() const;  // position = RelationshipId
    std::span<const NodeId> targets() const;
    std::span<const TypeId> types() const;

    // Properties: the null value where absent.
    const Value& property(NodeId node, KeyId key) const;
    const Value& property(RelationshipId relationship, KeyId key) const;
    const Column& node_column(KeyId key) const;                          // at(NodeId::value), for hot loops
    const Column& relationship_column(KeyId key) const;                  // at(RelationshipId::value)
    std::vector<std::pair<KeyId, Value>> properties(NodeId node) const;  // ascending by key name
    std::vector<std::pair<KeyId, Value>> properties(RelationshipId relationship) const;

    // Nodes of a label whose property equals the value (identity of Value), ascending.
    std::span<const NodeId> lookup(LabelId label, KeyId key, const Value& value) const;

    const EvidenceList& evidence(NodeId node) const;
    const EvidenceList& evidence(RelationshipId relationship) const;

    // The element of the graph that this one was frozen from.
    NodeId origin(NodeId node) const;
    RelationshipId origin(RelationshipId relationship) const;

    // Bytes of the arrays, without the texts of values and evidence, which the graph shares.
    std::size_t memory() const;

  private:
    Snapshot();
    friend class Freezer;
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mirrorgraph

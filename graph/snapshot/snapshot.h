// A frozen graph, laid out for scanning: what every question is asked of.
//
// Nodes and relationships are numbered 0 .. count - 1 without gaps, nodes grouped by label set, relationships by type
// and source. For every relationship type and direction the neighbours lie in one array (compressed sparse rows),
// those of a node sorted by neighbour, then relationship. Property values lie in one column a key.
// graph/snapshot/boost_traits.h makes it a graph of Boost.Graph's algorithms.
//
// A small change of a large graph does not freeze it anew: overlay() gives a snapshot that reads through to the one that
// is frozen. It keeps all promises but the grouping; names that the frozen one lacks come behind its own, and names may
// occur nowhere.
//
// Units:   ids are dense and of this snapshot only; spans stay valid as long as the snapshot
// Cost:    neighbours, degree, endpoints: O(1); property: O(1); find_node: O(1); lookup: O(1), index built on first use;
//          overlay: the size of the changes; its lists of nodes and relationships: their length, on first use
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
#include "schema/ids.h"
#include "schema/schema.h"
#include "schema/value.h"

namespace mirrorgraph {

enum class Direction { kOutgoing, kIncoming };

struct Delta;
class Overlay;
class PropertyIndex;

class Snapshot {
  public:
    static std::shared_ptr<const Snapshot> freeze(const PropertyGraph& graph);
    // The base with changes upon it. REQUIRES: the base is frozen, and the changes are of it and complete.
    static std::shared_ptr<const Snapshot> overlay(std::shared_ptr<const Snapshot> base,
                                                   std::shared_ptr<const Delta> changes);
    ~Snapshot();

    const Schema& schema() const;
    std::shared_ptr<const Schema> shared_schema() const;
    const Map& metadata() const;

    std::size_t node_count() const;
    std::size_t relationship_count() const;
    std::span<const NodeId> nodes() const;                  // 0, 1, 2, ...
    std::span<const RelationshipId> relationships() const;  // 0, 1, 2, ...

    // What this one is an overlay of; null where it is frozen itself.
    const Snapshot* base() const;
    // Of an overlay. Nodes that the base lacks, or has with other labels, properties or relationships, ascending.
    std::vector<NodeId> changed_nodes() const;
    // A node of the base as it is called here; nullopt where it has been changed or removed.
    std::optional<NodeId> carried(NodeId of_base) const;

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
    std::optional<NodeId> find_node(std::string_view id) const;

    // Relationships.
    NodeId source(RelationshipId relationship) const;
    NodeId target(RelationshipId relationship) const;
    TypeId type(RelationshipId relationship) const;
    std::span<const RelationshipId> relationships_of_type(TypeId type) const;
    Neighbours neighbours(NodeId node, TypeId type, Direction direction) const;
    Neighbours neighbours(NodeId node, Direction direction) const;  // of all types, sorted by type first
    std::size_t degree(NodeId node, TypeId type, Direction direction) const;
    std::size_t degree(NodeId node, Direction direction) const;

    // The arrays behind neighbours(), for hot loops. REQUIRES: frozen.
    const Adjacency& adjacency(TypeId type, Direction direction) const;

    // Properties: the null value where absent.
    const Value& property(NodeId node, KeyId key) const;
    const Value& property(RelationshipId relationship, KeyId key) const;
    std::vector<std::pair<KeyId, Value>> properties(NodeId node) const;  // ascending by key name
    std::vector<std::pair<KeyId, Value>> properties(RelationshipId relationship) const;

    // Nodes of a label whose property equals the value (identity of Value), ascending. REQUIRES: frozen.
    std::span<const NodeId> lookup(LabelId label, KeyId key, const Value& value) const;
    // Builds the indexes of lookup() now: of all labels for one key, or those that `other`, frozen too, has.
    void index_key(std::string_view key) const;
    void index_as(const Snapshot& other) const;

    const EvidenceList& evidence(NodeId node) const;
    const EvidenceList& evidence(RelationshipId relationship) const;

    // The element of the graph that this one was frozen from; of an overlay, of the base with its changes (Delta).
    NodeId origin(NodeId node) const;
    RelationshipId origin(RelationshipId relationship) const;
    // Of an overlay, and of elements that were not removed: the way back.
    NodeId from_origin(NodeId node) const;
    RelationshipId from_origin(RelationshipId relationship) const;

    // Bytes of the arrays, without the texts of values and evidence, which the graph shares.
    std::size_t memory() const;

  private:
    Snapshot();
    friend class Freezer;
    struct Impl;
    const PropertyIndex& index_of(LabelId label, KeyId key) const;

    std::unique_ptr<Impl> impl_;        // null for an overlay
    std::unique_ptr<Overlay> overlay_;  // null where frozen
};

}  // namespace mirrorgraph

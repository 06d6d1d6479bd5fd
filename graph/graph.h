// A property graph in memory: nodes with labels, typed relationships (parallel ones and loops too), properties, and the
// evidence of each. Mutable; questions are asked of a Snapshot (graph/snapshot/snapshot.h).
//
// Every node has a string id that is stable over builds ("committee:ISO/TC 333"). Node and relationship ids are
// positions: they stay valid until the element is removed and are never given out again by one graph.
//
// Errors:  add_node throws Error kConflict for a string id in use; remove_node throws Error kConflict where
//          relationships remain; both add functions throw Error kLimit past 2^32 - 1 elements; no other function
//          throws but for want of memory
// Cost:    by id: O(1); remove_relationship: O(degree of its ends); find_nodes: O(nodes of the label)
// Owns:    everything it holds; spans and references stay valid until the graph changes
// Threads: one writer, or many readers
// Source:  Boost.Graph adjacency_list
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/evidence.h"
#include "graph/shared_evidence.h"
#include "schema/ids.h"
#include "schema/schema.h"
#include "schema/value.h"

namespace mirrorgraph {

// Nodes with equal label sets have equal ids of them, within one graph.
using LabelSetId = Id<struct LabelSetTag>;

class PropertyGraph {
  public:
    explicit PropertyGraph(std::shared_ptr<const Schema> schema = Schema::open());
    ~PropertyGraph();
    PropertyGraph(PropertyGraph&&) noexcept;
    PropertyGraph& operator=(PropertyGraph&&) noexcept;
    PropertyGraph clone() const;

    const Schema& schema() const;
    std::shared_ptr<const Schema> shared_schema() const;

    // Properties of the graph itself, kept under "graph" in the JSON.
    Map& metadata();
    const Map& metadata() const;

    // Nodes. Labels are a set: kept sorted, without repeats.
    NodeId add_node(std::string_view id, const std::vector<std::string>& labels, Map properties = {});
    void remove_node(NodeId node);
    std::size_t node_count() const;
    std::vector<NodeId> nodes() const;  // ascending
    bool contains(NodeId node) const;
    const std::string& id(NodeId node) const;
    std::vector<std::string> labels(NodeId node) const;
    bool has_label(NodeId node, std::string_view label) const;
    void add_label(NodeId node, std::string_view label);
    void remove_label(NodeId node, std::string_view label);

    // Relationships; those of a node come in the order they were added.
    RelationshipId add_relationship(NodeId source, NodeId target, std::string_view type, Map properties = {});
    void remove_relationship(RelationshipId relationship);
    std::size_t relationship_count() const;
    std::vector<RelationshipId> relationships() const;  // ascending
    bool contains(RelationshipId relationship) const;
    NodeId source(RelationshipId relationship) const;
    NodeId target(RelationshipId relationship) const;
    const std::string& type(RelationshipId relationship) const;
    std::vector<RelationshipId> outgoing(NodeId node) const;
    std::vector<RelationshipId> incoming(NodeId node) const;

    // Properties. Setting null removes.
    Value property(NodeId node, std::string_view key) const;
    Value property(RelationshipId relationship, std::string_view key) const;
    Map properties(NodeId node) const;
    Map properties(RelationshipId relationship) const;
    void set_property(NodeId node, std::string_view key, Value value);
    void set_property(RelationshipId relationship, std::string_view key, Value value);

    // Evidence, in the order it was added.
    const EvidenceList& evidence(NodeId node) const;
    const EvidenceList& evidence(RelationshipId relationship) const;
    void add_evidence(NodeId node, Evidence evidence);
    void add_evidence(RelationshipId relationship, Evidence evidence);
    void replace_evidence(NodeId node, EvidenceList evidence);
    void replace_evidence(RelationshipId relationship, EvidenceList evidence);

    const SharedEvidence& shared_evidence(NodeId node) const;
    const SharedEvidence& shared_evidence(RelationshipId relationship) const;

    // The same without copies, by interned names; position = id. A name stays known after its last use.
    struct Property {
        KeyId key;
        Value value;
    };
    std::span<const std::string> label_names() const;
    std::span<const std::string> type_names() const;
    std::span<const std::string> key_names() const;
    std::span<const LabelId> label_ids(NodeId node) const;  // ascending by name
    LabelSetId label_set(NodeId node) const;
    TypeId type_id(RelationshipId relationship) const;
    std::span<const Property> property_list(NodeId node) const;  // ascending by name
    std::span<const Property> property_list(RelationshipId relationship) const;

    // In place of all properties; every key once, from intern_key().
    KeyId intern_key(std::string_view name);
    void replace_properties(NodeId node, std::vector<Property> properties);
    void replace_properties(RelationshipId relationship, std::vector<Property> properties);

    // Look-up.
    std::optional<NodeId> find_node(std::string_view id) const;
    std::vector<NodeId> find_nodes(std::string_view label) const;
    std::vector<NodeId> find_nodes(std::string_view label, std::string_view key, const Value& value) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mirrorgraph

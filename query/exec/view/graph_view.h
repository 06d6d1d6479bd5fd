// The graph as operators read it: a snapshot, and where a query has written, the changes upon it.
//
// Without a delta every method goes straight to the snapshot; operators with hot loops ask has_delta() once and then
// use base() themselves.
//
// Units:   ids as of Delta: dense over snapshot and additions, with holes where elements were removed
// Errors:  QueryError DeletedEntityAccess for properties and labels of a removed element
// Owns:    shares the snapshot and the delta
// Threads: const methods may run at once, unless the delta is being edited
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/snapshot/delta.h"
#include "graph/snapshot/snapshot.h"
#include "query/functions/context.h"

namespace mirrorgraph::query {

// Room for neighbours that lie in no array of the snapshot.
struct NeighbourScratch {
    std::vector<NodeId> nodes;
    std::vector<RelationshipId> relationships;
};

class GraphView final : public ElementAccess {
  public:
    explicit GraphView(std::shared_ptr<const Snapshot> base, std::shared_ptr<const Delta> delta = nullptr);

    const Snapshot& base() const { return *base_; }
    const std::shared_ptr<const Snapshot>& shared_base() const { return base_; }
    bool has_delta() const { return delta_ != nullptr; }
    const Delta* delta() const { return delta_.get(); }
    const std::shared_ptr<const Delta>& shared_delta() const { return delta_; }
    const Delta& delta_or_none() const;
    // The same for tasks and algorithms; its elements lead back by Snapshot::origin where there are changes. REQUIRES:
    // no node was removed that has relationships yet.
    std::shared_ptr<const Snapshot> as_snapshot() const;

    const Map& metadata() const;
    std::size_t node_count() const;
    std::size_t relationship_count() const;
    // All ids lie below.
    std::size_t node_bound() const { return base_nodes_ + (delta_ ? delta_->added_nodes.size() : 0); }
    std::size_t relationship_bound() const {
        return base_relationships_ + (delta_ ? delta_->added_relationships.size() : 0);
    }

    std::size_t label_count() const;
    std::size_t type_count() const;
    std::size_t key_count() const;
    const std::string& label_name(LabelId label) const;
    const std::string& type_name(TypeId type) const;
    const std::string& key_name(KeyId key) const;
    std::optional<LabelId> find_label(std::string_view name) const;
    std::optional<TypeId> find_type(std::string_view name) const;
    std::optional<KeyId> find_key(std::string_view name) const;

    bool contains(NodeId node) const;
    bool contains(RelationshipId relationship) const;

    // Nodes.
    std::vector<NodeId> nodes() const;                          // ascending
    std::vector<NodeId> nodes_with_label(LabelId label) const;  // ascending
    std::vector<NodeId> lookup(LabelId label, KeyId key, const Value& value) const;
    std::optional<NodeId> find_node(std::string_view id) const;
    std::span<const LabelId> label_ids(NodeId node) const;
    bool has_label(NodeId node, LabelId label) const;
    Value property(NodeId node, KeyId key) const;

    // Relationships.
    TypeId type_id(RelationshipId relationship) const;
    Value property(RelationshipId relationship, KeyId key) const;
    // The spans hold until `scratch` is used again.
    Neighbours neighbours(NodeId node, TypeId type, Direction direction, NeighbourScratch& scratch) const;
    std::size_t degree(NodeId node, TypeId type, Direction direction) const;

    const EvidenceList& evidence(NodeId node) const;
    const EvidenceList& evidence(RelationshipId relationship) const;

    // As functions see elements.
    std::string element_id(NodeId node) const override;
    std::string element_id(RelationshipId relationship) const override;
    std::vector<std::string> labels(NodeId node) const override;
    bool has_label(NodeId node, std::string_view label) const override;
    std::string type(RelationshipId relationship) const override;
    NodeId source(RelationshipId relationship) const override;
    NodeId target(RelationshipId relationship) const override;
    Value property(NodeId node, std::string_view key) const override;
    Value property(RelationshipId relationship, std::string_view key) const override;
    Map properties(NodeId node) const override;
    Map properties(RelationshipId relationship) const override;

  private:
    const NodeRecord* record(NodeId node) const;  // null: as in the snapshot
    const PropertyList* record(RelationshipId relationship) const;
    const RelationshipRecord* added(RelationshipId relationship) const;
    void check_alive(NodeId node) const;
    void check_alive(RelationshipId relationship) const;

    std::shared_ptr<const Snapshot> base_;
    std::shared_ptr<const Delta> delta_;
    std::size_t base_nodes_ = 0;
    std::size_t base_relationships_ = 0;
};

// Snapshot and changes as one graph, with evidence: for freezing anew and for saving.
PropertyGraph fold(const GraphView& view, std::shared_ptr<const Schema> schema);

}  // namespace mirrorgraph::query

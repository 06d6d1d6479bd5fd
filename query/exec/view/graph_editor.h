// Changes a graph for a writing query: every change goes into a Delta that the view sees at once.
//
// Errors:  QueryError InvalidPropertyType for values that no property can have; Error kInvalidData against a schema that
//          is not open; finish() throws ConstraintVerificationFailed where a deleted node still has relationships
// Owns:    shares the delta with the view
// Threads: one thread
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/snapshot/delta.h"
#include "query/exec/view/graph_view.h"
#include "schema/schema.h"

namespace mirrorgraph::query {

// What a query has changed, as its answer reports it.
struct Counters {
    std::uint64_t nodes_created = 0;
    std::uint64_t nodes_deleted = 0;
    std::uint64_t relationships_created = 0;
    std::uint64_t relationships_deleted = 0;
    std::uint64_t properties_set = 0;
    std::uint64_t labels_added = 0;
    std::uint64_t labels_removed = 0;

    bool any() const {
        return nodes_created + nodes_deleted + relationships_created + relationships_deleted + properties_set +
                   labels_added + labels_removed >
               0;
    }
};

class GraphEditor {
  public:
    // The view must read the same delta.
    GraphEditor(const GraphView& view, std::shared_ptr<Delta> delta, std::shared_ptr<const Schema> schema);

    NodeId create_node(const std::vector<std::string>& labels, const Map& properties);
    RelationshipId create_relationship(NodeId source, NodeId target, std::string_view type, const Map& properties);
    void set_property(NodeId node, std::string_view key, const Value& value);  // null removes
    void set_property(RelationshipId relationship, std::string_view key, const Value& value);
    void add_label(NodeId node, std::string_view label);
    void remove_label(NodeId node, std::string_view label);
    void remove(RelationshipId relationship);
    void remove(NodeId node, bool detach);

    // To be called when the query has ended.
    void finish() const;

    const Counters& counters() const { return counters_; }

  private:
    LabelId label(std::string_view name);
    TypeId type(std::string_view name);
    KeyId key(std::string_view name);
    NodeRecord& record(NodeId node);
    PropertyList& record(RelationshipId relationship);
    bool set(PropertyList& properties, std::string_view key, const Value& value);
    PropertyList property_list(const Map& properties);
    void check_alive(NodeId node) const;
    std::vector<RelationshipId> relationships_of(NodeId node) const;

    const GraphView& view_;
    std::shared_ptr<Delta> delta_;
    std::shared_ptr<const Schema> schema_;
    std::vector<NodeId> removed_;  // by this query
    Counters counters_;
};

}  // namespace mirrorgraph::query

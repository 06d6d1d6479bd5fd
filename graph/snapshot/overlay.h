// A frozen snapshot with changes upon it: what Snapshot reads where it was made by Snapshot::overlay.
//
// Elements are numbered as in a Delta; where some were removed, the last ones take their numbers, so that there are no
// gaps. Rows of neighbours that are not those of the base lie apart; lists over the whole graph are made when they are
// asked for first.
//
// Cost:    construction: the size of the changes and the degrees of their nodes; an element: O(1), O(properties) where
//          it was changed; nodes(), relationships() and lists of a label or type: the length of the list, once
// Owns:    shares base and changes
// Threads: const methods may run at once
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/snapshot/delta.h"
#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

// Numbers without gaps for those below a bound that were not removed: most keep theirs.
template <class IdType>
class Renumbering {
  public:
    struct Move {
        IdType origin;
        IdType place;
    };

    Renumbering(std::size_t bound, const std::unordered_set<IdType>& removed);

    std::size_t size() const { return size_; }
    IdType origin(IdType place) const;
    std::optional<IdType> place(IdType origin) const;  // nullopt: removed
    std::span<const Move> moves() const { return moves_; }

  private:
    const std::unordered_set<IdType>& removed_;
    std::size_t size_;
    std::vector<Move> moves_;
    std::unordered_map<IdType, IdType> origins_;
    std::unordered_map<IdType, IdType> places_;
};

class Overlay {
  public:
    // REQUIRES: the base is frozen, and the changes are of it.
    Overlay(std::shared_ptr<const Snapshot> base, std::shared_ptr<const Delta> delta);

    const Snapshot& base() const { return *base_; }
    const Delta& delta() const { return *delta_; }
    const Map& metadata() const { return delta_->metadata ? *delta_->metadata : base_->metadata(); }

    const Renumbering<NodeId>& node_places() const { return node_places_; }
    const Renumbering<RelationshipId>& relationship_places() const { return relationship_places_; }

    std::span<const std::string> label_names() const { return label_names_.of(base_->label_names()); }
    std::span<const std::string> type_names() const { return type_names_.of(base_->type_names()); }
    std::span<const std::string> key_names() const { return key_names_.of(base_->key_names()); }

    std::span<const NodeId> nodes() const;
    std::span<const RelationshipId> relationships() const;
    std::span<const NodeId> nodes_with_label(LabelId label) const;
    std::span<const RelationshipId> relationships_of_type(TypeId type) const;

    std::string_view id(NodeId node) const;
    std::span<const LabelId> labels(NodeId node) const;
    std::optional<NodeId> find_node(std::string_view id) const;
    NodeId source(RelationshipId relationship) const;
    NodeId target(RelationshipId relationship) const;
    TypeId type(RelationshipId relationship) const;
    Neighbours neighbours(NodeId node, Direction direction) const;
    Neighbours neighbours(NodeId node, TypeId type, Direction direction) const;

    const Value& property(NodeId node, KeyId key) const;
    const Value& property(RelationshipId relationship, KeyId key) const;
    std::vector<std::pair<KeyId, Value>> properties(NodeId node) const;
    std::vector<std::pair<KeyId, Value>> properties(RelationshipId relationship) const;
    const EvidenceList& evidence(NodeId node) const;
    const EvidenceList& evidence(RelationshipId relationship) const;

    std::vector<NodeId> changed_nodes() const;
    std::optional<NodeId> carried(NodeId of_base) const;

    std::size_t memory() const;

  private:
    // The names of the base, and behind them those that it lacks.
    class Names {
      public:
        Names(std::span<const std::string> base, const std::vector<std::string>& more);
        std::span<const std::string> of(std::span<const std::string> base) const {
            return all_.empty() ? base : std::span<const std::string>(all_);
        }

      private:
        std::vector<std::string> all_;  // empty where there are no more
    };

    // By type, then as Neighbours.
    struct Row {
        std::vector<TypeId> types;
        std::vector<NodeId> nodes;
        std::vector<RelationshipId> relationships;
    };
    using Rows = std::unordered_map<NodeId, Row>;

    // The element as it was changed; null where it is as in the base.
    const NodeRecord* record(NodeId origin) const;
    const RelationshipRecord* added(RelationshipId origin) const;
    const PropertyList* record(RelationshipId origin) const;
    Rows& rows(Direction direction) { return direction == Direction::kOutgoing ? outgoing_ : incoming_; }
    const Rows& rows(Direction direction) const { return direction == Direction::kOutgoing ? outgoing_ : incoming_; }
    std::unordered_set<NodeId> nodes_with_other_rows() const;
    Row make_row(NodeId origin, Direction direction) const;
    bool is_as_in_base(LabelId label) const;
    std::vector<std::pair<KeyId, Value>> sorted(const PropertyList& properties) const;

    std::shared_ptr<const Snapshot> base_;
    std::shared_ptr<const Delta> delta_;
    Names label_names_;
    Names type_names_;
    Names key_names_;
    Renumbering<NodeId> node_places_;
    Renumbering<RelationshipId> relationship_places_;
    std::unordered_map<std::string_view, NodeId> added_ids_;
    Rows outgoing_;  // by place; those of all other nodes are as in the base
    Rows incoming_;

    mutable std::mutex mutex_;  // of the lists below
    mutable std::optional<std::vector<NodeId>> nodes_;
    mutable std::optional<std::vector<RelationshipId>> relationships_;
    mutable std::map<LabelId, std::vector<NodeId>> by_label_;
    mutable std::map<TypeId, std::vector<RelationshipId>> by_type_;
};

}  // namespace mirrorgraph

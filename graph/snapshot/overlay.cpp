#include "graph/snapshot/overlay.h"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "graph/snapshot/snapshot_impl.h"

namespace mirrorgraph {

namespace {

constexpr Direction kDirections[] = {Direction::kOutgoing, Direction::kIncoming};

const Value& find_property(const PropertyList& properties, KeyId key) {
    static const Value kNull;
    const auto found =
        std::find_if(properties.begin(), properties.end(), [key](const auto& one) { return one.first == key; });
    return found == properties.end() ? kNull : found->second;
}

bool has(std::span<const LabelId> labels, LabelId label) {
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

}  // namespace

template <class IdType>
Renumbering<IdType>::Renumbering(std::size_t bound, const std::unordered_set<IdType>& removed)
    : removed_(removed), size_(bound - removed.size()) {
    std::vector<IdType> holes;
    for (const IdType id : removed) {
        if (id.value < size_) holes.push_back(id);
    }
    std::sort(holes.begin(), holes.end());
    auto hole = holes.begin();
    for (std::size_t i = size_; i < bound; ++i) {
        const IdType last(i);
        if (removed.contains(last)) continue;
        moves_.push_back({last, *hole});
        origins_.emplace(*hole, last);
        places_.emplace(last, *hole++);
    }
}

template <class IdType>
IdType Renumbering<IdType>::origin(IdType place) const {
    if (origins_.empty()) return place;
    const auto moved = origins_.find(place);
    return moved == origins_.end() ? place : moved->second;
}

template <class IdType>
std::optional<IdType> Renumbering<IdType>::place(IdType origin) const {
    if (removed_.empty()) return origin;
    if (removed_.contains(origin)) return std::nullopt;
    return origin.value < size_ ? origin : places_.at(origin);
}

template class Renumbering<NodeId>;
template class Renumbering<RelationshipId>;

Overlay::Names::Names(std::span<const std::string> base, const std::vector<std::string>& more) {
    if (more.empty()) return;
    all_.assign(base.begin(), base.end());
    all_.insert(all_.end(), more.begin(), more.end());
}

Overlay::Overlay(std::shared_ptr<const Snapshot> base, std::shared_ptr<const Delta> delta)
    : base_(std::move(base)),
      delta_(std::move(delta)),
      label_names_(base_->label_names(), delta_->labels),
      type_names_(base_->type_names(), delta_->types),
      key_names_(base_->key_names(), delta_->keys),
      node_places_(base_->node_count() + delta_->added_nodes.size(), delta_->removed_nodes),
      relationship_places_(base_->relationship_count() + delta_->added_relationships.size(),
                           delta_->removed_relationships) {
    for (std::size_t i = 0; i < delta_->added_nodes.size(); ++i) {
        const NodeId origin(base_->node_count() + i);
        if (const auto place = node_places_.place(origin)) added_ids_.emplace(delta_->added_nodes[i].id, *place);
    }
    for (const NodeId origin : nodes_with_other_rows()) {
        for (const Direction direction : kDirections) {
            rows(direction).emplace(*node_places_.place(origin), make_row(origin, direction));
        }
    }
}

// By origin: those with other relationships, and those that have an element in their rows that has moved.
std::unordered_set<NodeId> Overlay::nodes_with_other_rows() const {
    std::unordered_set<NodeId> out = delta_->touched;
    for (const auto& moved : node_places_.moves()) {
        out.insert(moved.origin);
        if (moved.origin.value >= base_->node_count()) continue;  // its neighbours were touched when it was added
        for (const Direction direction : kDirections) {
            const Neighbours row = base_->neighbours(moved.origin, direction);
            out.insert(row.nodes.begin(), row.nodes.end());
        }
    }
    for (const auto& moved : relationship_places_.moves()) {
        const RelationshipRecord* own = added(moved.origin);
        out.insert(own != nullptr ? own->source : base_->source(moved.origin));
        out.insert(own != nullptr ? own->target : base_->target(moved.origin));
    }
    std::erase_if(out, [this](NodeId node) { return !node_places_.place(node); });
    return out;
}

Overlay::Row Overlay::make_row(NodeId origin, Direction direction) const {
    std::vector<std::tuple<TypeId, NodeId, RelationshipId>> links;
    const auto add = [&](TypeId type, NodeId other, RelationshipId relationship) {
        const auto place = relationship_places_.place(relationship);
        if (place) links.emplace_back(type, *node_places_.place(other), *place);
    };
    if (origin.value < base_->node_count()) {
        const Neighbours row = base_->neighbours(origin, direction);
        for (std::size_t i = 0; i < row.size(); ++i) {
            add(base_->type(row.relationships[i]), row.nodes[i], row.relationships[i]);
        }
    }
    const auto& halves = direction == Direction::kOutgoing ? delta_->outgoing : delta_->incoming;
    if (const auto found = halves.find(origin); found != halves.end()) {
        for (const HalfEdge& half : found->second) add(half.type, half.other, half.relationship);
    }
    std::sort(links.begin(), links.end());
    Row out;
    for (const auto& [type, node, relationship] : links) {
        out.types.push_back(type);
        out.nodes.push_back(node);
        out.relationships.push_back(relationship);
    }
    return out;
}

const NodeRecord* Overlay::record(NodeId origin) const {
    if (origin.value >= base_->node_count()) return &delta_->added_nodes[origin.value - base_->node_count()];
    const auto found = delta_->changed_nodes.find(origin);
    return found == delta_->changed_nodes.end() ? nullptr : &found->second;
}

const RelationshipRecord* Overlay::added(RelationshipId origin) const {
    if (origin.value < base_->relationship_count()) return nullptr;
    return &delta_->added_relationships[origin.value - base_->relationship_count()];
}

const PropertyList* Overlay::record(RelationshipId origin) const {
    if (const RelationshipRecord* own = added(origin)) return &own->properties;
    const auto found = delta_->changed_relationships.find(origin);
    return found == delta_->changed_relationships.end() ? nullptr : &found->second;
}

// --- Lists over the whole graph.

std::span<const NodeId> Overlay::nodes() const {
    const std::lock_guard lock(mutex_);
    if (!nodes_) nodes_ = iota_ids<NodeId>(node_places_.size());
    return *nodes_;
}

std::span<const RelationshipId> Overlay::relationships() const {
    const std::lock_guard lock(mutex_);
    if (!relationships_) relationships_ = iota_ids<RelationshipId>(relationship_places_.size());
    return *relationships_;
}

bool Overlay::is_as_in_base(LabelId label) const {
    if (label.value >= base_->label_names().size() || !delta_->removed_nodes.empty()) return false;
    const auto is_of_label = [label](const NodeRecord& node) { return has(node.labels, label); };
    return std::none_of(delta_->added_nodes.begin(), delta_->added_nodes.end(), is_of_label) &&
           std::all_of(delta_->changed_nodes.begin(), delta_->changed_nodes.end(), [&](const auto& changed) {
               return is_of_label(changed.second) == base_->has_label(changed.first, label);
           });
}

std::span<const NodeId> Overlay::nodes_with_label(LabelId label) const {
    const std::lock_guard lock(mutex_);
    if (const auto made = by_label_.find(label); made != by_label_.end()) return made->second;
    if (is_as_in_base(label)) return base_->nodes_with_label(label);
    std::vector<NodeId> out;
    const auto add = [&](NodeId origin) {
        if (const auto place = node_places_.place(origin)) out.push_back(*place);
    };
    if (label.value < base_->label_names().size()) {
        for (const NodeId node : base_->nodes_with_label(label)) {
            if (!delta_->changed_nodes.contains(node)) add(node);
        }
    }
    for (const auto& [node, changed] : delta_->changed_nodes) {
        if (has(changed.labels, label)) add(node);
    }
    for (std::size_t i = 0; i < delta_->added_nodes.size(); ++i) {
        if (has(delta_->added_nodes[i].labels, label)) add(NodeId(base_->node_count() + i));
    }
    std::sort(out.begin(), out.end());
    return by_label_.emplace(label, std::move(out)).first->second;
}

std::span<const RelationshipId> Overlay::relationships_of_type(TypeId type) const {
    const std::lock_guard lock(mutex_);
    if (const auto made = by_type_.find(type); made != by_type_.end()) return made->second;
    const auto is_of_type = [type](const RelationshipRecord& one) { return one.type == type; };
    const bool is_in_base = type.value < base_->type_names().size();
    if (is_in_base && delta_->removed_relationships.empty() &&
        std::none_of(delta_->added_relationships.begin(), delta_->added_relationships.end(), is_of_type)) {
        return base_->relationships_of_type(type);
    }
    std::vector<RelationshipId> out;
    const auto add = [&](RelationshipId origin) {
        if (const auto place = relationship_places_.place(origin)) out.push_back(*place);
    };
    if (is_in_base) {
        for (const RelationshipId relationship : base_->relationships_of_type(type)) add(relationship);
    }
    for (std::size_t i = 0; i < delta_->added_relationships.size(); ++i) {
        if (is_of_type(delta_->added_relationships[i])) add(RelationshipId(base_->relationship_count() + i));
    }
    std::sort(out.begin(), out.end());
    return by_type_.emplace(type, std::move(out)).first->second;
}

// --- Elements.

std::string_view Overlay::id(NodeId node) const {
    const NodeId origin = node_places_.origin(node);
    const NodeRecord* own = record(origin);
    return own != nullptr ? std::string_view(own->id) : base_->id(origin);
}

std::span<const LabelId> Overlay::labels(NodeId node) const {
    const NodeId origin = node_places_.origin(node);
    const NodeRecord* own = record(origin);
    return own != nullptr ? std::span<const LabelId>(own->labels) : base_->labels(origin);
}

std::optional<NodeId> Overlay::find_node(std::string_view id) const {
    if (const auto found = base_->find_node(id)) {
        if (const auto place = node_places_.place(*found)) return place;
    }
    const auto found = added_ids_.find(id);
    return found == added_ids_.end() ? std::nullopt : std::optional(found->second);
}

NodeId Overlay::source(RelationshipId relationship) const {
    const RelationshipId origin = relationship_places_.origin(relationship);
    const RelationshipRecord* own = added(origin);
    return *node_places_.place(own != nullptr ? own->source : base_->source(origin));
}

NodeId Overlay::target(RelationshipId relationship) const {
    const RelationshipId origin = relationship_places_.origin(relationship);
    const RelationshipRecord* own = added(origin);
    return *node_places_.place(own != nullptr ? own->target : base_->target(origin));
}

TypeId Overlay::type(RelationshipId relationship) const {
    const RelationshipId origin = relationship_places_.origin(relationship);
    const RelationshipRecord* own = added(origin);
    return own != nullptr ? own->type : base_->type(origin);
}

Neighbours Overlay::neighbours(NodeId node, Direction direction) const {
    const auto own = rows(direction).find(node);
    if (own != rows(direction).end()) return {own->second.nodes, own->second.relationships};
    return node.value < base_->node_count() ? base_->neighbours(node, direction) : Neighbours{};
}

Neighbours Overlay::neighbours(NodeId node, TypeId type, Direction direction) const {
    const auto own = rows(direction).find(node);
    if (own == rows(direction).end()) {
        const bool is_in_base = node.value < base_->node_count() && type.value < base_->type_names().size();
        return is_in_base ? base_->neighbours(node, type, direction) : Neighbours{};
    }
    const Row& row = own->second;
    const auto [begin, end] = std::equal_range(row.types.begin(), row.types.end(), type);
    const auto first = static_cast<std::size_t>(begin - row.types.begin());
    const auto count = static_cast<std::size_t>(end - begin);
    return {std::span(row.nodes).subspan(first, count), std::span(row.relationships).subspan(first, count)};
}

const Value& Overlay::property(NodeId node, KeyId key) const {
    static const Value kNull;
    const NodeId origin = node_places_.origin(node);
    if (const NodeRecord* own = record(origin)) return find_property(own->properties, key);
    return key.value < base_->key_names().size() ? base_->property(origin, key) : kNull;
}

const Value& Overlay::property(RelationshipId relationship, KeyId key) const {
    static const Value kNull;
    const RelationshipId origin = relationship_places_.origin(relationship);
    if (const PropertyList* own = record(origin)) return find_property(*own, key);
    return key.value < base_->key_names().size() ? base_->property(origin, key) : kNull;
}

std::vector<std::pair<KeyId, Value>> Overlay::sorted(const PropertyList& properties) const {
    PropertyList out = properties;
    const auto names = key_names();
    std::sort(out.begin(), out.end(),
              [&](const auto& a, const auto& b) { return names[a.first.value] < names[b.first.value]; });
    return out;
}

std::vector<std::pair<KeyId, Value>> Overlay::properties(NodeId node) const {
    const NodeId origin = node_places_.origin(node);
    const NodeRecord* own = record(origin);
    return own != nullptr ? sorted(own->properties) : base_->properties(origin);
}

std::vector<std::pair<KeyId, Value>> Overlay::properties(RelationshipId relationship) const {
    const RelationshipId origin = relationship_places_.origin(relationship);
    const PropertyList* own = record(origin);
    return own != nullptr ? sorted(*own) : base_->properties(origin);
}

const EvidenceList& Overlay::evidence(NodeId node) const {
    static const EvidenceList kNone;
    const NodeId origin = node_places_.origin(node);
    return origin.value < base_->node_count() ? base_->evidence(origin) : kNone;
}

const EvidenceList& Overlay::evidence(RelationshipId relationship) const {
    static const EvidenceList kNone;
    const RelationshipId origin = relationship_places_.origin(relationship);
    return origin.value < base_->relationship_count() ? base_->evidence(origin) : kNone;
}

std::vector<NodeId> Overlay::changed_nodes() const {
    std::unordered_set<NodeId> origins = delta_->touched;
    for (const auto& [node, changed] : delta_->changed_nodes) origins.insert(node);
    for (std::size_t i = 0; i < delta_->added_nodes.size(); ++i) origins.emplace(base_->node_count() + i);
    std::vector<NodeId> out;
    for (const NodeId origin : origins) {
        if (const auto place = node_places_.place(origin)) out.push_back(*place);
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::optional<NodeId> Overlay::carried(NodeId of_base) const {
    if (delta_->changed_nodes.contains(of_base) || delta_->touched.contains(of_base)) return std::nullopt;
    return node_places_.place(of_base);
}

std::size_t Overlay::memory() const {
    std::size_t total = 0;
    for (const Direction direction : kDirections) {
        for (const auto& [node, row] : rows(direction)) {
            total += sizeof(Row) + row.nodes.size() * (sizeof(TypeId) + sizeof(NodeId) + sizeof(RelationshipId));
        }
    }
    return total;
}

}  // namespace mirrorgraph

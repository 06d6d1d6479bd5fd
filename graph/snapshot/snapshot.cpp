#include "graph/snapshot/snapshot.h"

#include <algorithm>
#include <cassert>

#include "graph/snapshot/overlay.h"
#include "graph/snapshot/snapshot_impl.h"

namespace mirrorgraph {

namespace {

const EvidenceList& evidence_at(const std::vector<SharedEvidence>& evidence, std::uint32_t position) {
    static const EvidenceList kNone;
    return evidence.empty() ? kNone : evidence[position].list();
}

std::vector<std::pair<KeyId, Value>> row(const std::vector<Column>& columns, std::uint32_t position) {
    std::vector<std::pair<KeyId, Value>> out;
    for (std::size_t key = 0; key < columns.size(); ++key) {
        if (const Value& value = columns[key].at(position); !value.is_null()) out.emplace_back(KeyId(key), value);
    }
    return out;
}

template <class T>
std::size_t bytes(const std::vector<T>& list) {
    return list.capacity() * sizeof(T);
}

std::size_t bytes(const AdjacencyArrays& arrays) {
    return bytes(arrays.offsets) + bytes(arrays.nodes) + bytes(arrays.relationships);
}

template <class IdType>
std::optional<IdType> find_added(const std::vector<std::string>& names, std::size_t offset, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return IdType(offset + static_cast<std::size_t>(found - names.begin()));
}

}  // namespace

Snapshot::Snapshot() : impl_(std::make_unique<Impl>()) {}
Snapshot::~Snapshot() = default;

std::shared_ptr<const Snapshot> Snapshot::overlay(std::shared_ptr<const Snapshot> base,
                                                  std::shared_ptr<const Delta> changes) {
    assert(!base->overlay_);
    std::shared_ptr<Snapshot> out(new Snapshot);
    out->impl_ = nullptr;
    out->overlay_ = std::make_unique<Overlay>(std::move(base), std::move(changes));
    return out;
}

const Snapshot* Snapshot::base() const { return overlay_ ? &overlay_->base() : nullptr; }
std::vector<NodeId> Snapshot::changed_nodes() const { return overlay_->changed_nodes(); }
std::optional<NodeId> Snapshot::carried(NodeId of_base) const { return overlay_->carried(of_base); }

const Schema& Snapshot::schema() const { return overlay_ ? overlay_->base().schema() : *impl_->schema; }
std::shared_ptr<const Schema> Snapshot::shared_schema() const {
    return overlay_ ? overlay_->base().shared_schema() : impl_->schema;
}
const Map& Snapshot::metadata() const { return overlay_ ? overlay_->metadata() : impl_->metadata; }

std::size_t Snapshot::node_count() const { return overlay_ ? overlay_->node_places().size() : impl_->nodes.size(); }
std::size_t Snapshot::relationship_count() const {
    return overlay_ ? overlay_->relationship_places().size() : impl_->relationships.size();
}
std::span<const NodeId> Snapshot::nodes() const { return overlay_ ? overlay_->nodes() : impl_->nodes; }
std::span<const RelationshipId> Snapshot::relationships() const {
    return overlay_ ? overlay_->relationships() : impl_->relationships;
}

std::span<const std::string> Snapshot::label_names() const {
    return overlay_ ? overlay_->label_names() : impl_->label_names.names();
}
std::span<const std::string> Snapshot::type_names() const {
    return overlay_ ? overlay_->type_names() : impl_->type_names.names();
}
std::span<const std::string> Snapshot::key_names() const {
    return overlay_ ? overlay_->key_names() : impl_->key_names.names();
}
std::optional<LabelId> Snapshot::find_label(std::string_view name) const {
    if (!overlay_) return impl_->label_names.find(name);
    const auto found = overlay_->base().find_label(name);
    return found ? found : find_added<LabelId>(overlay_->delta().labels, overlay_->base().label_names().size(), name);
}
std::optional<TypeId> Snapshot::find_type(std::string_view name) const {
    if (!overlay_) return impl_->type_names.find(name);
    const auto found = overlay_->base().find_type(name);
    return found ? found : find_added<TypeId>(overlay_->delta().types, overlay_->base().type_names().size(), name);
}
std::optional<KeyId> Snapshot::find_key(std::string_view name) const {
    if (!overlay_) return impl_->key_names.find(name);
    const auto found = overlay_->base().find_key(name);
    return found ? found : find_added<KeyId>(overlay_->delta().keys, overlay_->base().key_names().size(), name);
}

std::string_view Snapshot::id(NodeId node) const { return overlay_ ? overlay_->id(node) : impl_->id(node.value); }

std::span<const LabelId> Snapshot::labels(NodeId node) const {
    if (overlay_) return overlay_->labels(node);
    return impl_->label_sets[impl_->label_sets_of_nodes[node.value]];
}

bool Snapshot::has_label(NodeId node, LabelId label) const {
    const std::span<const LabelId> set = labels(node);
    return std::find(set.begin(), set.end(), label) != set.end();
}

std::span<const NodeId> Snapshot::nodes_with_label(LabelId label) const {
    return overlay_ ? overlay_->nodes_with_label(label) : impl_->nodes_with_label[label.value];
}

std::optional<NodeId> Snapshot::find_node(std::string_view id) const {
    if (overlay_) return overlay_->find_node(id);
    const std::uint32_t node = impl_->by_id.find(id, [this](std::uint32_t i) { return impl_->id(i); });
    return node == IdTable::kNone ? std::nullopt : std::optional(NodeId(node));
}

NodeId Snapshot::source(RelationshipId relationship) const {
    return overlay_ ? overlay_->source(relationship) : impl_->sources[relationship.value];
}
NodeId Snapshot::target(RelationshipId relationship) const {
    return overlay_ ? overlay_->target(relationship) : impl_->targets[relationship.value];
}
TypeId Snapshot::type(RelationshipId relationship) const {
    return overlay_ ? overlay_->type(relationship) : impl_->types[relationship.value];
}

std::span<const RelationshipId> Snapshot::relationships_of_type(TypeId type) const {
    if (overlay_) return overlay_->relationships_of_type(type);
    return impl_->type_arrays[type.value].outgoing.relationships;
}

Neighbours Snapshot::neighbours(NodeId node, TypeId type, Direction direction) const {
    return overlay_ ? overlay_->neighbours(node, type, direction) : adjacency(type, direction).of(node);
}

Neighbours Snapshot::neighbours(NodeId node, Direction direction) const {
    if (overlay_) return overlay_->neighbours(node, direction);
    return (direction == Direction::kOutgoing ? impl_->outgoing : impl_->incoming).of(node);
}

std::size_t Snapshot::degree(NodeId node, TypeId type, Direction direction) const {
    return neighbours(node, type, direction).size();
}
std::size_t Snapshot::degree(NodeId node, Direction direction) const { return neighbours(node, direction).size(); }

const Adjacency& Snapshot::adjacency(TypeId type, Direction direction) const {
    assert(!overlay_);
    const TypeArrays& arrays = impl_->type_arrays[type.value];
    return direction == Direction::kOutgoing ? arrays.outgoing : arrays.incoming;
}

const Value& Snapshot::property(NodeId node, KeyId key) const {
    return overlay_ ? overlay_->property(node, key) : impl_->node_columns[key.value].at(node.value);
}
const Value& Snapshot::property(RelationshipId relationship, KeyId key) const {
    return overlay_ ? overlay_->property(relationship, key)
                    : impl_->relationship_columns[key.value].at(relationship.value);
}
std::vector<std::pair<KeyId, Value>> Snapshot::properties(NodeId node) const {
    return overlay_ ? overlay_->properties(node) : row(impl_->node_columns, node.value);
}
std::vector<std::pair<KeyId, Value>> Snapshot::properties(RelationshipId relationship) const {
    return overlay_ ? overlay_->properties(relationship) : row(impl_->relationship_columns, relationship.value);
}

const PropertyIndex& Snapshot::index_of(LabelId label, KeyId key) const {
    assert(!overlay_);
    const std::pair place(label, key);
    {
        const std::shared_lock lock(impl_->index_mutex);
        if (const auto at = impl_->indexes.find(place); at != impl_->indexes.end()) return *at->second;
    }
    auto index = std::make_unique<PropertyIndex>(nodes_with_label(label), impl_->node_columns[key.value]);
    const std::unique_lock lock(impl_->index_mutex);
    return *impl_->indexes.try_emplace(place, std::move(index)).first->second;
}

std::span<const NodeId> Snapshot::lookup(LabelId label, KeyId key, const Value& value) const {
    return index_of(label, key).find(value);
}

void Snapshot::index_key(std::string_view name) const {
    const auto key = find_key(name);
    if (!key) return;
    for (std::size_t label = 0; label < label_names().size(); ++label) index_of(LabelId(label), *key);
}

void Snapshot::index_as(const Snapshot& other) const {
    std::vector<std::pair<LabelId, KeyId>> wanted;
    {
        const std::shared_lock lock(other.impl_->index_mutex);
        for (const auto& [place, index] : other.impl_->indexes) {
            const auto label = find_label(other.label_names()[place.first.value]);
            const auto key = find_key(other.key_names()[place.second.value]);
            if (label && key) wanted.emplace_back(*label, *key);
        }
    }
    for (const auto& [label, key] : wanted) index_of(label, key);
}

const EvidenceList& Snapshot::evidence(NodeId node) const {
    return overlay_ ? overlay_->evidence(node) : evidence_at(impl_->node_evidence, node.value);
}
const EvidenceList& Snapshot::evidence(RelationshipId relationship) const {
    return overlay_ ? overlay_->evidence(relationship) : evidence_at(impl_->relationship_evidence, relationship.value);
}

NodeId Snapshot::origin(NodeId node) const {
    return overlay_ ? overlay_->node_places().origin(node) : impl_->node_origins[node.value];
}
RelationshipId Snapshot::origin(RelationshipId relationship) const {
    return overlay_ ? overlay_->relationship_places().origin(relationship)
                    : impl_->relationship_origins[relationship.value];
}
NodeId Snapshot::from_origin(NodeId node) const { return *overlay_->node_places().place(node); }
RelationshipId Snapshot::from_origin(RelationshipId relationship) const {
    return *overlay_->relationship_places().place(relationship);
}

std::size_t Snapshot::memory() const {
    if (overlay_) return overlay_->memory();
    const Impl& i = *impl_;
    std::size_t total = bytes(i.nodes) + bytes(i.node_origins) + i.ids.capacity() + bytes(i.id_ends) +
                        i.by_id.memory() + bytes(i.label_sets_of_nodes) + bytes(i.node_evidence) +
                        bytes(i.relationships) + bytes(i.relationship_origins) + bytes(i.sources) + bytes(i.targets) +
                        bytes(i.types) + bytes(i.outgoing_arrays) + bytes(i.incoming_arrays) +
                        bytes(i.relationship_evidence);
    for (const auto& nodes : i.nodes_with_label) total += bytes(nodes);
    for (const TypeArrays& type : i.type_arrays) total += bytes(type.outgoing_arrays) + bytes(type.incoming_arrays);
    for (const Column& column : i.node_columns) total += column.memory();
    for (const Column& column : i.relationship_columns) total += column.memory();
    return total;
}

}  // namespace mirrorgraph

#include "graph/snapshot/snapshot.h"

#include <algorithm>

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

}  // namespace

Snapshot::Snapshot() : impl_(std::make_unique<Impl>()) {}
Snapshot::~Snapshot() = default;

const Schema& Snapshot::schema() const { return *impl_->schema; }
std::shared_ptr<const Schema> Snapshot::shared_schema() const { return impl_->schema; }
const Map& Snapshot::metadata() const { return impl_->metadata; }

std::size_t Snapshot::node_count() const { return impl_->nodes.size(); }
std::size_t Snapshot::relationship_count() const { return impl_->relationships.size(); }
std::span<const NodeId> Snapshot::nodes() const { return impl_->nodes; }
std::span<const RelationshipId> Snapshot::relationships() const { return impl_->relationships; }

std::span<const std::string> Snapshot::label_names() const { return impl_->label_names.names(); }
std::span<const std::string> Snapshot::type_names() const { return impl_->type_names.names(); }
std::span<const std::string> Snapshot::key_names() const { return impl_->key_names.names(); }
std::optional<LabelId> Snapshot::find_label(std::string_view name) const { return impl_->label_names.find(name); }
std::optional<TypeId> Snapshot::find_type(std::string_view name) const { return impl_->type_names.find(name); }
std::optional<KeyId> Snapshot::find_key(std::string_view name) const { return impl_->key_names.find(name); }

std::string_view Snapshot::id(NodeId node) const { return impl_->id(node.value); }

std::span<const LabelId> Snapshot::labels(NodeId node) const {
    return impl_->label_sets[impl_->label_sets_of_nodes[node.value]];
}

bool Snapshot::has_label(NodeId node, LabelId label) const {
    const std::span<const LabelId> set = labels(node);
    return std::find(set.begin(), set.end(), label) != set.end();
}

std::span<const NodeId> Snapshot::nodes_with_label(LabelId label) const { return impl_->labels[label.value].nodes; }
std::span<const NodeRange> Snapshot::label_ranges(LabelId label) const { return impl_->labels[label.value].ranges; }

std::optional<NodeId> Snapshot::find_node(std::string_view id) const {
    const std::uint32_t node = impl_->by_id.find(id, [this](std::uint32_t i) { return impl_->id(i); });
    return node == IdTable::kNone ? std::nullopt : std::optional(NodeId(node));
}

NodeId Snapshot::source(RelationshipId relationship) const { return impl_->sources[relationship.value]; }
NodeId Snapshot::target(RelationshipId relationship) const { return impl_->targets[relationship.value]; }
TypeId Snapshot::type(RelationshipId relationship) const { return impl_->types[relationship.value]; }

std::span<const RelationshipId> Snapshot::relationships_of_type(TypeId type) const {
    return impl_->type_arrays[type.value].outgoing.relationships;
}

Neighbours Snapshot::neighbours(NodeId node, TypeId type, Direction direction) const {
    return adjacency(type, direction).of(node);
}

std::size_t Snapshot::degree(NodeId node, TypeId type, Direction direction) const {
    return adjacency(type, direction).degree(node);
}

const Adjacency& Snapshot::adjacency(TypeId type, Direction direction) const {
    const TypeArrays& arrays = impl_->type_arrays[type.value];
    return direction == Direction::kOutgoing ? arrays.outgoing : arrays.incoming;
}

const Adjacency& Snapshot::adjacency(Direction direction) const {
    return direction == Direction::kOutgoing ? impl_->outgoing : impl_->incoming;
}

std::span<const NodeId> Snapshot::sources() const { return impl_->sources; }
std::span<const NodeId> Snapshot::targets() const { return impl_->targets; }
std::span<const TypeId> Snapshot::types() const { return impl_->types; }

const Value& Snapshot::property(NodeId node, KeyId key) const { return node_column(key).at(node.value); }
const Value& Snapshot::property(RelationshipId relationship, KeyId key) const {
    return relationship_column(key).at(relationship.value);
}
const Column& Snapshot::node_column(KeyId key) const { return impl_->node_columns[key.value]; }
const Column& Snapshot::relationship_column(KeyId key) const { return impl_->relationship_columns[key.value]; }
std::vector<std::pair<KeyId, Value>> Snapshot::properties(NodeId node) const {
    return row(impl_->node_columns, node.value);
}
std::vector<std::pair<KeyId, Value>> Snapshot::properties(RelationshipId relationship) const {
    return row(impl_->relationship_columns, relationship.value);
}

std::span<const NodeId> Snapshot::lookup(LabelId label, KeyId key, const Value& value) const {
    const std::pair place(label, key);
    {
        const std::shared_lock lock(impl_->index_mutex);
        if (const auto at = impl_->indexes.find(place); at != impl_->indexes.end()) return at->second->find(value);
    }
    auto index = std::make_unique<PropertyIndex>(nodes_with_label(label), node_column(key));
    const std::unique_lock lock(impl_->index_mutex);
    return impl_->indexes.try_emplace(place, std::move(index)).first->second->find(value);
}

const EvidenceList& Snapshot::evidence(NodeId node) const { return evidence_at(impl_->node_evidence, node.value); }
const EvidenceList& Snapshot::evidence(RelationshipId relationship) const {
    return evidence_at(impl_->relationship_evidence, relationship.value);
}

NodeId Snapshot::origin(NodeId node) const { return impl_->node_origins[node.value]; }
RelationshipId Snapshot::origin(RelationshipId relationship) const {
    return impl_->relationship_origins[relationship.value];
}

std::size_t Snapshot::memory() const {
    const Impl& i = *impl_;
    std::size_t total = bytes(i.nodes) + bytes(i.node_origins) + i.ids.capacity() + bytes(i.id_ends) +
                        i.by_id.memory() + bytes(i.label_sets_of_nodes) + bytes(i.node_evidence) +
                        bytes(i.relationships) + bytes(i.relationship_origins) + bytes(i.sources) + bytes(i.targets) +
                        bytes(i.types) + bytes(i.outgoing_arrays) + bytes(i.incoming_arrays) +
                        bytes(i.relationship_evidence);
    for (const LabelArrays& label : i.labels) total += bytes(label.nodes) + bytes(label.ranges);
    for (const TypeArrays& type : i.type_arrays) total += bytes(type.outgoing_arrays) + bytes(type.incoming_arrays);
    for (const Column& column : i.node_columns) total += column.memory();
    for (const Column& column : i.relationship_columns) total += column.memory();
    return total;
}

}  // namespace mirrorgraph

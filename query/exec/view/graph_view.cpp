#include "query/exec/view/graph_view.h"

#include <fmt/core.h>

#include <algorithm>

#include "query/query_error.h"

namespace mirrorgraph::query {

namespace {

const std::string& name_at(std::span<const std::string> base, const std::vector<std::string>* more, std::size_t id) {
    return id < base.size() ? base[id] : (*more)[id - base.size()];
}

template <class IdType>
std::optional<IdType> find_added(const std::vector<std::string>& names, std::size_t offset, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return IdType(offset + static_cast<std::size_t>(found - names.begin()));
}

Value find_property(const PropertyList& properties, KeyId key) {
    for (const auto& [name, value] : properties) {
        if (name == key) return value;
    }
    return {};
}

QueryError deleted(std::string_view what) {
    return {ErrorCode::kRuntime, "EntityNotFound", "DeletedEntityAccess",
            fmt::format("this {} was deleted by the query", what), "read what is needed of it before the DELETE"};
}

}  // namespace

GraphView::GraphView(std::shared_ptr<const Snapshot> base, std::shared_ptr<const Delta> delta)
    : base_(std::move(base)),
      delta_(std::move(delta)),
      base_nodes_(base_->node_count()),
      base_relationships_(base_->relationship_count()) {}

const Delta& GraphView::delta_or_none() const {
    static const Delta kNone;
    return delta_ != nullptr ? *delta_ : kNone;
}

std::shared_ptr<const Snapshot> GraphView::as_snapshot() const {
    return delta_ ? Snapshot::overlay(base_, delta_) : base_;
}

const Map& GraphView::metadata() const { return delta_ && delta_->metadata ? *delta_->metadata : base_->metadata(); }
std::size_t GraphView::node_count() const { return node_bound() - (delta_ ? delta_->removed_nodes.size() : 0); }

std::size_t GraphView::relationship_count() const {
    return relationship_bound() - (delta_ ? delta_->removed_relationships.size() : 0);
}

std::size_t GraphView::label_count() const {
    return base_->label_names().size() + (delta_ ? delta_->labels.size() : 0);
}
std::size_t GraphView::type_count() const { return base_->type_names().size() + (delta_ ? delta_->types.size() : 0); }
std::size_t GraphView::key_count() const { return base_->key_names().size() + (delta_ ? delta_->keys.size() : 0); }

const std::string& GraphView::label_name(LabelId label) const {
    return name_at(base_->label_names(), delta_ ? &delta_->labels : nullptr, label.value);
}
const std::string& GraphView::type_name(TypeId type) const {
    return name_at(base_->type_names(), delta_ ? &delta_->types : nullptr, type.value);
}
const std::string& GraphView::key_name(KeyId key) const {
    return name_at(base_->key_names(), delta_ ? &delta_->keys : nullptr, key.value);
}

std::optional<LabelId> GraphView::find_label(std::string_view name) const {
    if (auto found = base_->find_label(name); found || !delta_) return found;
    return find_added<LabelId>(delta_->labels, base_->label_names().size(), name);
}
std::optional<TypeId> GraphView::find_type(std::string_view name) const {
    if (auto found = base_->find_type(name); found || !delta_) return found;
    return find_added<TypeId>(delta_->types, base_->type_names().size(), name);
}
std::optional<KeyId> GraphView::find_key(std::string_view name) const {
    if (auto found = base_->find_key(name); found || !delta_) return found;
    return find_added<KeyId>(delta_->keys, base_->key_names().size(), name);
}

bool GraphView::contains(NodeId node) const {
    return node.value < node_bound() && (!delta_ || !delta_->removed_nodes.contains(node));
}
bool GraphView::contains(RelationshipId relationship) const {
    return relationship.value < relationship_bound() &&
           (!delta_ || !delta_->removed_relationships.contains(relationship));
}

const NodeRecord* GraphView::record(NodeId node) const {
    if (!delta_) return nullptr;
    if (node.value >= base_nodes_) return &delta_->added_nodes[node.value - base_nodes_];
    const auto found = delta_->changed_nodes.find(node);
    return found == delta_->changed_nodes.end() ? nullptr : &found->second;
}

const RelationshipRecord* GraphView::added(RelationshipId relationship) const {
    if (relationship.value < base_relationships_) return nullptr;
    return &delta_->added_relationships[relationship.value - base_relationships_];
}

const PropertyList* GraphView::record(RelationshipId relationship) const {
    if (!delta_) return nullptr;
    if (const RelationshipRecord* own = added(relationship)) return &own->properties;
    const auto found = delta_->changed_relationships.find(relationship);
    return found == delta_->changed_relationships.end() ? nullptr : &found->second;
}

void GraphView::check_alive(NodeId node) const {
    if (delta_ && delta_->removed_nodes.contains(node)) throw deleted("node");
}
void GraphView::check_alive(RelationshipId relationship) const {
    if (delta_ && delta_->removed_relationships.contains(relationship)) throw deleted("relationship");
}

std::vector<NodeId> GraphView::nodes() const {
    std::vector<NodeId> found;
    found.reserve(node_bound());
    for (std::size_t i = 0; i < node_bound(); ++i) {
        if (contains(NodeId(i))) found.push_back(NodeId(i));
    }
    return found;
}

std::vector<NodeId> GraphView::nodes_with_label(LabelId label) const {
    std::vector<NodeId> found;
    if (label.value < base_->label_names().size()) {
        const auto base = base_->nodes_with_label(label);
        found.assign(base.begin(), base.end());
    }
    if (!delta_) return found;
    std::erase_if(found, [&](NodeId node) { return !contains(node) || delta_->changed_nodes.contains(node); });
    for (const auto& [node, changed] : delta_->changed_nodes) {
        if (contains(node) && has_label(node, label)) found.push_back(node);
    }
    for (std::size_t i = base_nodes_; i < node_bound(); ++i) {
        if (contains(NodeId(i)) && has_label(NodeId(i), label)) found.push_back(NodeId(i));
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<NodeId> GraphView::lookup(LabelId label, KeyId key, const Value& value) const {
    std::vector<NodeId> found;
    if (label.value < base_->label_names().size() && key.value < base_->key_names().size()) {
        const auto base = base_->lookup(label, key, value);
        found.assign(base.begin(), base.end());
    }
    if (!delta_) return found;
    std::erase_if(found, [&](NodeId node) { return !contains(node) || delta_->changed_nodes.contains(node); });
    const auto take = [&](NodeId node) {
        if (contains(node) && has_label(node, label) && property(node, key) == value) found.push_back(node);
    };
    for (const auto& [node, changed] : delta_->changed_nodes) take(node);
    for (std::size_t i = base_nodes_; i < node_bound(); ++i) take(NodeId(i));
    std::sort(found.begin(), found.end());
    return found;
}

std::optional<NodeId> GraphView::find_node(std::string_view id) const {
    if (auto found = base_->find_node(id); found && contains(*found)) return found;
    if (!delta_) return std::nullopt;
    for (std::size_t i = 0; i < delta_->added_nodes.size(); ++i) {
        if (delta_->added_nodes[i].id == id && contains(NodeId(base_nodes_ + i))) return NodeId(base_nodes_ + i);
    }
    return std::nullopt;
}

std::span<const LabelId> GraphView::label_ids(NodeId node) const {
    if (const NodeRecord* changed = record(node)) return changed->labels;
    return base_->labels(node);
}

bool GraphView::has_label(NodeId node, LabelId label) const {
    if (const NodeRecord* changed = record(node)) {
        return std::binary_search(changed->labels.begin(), changed->labels.end(), label);
    }
    return label.value < base_->label_names().size() && base_->has_label(node, label);
}

Value GraphView::property(NodeId node, KeyId key) const {
    if (!delta_) return base_->property(node, key);
    check_alive(node);
    if (const NodeRecord* changed = record(node)) return find_property(changed->properties, key);
    return key.value < base_->key_names().size() ? base_->property(node, key) : Value();
}

TypeId GraphView::type_id(RelationshipId relationship) const {
    if (const RelationshipRecord* own = added(relationship)) return own->type;
    return base_->type(relationship);
}

Value GraphView::property(RelationshipId relationship, KeyId key) const {
    if (!delta_) return base_->property(relationship, key);
    check_alive(relationship);
    if (const PropertyList* changed = record(relationship)) return find_property(*changed, key);
    return key.value < base_->key_names().size() ? base_->property(relationship, key) : Value();
}

Neighbours GraphView::neighbours(NodeId node, TypeId type, Direction direction, NeighbourScratch& scratch) const {
    const bool in_base = node.value < base_nodes_ && type.value < base_->type_names().size();
    if (!delta_ || !delta_->touched.contains(node)) {
        return in_base ? base_->neighbours(node, type, direction) : Neighbours{};
    }
    scratch.nodes.clear();
    scratch.relationships.clear();
    if (in_base) {
        const Neighbours base = base_->neighbours(node, type, direction);
        for (std::size_t i = 0; i < base.size(); ++i) {
            if (delta_->removed_relationships.contains(base.relationships[i])) continue;
            scratch.nodes.push_back(base.nodes[i]);
            scratch.relationships.push_back(base.relationships[i]);
        }
    }
    const auto& halves = direction == Direction::kOutgoing ? delta_->outgoing : delta_->incoming;
    if (const auto found = halves.find(node); found != halves.end()) {
        for (const HalfEdge& half : found->second) {
            if (half.type != type || delta_->removed_relationships.contains(half.relationship)) continue;
            scratch.nodes.push_back(half.other);
            scratch.relationships.push_back(half.relationship);
        }
    }
    return {scratch.nodes, scratch.relationships};
}

std::size_t GraphView::degree(NodeId node, TypeId type, Direction direction) const {
    if (!delta_) return base_->degree(node, type, direction);
    NeighbourScratch scratch;
    return neighbours(node, type, direction, scratch).size();
}

const EvidenceList& GraphView::evidence(NodeId node) const {
    static const EvidenceList kNone;
    return node.value < base_nodes_ ? base_->evidence(node) : kNone;
}
const EvidenceList& GraphView::evidence(RelationshipId relationship) const {
    static const EvidenceList kNone;
    return relationship.value < base_relationships_ ? base_->evidence(relationship) : kNone;
}

std::string GraphView::element_id(NodeId node) const {
    if (const NodeRecord* changed = record(node)) return changed->id;
    return std::string(base_->id(node));
}
std::string GraphView::element_id(RelationshipId relationship) const { return std::to_string(relationship.value); }

std::vector<std::string> GraphView::labels(NodeId node) const {
    check_alive(node);
    std::vector<std::string> names;
    for (LabelId label : label_ids(node)) names.push_back(label_name(label));
    return names;
}

bool GraphView::has_label(NodeId node, std::string_view label) const {
    check_alive(node);
    const auto id = find_label(label);
    return id && has_label(node, *id);
}

std::string GraphView::type(RelationshipId relationship) const { return type_name(type_id(relationship)); }

NodeId GraphView::source(RelationshipId relationship) const {
    if (const RelationshipRecord* own = added(relationship)) return own->source;
    return base_->source(relationship);
}
NodeId GraphView::target(RelationshipId relationship) const {
    if (const RelationshipRecord* own = added(relationship)) return own->target;
    return base_->target(relationship);
}

Value GraphView::property(NodeId node, std::string_view key) const {
    check_alive(node);
    const auto id = find_key(key);
    return id ? property(node, *id) : Value();
}
Value GraphView::property(RelationshipId relationship, std::string_view key) const {
    check_alive(relationship);
    const auto id = find_key(key);
    return id ? property(relationship, *id) : Value();
}

Map GraphView::properties(NodeId node) const {
    check_alive(node);
    Map map;
    if (const NodeRecord* changed = record(node)) {
        for (const auto& [key, value] : changed->properties) map.emplace(key_name(key), value);
    } else {
        for (auto& [key, value] : base_->properties(node)) map.emplace(key_name(key), std::move(value));
    }
    return map;
}
Map GraphView::properties(RelationshipId relationship) const {
    check_alive(relationship);
    Map map;
    if (const PropertyList* changed = record(relationship)) {
        for (const auto& [key, value] : *changed) map.emplace(key_name(key), value);
    } else {
        for (auto& [key, value] : base_->properties(relationship)) map.emplace(key_name(key), std::move(value));
    }
    return map;
}

PropertyGraph fold(const GraphView& view, std::shared_ptr<const Schema> schema) {
    PropertyGraph graph(std::move(schema));
    graph.metadata() = view.metadata();
    std::vector<NodeId> renumbered(view.node_bound());
    for (NodeId node : view.nodes()) {
        const NodeId added = graph.add_node(view.element_id(node), view.labels(node), view.properties(node));
        for (const Evidence& evidence : view.evidence(node)) graph.add_evidence(added, evidence);
        renumbered[node.value] = added;
    }
    for (std::size_t i = 0; i < view.relationship_bound(); ++i) {
        const RelationshipId old(i);
        if (!view.contains(old)) continue;
        const RelationshipId added =
            graph.add_relationship(renumbered[view.source(old).value], renumbered[view.target(old).value],
                                   view.type_name(view.type_id(old)), view.properties(old));
        for (const Evidence& evidence : view.evidence(old)) graph.add_evidence(added, evidence);
    }
    return graph;
}

}  // namespace mirrorgraph::query

#include "query/exec/view/graph_editor.h"

#include <fmt/core.h>

#include <algorithm>

#include "query/query_error.h"

namespace mirrorgraph::query {

namespace {

bool is_storable(const Value& value, bool in_list = false) {
    switch (value.type()) {
        case Value::Type::kNull:
        case Value::Type::kMap:
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: return false;
        case Value::Type::kList:
            return !in_list && std::all_of(value.as_list().begin(), value.as_list().end(),
                                           [](const Value& item) { return is_storable(item, true); });
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kFloat:
        case Value::Type::kString:
        case Value::Type::kDate:
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kDuration: return true;
    }
    return false;
}

template <class IdType>
IdType intern(std::vector<std::string>& names, std::size_t offset, std::string_view name) {
    names.emplace_back(name);
    return IdType(offset + names.size() - 1);
}

}  // namespace

GraphEditor::GraphEditor(const GraphView& view, std::shared_ptr<Delta> delta, std::shared_ptr<const Schema> schema)
    : view_(view), delta_(std::move(delta)), schema_(std::move(schema)) {}

LabelId GraphEditor::label(std::string_view name) {
    schema_->check_label(name);
    if (const auto found = view_.find_label(name)) return *found;
    return intern<LabelId>(delta_->labels, view_.base().label_names().size(), name);
}
TypeId GraphEditor::type(std::string_view name) {
    schema_->check_relationship_type(name);
    if (const auto found = view_.find_type(name)) return *found;
    return intern<TypeId>(delta_->types, view_.base().type_names().size(), name);
}
KeyId GraphEditor::key(std::string_view name) {
    if (const auto found = view_.find_key(name)) return *found;
    return intern<KeyId>(delta_->keys, view_.base().key_names().size(), name);
}

PropertyList GraphEditor::property_list(const Map& properties) {
    PropertyList list;
    for (const auto& [name, value] : properties) {
        if (!value.is_null()) set(list, name, value);
    }
    return list;
}

bool GraphEditor::set(PropertyList& properties, std::string_view name, const Value& value) {
    const auto found = view_.find_key(name);
    const auto place = std::find_if(properties.begin(), properties.end(),
                                    [&](const auto& property) { return found && property.first == *found; });
    if (value.is_null()) {
        if (place == properties.end()) return false;
        properties.erase(place);
        ++counters_.properties_set;
        return true;
    }
    if (!is_storable(value)) {
        throw type_error("InvalidPropertyType",
                         fmt::format("property '{}' cannot be {}", name, mirrorgraph::type_name(value.type())),
                         "properties are strings, numbers, booleans, temporal values, and lists of these");
    }
    schema_->check_property(name, value);
    ++counters_.properties_set;
    if (place != properties.end()) {
        place->second = value;
    } else {
        properties.emplace_back(key(name), value);
    }
    return true;
}

NodeId GraphEditor::create_node(const std::vector<std::string>& labels, const Map& properties) {
    NodeRecord node;
    for (const std::string& name : labels) node.labels.push_back(label(name));
    std::sort(node.labels.begin(), node.labels.end());
    node.labels.erase(std::unique(node.labels.begin(), node.labels.end()), node.labels.end());
    node.properties = property_list(properties);
    do {
        node.id = fmt::format("node:{}", ++delta_->next_name);
    } while (view_.base().find_node(node.id));
    ++counters_.nodes_created;
    counters_.labels_added += node.labels.size();
    delta_->added_nodes.push_back(std::move(node));
    return NodeId(view_.node_bound() - 1);
}

RelationshipId GraphEditor::create_relationship(NodeId source, NodeId target, std::string_view name,
                                                const Map& properties) {
    check_alive(source);
    check_alive(target);
    const TypeId id = type(name);
    schema_->check_endpoints(name, view_.labels(source), view_.labels(target));
    delta_->added_relationships.push_back({source, target, id, property_list(properties)});
    const RelationshipId relationship(view_.relationship_bound() - 1);
    delta_->outgoing[source].push_back({id, target, relationship});
    delta_->incoming[target].push_back({id, source, relationship});
    delta_->touched.insert({source, target});
    ++counters_.relationships_created;
    return relationship;
}

NodeRecord& GraphEditor::record(NodeId node) {
    check_alive(node);
    const std::size_t base = view_.base().node_count();
    if (node.value >= base) return delta_->added_nodes[node.value - base];
    const auto found = delta_->changed_nodes.find(node);
    if (found != delta_->changed_nodes.end()) return found->second;
    NodeRecord copy{std::string(view_.base().id(node)), {}, view_.base().properties(node)};
    const auto labels = view_.base().labels(node);
    copy.labels.assign(labels.begin(), labels.end());
    return delta_->changed_nodes.emplace(node, std::move(copy)).first->second;
}

PropertyList& GraphEditor::record(RelationshipId relationship) {
    if (!view_.contains(relationship)) {
        throw QueryError(ErrorCode::kRuntime, "EntityNotFound", "DeletedEntityAccess",
                         "this relationship was deleted by the query");
    }
    const std::size_t base = view_.base().relationship_count();
    if (relationship.value >= base) return delta_->added_relationships[relationship.value - base].properties;
    const auto found = delta_->changed_relationships.find(relationship);
    if (found != delta_->changed_relationships.end()) return found->second;
    return delta_->changed_relationships.emplace(relationship, view_.base().properties(relationship)).first->second;
}

void GraphEditor::set_property(NodeId node, std::string_view name, const Value& value) {
    set(record(node).properties, name, value);
}
void GraphEditor::set_property(RelationshipId relationship, std::string_view name, const Value& value) {
    set(record(relationship), name, value);
}

void GraphEditor::add_label(NodeId node, std::string_view name) {
    std::vector<LabelId>& labels = record(node).labels;
    const LabelId id = label(name);
    const auto place = std::lower_bound(labels.begin(), labels.end(), id);
    if (place != labels.end() && *place == id) return;
    labels.insert(place, id);
    ++counters_.labels_added;
}

void GraphEditor::remove_label(NodeId node, std::string_view name) {
    std::vector<LabelId>& labels = record(node).labels;
    const auto id = view_.find_label(name);
    if (id && std::erase(labels, *id) > 0) ++counters_.labels_removed;
}

void GraphEditor::remove(RelationshipId relationship) {
    if (!view_.contains(relationship)) return;
    delta_->touched.insert({view_.source(relationship), view_.target(relationship)});
    delta_->removed_relationships.insert(relationship);
    ++counters_.relationships_deleted;
}

void GraphEditor::remove(NodeId node, bool detach) {
    if (!view_.contains(node)) return;
    if (detach) {
        for (RelationshipId relationship : relationships_of(node)) remove(relationship);
    }
    delta_->removed_nodes.insert(node);
    removed_.push_back(node);
    ++counters_.nodes_deleted;
}

std::vector<RelationshipId> GraphEditor::relationships_of(NodeId node) const {
    std::vector<RelationshipId> found;
    NeighbourScratch scratch;
    for (std::size_t type = 0; type < view_.type_count(); ++type) {
        for (Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
            const Neighbours neighbours = view_.neighbours(node, TypeId(type), direction, scratch);
            found.insert(found.end(), neighbours.relationships.begin(), neighbours.relationships.end());
        }
    }
    return found;
}

void GraphEditor::finish() const {
    for (NodeId node : removed_) {
        const std::size_t left = relationships_of(node).size();
        if (left == 0) continue;
        throw QueryError(ErrorCode::kConflict, "ConstraintVerificationFailed", "DeleteConnectedNode",
                         fmt::format("a deleted node still has {} relationships", left),
                         "delete them too, or write DETACH DELETE");
    }
}

void GraphEditor::check_alive(NodeId node) const {
    if (!view_.contains(node)) {
        throw QueryError(ErrorCode::kRuntime, "EntityNotFound", "DeletedEntityAccess",
                         "this node was deleted by the query");
    }
}

}  // namespace mirrorgraph::query

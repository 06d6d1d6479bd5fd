#include <fmt/core.h>

#include <algorithm>

#include "graph/changes/change_set.h"
#include "schema/error.h"

namespace mirrorgraph {

namespace {

[[noreturn]] void misfit(const std::string& what) {
    throw Error(ErrorCode::kConflict, "the change does not fit the graph: " + what);
}

NodeId need_node(const PropertyGraph& graph, const std::string& id) {
    const auto node = graph.find_node(id);
    if (!node) misfit(fmt::format("there is no node '{}'", id));
    return *node;
}

RelationshipId need_relationship(const PropertyGraph& graph, const RelationshipPlace& place) {
    const NodeId source = need_node(graph, place.source);
    const NodeId target = need_node(graph, place.target);
    std::vector<RelationshipId> found;
    for (RelationshipId relationship : graph.outgoing(source)) {
        if (graph.target(relationship) == target && graph.type(relationship) == place.type) {
            found.push_back(relationship);
        }
    }
    if (place.rank >= found.size()) {
        misfit(fmt::format("there is no {} from '{}' to '{}' of rank {}", place.type, place.source, place.target,
                           place.rank));
    }
    if (found.size() == 1) return found.front();
    std::vector<std::pair<std::string, RelationshipId>> ranked;
    for (RelationshipId relationship : found) {
        ranked.emplace_back(relationship_content(graph.properties(relationship), graph.evidence(relationship)),
                            relationship);
    }
    std::sort(ranked.begin(), ranked.end());
    return ranked[place.rank].second;
}

template <class IdType>
void set_content(PropertyGraph& graph, IdType id, const Map& properties, const std::optional<EvidenceList>& evidence) {
    std::vector<PropertyGraph::Property> list;
    for (const auto& [key, value] : properties) list.push_back({graph.intern_key(key), value});
    graph.replace_properties(id, std::move(list));
    if (evidence) graph.replace_evidence(id, *evidence);
}

void put(PropertyGraph& graph, const ChangeSet::Node& change) {
    const auto found = graph.find_node(change.id);
    const NodeId node = found ? *found : graph.add_node(change.id, change.labels);
    if (found) {
        for (const std::string& label : graph.labels(node)) {
            if (std::find(change.labels.begin(), change.labels.end(), label) == change.labels.end()) {
                graph.remove_label(node, label);
            }
        }
        for (const std::string& label : change.labels) graph.add_label(node, label);
    }
    set_content(graph, node, change.properties, change.evidence);
}

}  // namespace

bool ChangeSet::empty() const { return *this == ChangeSet(); }

void apply(const ChangeSet& changes, PropertyGraph& graph) {
    std::vector<RelationshipId> removed;
    for (const RelationshipPlace& place : changes.removed_relationships) {
        removed.push_back(need_relationship(graph, place));
    }
    std::vector<RelationshipId> changed;
    for (const auto& change : changes.changed_relationships) changed.push_back(need_relationship(graph, change.place));
    for (std::size_t i = 0; i < changed.size(); ++i) {
        const auto& change = changes.changed_relationships[i];
        set_content(graph, changed[i], change.properties, change.evidence);
    }
    for (RelationshipId relationship : removed) {
        if (!graph.contains(relationship)) misfit("it removes a relationship twice");
        graph.remove_relationship(relationship);
    }
    for (const std::string& id : changes.removed_nodes) graph.remove_node(need_node(graph, id));
    for (const ChangeSet::Node& node : changes.nodes) put(graph, node);
    for (const auto& [place, properties, evidence] : changes.added_relationships) {
        const NodeId source = need_node(graph, place.source);
        const NodeId target = need_node(graph, place.target);
        set_content(graph, graph.add_relationship(source, target, place.type), properties, evidence);
    }
    if (changes.metadata) graph.metadata() = *changes.metadata;
}

}  // namespace mirrorgraph

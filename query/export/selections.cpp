#include "query/export/selections.h"

#include <fmt/core.h>

#include <algorithm>

#include "graph/names.h"
#include "query/tasks/entity_finder.h"
#include "query/tasks/impact/impact.h"
#include "query/tasks/note_text.h"
#include "query/tasks/trace/trace.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kMostDrawnOfList = 4;

struct Found {
    std::vector<NodeId> nodes;
    std::vector<RelationshipId> relationships;

    void add(const Value& value) {
        if (value.is_node()) nodes.push_back(value.as_node());
        if (value.is_relationship()) relationships.push_back(value.as_relationship());
        if (value.is_path()) {
            const Path& path = value.as_path();
            nodes.insert(nodes.end(), path.nodes.begin(), path.nodes.end());
            relationships.insert(relationships.end(), path.relationships.begin(), path.relationships.end());
        }
        if (value.is_list()) {
            for (const Value& item : value.as_list()) add(item);
        }
        if (value.is_map()) {
            for (const auto& [key, item] : value.as_map()) add(item);
        }
    }
};

std::vector<RelationshipId> relationships_among(const Snapshot& snapshot, std::vector<NodeId> nodes) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    std::vector<RelationshipId> out;
    for (const NodeId node : nodes) {
        const Neighbours neighbours = snapshot.neighbours(node, Direction::kOutgoing);
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            if (std::binary_search(nodes.begin(), nodes.end(), neighbours.nodes[i])) {
                out.push_back(neighbours.relationships[i]);
            }
        }
    }
    return out;
}

}  // namespace

Selection select_result(Result& result) {
    Found found;
    while (result.next()) {
        for (std::size_t i = 0; i < result.columns().size(); ++i) found.add(result[i]);
    }
    if (found.nodes.empty() && found.relationships.empty()) {
        throw Error(ErrorCode::kNotFound, "the rows of the query hold no nodes and no relationships",
                    "return the variables themselves: MATCH (a)-[r]->(b) RETURN a, r, b");
    }
    const auto snapshot = result.graph().as_snapshot();
    if (result.graph().has_delta()) {
        for (NodeId& node : found.nodes) node = snapshot->from_origin(node);
        for (RelationshipId& relationship : found.relationships) relationship = snapshot->from_origin(relationship);
    }
    if (found.relationships.empty()) found.relationships = relationships_among(*snapshot, found.nodes);
    return Selection::part(snapshot, std::move(found.nodes), std::move(found.relationships));
}

Selection fit_for_eyes(Selection selection, bool with_documents, const std::function<void(std::string_view)>& note) {
    const bool is_whole = selection.is_whole();
    if (!with_documents) selection = selection.without_documents();
    if (!is_whole) return selection;
    const std::size_t before = selection.nodes().size();
    Selection connected = selection.without_isolated();
    if (connected.nodes().empty() || connected.nodes().size() == before) return selection;
    note("left out of the picture: " + counted(before - connected.nodes().size(), "node") + " without relationships");
    return connected;
}

Selection select_trace(const std::shared_ptr<const Snapshot>& snapshot, NodeId start, bool for_eyes) {
    const Trace traced = trace(*snapshot, start);
    const std::size_t most = for_eyes ? kMostDrawnOfList : TraceOptions().limit;
    Selection out = Selection::part(snapshot, subgraph_of(traced, most));
    std::string cut;
    for (const TraceGroup& group : traced.root.groups) {
        if (!for_eyes || !group.brief || group.total <= most) continue;
        cut += fmt::format("{}{} of {}", cut.empty() ? "; " : ", ", most, counted(group.total, group.role));
    }
    out.set_title("Trace of " + display_name(*snapshot, start) + cut);
    return out;
}

Selection select_impact(const std::shared_ptr<const Snapshot>& snapshot, NodeId start) {
    Selection out = Selection::part(snapshot, subgraph_of(impact(*snapshot, start)));
    out.set_title("Impact of " + display_name(*snapshot, start));
    return out;
}

Selection select_trace(const std::shared_ptr<const Snapshot>& snapshot, std::string_view subject, bool for_eyes) {
    return select_trace(snapshot, EntityFinder(*snapshot).find_or_throw(subject), for_eyes);
}

Selection select_impact(const std::shared_ptr<const Snapshot>& snapshot, std::string_view subject) {
    return select_impact(snapshot, EntityFinder(*snapshot).find_or_throw(subject));
}

}  // namespace mirrorgraph::query

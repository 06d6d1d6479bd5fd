#include "query/exec/view/commit.h"

#include <fmt/core.h>

#include <algorithm>

#include "graph/store/check.h"
#include "query/query_error.h"

namespace mirrorgraph::query {

namespace {

ChangeSet::Node content(const GraphView& view, NodeId node) {
    ChangeSet::Node out{view.element_id(node), view.labels(node), view.properties(node), std::nullopt};
    std::sort(out.labels.begin(), out.labels.end());
    return out;
}

// All of the type from one node to the other, by content, as a RelationshipPlace counts them.
std::vector<RelationshipId> ranked_parallels(const GraphView& view, RelationshipId relationship) {
    const NodeId target = view.target(relationship);
    NeighbourScratch scratch;
    const Neighbours neighbours =
        view.neighbours(view.source(relationship), view.type_id(relationship), Direction::kOutgoing, scratch);
    std::vector<RelationshipId> found;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        if (neighbours.nodes[i] == target) found.push_back(neighbours.relationships[i]);
    }
    if (found.size() < 2) return found;
    std::vector<std::pair<std::string, RelationshipId>> ranked;
    for (RelationshipId parallel : found) {
        ranked.emplace_back(relationship_content(view.properties(parallel), view.evidence(parallel)), parallel);
    }
    std::sort(ranked.begin(), ranked.end());
    std::transform(ranked.begin(), ranked.end(), found.begin(), [](const auto& pair) { return pair.second; });
    return found;
}

RelationshipPlace ends_of(const GraphView& view, RelationshipId relationship) {
    return {view.element_id(view.source(relationship)), view.element_id(view.target(relationship)),
            view.type(relationship), 0};
}

RelationshipPlace place_of(const GraphView& view, RelationshipId relationship) {
    RelationshipPlace place = ends_of(view, relationship);
    const auto ranked = ranked_parallels(view, relationship);
    place.rank = static_cast<std::uint32_t>(std::find(ranked.begin(), ranked.end(), relationship) - ranked.begin());
    return place;
}

// Elements that `now` may have changed since `old`, ascending. Most of a long delta is as it was.
template <class IdType, class Added, class Changed, class Removed>
std::vector<IdType> touched(const Delta& old, const Delta& now, Added Delta::*added, Changed Delta::*changed,
                            Removed Delta::*removed, std::size_t first_added) {
    std::vector<IdType> ids;
    for (const auto& [id, record] : now.*changed) {
        const auto was = (old.*changed).find(id);
        if (was == (old.*changed).end() || was->second != record) ids.push_back(id);
    }
    for (IdType id : now.*removed) {
        if (!(old.*removed).contains(id)) ids.push_back(id);
    }
    for (std::size_t i = 0; i < (now.*added).size(); ++i) {
        if (i < (old.*added).size() && (old.*added)[i] == (now.*added)[i]) continue;
        ids.push_back(IdType(first_added + i));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

void compare_nodes(const GraphView& before, const GraphView& after, ChangeSet& out) {
    for (NodeId node : touched<NodeId>(before.delta_or_none(), after.delta_or_none(), &Delta::added_nodes,
                                       &Delta::changed_nodes, &Delta::removed_nodes, before.base().node_count())) {
        const bool was = before.contains(node);
        const bool is = after.contains(node);
        if (was && !is) out.removed_nodes.push_back(before.element_id(node));
        if (!is) continue;
        ChangeSet::Node now = content(after, node);
        if (!was || now != content(before, node)) out.nodes.push_back(std::move(now));
    }
}

void compare_relationships(const GraphView& before, const GraphView& after, ChangeSet& out) {
    for (RelationshipId relationship : touched<RelationshipId>(
             before.delta_or_none(), after.delta_or_none(), &Delta::added_relationships, &Delta::changed_relationships,
             &Delta::removed_relationships, before.base().relationship_count())) {
        const bool was = before.contains(relationship);
        const bool is = after.contains(relationship);
        if (was && !is) out.removed_relationships.push_back(place_of(before, relationship));
        if (!is) continue;
        Map properties = after.properties(relationship);
        if (!was) {
            out.added_relationships.push_back({ends_of(after, relationship), std::move(properties), std::nullopt});
        } else if (properties != before.properties(relationship)) {
            out.changed_relationships.push_back({place_of(before, relationship), std::move(properties), std::nullopt});
        }
    }
}

// The changed part of a graph as a graph of its own, with the ends that its relationships need.
class ChangedPart {
  public:
    ChangedPart(const GraphView& view, const std::shared_ptr<const Schema>& schema)
        : view_(view), part_(schema), checker_(part_) {}

    void check(const ChangeSet& changes) {
        for (const ChangeSet::Node& node : changes.nodes) {
            checker_.check(part_.add_node(node.id, node.labels, node.properties));
        }
        for (const auto& relationship : changes.added_relationships) check(relationship);
        for (const auto& relationship : changes.changed_relationships) check(relationship);
        if (part_.schema().is_open()) return;
        for (const ChangeSet::Node& node : changes.nodes) check_relationships_of(*view_.find_node(node.id));
    }

  private:
    void check(const ChangeSet::Relationship& relationship) {
        const auto& [place, properties, evidence] = relationship;
        checker_.check(part_.add_relationship(end(place.source), end(place.target), place.type, properties));
    }

    // New labels may not suit the relationships that were there.
    void check_relationships_of(NodeId node) {
        NeighbourScratch scratch;
        for (std::size_t type = 0; type < view_.type_count(); ++type) {
            for (Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
                for (NodeId other : view_.neighbours(node, TypeId(type), direction, scratch).nodes) {
                    const bool forwards = direction == Direction::kOutgoing;
                    view_.base().schema().check_endpoints(view_.type_name(TypeId(type)),
                                                          view_.labels(forwards ? node : other),
                                                          view_.labels(forwards ? other : node));
                }
            }
        }
    }

    NodeId end(const std::string& id) {
        if (const auto found = part_.find_node(id)) return *found;
        return part_.add_node(id, view_.labels(*view_.find_node(id)));
    }

    const GraphView& view_;
    PropertyGraph part_;
    Checker checker_;
};

// A closed schema asks for the documents that evidence names.
void check_documents(const ChangeSet& changes, const GraphView& after) {
    std::vector<std::string> gone = changes.removed_nodes;
    for (const ChangeSet::Node& node : changes.nodes) {
        if (!std::binary_search(node.labels.begin(), node.labels.end(), "Document")) gone.push_back(node.id);
    }
    const Snapshot& base = after.base();
    std::erase_if(gone, [&](const std::string& id) {
        const auto node = base.find_node(id);
        const auto label = base.find_label("Document");
        return !node || !label || !base.has_label(*node, *label);
    });
    if (gone.empty()) return;
    const auto check = [&](const EvidenceList& evidence) {
        for (const Evidence& item : evidence) {
            if (std::find(gone.begin(), gone.end(), item.document) == gone.end()) continue;
            throw Error(
                ErrorCode::kConflict,
                fmt::format("the document '{}' is still named by evidence of what was read in it", item.document),
                "build the graph anew without it: what it alone supports goes then too");
        }
    };
    for (NodeId node : base.nodes()) {
        if (after.contains(node)) check(base.evidence(node));
    }
    for (RelationshipId relationship : base.relationships()) {
        if (after.contains(relationship)) check(base.evidence(relationship));
    }
}

}  // namespace

ChangeSet changes_between(const GraphView& before, const GraphView& after) {
    ChangeSet out;
    compare_nodes(before, after, out);
    compare_relationships(before, after, out);
    if (&before.metadata() != &after.metadata()) out.metadata = after.metadata();
    return out;
}

void check_storable(const ChangeSet& changes, const GraphView& after, const std::shared_ptr<const Schema>& schema) {
    try {
        ChangedPart(after, schema).check(changes);
        if (!schema->is_open()) check_documents(changes, after);
    } catch (const QueryError&) {
        throw;
    } catch (const Error& error) {
        throw QueryError(ErrorCode::kConflict, "ConstraintVerificationFailed", "SchemaViolation", error.what(),
                         error.remedy());
    }
}

}  // namespace mirrorgraph::query

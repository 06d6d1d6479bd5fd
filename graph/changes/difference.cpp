#include <algorithm>
#include <iterator>
#include <tuple>

#include "graph/changes/change_set.h"

namespace mirrorgraph {

namespace {

void compare_nodes(const PropertyGraph& before, const PropertyGraph& after, ChangeSet& out) {
    for (NodeId node : before.nodes()) {
        if (!after.find_node(before.id(node))) out.removed_nodes.push_back(before.id(node));
    }
    std::sort(out.removed_nodes.begin(), out.removed_nodes.end());
    for (NodeId node : after.nodes()) {
        const auto old = before.find_node(after.id(node));
        ChangeSet::Node change{after.id(node), after.labels(node), after.properties(node), {}};
        EvidenceList evidence = sorted(after.evidence(node));
        if (evidence != (old ? sorted(before.evidence(*old)) : EvidenceList())) change.evidence = std::move(evidence);
        if (old && !change.evidence && change.labels == before.labels(*old) &&
            change.properties == before.properties(*old)) {
            continue;
        }
        out.nodes.push_back(std::move(change));
    }
    std::sort(out.nodes.begin(), out.nodes.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
}

struct Placed {
    const std::string* source;
    const std::string* target;
    const std::string* type;
    std::string content;
    RelationshipId relationship;

    auto place() const { return std::tie(*source, *target, *type); }
};

std::vector<Placed> place_relationships(const PropertyGraph& graph) {
    std::vector<Placed> placed;
    placed.reserve(graph.relationship_count());
    for (RelationshipId r : graph.relationships()) {
        placed.push_back({&graph.id(graph.source(r)), &graph.id(graph.target(r)), &graph.type(r),
                          relationship_content(graph.properties(r), graph.evidence(r)), r});
    }
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
        return std::tie(*a.source, *a.target, *a.type, a.content) < std::tie(*b.source, *b.target, *b.type, b.content);
    });
    return placed;
}

void compare_relationships(const PropertyGraph& before, const PropertyGraph& after, ChangeSet& out) {
    const std::vector<Placed> old = place_relationships(before);
    const std::vector<Placed> now = place_relationships(after);
    std::uint32_t rank = 0;
    auto left = old.begin();
    const auto drop = [&] { out.removed_relationships.push_back({*left->source, *left->target, *left->type, rank}); };
    const auto step = [&] {
        rank = std::next(left) != old.end() && std::next(left)->place() == left->place() ? rank + 1 : 0;
        ++left;
    };
    for (const Placed& right : now) {
        const auto key = std::tuple_cat(right.place(), std::tie(right.content));
        while (left != old.end() && std::tuple_cat(left->place(), std::tie(left->content)) < key) {
            drop();
            step();
        }
        if (left != old.end() && std::tuple_cat(left->place(), std::tie(left->content)) == key) {
            step();
            continue;
        }
        ChangeSet::Relationship added{
            {*right.source, *right.target, *right.type, 0}, after.properties(right.relationship), std::nullopt};
        EvidenceList evidence = sorted(after.evidence(right.relationship));
        if (!evidence.empty()) added.evidence = std::move(evidence);
        out.added_relationships.push_back(std::move(added));
    }
    for (; left != old.end(); step()) drop();
}

}  // namespace

ChangeSet difference(const PropertyGraph& before, const PropertyGraph& after) {
    ChangeSet out;
    compare_nodes(before, after, out);
    compare_relationships(before, after, out);
    if (before.metadata() != after.metadata()) out.metadata = after.metadata();
    return out;
}

}  // namespace mirrorgraph

#include "graph/export/selection.h"

#include <algorithm>

namespace mirrorgraph {

namespace {

constexpr std::string_view kDocument = "Document";

template <class IdType>
void sort_unique(std::vector<IdType>& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

Selection Selection::whole(std::shared_ptr<const Snapshot> snapshot) {
    Selection out(std::move(snapshot));
    out.is_whole_ = true;
    out.count_degrees();
    return out;
}

Selection Selection::part(std::shared_ptr<const Snapshot> snapshot, std::vector<NodeId> nodes,
                          std::vector<RelationshipId> relationships) {
    Selection out(std::move(snapshot));
    for (const RelationshipId relationship : relationships) {
        nodes.push_back(out.snapshot_->source(relationship));
        nodes.push_back(out.snapshot_->target(relationship));
    }
    sort_unique(nodes);
    sort_unique(relationships);
    out.nodes_ = std::move(nodes);
    out.relationships_ = std::move(relationships);
    out.count_degrees();
    return out;
}

Selection Selection::part(std::shared_ptr<const Snapshot> snapshot, const Subgraph& answer) {
    std::vector<NodeId> nodes;
    for (const Subgraph::Node& node : answer.nodes) nodes.push_back(node.node);
    Selection out = part(std::move(snapshot), std::move(nodes), answer.relationships);
    for (const Subgraph::Node& node : answer.nodes) {
        Emphasis emphasis{node.distance == 0, node.role, node.tier, std::nullopt};
        // Without tiers a score is that of one relationship, which says it itself.
        if (!node.tier.empty() && node.distance > 0) emphasis.score = node.score;
        out.emphasise(node.node, std::move(emphasis));
    }
    return out;
}

void Selection::count_degrees() {
    degrees_.assign(nodes().size(), 0);
    for (const RelationshipId relationship : relationships()) {
        ++degrees_[position(snapshot_->source(relationship))];
        ++degrees_[position(snapshot_->target(relationship))];
    }
}

Selection Selection::filtered(std::vector<NodeId> nodes, std::vector<RelationshipId> relationships) const {
    Selection out = part(snapshot_, std::move(nodes), std::move(relationships));
    out.title_ = title_;
    out.emphasis_ = emphasis_;
    out.main_relationships_ = main_relationships_;
    return out;
}

Selection Selection::without_documents() const {
    const auto label = snapshot_->find_label(kDocument);
    if (!label) return *this;
    const auto is_document = [&](NodeId node) { return snapshot_->has_label(node, *label); };
    std::vector<NodeId> kept;
    std::copy_if(nodes().begin(), nodes().end(), std::back_inserter(kept), [&](NodeId n) { return !is_document(n); });
    std::vector<RelationshipId> kept_relationships;
    for (const RelationshipId relationship : relationships()) {
        if (is_document(snapshot_->source(relationship)) || is_document(snapshot_->target(relationship))) continue;
        kept_relationships.push_back(relationship);
    }
    return filtered(std::move(kept), std::move(kept_relationships));
}

Selection Selection::without_isolated() const {
    std::vector<NodeId> kept;
    std::copy_if(nodes().begin(), nodes().end(), std::back_inserter(kept), [&](NodeId n) { return degree(n) > 0; });
    return filtered(std::move(kept), {relationships().begin(), relationships().end()});
}

std::span<const NodeId> Selection::nodes() const { return is_whole_ ? snapshot_->nodes() : std::span(nodes_); }

std::span<const RelationshipId> Selection::relationships() const {
    return is_whole_ ? snapshot_->relationships() : std::span(relationships_);
}

bool Selection::contains(NodeId node) const {
    return is_whole_ || std::binary_search(nodes_.begin(), nodes_.end(), node);
}

std::size_t Selection::position(NodeId node) const {
    if (is_whole_) return node.value;
    return static_cast<std::size_t>(std::lower_bound(nodes_.begin(), nodes_.end(), node) - nodes_.begin());
}

std::size_t Selection::degree(NodeId node) const { return degrees_[position(node)]; }

bool Selection::has_root() const {
    return std::any_of(emphasis_.begin(), emphasis_.end(), [](const auto& entry) { return entry.second.is_root; });
}

const Emphasis* Selection::emphasis(NodeId node) const {
    const auto found = emphasis_.find(node);
    return found == emphasis_.end() ? nullptr : &found->second;
}

bool Selection::is_main(RelationshipId relationship) const {
    return main_relationships_.empty() || main_relationships_.contains(relationship);
}

}  // namespace mirrorgraph

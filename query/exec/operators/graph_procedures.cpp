#include "query/exec/operators/graph_procedures.h"

#include <algorithm>
#include <functional>

#include "query/exec/run.h"
#include "query/tasks/analyse/analyse.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kStepsOfAPass = 4096;  // enough for the clock to be looked at

// The graph of a run as a snapshot; where the query has changed it, a new one, with the way back to the view's ids.
class Frozen {
  public:
    explicit Frozen(const GraphView& view) : snapshot_(view.shared_base()) {
        if (!view.has_delta()) return;
        snapshot_ = Snapshot::freeze(fold(view, snapshot_->shared_schema()));
        nodes_ = view.nodes();
        for (std::size_t i = 0; i < view.relationship_bound(); ++i) {
            if (view.contains(RelationshipId(i))) relationships_.emplace_back(i);
        }
        changed_ = true;
    }

    const Snapshot& snapshot() const { return *snapshot_; }

    Value to_view(const Value& value) const {
        if (!changed_) return value;
        if (value.is_node()) return to_view(value.as_node());
        if (!value.is_path()) return value;
        Path path = value.as_path();
        for (NodeId& node : path.nodes) node = to_view(node);
        for (RelationshipId& r : path.relationships) r = relationships_[snapshot_->origin(r).value];
        return path;
    }

    NodeId from_view(NodeId node) const {
        if (!changed_) return node;
        const auto position = std::lower_bound(nodes_.begin(), nodes_.end(), node) - nodes_.begin();
        const auto found = std::ranges::find_if(snapshot_->nodes(), [&](NodeId n) {
            return snapshot_->origin(n) == NodeId(static_cast<std::size_t>(position));
        });
        return *found;
    }

  private:
    // fold() adds what is left in the order of the view.
    NodeId to_view(NodeId node) const { return nodes_[snapshot_->origin(node).value]; }

    std::shared_ptr<const Snapshot> snapshot_;
    std::vector<NodeId> nodes_;
    std::vector<RelationshipId> relationships_;
    bool changed_ = false;
};

std::vector<List> rows(Run& run, const std::function<Analysis(const Frozen&, const AnalysisOptions&)>& analyse) {
    AnalysisOptions options;
    options.part.check = [&run] { run.step(kStepsOfAPass); };
    const Frozen frozen(run.view());
    std::vector<List> rows = analyse(frozen, options).rows;
    for (List& row : rows) {
        run.step();
        for (Value& value : row) value = frozen.to_view(value);
    }
    return rows;
}

std::vector<List> whole(Run& run, Analysis (*analyse)(const Snapshot&, const AnalysisOptions&)) {
    return rows(
        run, [&](const Frozen& frozen, const AnalysisOptions& options) { return analyse(frozen.snapshot(), options); });
}

}  // namespace

std::vector<List> graph_betweenness(Run& run, std::span<const Value>) { return whole(run, analyse_betweenness); }
std::vector<List> graph_communities(Run& run, std::span<const Value>) { return whole(run, analyse_communities); }
std::vector<List> graph_components(Run& run, std::span<const Value>) { return whole(run, analyse_components); }
std::vector<List> graph_degree(Run& run, std::span<const Value>) { return whole(run, analyse_degree); }
std::vector<List> graph_pagerank(Run& run, std::span<const Value>) { return whole(run, analyse_pagerank); }

std::vector<List> graph_shortest_path(Run& run, std::span<const Value> arguments) {
    if (arguments[0].is_null() || arguments[1].is_null()) return {};
    return rows(run, [&](const Frozen& frozen, const AnalysisOptions& options) {
        return analyse_path(frozen.snapshot(), frozen.from_view(arguments[0].as_node()),
                            frozen.from_view(arguments[1].as_node()), options);
    });
}

std::vector<List> graph_similar_committees(Run& run, std::span<const Value>) {
    return rows(run, [](const Frozen& frozen, const AnalysisOptions& options) {
        return analyse_similarity(frozen.snapshot(), options);
    });
}

}  // namespace mirrorgraph::query

#include "query/exec/operators/graph_procedures.h"

#include <algorithm>
#include <functional>

#include "query/exec/run.h"
#include "query/exec/view/graph_editor.h"
#include "query/tasks/analyse/analyse.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kStepsOfAPass = 4096;  // enough for the clock to be looked at

// The graph of a run as a snapshot, with the way back to the view's ids.
class Frozen {
  public:
    explicit Frozen(const GraphView& view) : snapshot_(view.as_snapshot()), is_overlay_(view.has_delta()) {}

    const Snapshot& snapshot() const { return *snapshot_; }

    Value to_view(const Value& value) const {
        if (!is_overlay_) return value;
        if (value.is_node()) return snapshot_->origin(value.as_node());
        if (!value.is_path()) return value;
        Path path = value.as_path();
        for (NodeId& node : path.nodes) node = snapshot_->origin(node);
        for (RelationshipId& r : path.relationships) r = snapshot_->origin(r);
        return path;
    }

    NodeId from_view(NodeId node) const { return is_overlay_ ? snapshot_->from_origin(node) : node; }

  private:
    std::shared_ptr<const Snapshot> snapshot_;
    bool is_overlay_;
};

std::vector<List> rows(Run& run, const std::function<Analysis(const Frozen&, const AnalysisOptions&)>& analyse) {
    AnalysisOptions options;
    options.part.check = [&run] { run.step(kStepsOfAPass); };
    if (run.has_editor()) run.editor().finish();
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

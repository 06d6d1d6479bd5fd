#include "graph/algorithms/projection.h"

#include <algorithm>
#include <boost/graph/graph_traits.hpp>
#include <utility>

#include "graph/snapshot/boost_traits.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::string_view kSourceLink = "MENTIONED_IN";
constexpr std::string_view kSource = "Document";

// Which of `used`, the names of the graph, are wanted; all but `left_out` where none are named.
template <class Rules>
std::vector<bool> choose(std::span<const std::string> used, const Rules& rules, const std::vector<std::string>& wanted,
                         std::string_view left_out, std::string_view what) {
    std::vector<bool> chosen(used.size(), wanted.empty());
    for (std::size_t i = 0; i < used.size() && wanted.empty(); ++i) chosen[i] = used[i] != left_out;
    for (const std::string& name : wanted) {
        const auto found = std::find(used.begin(), used.end(), name);
        if (found != used.end()) {
            chosen[static_cast<std::size_t>(found - used.begin())] = true;
            continue;
        }
        std::vector<std::string> known(used.begin(), used.end());
        for (const auto& rule : rules) known.push_back(rule.name);
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;  // legal, but nothing bears it
        throw Error(ErrorCode::kNotFound,
                    "unknown " + std::string(what) + " '" + name + "'" + did_you_mean(name, known));
    }
    return chosen;
}

}  // namespace

std::optional<std::size_t> Projection::vertex(NodeId node) const {
    const auto found = std::lower_bound(nodes.begin(), nodes.end(), node);
    if (found == nodes.end() || *found != node) return std::nullopt;
    return static_cast<std::size_t>(found - nodes.begin());
}

Projection project(const Snapshot& snapshot, const GraphPart& part, Walk walk) {
    const std::vector<bool> types =
        choose(snapshot.type_names(), snapshot.schema().relationships(), part.types, kSourceLink, "relationship type");
    const std::vector<bool> labels =
        choose(snapshot.label_names(), snapshot.schema().labels(), part.labels, kSource, "label");
    Projection out;
    constexpr std::uint32_t kNone = 0xFFFFFFFF;
    std::vector<std::uint32_t> vertices(snapshot.node_count(), kNone);
    for (const NodeId node : snapshot.nodes()) {
        const std::span<const LabelId> own = snapshot.labels(node);
        const bool kept = own.empty() ? part.labels.empty()
                                      : std::any_of(own.begin(), own.end(), [&](LabelId l) { return labels[l.value]; });
        if (!kept) continue;
        vertices[node.value] = static_cast<std::uint32_t>(out.nodes.size());
        out.nodes.push_back(node);
    }
    std::vector<std::pair<std::size_t, std::size_t>> edges;
    const auto add = [&](NodeId from, NodeId to, RelationshipId relationship) {
        edges.emplace_back(vertices[from.value], vertices[to.value]);
        out.relationships.push_back(relationship);
    };
    for (const NodeId node : out.nodes) {
        const auto walk_row = [&](Direction direction) {
            const Neighbours next = snapshot.neighbours(node, direction);
            for (std::size_t i = 0; i < next.size(); ++i) {
                const bool kept =
                    types[snapshot.type(next.relationships[i]).value] && vertices[next.nodes[i].value] != kNone;
                if (kept) add(node, next.nodes[i], next.relationships[i]);
            }
        };
        walk_row(Direction::kOutgoing);
        if (walk == Walk::kBothWays) walk_row(Direction::kIncoming);
    }
    out.graph = Projection::Graph(boost::edges_are_sorted, edges.begin(), edges.end(), out.nodes.size());
    return out;
}

}  // namespace mirrorgraph

#include "query/tasks/impact/impact.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <unordered_set>

#include "graph/algorithms/strongest_paths.h"
#include "graph/names.h"
#include "query/tasks/impact/impact_notes.h"
#include "query/tasks/impact/impact_walk.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

class ImpactFinder {
  public:
    ImpactFinder(const Snapshot& snapshot, NodeId start, const ImpactOptions& options)
        : snapshot_(snapshot),
          options_(options),
          walk_(snapshot, start, options),
          paths_(snapshot, start,
                 [this](RelationshipId relationship, Direction direction) {
                     const auto step = walk_.step(relationship, direction);
                     return step ? step->weight * step->confidence : 0.0;
                 },
                 {options.depth, options.min_strength}) {}

    std::vector<Affected> run() {
        std::vector<Affected> all;
        for (const NodeId node : paths_.reached()) {
            if (walk_.shows(node)) all.push_back(affected(node));
        }
        std::stable_sort(all.begin(), all.end(), [&](const Affected& a, const Affected& b) {
            if (a.tier != b.tier) return a.tier < b.tier;
            if (a.score != b.score) return a.score > b.score;
            return natural_less(display_name(snapshot_, a.node), display_name(snapshot_, b.node));
        });
        return all;
    }

  private:
    Affected affected(NodeId node) const {
        Affected out;
        out.node = node;
        const StrongPath strongest = paths_.strongest(node);
        out.path = with_rules(strongest);
        out.tier = walk_.rules()->tier_of(strongest.arcs.size());
        double none = 1 - strongest.strength;
        std::unordered_set<NodeId> used = between(strongest);
        for (const StrongPath& path : paths_.by_last_arc(node)) {
            if (path.arcs.back().relationship == strongest.arcs.back().relationship) continue;
            const std::unordered_set<NodeId> nodes = between(path);
            if (std::any_of(nodes.begin(), nodes.end(), [&](NodeId n) { return used.contains(n); })) continue;
            used.insert(nodes.begin(), nodes.end());
            none *= 1 - path.strength;
            ++out.independent_paths;
            if (out.others.size() < Affected::kOthers) out.others.push_back(with_rules(path));
        }
        out.score = out.independent_paths == 1 ? strongest.strength : 1 - none;
        return out;
    }

    static std::unordered_set<NodeId> between(const StrongPath& path) {
        std::unordered_set<NodeId> nodes;
        for (std::size_t i = 1; i < path.arcs.size(); ++i) nodes.insert(path.arcs[i].from);
        return nodes;
    }

    ImpactPath with_rules(const StrongPath& path) const {
        ImpactPath out{path.strength, {}};
        for (const Arc& arc : path.arcs) {
            const bool forward = snapshot_.source(arc.relationship) == arc.from;
            out.steps.push_back(*walk_.step(arc.relationship, forward ? Direction::kOutgoing : Direction::kIncoming));
        }
        return out;
    }

    const Snapshot& snapshot_;
    const ImpactOptions& options_;
    const ImpactWalk walk_;
    const StrongestPaths paths_;
};

}  // namespace

Impact impact(const Snapshot& snapshot, NodeId start, const ImpactOptions& options) {
    Impact out;
    out.start = start;
    out.date = options.as_of.value_or(today());
    out.rules = options.rules ? options.rules : default_impact_rules();
    out.affected = ImpactFinder(snapshot, start, options).run();
    note(snapshot, out, options);
    return out;
}

std::vector<CommonImpact> common_impact(const Impact& first, const Impact& second) {
    std::map<NodeId, const Affected*> of_second;
    for (const Affected& affected : second.affected) of_second.emplace(affected.node, &affected);
    std::vector<CommonImpact> out;
    for (const Affected& affected : first.affected) {
        if (affected.node == second.start) out.push_back({affected.node, &affected, nullptr, affected.score});
        if (const auto found = of_second.find(affected.node); found != of_second.end()) {
            out.push_back({affected.node, &affected, found->second, affected.score * found->second->score});
        }
    }
    if (const auto found = of_second.find(first.start); found != of_second.end()) {
        out.push_back({first.start, nullptr, found->second, found->second->score});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const CommonImpact& a, const CommonImpact& b) { return a.score > b.score; });
    return out;
}

Subgraph subgraph_of(const Impact& impact) {
    Subgraph out;
    std::unordered_set<NodeId> nodes = {impact.start};
    std::unordered_set<RelationshipId> relationships;
    out.nodes.push_back({impact.start, "", "start", 0, 1.0});
    for (const Affected& affected : impact.affected) {
        nodes.insert(affected.node);
        out.nodes.push_back({affected.node, affected.path.steps.back().rule->role,
                             impact.rules->tiers[affected.tier].name, static_cast<int>(affected.path.steps.size()),
                             affected.score});
    }
    for (const Affected& affected : impact.affected) {
        double strength = 1;
        for (std::size_t i = 0; i < affected.path.steps.size(); ++i) {
            const ImpactStep& step = affected.path.steps[i];
            strength *= step.weight * step.confidence;
            // On the way to something shown, though not shown itself.
            if (nodes.insert(step.to).second) {
                out.nodes.push_back({step.to, step.rule->role, impact.rules->tiers[impact.rules->tier_of(i + 1)].name,
                                     static_cast<int>(i + 1), strength});
            }
            if (relationships.insert(step.relationship).second) out.relationships.push_back(step.relationship);
        }
    }
    return out;
}

std::string describe_steps(const Snapshot& snapshot, const ImpactRules& rules, const std::vector<ImpactStep>& steps) {
    std::string out;
    for (const ImpactStep& step : steps) {
        out += fmt::format("{}{} {} {}", out.empty() ? "" : "; ",
                           display_name(snapshot, snapshot.source(step.relationship)),
                           rules.words_of(snapshot.type_names()[snapshot.type(step.relationship).value]),
                           display_name(snapshot, snapshot.target(step.relationship)));
    }
    return out;
}

}  // namespace mirrorgraph::query

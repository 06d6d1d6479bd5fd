#include <algorithm>
#include <deque>
#include <set>
#include <unordered_set>

#include "graph/names.h"
#include "query/tasks/impact/impact.h"
#include "query/tasks/impact/impact_walk.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

const std::string& verdict_of(const ImpactRule& rule, Change change) {
    return change == Change::kWithdrawn ? rule.if_withdrawn : rule.if_replaced;
}

class Fall {
  public:
    Fall(const Snapshot& snapshot, NodeId start, Change change, const ImpactOptions& options)
        : snapshot_(snapshot), walk_(snapshot, start, options), validity_(snapshot) {
        result_.start = start;
        result_.change = change;
        result_.date = options.as_of.value_or(today());
        result_.rules = walk_.rules();
    }

    WhatIf run() {
        find_successors();
        std::deque<std::vector<ImpactStep>> queue = {{}};
        std::unordered_set<NodeId> fallen = {result_.start};
        while (!queue.empty()) {
            const std::vector<ImpactStep> before = std::move(queue.front());
            queue.pop_front();
            for (std::vector<ImpactStep>& steps : struck(before)) {
                const ImpactStep& last = steps.back();
                const bool told = !told_.emplace(last.to, &verdict_of(*last.rule, result_.change)).second;
                if (fallen.contains(last.to) || told) continue;
                result_.consequences.push_back({last.to, steps, remaining(last, fallen)});
                if (last.rule->falls_with && fallen.insert(last.to).second) queue.push_back(std::move(steps));
            }
        }
        sort();
        return std::move(result_);
    }

  private:
    void find_successors() {
        const auto replaces = snapshot_.find_type("REPLACES");
        if (!replaces) return;
        for (const NodeId newer : snapshot_.neighbours(result_.start, *replaces, Direction::kIncoming).nodes) {
            (validity_.of(newer).unpublished ? result_.drafts : result_.successors).push_back(newer);
        }
    }

    // All that a fall strikes next, by the rules that say what becomes of it.
    std::vector<std::vector<ImpactStep>> struck(const std::vector<ImpactStep>& before) const {
        const NodeId node = before.empty() ? result_.start : before.back().to;
        std::vector<std::vector<ImpactStep>> out;
        for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
            for (const RelationshipId relationship : snapshot_.neighbours(node, direction).relationships) {
                const auto step = walk_.step(relationship, direction);
                if (!step || step->from == step->to || verdict_of(*step->rule, result_.change).empty()) continue;
                out.push_back(before);
                out.back().push_back(*step);
            }
        }
        return out;
    }

    // What else the struck node has of the kind that it loses.
    std::vector<NodeId> remaining(const ImpactStep& step, const std::unordered_set<NodeId>& fallen) const {
        std::vector<NodeId> out;
        if (step.rule->others.empty()) return out;
        const Direction back =
            step.rule->direction == Direction::kOutgoing ? Direction::kIncoming : Direction::kOutgoing;
        for (const NodeId other : snapshot_.neighbours(step.to, snapshot_.type(step.relationship), back).nodes) {
            const bool stands = other != step.from && !fallen.contains(other) &&
                                validity_.standing(other, result_.date) != Standing::kEnded;
            if (stands && std::find(out.begin(), out.end(), other) == out.end()) out.push_back(other);
        }
        return out;
    }

    void sort() {
        std::stable_sort(result_.consequences.begin(), result_.consequences.end(),
                         [&](const Consequence& a, const Consequence& b) {
                             if (a.steps.size() != b.steps.size()) return a.steps.size() < b.steps.size();
                             const std::string& left = verdict(a, result_.change);
                             const std::string& right = verdict(b, result_.change);
                             if (left != right) return left < right;
                             return natural_less(display_name(snapshot_, a.node), display_name(snapshot_, b.node));
                         });
    }

    const Snapshot& snapshot_;
    const ImpactWalk walk_;
    const ValidityReader validity_;
    std::set<std::pair<NodeId, const std::string*>> told_;  // who was told which verdict, over the shortest way
    WhatIf result_;
};

}  // namespace

WhatIf what_if(const Snapshot& snapshot, NodeId start, Change change, const ImpactOptions& options) {
    return Fall(snapshot, start, change, options).run();
}

const std::string& verdict(const Consequence& consequence, Change change) {
    return verdict_of(*consequence.steps.back().rule, change);
}

}  // namespace mirrorgraph::query

#include "query/tasks/trace/trace.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <span>
#include <unordered_set>

#include "graph/facts.h"
#include "graph/names.h"
#include "query/tasks/trace/same_work.h"
#include "query/tasks/trace/trace_ladders.h"
#include "query/tasks/trace/trace_notes.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

bool has_standing(std::string_view label) { return label == "Standard" || label == "Policy"; }

class Tracer {
  public:
    Tracer(const Snapshot& snapshot, const TraceOptions& options, Date date)
        : snapshot_(snapshot), options_(options), date_(date), validity_(snapshot) {}

    // Breadth first, so that a node's steps stand at the place nearest to the start.
    TraceStep run(NodeId start) {
        TraceStep root = step_to(start, {}, 0);
        std::deque<Pending> queue;
        queue.push_back({&root, view_of_start(main_label(snapshot_, start)), NodeId()});
        expanded_.insert(start);
        while (!queue.empty()) {
            const Pending pending = queue.front();
            queue.pop_front();
            if (pending.step->distance < options_.max_depth) expand(pending, queue);
        }
        return root;
    }

  private:
    struct Pending {
        TraceStep* step;
        View view;
        NodeId above;
    };

    void expand(const Pending& pending, std::deque<Pending>& queue) {
        std::vector<View> views;
        std::vector<TraceGroup>& groups = pending.step->groups;
        for (const Rung& rung : ladder(pending.view)) {
            std::vector<TraceStep> steps = climb(pending, rung);
            if (steps.empty()) continue;
            if (!groups.empty() && groups.back().role == rung.role) {
                std::move(steps.begin(), steps.end(), std::back_inserter(groups.back().steps));
            } else {
                groups.push_back({rung.role, 0, {}, rung.brief, std::move(steps)});
                views.push_back(rung.next);
            }
        }
        for (TraceGroup& group : groups) finish(group);
        // Only now: growing a vector would move the steps that the queue points to.
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (ladder(views[i]).empty()) continue;
            for (TraceStep& step : groups[i].steps) {
                if (expanded_.insert(step.node).second) {
                    queue.push_back({&step, views[i], pending.step->node});
                } else {
                    step.repeated = true;
                }
            }
        }
    }

    std::vector<TraceStep> climb(const Pending& pending, const Rung& rung) const {
        std::vector<TraceStep> out;
        const auto type = snapshot_.find_type(rung.type);
        if (!type) return out;
        const Neighbours next = snapshot_.neighbours(pending.step->node, *type, rung.direction);
        for (std::size_t i = 0; i < next.size(); ++i) {
            if (next.nodes[i] == pending.above || next.nodes[i] == pending.step->node) continue;
            if (options_.as_of && !holds(next.nodes[i], next.relationships[i])) continue;
            out.push_back(step_to(next.nodes[i], next.relationships[i], pending.step->distance + 1));
        }
        return out;
    }

    bool holds(NodeId node, RelationshipId relationship) const {
        return validity_.may_hold(relationship, *options_.as_of) && validity_.may_hold(node, *options_.as_of);
    }

    TraceStep step_to(NodeId node, RelationshipId relationship, int distance) const {
        TraceStep step;
        step.node = node;
        step.relationship = relationship;
        step.distance = distance;
        if (!relationship.is_null()) step.confidence = confidence_of(snapshot_, relationship);
        if (has_standing(main_label(snapshot_, node))) step.standing = validity_.standing(node, date_);
        return step;
    }

    // Joins, counts, sorts and cuts; one node reached twice is kept once, over the surer relationship.
    void finish(TraceGroup& group) const {
        join_forms(group);
        struct Order {
            bool ordinary;
            int standing;
            Date newest;
            std::string name;
        };
        std::map<NodeId, Order> orders;
        for (const TraceStep& step : group.steps) {
            const bool dated = step.standing != Standing::kUnknown;
            orders.try_emplace(step.node, Order{!is_notable(group, step), rank(step.standing),
                                                dated ? validity_.of(step.node).from.value_or(Date{}) : Date{},
                                                display_name(snapshot_, step.node)});
        }
        std::stable_sort(group.steps.begin(), group.steps.end(), [&](const TraceStep& a, const TraceStep& b) {
            const Order& left = orders.at(a.node);
            const Order& right = orders.at(b.node);
            if (left.ordinary != right.ordinary) return right.ordinary;
            if (left.standing != right.standing) return left.standing < right.standing;
            if (left.newest != right.newest) return left.newest > right.newest;
            if (left.name != right.name) return natural_less(left.name, right.name);
            return a.node != b.node ? a.node < b.node : a.confidence > b.confidence;
        });
        const auto same = [](const TraceStep& a, const TraceStep& b) { return a.node == b.node; };
        group.steps.erase(std::unique(group.steps.begin(), group.steps.end(), same), group.steps.end());
        group.total = group.steps.size();
        count_standings(group);
        count_roles(group);
        if (options_.limit != 0 && group.steps.size() > options_.limit) {
            group.steps.erase(group.steps.begin() + static_cast<std::ptrdiff_t>(options_.limit), group.steps.end());
        }
    }

    // What a reader looks for first.
    bool is_notable(const TraceGroup& group, const TraceStep& step) const {
        if (group.role == "member") return is_chinese_member(snapshot_, step.node);
        return group.role == "sub-body" && !mirror_bodies(snapshot_, step.node).empty();
    }

    void join_forms(TraceGroup& group) const {
        std::vector<NodeId> standards;
        for (const TraceStep& step : group.steps) {
            if (main_label(snapshot_, step.node) == "Standard") standards.push_back(step.node);
        }
        if (group.role == "edition of" || group.role == "edition or part" || standards.size() < 2) return;
        const std::unordered_map<NodeId, NodeId> mains = main_forms(snapshot_, standards);
        if (mains.empty()) return;
        std::erase_if(group.steps, [&](const TraceStep& step) { return mains.contains(step.node); });
        for (TraceStep& step : group.steps) {
            for (const auto& [form, main] : mains) {
                if (main == step.node) step.other_forms.push_back(form);
            }
            std::sort(step.other_forms.begin(), step.other_forms.end());
        }
    }

    void count_roles(TraceGroup& group) const {
        std::map<std::string, std::size_t> counts;
        for (const TraceStep& step : group.steps) {
            if (const auto role = text_property(snapshot_, step.relationship, "role"); !role.empty())
                ++counts[std::string(role)];
        }
        group.by_role.assign(counts.begin(), counts.end());
        std::stable_sort(group.by_role.begin(), group.by_role.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
    }

    static int rank(Standing standing) {
        switch (standing) {
            case Standing::kInForce: return 0;
            case Standing::kNotYet: return 1;
            case Standing::kUnknown: return 2;
            case Standing::kEnded: return 3;
        }
        return 2;
    }

    void count_standings(TraceGroup& group) const {
        for (const Standing standing : {Standing::kInForce, Standing::kNotYet, Standing::kUnknown, Standing::kEnded}) {
            const auto count = static_cast<std::size_t>(
                std::count_if(group.steps.begin(), group.steps.end(), [&](const TraceStep& step) {
                    return step.standing == standing && has_standing(main_label(snapshot_, step.node));
                }));
            if (count > 0) group.by_standing.emplace_back(standing, count);
        }
    }

    const Snapshot& snapshot_;
    const TraceOptions& options_;
    const Date date_;
    const ValidityReader validity_;
    std::unordered_set<NodeId> expanded_;
};

}  // namespace

Trace trace(const Snapshot& snapshot, NodeId start, const TraceOptions& options) {
    Trace trace;
    trace.date = options.as_of.value_or(today());
    trace.root = Tracer(snapshot, options, trace.date).run(start);
    if (has_standing(main_label(snapshot, start))) trace.history = history_of(snapshot, start, trace.date);
    note(snapshot, trace);
    return trace;
}

Subgraph subgraph_of(const Trace& trace, std::size_t most_of_brief) {
    Subgraph out;
    std::unordered_set<NodeId> nodes;
    std::unordered_set<RelationshipId> relationships;
    const auto add = [&](NodeId node, std::string_view role, int distance, double score) {
        if (nodes.insert(node).second) {
            out.nodes.push_back({node, std::string(role), distance == 0 ? "start" : "", distance, score});
        }
    };
    const auto link = [&](RelationshipId relationship) {
        if (relationships.insert(relationship).second) out.relationships.push_back(relationship);
    };
    add(trace.root.node, "", 0, 1.0);
    const auto kept = [&](const TraceGroup& group) {
        const bool is_cut = group.brief && group.steps.size() > most_of_brief;
        return std::span(group.steps).first(is_cut ? most_of_brief : group.steps.size());
    };
    const std::function<void(const TraceStep&)> visit = [&](const TraceStep& step) {
        for (const TraceGroup& group : step.groups) {
            for (const TraceStep& next : kept(group)) {
                add(next.node, group.role, next.distance, next.confidence);
                link(next.relationship);
            }
        }
        for (const TraceGroup& group : step.groups) {
            for (const TraceStep& next : kept(group)) visit(next);
        }
    };
    visit(trace.root);
    for (const Edition& edition : trace.history.editions) add(edition.node, "edition", 1, 1.0);
    for (const Edition& edition : trace.history.editions) {
        for (const Edition::Link& older : edition.replaces) {
            add(older.node, "edition", 2, 1.0);
            link(older.relationship);
        }
        for (const Edition::Link& amendment : edition.amended_by) {
            add(amendment.node, "amendment", 2, 1.0);
            link(amendment.relationship);
        }
    }
    return out;
}

}  // namespace mirrorgraph::query

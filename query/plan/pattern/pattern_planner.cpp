#include "query/plan/pattern/pattern_planner.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "query/plan/cost/estimates.h"
#include "query/plan/filters.h"
#include "query/plan/folding.h"
#include "query/plan/pattern/unread_parts.h"

namespace mirrorgraph::query::plan {

namespace {

constexpr std::size_t kNone = ~std::size_t{0};
constexpr std::size_t kMostTries = 16;  // nodes of a pattern, for every one of which a plan is tried

NodePtr make_node(Operation operation, NodePtr child, double rows) {
    auto node = std::make_shared<Node>();
    node->operation = std::move(operation);
    if (child) node->children.push_back(std::move(child));
    node->rows = rows;
    return node;
}

// What a step of the order does.
struct Step {
    enum class Kind { kFind, kFollow, kExpand, kClose, kIntersect };
    Kind kind;
    std::size_t node = kNone;        // that becomes known
    std::vector<std::size_t> edges;  // one, but for kIntersect
    double rows = 1;                 // after it
    double work = 0;                 // what it looks at on the way

    double cost() const { return 2 * rows + work; }
};

class PatternPlanner {
  public:
    PatternPlanner(Pattern pattern, const PatternContext& context)
        : pattern_(std::move(pattern)),
          context_(context),
          estimates_(pattern_, context.resolver.plan(), context.statistics) {}

    NodePtr plan(NodePtr input, const SlotSet& known) {
        plan_ = std::move(input);
        rows_ = plan_->rows;
        have_ = known;
        const std::vector<Step> steps = choose();
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (!pattern_.nodes[i].known || folding_.nodes[i]) continue;
            check_labels(pattern_.nodes[i].slot, pattern_.nodes[i].labels);
            if (stands_alone(i)) require_node(pattern_.nodes[i].slot);
        }
        place_weights();
        place_conditions();
        for (const Step& step : steps) emit(step);
        for (const NamedPath& path : pattern_.paths) {
            if (!pattern_.used.contains(path.slot)) continue;
            Project project{{{path.slot, make_expression(BuildPath{path.start, path.pieces})}}};
            add(std::move(project));
            have_.insert(path.slot);
        }
        place_conditions();
        return plan_;
    }

    std::optional<Weigh> weight(const SlotSet& known) {
        folding_ = fold(pattern_, estimates_, context_, std::nullopt);
        const auto left = std::find(folding_.nodes.begin(), folding_.nodes.end(), false);
        const auto left_over = [](const std::vector<bool>& gone) {
            return std::count(gone.begin(), gone.end(), false);
        };
        if (left_over(folding_.nodes) != 1 || left_over(folding_.edges) != 0 || left_over(folding_.conditions) != 0) {
            return std::nullopt;
        }
        const auto root = static_cast<std::size_t>(left - folding_.nodes.begin());
        const PatternNode& node = pattern_.nodes[root];
        std::vector<Weight>& weights = folding_.weights[root];
        if (!node.known || node.labels.kind != NameCondition::Kind::kAlways || weights.size() != 1) return std::nullopt;
        const SlotSet& needs = weights[0].needs;
        if (!std::includes(known.begin(), known.end(), needs.begin(), needs.end())) return std::nullopt;
        return Weigh{node.slot, std::move(weights[0].tree)};
    }

  private:
    // --- What is counted, and the order of the rest.

    // Folds everything, or everything but the node that is best to start from.
    std::vector<Step> choose() {
        std::vector<std::optional<std::size_t>> kept{std::nullopt};
        const bool starts_known = std::any_of(pattern_.nodes.begin(), pattern_.nodes.end(),
                                              [](const PatternNode& node) { return node.known; });
        if (!starts_known) {
            for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
                if (is_unread(pattern_, i)) kept.emplace_back(i);
            }
            if (kept.size() > kMostTries) {
                const auto fewer = [&](const auto& a, const auto& b) {
                    return estimates_.nodes(*a) < estimates_.nodes(*b);
                };
                kept = {std::nullopt, *std::min_element(kept.begin() + 1, kept.end(), fewer)};
            }
        }
        std::optional<State> best;
        Folding chosen;
        for (const auto& node : kept) {
            folding_ = fold(pattern_, estimates_, context_, node);
            State state = best_order();
            if (best && best->cost <= state.cost) continue;
            best = std::move(state);
            chosen = std::move(folding_);
        }
        folding_ = std::move(chosen);
        for (std::size_t i = 0; i < pattern_.conditions.size(); ++i) {
            if (folding_.conditions[i]) pattern_.conditions[i].placed = true;
        }
        return std::move(best->steps);
    }

    struct State {
        std::vector<bool> known;
        std::vector<bool> done;
        double rows = 1;
        double cost = 0;
        std::vector<std::vector<bool>> weighed;  // by node and weight
        std::vector<Step> steps;
    };

    State best_order() const {
        State first;
        first.rows = rows_;
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            first.known.push_back(pattern_.nodes[i].known || folding_.nodes[i]);
            first.weighed.emplace_back(folding_.weights[i].size());
        }
        add_weights(first);
        first.done = folding_.edges;
        std::optional<State> best;
        const bool starts_known = std::any_of(pattern_.nodes.begin(), pattern_.nodes.end(),
                                              [](const PatternNode& node) { return node.known; });
        for (std::size_t start = 0; start < pattern_.nodes.size(); ++start) {
            if (starts_known || first.known[start]) continue;
            State state = first;
            take(state, finding(state, start));
            complete(state);
            if (!best || state.cost < best->cost) best = std::move(state);
        }
        if (best) return std::move(*best);
        complete(first);
        return first;
    }

    void complete(State& state) const {
        while (true) {
            std::optional<Step> next = next_step(state);
            if (!next) return;
            take(state, std::move(*next));
        }
    }

    void take(State& state, Step step) const {
        state.rows = step.rows;
        state.cost += step.cost();
        for (std::size_t edge : step.edges) {
            state.done[edge] = true;
            state.known[pattern_.edges[edge].left] = state.known[pattern_.edges[edge].right] = true;
        }
        if (step.node != kNone) state.known[step.node] = true;
        state.steps.push_back(std::move(step));
        add_weights(state);
    }

    // Counts come as soon as they can (place_weights).
    void add_weights(State& state) const {
        const bool in_order = state.steps.size() == 1 && state.steps[0].kind == Step::Kind::kFind;
        for (std::size_t node = 0; node < folding_.weights.size(); ++node) {
            const double look = in_order ? kNextLook : look_at_any(estimates_.nodes(node));
            for (std::size_t i = 0; i < folding_.weights[node].size(); ++i) {
                const Weight& weight = folding_.weights[node][i];
                if (state.weighed[node][i] || !state.known[node] || !are_known(state, weight.needs)) continue;
                state.weighed[node][i] = true;
                state.cost += weight.cost(state.rows, look);
                state.rows *= weight.kept;
            }
        }
    }
    bool are_known(const State& state, const SlotSet& slots) const {
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (!state.known[i] && slots.contains(pattern_.nodes[i].slot)) return false;
        }
        return true;
    }

    std::optional<Step> next_step(const State& state) const {
        std::optional<Step> best;
        const auto offer = [&best](Step step) {
            if (!best || step.cost() < best->cost()) best = std::move(step);
        };
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) {
            if (state.done[i]) continue;
            const PatternEdge& edge = pattern_.edges[i];
            const bool left = state.known[edge.left];
            const bool right = state.known[edge.right];
            if (waits(state, edge.left) || waits(state, edge.right)) continue;
            if (edge.known) return Step{Step::Kind::kFollow, kNone, {i}, state.rows, state.rows};
            if (left && right) {
                offer(closing(state, i));
            } else if (left || right) {
                const std::size_t from = left ? edge.left : edge.right;
                const std::size_t to = left ? edge.right : edge.left;
                const double rows = state.rows * (went_along(state, i, from) ? estimates_.bias(edge, from) : 1);
                offer({Step::Kind::kExpand,
                       to,
                       {i},
                       rows * estimates_.fan_out(edge, from),
                       state.rows + rows * estimates_.degree(edge, from)});
                if (is_looked_up(to)) offer(finding(state, to));
            }
        }
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (!state.known[i]) offer_intersection(state, i, offer);
        }
        if (best) return best;
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (!state.known[i]) offer(finding(state, i));
        }
        return best;
    }

    // Whether a like relationship of the node is in the rows already.
    bool went_along(const State& state, std::size_t number, std::size_t node) const {
        const PatternEdge& edge = pattern_.edges[number];
        const ast::Arrow arrow = turned(edge.hop, edge.left != node).arrow;
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) {
            const PatternEdge& other = pattern_.edges[i];
            if (!state.done[i] || folding_.edges[i] || other.path || (other.left != node && other.right != node))
                continue;
            if (other.hop.types == edge.hop.types && turned(other.hop, other.left != node).arrow == arrow) return true;
        }
        return false;
    }

    // Whether the node is found by a search for a path that is still to come.
    bool waits(const State& state, std::size_t node) const {
        if (!pattern_.nodes[node].inside) return false;
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) {
            if (state.done[i] || !pattern_.edges[i].path) continue;
            for (const LongPath::Round& round : pattern_.edges[i].path->rounds) {
                for (const PathSegment::Group& group : round.groups) {
                    if (group.list == pattern_.nodes[node].slot) return true;
                }
            }
        }
        return false;
    }

    bool is_looked_up(std::size_t node) const {
        return estimates_.seek(node, {}).has_value() || estimates_.look_up(node, {}).has_value();
    }

    Step finding(const State& state, std::size_t node) const {
        const NameCondition& labels = pattern_.nodes[node].labels;
        const double found = estimates_.nodes(node);
        const double looked_at =
            is_looked_up(node) ? found : context_.statistics.nodes(context_.resolver.plan().names, labels);
        return {Step::Kind::kFind, node, {}, state.rows * found, state.rows * looked_at};
    }

    Step closing(const State& state, std::size_t number) const {
        const PatternEdge& edge = pattern_.edges[number];
        // A search from both ends looks at about the square root of what one from one end does.
        const double work = edge.path ? std::sqrt(estimates_.degree(edge, edge.left)) : 1;
        return {Step::Kind::kClose, kNone, {number}, state.rows * estimates_.closing(edge), state.rows * work};
    }

    void offer_intersection(const State& state, std::size_t node, const auto& offer) const {
        Step step{Step::Kind::kIntersect, node, {}, std::numeric_limits<double>::infinity(), 0};
        double share = 1;
        double least_degree = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) {
            const PatternEdge& edge = pattern_.edges[i];
            if (state.done[i] || edge.path || (edge.left != node && edge.right != node)) continue;
            const std::size_t from = edge.left == node ? edge.right : edge.left;
            if (!state.known[from] || waits(state, from)) continue;
            step.edges.push_back(i);
            step.rows = std::min(step.rows, estimates_.fan_out(edge, from));
            least_degree = std::min(least_degree, estimates_.degree(edge, from));
            share *= estimates_.closing(edge);
        }
        if (step.edges.size() < 2) return;
        step.rows *= state.rows * std::max(share, 1e-6);
        step.work = state.rows * (1 + least_degree * static_cast<double>(step.edges.size()));
        offer(std::move(step));
    }

    // --- The operators.

    void add(Operation operation) { plan_ = make_node(std::move(operation), std::move(plan_), rows_); }

    void emit(const Step& step) {
        rows_ = step.rows;
        switch (step.kind) {
            case Step::Kind::kFind: find(step.node); break;
            case Step::Kind::kFollow: follow(step.edges[0]); break;
            case Step::Kind::kExpand: expand(step.edges[0], step.node); break;
            case Step::Kind::kClose: close(step.edges[0]); break;
            case Step::Kind::kIntersect: intersect(step); break;
        }
        for (std::size_t edge : step.edges) {
            have_.insert(pattern_.edges[edge].slot);
            keep_apart(pattern_.edges[edge]);
        }
        place_weights();
        place_conditions();
    }

    void find(std::size_t number) {
        const PatternNode& node = pattern_.nodes[number];
        NameCondition rest = node.labels;
        if (const auto seek = estimates_.seek(number, have_)) {
            add(SeekNode{node.slot, seek->second});
        } else if (const auto look_up = estimates_.look_up(number, have_)) {
            add(LookUpNodes{node.slot, look_up->label, look_up->key, look_up->value});
            if (rest.kind == NameCondition::Kind::kName) rest = {};
        } else if (const auto label = scanned_label(node.labels)) {
            add(ScanLabel{node.slot, *label});
            if (rest.kind == NameCondition::Kind::kName) rest = {};
        } else {
            add(ScanNodes{node.slot});
        }
        have_.insert(node.slot);
        check_labels(node.slot, rest);
    }

    // Of labels that must all be there, the rarest.
    std::optional<LabelRef> scanned_label(const NameCondition& labels) const {
        if (labels.kind == NameCondition::Kind::kName) return labels.name;
        if (labels.kind != NameCondition::Kind::kAll) return std::nullopt;
        std::optional<LabelRef> best;
        double least = 0;
        for (const NameCondition& operand : labels.operands) {
            const auto label = scanned_label(operand);
            if (!label) continue;
            const double count = context_.statistics.nodes(context_.resolver.plan().names, operand);
            if (best && count >= least) continue;
            best = label;
            least = count;
        }
        return best;
    }

    void check_labels(Slot slot, const NameCondition& labels) {
        if (labels.kind == NameCondition::Kind::kAlways) return;
        add(Filter{{make_expression(HasLabels{make_expression(SlotRef{slot}), labels, {}})}});
    }

    // Null has no labels and no neighbours; where neither is asked for, it must be told from a node by itself.
    bool stands_alone(std::size_t node) const {
        return pattern_.nodes[node].labels.kind == NameCondition::Kind::kAlways &&
               std::none_of(pattern_.edges.begin(), pattern_.edges.end(),
                            [node](const PatternEdge& edge) { return edge.left == node || edge.right == node; });
    }
    void require_node(Slot slot) { add(Filter{{make_expression(TestNull{make_expression(SlotRef{slot}), true})}}); }

    Slot read_slot(Slot slot) const { return pattern_.used.contains(slot) || is_asked(slot) ? slot : kNoSlot; }
    bool is_asked(Slot slot) const {
        return std::any_of(pattern_.conditions.begin(), pattern_.conditions.end(), [slot](const Condition& condition) {
            return !condition.placed && condition.slots.contains(slot);
        });
    }

    void follow(std::size_t number) {
        const PatternEdge& edge = pattern_.edges[number];
        const PatternNode& left = pattern_.nodes[edge.left];
        const PatternNode& right = pattern_.nodes[edge.right];
        const bool left_known = have_.contains(left.slot);
        const bool right_known = have_.contains(right.slot);
        add(FollowRelationship{edge.slot, left.slot, right.slot, left_known, right_known, edge.hop});
        have_.insert({left.slot, right.slot});
        for (const auto& [node, known] : {std::pair(edge.left, left_known), std::pair(edge.right, right_known)}) {
            if (!known) check_labels(pattern_.nodes[node].slot, pattern_.nodes[node].labels);
        }
    }

    void expand(std::size_t number, std::size_t to) {
        const PatternEdge& edge = pattern_.edges[number];
        const bool backwards = edge.left == to;
        const std::size_t from = backwards ? edge.right : edge.left;
        if (edge.path) {
            SearchPaths search = search_along(edge, backwards);
            search.labels = pattern_.nodes[to].labels;
            add(std::move(search));
        } else {
            const Hop hop = turned(edge.hop, backwards);
            add(Expand{pattern_.nodes[from].slot, read_slot(edge.slot), pattern_.nodes[to].slot, hop,
                       reached_labels(pattern_, context_, hop, from, to)});
        }
        have_.insert(pattern_.nodes[to].slot);
    }

    void close(std::size_t number) {
        const PatternEdge& edge = pattern_.edges[number];
        if (edge.path) {
            SearchPaths search = search_along(edge, false);
            search.into = true;
            add(std::move(search));
        } else {
            add(ExpandInto{pattern_.nodes[edge.left].slot, read_slot(edge.slot), pattern_.nodes[edge.right].slot,
                           edge.hop});
        }
    }

    SearchPaths search_along(const PatternEdge& edge, bool backwards) {
        SearchPaths search = make_search(*edge.path, read_slot(edge.slot), backwards);
        search.from = pattern_.nodes[backwards ? edge.right : edge.left].slot;
        search.to = pattern_.nodes[backwards ? edge.left : edge.right].slot;
        SlotSet asked;
        for (const ExpressionPtr& condition : search.conditions) asked.merge(locals_of(*condition));
        bool gives_path = search.relationships != kNoSlot || !search.conditions.empty();
        for (PathSegment& segment : search.segments) {
            std::erase_if(segment.groups, [&](const PathSegment::Group& group) {
                return read_slot(group.list) == kNoSlot && !asked.contains(group.list);
            });
            for (const PathSegment::Group& group : segment.groups) have_.insert(group.list);
            gives_path = gives_path || !segment.groups.empty();
        }
        if (search.path != kNoSlot && read_slot(search.path) == kNoSlot && !asked.contains(search.path)) {
            search.path = kNoSlot;
        }
        if (search.path != kNoSlot) have_.insert(search.path);
        search.reach_only = !context_.multiplicity && !gives_path && search.path == kNoSlot && can_reach(search);
        return search;
    }

    // Whether looking at every node once finds every end.
    static bool can_reach(const SearchPaths& search) {
        if (search.selector || search.segments.size() != 1 || search.segments[0].steps.size() != 1) return false;
        const PathSegment& segment = search.segments[0];
        if (search.mode == ast::PathMode::kWalk) return true;
        // A shortest walk repeats nothing, but for the way back to the first node along one relationship.
        const bool directed = segment.steps[0].hop.arrow != ast::Arrow::kEither;
        return search.mode == ast::PathMode::kTrail && (segment.min == 0 || (segment.min == 1 && directed));
    }

    void intersect(const Step& step) {
        const PatternNode& node = pattern_.nodes[step.node];
        Intersect operation;
        operation.to = node.slot;
        operation.labels = node.labels;
        for (std::size_t number : step.edges) {
            const PatternEdge& edge = pattern_.edges[number];
            const bool backwards = edge.left == step.node;
            const std::size_t from = backwards ? edge.right : edge.left;
            const Hop hop = turned(edge.hop, backwards);
            operation.legs.push_back({pattern_.nodes[from].slot, read_slot(edge.slot), hop});
            const NameCondition asked = reached_labels(pattern_, context_, hop, from, step.node);
            if (asked.kind == NameCondition::Kind::kAlways) operation.labels = {};
        }
        add(std::move(operation));
        have_.insert(node.slot);
    }

    // Relationships that must not be one.
    void keep_apart(const PatternEdge& edge) {
        Filter filter;
        AllDifferent different{{edge.slot}};
        for (Slot slot : edge.unlike) {
            if (!have_.contains(slot)) continue;
            const bool single = kind(slot) == SlotKind::kRelationship && kind(edge.slot) == SlotKind::kRelationship;
            if (!single) {
                different.slots.push_back(slot);
                continue;
            }
            Compare unequal{make_expression(SlotRef{edge.slot}),
                            {{ast::ComparisonOperator::kNotEqual, make_expression(SlotRef{slot})}}};
            filter.conditions.push_back(make_expression(std::move(unequal)));
        }
        if (different.slots.size() > 1) filter.conditions.push_back(make_expression(std::move(different)));
        if (!filter.conditions.empty()) add(std::move(filter));
    }
    SlotKind kind(Slot slot) const { return context_.resolver.plan().slots[slot].kind; }

    // Counts as soon as everything they look at is in the row.
    void place_weights() {
        for (std::size_t node = 0; node < pattern_.nodes.size(); ++node) {
            const Slot slot = pattern_.nodes[node].slot;
            if (!have_.contains(slot)) continue;
            std::erase_if(folding_.weights[node], [&](Weight& weight) {
                if (!std::includes(have_.begin(), have_.end(), weight.needs.begin(), weight.needs.end())) return false;
                Weigh weigh{slot, std::move(weight.tree)};
                weigh.exists_only = !context_.multiplicity;
                add(std::move(weigh));
                return true;
            });
        }
    }

    void place_conditions() {
        std::vector<ExpressionPtr> ready;
        for (Condition& condition : pattern_.conditions) {
            const SlotSet& slots = condition.slots;
            if (condition.placed || !std::includes(have_.begin(), have_.end(), slots.begin(), slots.end())) continue;
            condition.placed = true;
            ready.push_back(condition.expression);
        }
        plan_ = add_conditions(std::move(plan_), std::move(ready), context_.resolver);
    }

    Pattern pattern_;
    const PatternContext& context_;
    Estimates estimates_;
    Folding folding_;
    NodePtr plan_;
    double rows_ = 1;
    SlotSet have_;
};

}  // namespace

NodePtr plan_pattern(Pattern pattern, NodePtr input, const SlotSet& known, const PatternContext& context) {
    for (Pattern& part : take_unread_parts(pattern)) {
        NodePtr counted = PatternPlanner(std::move(part), context).plan(make_node(Unit{}, nullptr, 1), {});
        const double rows = input->rows * (context.multiplicity ? counted->rows : 1);
        input = make_node(Multiply{!context.multiplicity}, std::move(input), rows);
        input->children.push_back(std::move(counted));
    }
    return PatternPlanner(std::move(pattern), context).plan(std::move(input), known);
}

std::optional<Weigh> plan_weight(Pattern pattern, const SlotSet& known, const PatternContext& context) {
    return PatternPlanner(std::move(pattern), context).weight(known);
}

}  // namespace mirrorgraph::query::plan

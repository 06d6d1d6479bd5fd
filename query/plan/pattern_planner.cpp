#include "query/plan/pattern_planner.h"

#include <algorithm>
#include <limits>

#include "query/plan/estimates.h"
#include "query/plan/filters.h"

namespace mirrorgraph::query::plan {

namespace {

constexpr std::size_t kNone = ~std::size_t{0};
constexpr double kMuchSmaller = 0.1;

NodePtr make_node(Operation operation, NodePtr child, double rows) {
    auto node = std::make_shared<Node>();
    node->operation = std::move(operation);
    if (child) node->children.push_back(std::move(child));
    node->rows = rows;
    return node;
}

Hop turned(Hop hop, bool backwards) {
    if (backwards && hop.arrow != ast::Arrow::kEither) {
        hop.arrow = hop.arrow == ast::Arrow::kRight ? ast::Arrow::kLeft : ast::Arrow::kRight;
    }
    return hop;
}

// What a step of the order does.
struct Step {
    enum class Kind { kFind, kFollow, kExpand, kClose, kIntersect };
    Kind kind;
    std::size_t node = kNone;        // that becomes known
    std::vector<std::size_t> edges;  // one, but for kIntersect
    double rows = 1;                 // after it
};

class PatternPlanner {
  public:
    PatternPlanner(Pattern pattern, const PatternContext& context)
        : pattern_(std::move(pattern)),
          context_(context),
          estimates_(pattern_, context.resolver.plan(), context.statistics),
          gone_(pattern_.nodes.size()),
          edge_gone_(pattern_.edges.size()),
          weights_(pattern_.nodes.size()) {
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) gone_[i] = pattern_.nodes[i].inside;
    }

    NodePtr plan(NodePtr input, const SlotSet& known) {
        eliminate();
        plan_ = std::move(input);
        rows_ = plan_->rows;
        have_ = known;
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (pattern_.nodes[i].known && !gone_[i]) check_known_node(i);
        }
        place_conditions();
        for (const Step& step : best_order()) emit(step);
        for (const NamedPath& path : pattern_.paths) {
            if (!pattern_.used.contains(path.slot)) continue;
            Project project{{{path.slot, make_expression(BuildPath{path.start, path.pieces})}}};
            add(std::move(project));
            have_.insert(path.slot);
        }
        place_conditions();
        return plan_;
    }

    std::optional<Weigh> weight() {
        eliminate();
        std::size_t root = kNone;
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (gone_[i]) continue;
            if (root != kNone) return std::nullopt;
            root = i;
        }
        const bool all_edges = std::all_of(edge_gone_.begin(), edge_gone_.end(), [](bool gone) { return gone; });
        const bool all_conditions = std::all_of(pattern_.conditions.begin(), pattern_.conditions.end(),
                                                [](const Condition& condition) { return condition.placed; });
        if (root == kNone || !all_edges || !all_conditions || weights_[root].size() != 1) return std::nullopt;
        if (!pattern_.nodes[root].known || pattern_.nodes[root].labels.kind != NameCondition::Kind::kAlways) {
            return std::nullopt;
        }
        return Weigh{pattern_.nodes[root].slot, weights_[root][0]};
    }

  private:
    // --- What is counted instead of walked.

    void eliminate() {
        const std::size_t kept = root();
        while (true) {
            std::size_t largest = kNone;
            for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
                if (i == kept || !is_leaf(i)) continue;
                if (largest == kNone || estimates_.nodes(i) > estimates_.nodes(largest)) largest = i;
            }
            if (largest == kNone) return;
            fold(largest);
        }
    }

    // The node that is best to start from, where it must not be folded away.
    std::size_t root() const {
        std::size_t least = kNone;
        double least_read = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (pattern_.nodes[i].known) return kNone;
            if (gone_[i]) continue;
            if (least == kNone || estimates_.nodes(i) < estimates_.nodes(least)) least = i;
            if (!may_be_leaf(i)) least_read = std::min(least_read, estimates_.nodes(i));
        }
        return least != kNone && estimates_.nodes(least) < kMuchSmaller * least_read ? least : kNone;
    }

    // Nobody reads it, and its conditions look at nothing else.
    bool may_be_leaf(std::size_t node) const {
        const PatternNode& candidate = pattern_.nodes[node];
        return !candidate.known && !gone_[node] && !pattern_.used.contains(candidate.slot) &&
               own_conditions_only({candidate.slot});
    }

    bool is_leaf(std::size_t node) const {
        if (!may_be_leaf(node)) return false;
        const std::size_t edge = only_edge(node);
        if (edge == kNone) return false;
        const PatternEdge& to = pattern_.edges[edge];
        return !to.path && !to.known && to.left != to.right && !pattern_.used.contains(to.slot) &&
               own_conditions_only({to.slot, pattern_.nodes[node].slot});
    }

    std::size_t only_edge(std::size_t node) const {
        std::size_t only = kNone;
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) {
            if (edge_gone_[i] || (pattern_.edges[i].left != node && pattern_.edges[i].right != node)) continue;
            if (only != kNone) return kNone;
            only = i;
        }
        return only;
    }

    // Whether every condition that reads one of the slots reads only these, and can be asked while counting.
    bool own_conditions_only(const SlotSet& slots) const {
        for (const Condition& condition : pattern_.conditions) {
            const SlotSet read = slots_of(*condition.expression);
            const bool about = std::any_of(slots.begin(), slots.end(), [&](Slot slot) { return read.contains(slot); });
            if (!about || condition.placed) continue;
            // A condition on the relationship may also read its end.
            if (condition.source == nullptr || has_subquery(*condition.source)) return false;
            if (slots.size() > 1 && !std::includes(slots.begin(), slots.end(), read.begin(), read.end())) return false;
        }
        return true;
    }

    void fold(std::size_t node) {
        const std::size_t number = only_edge(node);
        const PatternEdge& edge = pattern_.edges[number];
        const std::size_t other = edge.left == node ? edge.right : edge.left;
        WeightTree tree;
        tree.hop = turned(edge.hop, edge.left == node);
        tree.relationship = edge.slot;
        tree.to = pattern_.nodes[node].slot;
        tree.labels = reached_labels(tree.hop, other, node);
        tree.branches = std::move(weights_[node]);
        Layout inside = context_.layout;
        for (std::size_t i = 0; i < inside.slots.size(); ++i) {
            if (inside.slots[i] == tree.to || inside.slots[i] == edge.slot) inside.locals[i] = true;
        }
        for (Condition& condition : pattern_.conditions) {
            if (condition.placed || (!condition.slots.contains(tree.to) && !condition.slots.contains(edge.slot)))
                continue;
            tree.conditions.push_back(context_.resolver.resolve(*condition.source, inside));
            condition.placed = true;
        }
        weights_[other].push_back(std::move(tree));
        gone_[node] = true;
        edge_gone_[number] = true;
    }

    // The labels that are still to be asked for behind the hop.
    NameCondition reached_labels(const Hop& hop, std::size_t from, std::size_t to) const {
        const NameCondition& labels = pattern_.nodes[to].labels;
        const Names& names = context_.resolver.plan().names;
        if (context_.exact && context_.statistics.always_leads_to(names, hop, pattern_.nodes[from].labels, labels)) {
            return {};
        }
        return labels;
    }

    // --- The order.

    struct State {
        std::vector<bool> known;
        std::vector<bool> done;
        double rows = 1;
        double cost = 0;
        std::vector<Step> steps;
    };

    std::vector<Step> best_order() const {
        State first;
        first.rows = rows_;
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            first.known.push_back(pattern_.nodes[i].known || gone_[i]);
        }
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) first.done.push_back(edge_gone_[i]);
        std::optional<State> best;
        const bool starts_known = std::any_of(pattern_.nodes.begin(), pattern_.nodes.end(),
                                              [](const PatternNode& node) { return node.known; });
        for (std::size_t start = 0; start < pattern_.nodes.size(); ++start) {
            if (starts_known || first.known[start]) continue;
            State state = first;
            take(state, {Step::Kind::kFind, start, {}, state.rows * estimates_.nodes(start)});
            complete(state);
            if (!best || state.cost < best->cost) best = std::move(state);
        }
        if (!best) {
            best = first;
            complete(*best);
        }
        return best->steps;
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
        state.cost += step.rows;
        if (step.node != kNone) state.known[step.node] = true;
        for (std::size_t edge : step.edges) {
            state.done[edge] = true;
            state.known[pattern_.edges[edge].left] = state.known[pattern_.edges[edge].right] = true;
        }
        state.steps.push_back(std::move(step));
    }

    std::optional<Step> next_step(const State& state) const {
        std::optional<Step> best;
        const auto offer = [&best](Step step) {
            if (!best || step.rows < best->rows) best = std::move(step);
        };
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) {
            if (state.done[i]) continue;
            const PatternEdge& edge = pattern_.edges[i];
            const bool left = state.known[edge.left];
            const bool right = state.known[edge.right];
            if (edge.known) return Step{Step::Kind::kFollow, kNone, {i}, state.rows};
            if (left && right) {
                offer({Step::Kind::kClose, kNone, {i}, state.rows * estimates_.closing(edge)});
            } else if (left || right) {
                const std::size_t from = left ? edge.left : edge.right;
                const std::size_t to = left ? edge.right : edge.left;
                offer({Step::Kind::kExpand, to, {i}, state.rows * estimates_.fan_out(edge, from)});
            }
        }
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (!state.known[i]) offer_intersection(state, i, offer);
        }
        if (best) return best;
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (!state.known[i]) offer({Step::Kind::kFind, i, {}, state.rows * estimates_.nodes(i)});
        }
        return best;
    }

    void offer_intersection(const State& state, std::size_t node, const auto& offer) const {
        Step step{Step::Kind::kIntersect, node, {}, std::numeric_limits<double>::infinity()};
        double share = 1;
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) {
            const PatternEdge& edge = pattern_.edges[i];
            if (state.done[i] || edge.path || (edge.left != node && edge.right != node)) continue;
            const std::size_t from = edge.left == node ? edge.right : edge.left;
            if (!state.known[from]) continue;
            step.edges.push_back(i);
            step.rows = std::min(step.rows, estimates_.fan_out(edge, from));
            share *= estimates_.closing(edge);
        }
        if (step.edges.size() < 2) return;
        step.rows *= state.rows * std::max(share, 1e-6);
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
        if (step.node != kNone) weigh(step.node);
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

    void check_known_node(std::size_t node) {
        check_labels(pattern_.nodes[node].slot, pattern_.nodes[node].labels);
        weigh(node);
    }

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
            if (known) continue;
            check_labels(pattern_.nodes[node].slot, pattern_.nodes[node].labels);
            weigh(node);
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
                       reached_labels(hop, from, to)});
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
            operation.legs.push_back({pattern_.nodes[from].slot, read_slot(edge.slot), turned(edge.hop, backwards)});
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

    void weigh(std::size_t node) {
        for (WeightTree& tree : weights_[node]) {
            Weigh weigh{pattern_.nodes[node].slot, std::move(tree)};
            weigh.exists_only = !context_.multiplicity;
            add(std::move(weigh));
        }
        weights_[node].clear();
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
    std::vector<bool> gone_;  // folded into a weight, or inside a long path
    std::vector<bool> edge_gone_;
    std::vector<std::vector<WeightTree>> weights_;  // by the node they hang on
    NodePtr plan_;
    double rows_ = 1;
    SlotSet have_;
};

}  // namespace

NodePtr plan_pattern(Pattern pattern, NodePtr input, const SlotSet& known, const PatternContext& context) {
    return PatternPlanner(std::move(pattern), context).plan(std::move(input), known);
}

std::optional<Weigh> plan_weight(Pattern pattern, const PatternContext& context) {
    return PatternPlanner(std::move(pattern), context).weight();
}

}  // namespace mirrorgraph::query::plan

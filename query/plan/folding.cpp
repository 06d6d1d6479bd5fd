#include "query/plan/folding.h"

#include <algorithm>

#include "query/plan/filters.h"

namespace mirrorgraph::query::plan {

namespace {

constexpr std::size_t kNone = ~std::size_t{0};

bool is_node(const Plan& plan, const ExpressionPtr& expression, Slot& slot) {
    const auto* reference = std::get_if<SlotRef>(&expression->node);
    if (reference == nullptr || plan.slots[reference->slot].kind != SlotKind::kNode) return false;
    slot = reference->slot;
    return true;
}

class Folder {
  public:
    Folder(const Pattern& pattern, const Estimates& estimates, const PatternContext& context,
           std::optional<std::size_t> kept)
        : pattern_(pattern), estimates_(estimates), context_(context), kept_(kept) {
        for (const PatternNode& node : pattern.nodes) result_.nodes.push_back(node.inside);
        result_.edges.resize(pattern.edges.size());
        for (const Condition& condition : pattern.conditions) result_.conditions.push_back(condition.placed);
        result_.weights.resize(pattern.nodes.size());
        for (std::size_t i = 0; i < pattern.conditions.size(); ++i) read_factor(i);
    }

    Folding fold() {
        while (true) {
            std::size_t best = kNone;
            for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
                if (i == kept_ || !is_leaf(i)) continue;
                if (best == kNone || goes_before(i, best)) best = i;
            }
            if (best == kNone) break;
            fold_away(best);
        }
        for (Factor& factor : factors_) {
            if (factor.done || factor.kind != Tie::Kind::kOthers) continue;
            Weight weight = std::move(factor.weight);
            weight.tree.ties.push_back({Tie::Kind::kUnlike, factor.to, {}});
            weight.needs.insert(factor.to);
            result_.weights[node_at(factor.from)].push_back(std::move(weight));
        }
        return std::move(result_);
    }

  private:
    // What holds between two nodes; of kOthers: the number of ways from one that do not begin at the other.
    struct Factor {
        Tie::Kind kind;
        Slot from;
        Slot to;
        Weight weight;  // the ways from `from`, but of kUnlike
        std::size_t condition = kNone;
        bool done = false;

        bool is_about(Slot slot) const { return !done && (from == slot || to == slot); }
        Slot other(Slot slot) const { return from == slot ? to : from; }
    };

    void read_factor(std::size_t number) {
        const Condition& condition = pattern_.conditions[number];
        if (condition.placed || condition.source == nullptr) return;
        Factor factor{Tie::Kind::kUnlike, kNoSlot, kNoSlot, {}, number, false};
        if (const auto* compare = std::get_if<Compare>(&condition.expression->node)) {
            if (compare->rest.size() != 1 || compare->rest[0].first != ast::ComparisonOperator::kNotEqual) return;
            const Plan& plan = context_.resolver.plan();
            if (!is_node(plan, compare->first, factor.from) || !is_node(plan, compare->rest[0].second, factor.to))
                return;
        } else if (const auto existence = as_existence(*condition.expression)) {
            const Node& root = *existence->subplan->plan;
            const auto* expand = std::get_if<ExpandInto>(&root.operation);
            if (expand == nullptr || !std::holds_alternative<Argument>(root.children[0]->operation)) return;
            factor.kind = existence->negated ? Tie::Kind::kStranger : Tie::Kind::kNeighbour;
            factor.from = expand->from;
            factor.to = expand->to;
            factor.weight.tree.hop = expand->hop;
        } else {
            return;
        }
        if (factor.from != factor.to) factors_.push_back(std::move(factor));
    }

    std::size_t node_at(Slot slot) const {
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (pattern_.nodes[i].slot == slot) return i;
        }
        return kNone;
    }

    bool is_leaf(std::size_t node) const {
        if (result_.nodes[node] || !is_unread(pattern_, node) || required_.contains(pattern_.nodes[node].slot)) {
            return false;
        }
        const std::size_t edge = only_edge(node);
        if (edge == kNone) return false;
        const PatternEdge& to = pattern_.edges[edge];
        return !to.path && !to.known && to.left != to.right && !pattern_.used.contains(to.slot) &&
               own_conditions_only(pattern_.nodes[node].slot, to.slot);
    }

    std::size_t only_edge(std::size_t node) const {
        std::size_t only = kNone;
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) {
            if (result_.edges[i] || (pattern_.edges[i].left != node && pattern_.edges[i].right != node)) continue;
            if (only != kNone) return kNone;
            only = i;
        }
        return only;
    }

    // Whether every condition on the node or the relationship looks at nothing else, or is a factor.
    bool own_conditions_only(Slot node, Slot relationship) const {
        for (std::size_t i = 0; i < pattern_.conditions.size(); ++i) {
            if (result_.conditions[i] || is_factor(i)) continue;
            const Condition& condition = pattern_.conditions[i];
            SlotSet read = slots_of(*condition.expression);
            if (read.erase(node) + read.erase(relationship) == 0) continue;
            if (!read.empty() || condition.source == nullptr || has_subquery(*condition.source)) return false;
        }
        return true;
    }
    bool is_factor(std::size_t condition) const {
        return std::any_of(factors_.begin(), factors_.end(),
                           [&](const Factor& factor) { return factor.condition == condition; });
    }

    // First what needs no other node to stay, then what hangs on the node that stays anyhow, then the largest.
    bool goes_before(std::size_t a, std::size_t b) const {
        const std::size_t needs_a = new_needs(a);
        const std::size_t needs_b = new_needs(b);
        if (needs_a != needs_b) return needs_a < needs_b;
        const bool stays_a = hangs_on_kept(a);
        const bool stays_b = hangs_on_kept(b);
        if (stays_a != stays_b) return stays_a;
        return estimates_.nodes(a) > estimates_.nodes(b);
    }
    bool hangs_on_kept(std::size_t node) const {
        const PatternEdge& edge = pattern_.edges[only_edge(node)];
        return kept_ && (edge.left == *kept_ || edge.right == *kept_);
    }
    std::size_t new_needs(std::size_t node) const {
        const Slot slot = pattern_.nodes[node].slot;
        if (can_stay_factor(node)) return 0;
        SlotSet needs;
        for (const Factor& factor : factors_) {
            if (!factor.is_about(slot)) continue;
            const std::size_t other = node_at(factor.other(slot));
            if (other == kNone || other == kept_ || pattern_.nodes[other].known ||
                required_.contains(factor.other(slot)))
                continue;
            needs.insert(factor.other(slot));
        }
        return needs.size();
    }

    // Unlike one node, and tied to nothing else: a count of its ways need not say yet which of the two stays.
    bool can_stay_factor(std::size_t node) const {
        const Slot slot = pattern_.nodes[node].slot;
        const PatternEdge& edge = pattern_.edges[only_edge(node)];
        const Slot neighbour = pattern_.nodes[edge.left == node ? edge.right : edge.left].slot;
        std::size_t count = 0;
        for (const Factor& factor : factors_) {
            if (!factor.is_about(slot)) continue;
            ++count;
            const Slot other = factor.other(slot);
            if (factor.kind != Tie::Kind::kUnlike || other == neighbour || node_at(other) == kNone) return false;
        }
        return count == 1;
    }

    void fold_away(std::size_t node) {
        const std::size_t number = only_edge(node);
        const PatternEdge& edge = pattern_.edges[number];
        const std::size_t other = edge.left == node ? edge.right : edge.left;
        const bool stays_factor = can_stay_factor(node);
        Weight weight;
        WeightTree& tree = weight.tree;
        tree.hop = turned(edge.hop, edge.left == node);
        tree.relationship = edge.slot;
        tree.to = pattern_.nodes[node].slot;
        tree.labels = reached_labels(pattern_, context_, tree.hop, other, node);
        take_conditions(tree);
        double inside = 0;  // steps at one node that the hop reaches
        double inside_at_most = 0;
        const double degree = estimates_.degree(edge, other);
        const double edges = degree * std::max(1.0, estimates_.nodes(other));
        const double look = look_at_any(estimates_.nodes(node));
        for (Weight& branch : result_.weights[node]) {
            inside += look + branch.per_row;
            inside_at_most += branch.cost(edges, look);
            weight.needs.merge(branch.needs);
            tree.branches.push_back(std::move(branch.tree));
        }
        result_.weights[node].clear();
        std::optional<Factor> left = take_factors(weight, stays_factor);
        inside += static_cast<double>(tree.ties.size());
        const bool counts_all =
            tree.labels.kind == NameCondition::Kind::kAlways && tree.conditions.empty() && tree.branches.empty();
        const bool subtracts = tree.ties.size() == 1 && tree.ties[0].kind == Tie::Kind::kUnlike;
        if (counts_all && subtracts) weight.per_row = 2;
        if (!counts_all || !(subtracts || tree.ties.empty())) {
            weight.per_row = degree * (1 + inside);
            if (weight.needs.empty()) {
                weight.nodes = estimates_.nodes(other);
                weight.at_most = look_at_any(weight.nodes) * weight.nodes + edges + inside_at_most;
            }
        }
        weight.kept = std::min(1.0, estimates_.fan_out(edge, other));
        required_.insert(weight.needs.begin(), weight.needs.end());
        if (left) {
            left->from = pattern_.nodes[other].slot;
            left->weight = std::move(weight);
            factors_.push_back(std::move(*left));
        } else {
            result_.weights[other].push_back(std::move(weight));
        }
        result_.nodes[node] = true;
        result_.edges[number] = true;
    }

    void take_conditions(WeightTree& tree) {
        Layout inside = context_.layout;
        for (std::size_t i = 0; i < inside.slots.size(); ++i) {
            if (inside.slots[i] == tree.to || inside.slots[i] == tree.relationship) inside.locals[i] = true;
        }
        for (std::size_t i = 0; i < pattern_.conditions.size(); ++i) {
            if (result_.conditions[i] || is_factor(i)) continue;
            const SlotSet read = slots_of(*pattern_.conditions[i].expression);
            if (!read.contains(tree.to) && !read.contains(tree.relationship)) continue;
            tree.conditions.push_back(context_.resolver.resolve(*pattern_.conditions[i].source, inside));
            result_.conditions[i] = true;
        }
    }

    // Turns the factors of the node that is folded into ties; or into the factor that stands for all its ways.
    std::optional<Factor> take_factors(Weight& weight, bool stays_factor) {
        const Slot slot = weight.tree.to;
        std::optional<Factor> left;
        for (Factor& factor : factors_) {
            if (!factor.is_about(slot)) continue;
            factor.done = true;
            if (factor.condition != kNone) result_.conditions[factor.condition] = true;
            const Slot other = factor.other(slot);
            if (stays_factor) {
                left = Factor{Tie::Kind::kOthers, kNoSlot, other, {}, kNone, false};
                continue;
            }
            weight.needs.insert(other);
            weight.needs.insert(factor.weight.needs.begin(), factor.weight.needs.end());
            if (factor.kind == Tie::Kind::kUnlike) {
                weight.tree.ties.push_back({factor.kind, other, {}});
            } else if (factor.to == slot) {
                weight.tree.ties.push_back({factor.kind, other, {std::move(factor.weight.tree)}});
            } else if (factor.kind == Tie::Kind::kOthers) {
                factor.weight.tree.ties.push_back({Tie::Kind::kUnlike, other, {}});
                weight.tree.branches.push_back(std::move(factor.weight.tree));
            } else {
                factor.weight.tree.hop = turned(factor.weight.tree.hop, true);
                weight.tree.ties.push_back({factor.kind, other, {std::move(factor.weight.tree)}});
            }
        }
        return left;
    }

    const Pattern& pattern_;
    const Estimates& estimates_;
    const PatternContext& context_;
    std::optional<std::size_t> kept_;
    Folding result_;
    std::vector<Factor> factors_;
    SlotSet required_;  // stay in the row, since ties name them
};

}  // namespace

Folding fold(const Pattern& pattern, const Estimates& estimates, const PatternContext& context,
             std::optional<std::size_t> kept) {
    return Folder(pattern, estimates, context, kept).fold();
}

bool is_unread(const Pattern& pattern, std::size_t node) {
    const PatternNode& candidate = pattern.nodes[node];
    return !candidate.known && !candidate.inside && !pattern.used.contains(candidate.slot);
}

NameCondition reached_labels(const Pattern& pattern, const PatternContext& context, const Hop& hop, std::size_t from,
                             std::size_t to) {
    const NameCondition& labels = pattern.nodes[to].labels;
    const Names& names = context.resolver.plan().names;
    if (context.exact && context.statistics.always_leads_to(names, hop, pattern.nodes[from].labels, labels)) return {};
    return labels;
}

}  // namespace mirrorgraph::query::plan

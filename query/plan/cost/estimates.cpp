#include "query/plan/cost/estimates.h"

#include <algorithm>
#include <cmath>

namespace mirrorgraph::query::plan {

namespace {

constexpr double kEquality = 0.05;   // of rows that keep an equality
constexpr double kOther = 0.4;       // that keep any other condition
constexpr double kLongestGuess = 4;  // relationships that a path without an upper bound is taken for

// The sides of `slot.something = value`.
struct Equality {
    const Expression* left;
    ExpressionPtr right;
};

std::optional<Equality> equality_on(const ExpressionPtr& expression, const auto& is_left) {
    const auto* compare = std::get_if<Compare>(&expression->node);
    if (compare == nullptr || compare->rest.size() != 1) return std::nullopt;
    if (compare->rest[0].first != ast::ComparisonOperator::kEqual) return std::nullopt;
    if (is_left(*compare->first)) return Equality{compare->first.get(), compare->rest[0].second};
    if (is_left(*compare->rest[0].second)) return Equality{compare->rest[0].second.get(), compare->first};
    return std::nullopt;
}

bool is_slot(const ExpressionPtr& expression, Slot slot) {
    const auto* reference = std::get_if<SlotRef>(&expression->node);
    return reference != nullptr && reference->slot == slot;
}

bool reads_only(const Expression& expression, const SlotSet& known) {
    const SlotSet slots = slots_of(expression);
    return std::includes(known.begin(), known.end(), slots.begin(), slots.end());
}

// A label that every node of the condition has.
std::optional<LabelRef> certain_label(const NameCondition& labels) {
    if (labels.kind == NameCondition::Kind::kName) return labels.name;
    if (labels.kind != NameCondition::Kind::kAll) return std::nullopt;
    for (const NameCondition& operand : labels.operands) {
        if (const auto label = certain_label(operand)) return label;
    }
    return std::nullopt;
}

}  // namespace

double Estimates::selectivity(std::size_t node) const {
    const Slot slot = pattern_.nodes[node].slot;
    double share = 1;
    for (const Condition& condition : pattern_.conditions) {
        if (condition.slots != SlotSet{slot}) continue;
        const bool equal = equality_on(condition.expression, [](const Expression& side) {
                               return std::holds_alternative<PropertyOf>(side.node);
                           }).has_value();
        share *= equal ? kEquality : kOther;
    }
    return share;
}

double Estimates::nodes(std::size_t node) const {
    const auto [found, added] = known_nodes_.try_emplace(node, 0);
    if (added) found->second = count_nodes(node);
    return found->second;
}

double Estimates::fan_out(const PatternEdge& edge, std::size_t from) const {
    const auto [found, added] = known_fan_outs_.try_emplace({&edge, from}, 0);
    if (added) found->second = count_fan_out(edge, from);
    return found->second;
}

double Estimates::count_nodes(std::size_t node) const {
    const double all = statistics_.nodes(plan_.names, pattern_.nodes[node].labels) * selectivity(node);
    if (seek(node, {})) return 1;
    const auto found = look_up(node, {});
    return found ? std::min(all, found->rows) : all;
}

double Estimates::degree(const PatternEdge& edge, std::size_t from) const {
    const double ways = count_along(edge, from, {});
    if (!edge.path || !edge.path->selector) return ways;
    // A search for the shortest may have to look at everything.
    double all = 0;
    for (const LongPath::Round& round : edge.path->rounds) {
        for (const Hop& hop : round.hops) all += statistics_.relationships(plan_.names, hop, {}, {});
    }
    return std::max(ways, all);
}

double Estimates::count_fan_out(const PatternEdge& edge, std::size_t from) const {
    const std::size_t to = from == edge.left ? edge.right : edge.left;
    return count_along(edge, from, pattern_.nodes[to].labels) * selectivity(to);
}

double Estimates::count_along(const PatternEdge& edge, std::size_t from, const NameCondition& ends) const {
    const NameCondition& labels = pattern_.nodes[from].labels;
    const auto step = [&](Hop hop, const NameCondition& source, const NameCondition& target) {
        hop = turned(std::move(hop), from != edge.left);
        return statistics_.relationships(plan_.names, hop, source, target) /
               std::max(1.0, statistics_.nodes(plan_.names, source));
    };
    if (!edge.path) return step(edge.hop, labels, ends);
    double rows = 1;
    for (const LongPath::Round& round : edge.path->rounds) {
        double once = 1;
        for (const Hop& hop : round.hops) once *= step(hop, NameCondition{}, NameCondition{});
        const double most = std::min(static_cast<double>(round.max.value_or(~std::uint64_t{0})),
                                     static_cast<double>(round.min) + kLongestGuess);
        rows *= std::max(1.0, std::pow(std::max(once, 0.5), most));
    }
    if (edge.path->selector) rows = std::min(rows, statistics_.nodes(plan_.names, ends));
    return std::max(rows, 1.0);
}

double Estimates::bias(const PatternEdge& edge, std::size_t from) const {
    const double further = statistics_.further_relationships(plan_.names, turned(edge.hop, from != edge.left),
                                                             pattern_.nodes[from].labels);
    return std::max(1.0, further / std::max(1e-9, degree(edge, from)));
}

double Estimates::closing(const PatternEdge& edge) const {
    const double ends = statistics_.nodes(plan_.names, pattern_.nodes[edge.right].labels);
    return std::min(1.0, fan_out(edge, edge.left) / std::max(1.0, ends));
}

std::optional<LookUp> Estimates::look_up(std::size_t node, const SlotSet& known) const {
    const auto label = certain_label(pattern_.nodes[node].labels);
    if (!label) return std::nullopt;
    std::optional<LookUp> best;
    for (std::size_t i = 0; i < pattern_.conditions.size(); ++i) {
        const auto equality = equality_on(pattern_.conditions[i].expression, [&](const Expression& side) {
            const auto* property = std::get_if<PropertyOf>(&side.node);
            return property != nullptr && is_slot(property->subject, pattern_.nodes[node].slot);
        });
        if (!equality || !reads_only(*equality->right, known)) continue;
        LookUp found{*label, std::get<PropertyOf>(equality->left->node).key, equality->right, i, 1};
        if (const auto* constant = std::get_if<Constant>(&equality->right->node)) {
            const Snapshot& snapshot = statistics_.snapshot();
            const auto label_id = snapshot.find_label(plan_.names.labels[found.label]);
            const auto key_id = snapshot.find_key(plan_.names.keys[found.key]);
            found.rows = !label_id || !key_id || constant->value.is_null()
                             ? 0
                             : static_cast<double>(snapshot.lookup(*label_id, *key_id, constant->value).size());
        }
        if (!best || found.rows < best->rows) best = found;
    }
    return best;
}

std::optional<std::pair<std::size_t, ExpressionPtr>> Estimates::seek(std::size_t node, const SlotSet& known) const {
    static const ScalarFunction* const kElementId = find_function("elementId");
    for (std::size_t i = 0; i < pattern_.conditions.size(); ++i) {
        const auto equality = equality_on(pattern_.conditions[i].expression, [&](const Expression& side) {
            const auto* call = std::get_if<Call>(&side.node);
            return call != nullptr && kElementId != nullptr && call->function == kElementId &&
                   is_slot(call->arguments[0], pattern_.nodes[node].slot);
        });
        if (equality && reads_only(*equality->right, known)) return std::pair(i, equality->right);
    }
    return std::nullopt;
}

}  // namespace mirrorgraph::query::plan

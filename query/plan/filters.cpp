#include "query/plan/filters.h"

#include <algorithm>

namespace mirrorgraph::query::plan {

namespace {

// A sub-query that is expected to find more than this many rows is stopped at the first one, row by row; others run for
// a whole batch at once.
constexpr double kManyRows = 8;

NodePtr above(NodePtr child, Operation operation) {
    auto node = std::make_shared<Node>();
    node->rows = child->rows;
    node->operation = std::move(operation);
    node->children.push_back(std::move(child));
    return node;
}

// Whether every operator of the plan hands on rows of an argument one by one, so that many arguments can share a run.
bool is_shareable(const Node& node) {
    const bool passes =
        std::visit(Overloaded{
                       [](const Argument&) { return true; },   [](const ScanNodes&) { return true; },
                       [](const ScanLabel&) { return true; },  [](const LookUpNodes&) { return true; },
                       [](const SeekNode&) { return true; },   [](const Expand&) { return true; },
                       [](const ExpandInto&) { return true; }, [](const FollowRelationship&) { return true; },
                       [](const Intersect&) { return true; },  [](const SearchPaths&) { return true; },
                       [](const Weigh&) { return true; },      [](const Filter&) { return true; },
                       [](const Multiply&) { return true; },   [](const Project&) { return true; },
                       [](const Unwind&) { return true; },     [](const CallProcedure&) { return true; },
                       [](const Apply&) { return true; },      [](const CallSubquery&) { return true; },
                       [](const Unit&) { return false; },      [](const Aggregate&) { return false; },
                       [](const Distinct&) { return false; },  [](const Sort&) { return false; },
                       [](const Skip&) { return false; },      [](const Limit&) { return false; },
                       [](const Union&) { return false; },     [](const Create&) { return false; },
                       [](const Merge&) { return false; },     [](const Assign&) { return false; },
                       [](const Delete&) { return false; },    [](const Drain&) { return false; },
                   },
                   node.operation);
    return passes && std::all_of(node.children.begin(), node.children.end(),
                                 [](const NodePtr& child) { return is_shareable(*child); });
}

NodePtr add_existence(NodePtr plan, const Existence& existence, Resolver& resolver) {
    const RunSubplan& subplan = *existence.subplan;
    // One count from a known node needs no join.
    const auto* weigh = std::get_if<Weigh>(&subplan.plan->operation);
    if (weigh != nullptr && std::holds_alternative<Argument>(subplan.plan->children[0]->operation) && !weigh->negated) {
        Weigh own = *weigh;
        own.exists_only = true;
        own.negated = existence.negated;
        return above(std::move(plan), std::move(own));
    }
    const auto* expand = std::get_if<ExpandInto>(&subplan.plan->operation);
    if (expand != nullptr && std::holds_alternative<Argument>(subplan.plan->children[0]->operation)) {
        Weigh between{expand->from, {}, expand->to, true, existence.negated};
        between.tree.hop = expand->hop;
        return above(std::move(plan), std::move(between));
    }
    Apply apply{existence.negated ? ApplyKind::kAntiSemi : ApplyKind::kSemi, subplan.columns, false, kNoSlot};
    apply.row_by_row = !is_shareable(*subplan.plan) || subplan.plan->rows > kManyRows;
    if (!apply.row_by_row) apply.row = resolver.add_slot("", SlotKind::kNode);
    NodePtr joined = above(std::move(plan), std::move(apply));
    joined->children.push_back(subplan.plan);
    return joined;
}

}  // namespace

std::optional<Existence> as_existence(const Expression& expression) {
    if (const auto* run = std::get_if<RunSubplan>(&expression.node)) {
        if (run->result == SubplanResult::kExists && run->locals.empty()) return Existence{run, false};
    }
    if (const auto* unary = std::get_if<UnaryOf>(&expression.node); unary && unary->op == ast::UnaryOperator::kNot) {
        if (auto inner = as_existence(*unary->operand)) return Existence{inner->subplan, !inner->negated};
    }
    return std::nullopt;
}

NodePtr add_conditions(NodePtr plan, std::vector<ExpressionPtr> conditions, Resolver& resolver) {
    // The cheap ones first.
    const auto joins = std::stable_partition(conditions.begin(), conditions.end(),
                                             [](const ExpressionPtr& condition) { return !as_existence(*condition); });
    if (joins != conditions.begin()) plan = above(std::move(plan), Filter{{conditions.begin(), joins}});
    for (auto join = joins; join != conditions.end(); ++join) {
        plan = add_existence(std::move(plan), *as_existence(**join), resolver);
    }
    return plan;
}

}  // namespace mirrorgraph::query::plan

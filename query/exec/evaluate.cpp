#include "query/exec/evaluate.h"

#include <fmt/core.h>

#include <algorithm>

#include "query/exec/subplan.h"
#include "query/functions/operators.h"
#include "query/query_error.h"

namespace mirrorgraph::query {

namespace {

using namespace plan;

// `has` tells whether the element has the name at a position, `any` whether it has one at all.
bool allows(const NameCondition& condition, const auto& has, const auto& any) {
    const auto allowed = [&](const NameCondition& operand) { return allows(operand, has, any); };
    switch (condition.kind) {
        case NameCondition::Kind::kAlways: return true;
        case NameCondition::Kind::kName: return has(condition.name);
        case NameCondition::Kind::kAny: return any();
        case NameCondition::Kind::kNot: return !allowed(condition.operands[0]);
        case NameCondition::Kind::kAll:
            return std::all_of(condition.operands.begin(), condition.operands.end(), allowed);
        case NameCondition::Kind::kSome:
            return std::any_of(condition.operands.begin(), condition.operands.end(), allowed);
    }
    return false;
}

bool type_allowed(const Run& run, const NameCondition& condition, TypeId type) {
    return allows(
        condition, [&](std::uint32_t name) { return run.type(name) == type; }, [] { return true; });
}

// A value that must be a list, or null.
const List* list_or_null(const Value& value, std::string_view what) {
    if (value.is_null()) return nullptr;
    if (value.is_list()) return &value.as_list();
    throw type_error("InvalidArgumentType",
                     fmt::format("{} needs a list, not {}", what, mirrorgraph::type_name(value.type())));
}

Truth compare_one(ast::ComparisonOperator op, const Value& a, const Value& b) {
    switch (op) {
        case ast::ComparisonOperator::kEqual: return equal(a, b);
        case ast::ComparisonOperator::kNotEqual: return logical_not(equal(a, b));
        case ast::ComparisonOperator::kLess: return compare(Comparison::kLess, a, b);
        case ast::ComparisonOperator::kLessOrEqual: return compare(Comparison::kLessOrEqual, a, b);
        case ast::ComparisonOperator::kGreater: return compare(Comparison::kGreater, a, b);
        case ast::ComparisonOperator::kGreaterOrEqual: return compare(Comparison::kGreaterOrEqual, a, b);
    }
    return std::nullopt;
}

class Evaluator {
  public:
    Evaluator(Run& run, const Batch& batch, std::size_t row) : run_(run), batch_(batch), row_(row) {}

    Value operator()(const Expression& expression) const {
        try {
            return std::visit(*this, expression.node);
        } catch (Error& error) {
            if (!error.has_place() && !expression.place.empty()) error.at({}, run_.text(), expression.place);
            throw;
        }
    }
    Value operator()(const ExpressionPtr& expression) const { return (*this)(*expression); }

    Value operator()(const Constant& node) const { return node.value; }
    Value operator()(const ParameterRef& node) const { return run_.parameter(node.name); }
    Value operator()(const SlotRef& node) const { return batch_.columns[node.slot].at(row_); }
    Value operator()(const LocalRef& node) const { return run_.local(node.slot); }

    Value operator()(const PropertyOf& node) const {
        const Value subject = (*this)(node.subject);
        if (subject.is_null()) return {};
        const auto key = run_.key(node.key);
        if (key && subject.is_node()) return run_.view().property(subject.as_node(), *key);
        if (key && subject.is_relationship()) return run_.view().property(subject.as_relationship(), *key);
        return property(run_.functions(), subject, run_.plan().names.keys[node.key]);
    }

    Value operator()(const HasLabels& node) const {
        const Value subject = (*this)(node.subject);
        if (subject.is_null()) return {};
        if (subject.is_node()) return LabelTest(run_, node.labels)(subject.as_node()) != node.negated;
        if (subject.is_relationship()) {
            return type_allowed(run_, node.types, run_.view().type_id(subject.as_relationship())) != node.negated;
        }
        throw type_error("InvalidArgumentType", fmt::format("labels are of nodes and relationships, not of {}",
                                                            mirrorgraph::type_name(subject.type())));
    }

    Value operator()(const Call& node) const {
        std::vector<Value> arguments;
        arguments.reserve(node.arguments.size());
        for (const ExpressionPtr& argument : node.arguments) arguments.push_back((*this)(argument));
        Value result = node.function->evaluate(run_.functions(), arguments);
        run_.step_over(result);
        return result;
    }

    Value operator()(const MakeList& node) const {
        List items;
        items.reserve(node.items.size());
        for (const ExpressionPtr& item : node.items) items.push_back((*this)(item));
        return items;
    }
    Value operator()(const MakeMap& node) const {
        Map map;
        if (node.base) map = (*this)(node.base).as_map();
        for (const auto& [key, value] : node.entries) map.insert_or_assign(key, (*this)(value));
        return map;
    }
    Value operator()(const SubscriptOf& node) const {
        return subscript(run_.functions(), (*this)(node.subject), (*this)(node.index));
    }
    Value operator()(const SliceOf& node) const {
        return slice((*this)(node.subject), optional(node.from), optional(node.to));
    }

    Value operator()(const ComprehendList& node) const {
        const Value list = (*this)(node.list);
        const List* items = list_or_null(list, "a list comprehension");
        if (items == nullptr) return {};
        List result;
        for (const Value& item : *items) {
            run_.step();
            run_.local(node.variable) = item;
            if (node.where && to_truth((*this)(node.where)) != true) continue;
            result.push_back(node.projection ? (*this)(node.projection) : item);
        }
        return result;
    }

    Value operator()(const QuantifyList& node) const {
        const Value list = (*this)(node.list);
        const List* items = list_or_null(list, "a quantifier");
        if (items == nullptr) return {};
        std::size_t yes = 0;
        std::size_t unknown = 0;
        for (const Value& item : *items) {
            run_.step();
            run_.local(node.variable) = item;
            const Truth truth = to_truth((*this)(node.where));
            yes += truth == true;
            unknown += !truth.has_value();
        }
        return to_value(quantify(node.kind, yes, unknown, items->size()));
    }

    Value operator()(const ReduceList& node) const {
        Value result = (*this)(node.start);
        const Value list = (*this)(node.list);
        const List* items = list_or_null(list, "reduce");
        if (items == nullptr) return {};
        for (const Value& item : *items) {
            run_.step();
            run_.local(node.accumulator) = std::move(result);
            run_.local(node.variable) = item;
            result = (*this)(node.step);
        }
        return result;
    }

    Value operator()(const Choose& node) const {
        const Value subject = node.subject ? (*this)(node.subject) : Value();
        for (const auto& [when, then] : node.branches) {
            const Value condition = (*this)(when);
            const Truth chosen = node.subject ? equal(subject, condition) : to_truth(condition);
            if (chosen == true) return (*this)(then);
        }
        return node.otherwise ? (*this)(node.otherwise) : Value();
    }

    Value operator()(const UnaryOf& node) const {
        const Value operand = (*this)(node.operand);
        switch (node.op) {
            case ast::UnaryOperator::kNot: return to_value(logical_not(to_truth(operand)));
            case ast::UnaryOperator::kPlus: return unary_plus(operand);
            case ast::UnaryOperator::kMinus: return negate(operand);
        }
        return {};
    }

    Value operator()(const BinaryOf& node) const {
        const Value left = (*this)(node.left);
        const Value right = (*this)(node.right);
        if (!left.is_number() || !right.is_number()) {
            run_.step_over(left);
            run_.step_over(right);
        }
        switch (node.op) {
            case ast::BinaryOperator::kAdd: return add(run_.functions(), left, right);
            case ast::BinaryOperator::kSubtract: return subtract(left, right);
            case ast::BinaryOperator::kMultiply: return multiply(left, right);
            case ast::BinaryOperator::kDivide: return divide(left, right);
            case ast::BinaryOperator::kModulo: return modulo(left, right);
            case ast::BinaryOperator::kPower: return power(left, right);
            case ast::BinaryOperator::kIn: return to_value(in_list(left, right));
            case ast::BinaryOperator::kStartsWith: return to_value(starts_with(left, right));
            case ast::BinaryOperator::kEndsWith: return to_value(ends_with(left, right));
            case ast::BinaryOperator::kContains: return to_value(contains(left, right));
            case ast::BinaryOperator::kMatches: return to_value(matches(left, right));
        }
        return {};
    }

    Value operator()(const Compare& node) const {
        Value left = (*this)(node.first);
        Truth result = true;
        for (const auto& [op, right] : node.rest) {
            Value next = (*this)(right);
            run_.step_over(next);
            result = logical_and(result, compare_one(op, left, next));
            left = std::move(next);
        }
        return to_value(result);
    }

    Value operator()(const Combine& node) const {
        Truth result = to_truth((*this)(node.operands[0]));
        for (std::size_t i = 1; i < node.operands.size(); ++i) {
            switch (node.op) {
                case ast::LogicalOperator::kAnd:
                    if (result == false) return false;
                    result = logical_and(result, to_truth((*this)(node.operands[i])));
                    break;
                case ast::LogicalOperator::kOr:
                    if (result == true) return true;
                    result = logical_or(result, to_truth((*this)(node.operands[i])));
                    break;
                case ast::LogicalOperator::kXor:
                    result = logical_xor(result, to_truth((*this)(node.operands[i])));
                    break;
            }
        }
        return to_value(result);
    }

    Value operator()(const TestNull& node) const { return (*this)(node.operand).is_null() != node.negated; }

    Value operator()(const BuildPath& node) const {
        const Value start = batch_.columns[node.start].at(row_);
        if (!start.is_node()) return {};
        Path path{{start.as_node()}, {}};
        const auto walk = [&](const Value& relationship) {
            if (!relationship.is_relationship()) return false;
            const RelationshipId id = relationship.as_relationship();
            const NodeId source = run_.view().source(id);
            path.nodes.push_back(source == path.nodes.back() ? run_.view().target(id) : source);
            path.relationships.push_back(id);
            return true;
        };
        for (Slot slot : node.pieces) {
            const Value piece = batch_.columns[slot].at(row_);
            if (piece.is_list()) {
                if (!std::all_of(piece.as_list().begin(), piece.as_list().end(), walk)) return {};
            } else if (!walk(piece)) {
                return {};
            }
        }
        return path;
    }

    Value operator()(const AllDifferent& node) const {
        thread_local std::vector<std::uint32_t> seen;
        seen.clear();
        for (Slot slot : node.slots) {
            const Value value = batch_.columns[slot].at(row_);
            if (value.is_relationship()) {
                seen.push_back(value.as_relationship().value);
            } else if (value.is_list()) {
                for (const Value& item : value.as_list()) {
                    if (item.is_relationship()) seen.push_back(item.as_relationship().value);
                }
            }
        }
        std::sort(seen.begin(), seen.end());
        return std::adjacent_find(seen.begin(), seen.end()) == seen.end();
    }

    Value operator()(const RunSubplan& node) const {
        Subplan& subplan = run_.subplan(node);
        switch (node.result) {
            case SubplanResult::kExists: return subplan.exists(batch_, row_);
            case SubplanResult::kCount: return subplan.count(batch_, row_);
            case SubplanResult::kList: return subplan.list(batch_, row_, node.item);
            case SubplanResult::kFirst: return subplan.first(batch_, row_, node.item);
        }
        return {};
    }

  private:
    std::optional<Value> optional(const ExpressionPtr& expression) const {
        return expression ? std::optional((*this)(expression)) : std::nullopt;
    }

    static Truth quantify(ast::Quantified kind, std::size_t yes, std::size_t unknown, std::size_t all) {
        switch (kind) {
            case ast::Quantified::kAll: return yes + unknown < all ? Truth(false) : unknown > 0 ? Truth() : Truth(true);
            case ast::Quantified::kAny: return yes > 0 ? Truth(true) : unknown > 0 ? Truth() : Truth(false);
            case ast::Quantified::kNone: return yes > 0 ? Truth(false) : unknown > 0 ? Truth() : Truth(true);
            case ast::Quantified::kSingle: return yes > 1 ? Truth(false) : unknown > 0 ? Truth() : Truth(yes == 1);
        }
        return std::nullopt;
    }

    Run& run_;
    const Batch& batch_;
    std::size_t row_;
};

// Id columns compared with each other, without making values of them.
bool filter_by_ids(const Expression& condition, const Batch& batch, std::vector<std::uint32_t>& rows) {
    const auto* compare = std::get_if<Compare>(&condition.node);
    if (compare == nullptr || compare->rest.size() != 1) return false;
    const auto op = compare->rest[0].first;
    if (op != ast::ComparisonOperator::kEqual && op != ast::ComparisonOperator::kNotEqual) return false;
    const auto* left = std::get_if<SlotRef>(&compare->first->node);
    const auto* right = std::get_if<SlotRef>(&compare->rest[0].second->node);
    if (left == nullptr || right == nullptr) return false;
    const Column& a = batch.columns[left->slot];
    const Column& b = batch.columns[right->slot];
    if (a.kind == SlotKind::kValue || a.kind != b.kind) return false;
    const bool wanted = op == ast::ComparisonOperator::kEqual;
    std::erase_if(rows, [&](std::uint32_t row) {
        const std::uint32_t x = a.ids[row];
        const std::uint32_t y = b.ids[row];
        return x == NodeId::kNull || y == NodeId::kNull || (x == y) != wanted;
    });
    return true;
}

bool filter_by_labels(Run& run, const Expression& condition, const Batch& batch, std::vector<std::uint32_t>& rows) {
    const auto* labels = std::get_if<HasLabels>(&condition.node);
    if (labels == nullptr) return false;
    const auto* subject = std::get_if<SlotRef>(&labels->subject->node);
    if (subject == nullptr || batch.columns[subject->slot].kind != SlotKind::kNode) return false;
    const LabelTest test(run, labels->labels);
    const std::vector<std::uint32_t>& ids = batch.columns[subject->slot].ids;
    std::erase_if(rows, [&](std::uint32_t row) {
        return ids[row] == NodeId::kNull || test(NodeId(ids[row])) == labels->negated;
    });
    return true;
}

}  // namespace

Value evaluate(Run& run, const Expression& expression, const Batch& batch, std::size_t row) {
    return Evaluator(run, batch, row)(expression);
}

bool holds(Run& run, const Expression& condition, const Batch& batch, std::size_t row) {
    return to_truth(evaluate(run, condition, batch, row)) == true;
}

void filter(Run& run, const Expression& condition, const Batch& batch, std::vector<std::uint32_t>& rows) {
    run.step(rows.size());
    if (filter_by_ids(condition, batch, rows) || filter_by_labels(run, condition, batch, rows)) return;
    std::erase_if(rows, [&](std::uint32_t row) { return !holds(run, condition, batch, row); });
}

std::uint64_t evaluate_row_count(Run& run, const Expression& expression) {
    const Batch none(run.plan().slots);
    const Value value = evaluate(run, expression, none, 0);
    if (!value.is_integer()) {
        throw_at({ErrorCode::kRuntime, "SyntaxError", "InvalidArgumentType", "SKIP and LIMIT need a whole number"},
                 run.text(), expression.place);
    }
    if (value.as_integer() < 0) {
        throw_at({ErrorCode::kRuntime, "SyntaxError", "NegativeIntegerArgument",
                  "SKIP and LIMIT need a number that is not negative"},
                 run.text(), expression.place);
    }
    return static_cast<std::uint64_t>(value.as_integer());
}

LabelTest::LabelTest(Run& run, const NameCondition& condition) : run_(run), view_(run.view()), condition_(condition) {
    if (condition.kind == NameCondition::Kind::kAlways) kind_ = Kind::kAlways;
    if (condition.kind == NameCondition::Kind::kName) {
        const auto label = run.label(condition.name);
        kind_ = label ? Kind::kOne : Kind::kNever;
        if (label) label_ = *label;
    }
}

bool LabelTest::test(NodeId node) const {
    return allows(
        condition_,
        [&](std::uint32_t name) {
            const auto label = run_.label(name);
            return label && view_.has_label(node, *label);
        },
        [&] { return !view_.label_ids(node).empty(); });
}

std::vector<TypeId> allowed_types(const Run& run, const NameCondition& condition) {
    std::vector<TypeId> types;
    if (condition.kind == NameCondition::Kind::kName) {
        if (const auto type = run.type(condition.name)) types.push_back(*type);
        return types;
    }
    for (std::size_t i = 0; i < run.view().type_count(); ++i) {
        if (type_allowed(run, condition, TypeId(i))) types.push_back(TypeId(i));
    }
    return types;
}

}  // namespace mirrorgraph::query

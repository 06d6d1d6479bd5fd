#include <optional>
#include <vector>

#include "query/bind/expression_binder.h"

namespace mirrorgraph::query {

namespace {

using Kind = Value::Type;

// One way to use an operator; where both sides may be what it asks for, it may give the result.
struct Use {
    StaticType left;
    StaticType right;
    StaticType result;
};

const StaticType kText{Kind::kString};
const StaticType kJoinsText = StaticType::number() | StaticType::temporal() | kText;
const StaticType kDurationType{Kind::kDuration};

std::vector<Use> with_numbers(std::vector<Use> uses) {
    uses.push_back({Kind::kInteger, Kind::kInteger, Kind::kInteger});
    uses.push_back({Kind::kFloat, StaticType::number(), Kind::kFloat});
    uses.push_back({Kind::kInteger, Kind::kFloat, Kind::kFloat});
    return uses;
}

const std::vector<Use>& uses_of(ast::BinaryOperator op) {
    static const std::vector<Use> kAdd = with_numbers({{kText, kJoinsText, kText},
                                                       {kJoinsText, kText, kText},
                                                       {StaticType::instant(), kDurationType, StaticType::instant()},
                                                       {kDurationType, StaticType::instant(), StaticType::instant()},
                                                       {kDurationType, kDurationType, kDurationType}});
    static const std::vector<Use> kSubtract = with_numbers(
        {{StaticType::instant(), kDurationType, StaticType::instant()}, {kDurationType, kDurationType, kDurationType}});
    static const std::vector<Use> kMultiply = with_numbers(
        {{kDurationType, StaticType::number(), kDurationType}, {StaticType::number(), kDurationType, kDurationType}});
    static const std::vector<Use> kDivide = with_numbers({{kDurationType, StaticType::number(), kDurationType}});
    static const std::vector<Use> kModulo = with_numbers({});
    static const std::vector<Use> kPower = {{StaticType::number(), StaticType::number(), Kind::kFloat}};
    static const std::vector<Use> kIn = {{StaticType::any(), Kind::kList, Kind::kBoolean}};
    static const std::vector<Use> kOnText = {{StaticType::any(), StaticType::any(), Kind::kBoolean}};
    switch (op) {
        case ast::BinaryOperator::kAdd: return kAdd;
        case ast::BinaryOperator::kSubtract: return kSubtract;
        case ast::BinaryOperator::kMultiply: return kMultiply;
        case ast::BinaryOperator::kDivide: return kDivide;
        case ast::BinaryOperator::kModulo: return kModulo;
        case ast::BinaryOperator::kPower: return kPower;
        case ast::BinaryOperator::kIn: return kIn;
        case ast::BinaryOperator::kStartsWith:
        case ast::BinaryOperator::kEndsWith:
        case ast::BinaryOperator::kContains:
        case ast::BinaryOperator::kMatches: return kOnText;
    }
    return kOnText;
}

// Elements of both lists; a value that is no list is one more element.
StaticType concatenation(StaticType left, StaticType right) {
    const auto elements = [](StaticType side) { return side.is(Kind::kList) ? side.element() : side; };
    return StaticType::list_of(elements(left) | elements(right));
}

}  // namespace

std::optional<StaticType> binary_type(ast::BinaryOperator op, StaticType left, StaticType right) {
    StaticType result;
    bool is_possible = false;
    if (op == ast::BinaryOperator::kAdd && (left.may_be(Kind::kList) || right.may_be(Kind::kList))) {
        result = concatenation(left, right);
        is_possible = true;
        if (left.is(Kind::kList) || right.is(Kind::kList)) return result;
    }
    for (const Use& use : uses_of(op)) {
        if (!left.may_be(use.left) || !right.may_be(use.right)) continue;
        result = result | use.result;
        is_possible = true;
    }
    return is_possible ? std::optional(result) : std::nullopt;
}

}  // namespace mirrorgraph::query

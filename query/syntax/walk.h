// Visits the expressions directly inside an expression.
//
// Threads: functions may run at once
#pragma once

#include <type_traits>
#include <variant>

#include "query/box.h"
#include "query/syntax/ast.h"

namespace mirrorgraph::query::ast {

// Calls visit(child) for each, in the order of the text. Patterns and subqueries are not entered.
template <class Visit>
void for_each_child(const Expression& expression, const Visit& visit) {
    const auto maybe = [&](const OptionalBox<Expression>& child) {
        if (child) visit(**child);
    };
    const auto all = [&](const std::vector<Expression>& children) {
        for (const Expression& child : children) visit(child);
    };
    std::visit(Overloaded{[](const Literal&) {},
                          [](const Parameter&) {},
                          [](const Variable&) {},
                          [](CountStar) {},
                          [](const PatternExpression&) {},
                          [](const Subquery&) {},
                          [&](const PropertyAccess& x) { visit(*x.subject); },
                          [&](const Subscript& x) { visit(*x.subject), visit(*x.index); },
                          [&](const Slice& x) { visit(*x.subject), maybe(x.from), maybe(x.to); },
                          [&](const LabelTest& x) { visit(*x.subject); },
                          [&](const FunctionCall& x) { all(x.arguments); },
                          [&](const ListLiteral& x) { all(x.items); },
                          [&](const MapLiteral& x) {
                              for (const MapEntry& entry : x.entries) visit(entry.value);
                          },
                          [&](const MapProjection& x) {
                              for (const MapProjectionItem& item : x.items) {
                                  if (const auto* entry = std::get_if<MapEntry>(&item.node)) visit(entry->value);
                              }
                          },
                          [&](const ListComprehension& x) { visit(*x.list), maybe(x.where), maybe(x.projection); },
                          [&](const PatternComprehension& x) { maybe(x.where), visit(*x.projection); },
                          [&](const QuantifierCall& x) { visit(*x.list), visit(*x.where); },
                          [&](const Reduce& x) { visit(*x.start), visit(*x.list), visit(*x.step); },
                          [&](const Case& x) {
                              maybe(x.subject);
                              for (const CaseBranch& branch : x.branches) visit(branch.when), visit(branch.then);
                              maybe(x.otherwise);
                          },
                          [&](const Unary& x) { visit(*x.operand); },
                          [&](const Binary& x) { visit(*x.left), visit(*x.right); },
                          [&](const Comparison& x) {
                              visit(*x.first);
                              for (const ComparisonStep& step : x.rest) visit(step.right);
                          },
                          [&](const Logical& x) { all(x.operands); },
                          [&](const NullTest& x) { visit(*x.operand); }},
               expression.node);
}

}  // namespace mirrorgraph::query::ast

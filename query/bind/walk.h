// Visits the expressions directly inside a bound expression.
//
// Threads: functions may run at once
#pragma once

#include <variant>

#include "query/bind/bound.h"

namespace mirrorgraph::query::bound {

// Calls visit(child) for each, in the order of the text. Subqueries are not entered: what they need of the row stands
// in their imports.
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
                          [](const Subquery&) {},
                          [&](const Property& x) { visit(*x.subject); },
                          [&](const Subscript& x) { visit(*x.subject), visit(*x.index); },
                          [&](const Slice& x) { visit(*x.list), maybe(x.from), maybe(x.to); },
                          [&](const LabelTest& x) { visit(*x.subject); },
                          [&](const Call& x) { all(x.arguments); },
                          [&](const MakeList& x) { all(x.items); },
                          [&](const MakeMap& x) { maybe(x.base), all(x.values); },
                          [&](const ListComprehension& x) { visit(*x.list), maybe(x.where), maybe(x.projection); },
                          [&](const Quantifier& x) { visit(*x.list), visit(*x.where); },
                          [&](const Reduce& x) { visit(*x.start), visit(*x.list), visit(*x.step); },
                          [&](const Case& x) {
                              maybe(x.subject);
                              for (const CaseBranch& branch : x.branches) visit(branch.when), visit(branch.then);
                              maybe(x.otherwise);
                          },
                          [&](const Unary& x) { visit(*x.operand); },
                          [&](const Binary& x) { visit(*x.left), visit(*x.right); },
                          [&](const Comparison& x) { all(x.operands); },
                          [&](const Logical& x) { all(x.operands); },
                          [&](const NullTest& x) { visit(*x.operand); }},
               expression.node);
}

// Calls visit(slot) for every slot that the expression reads, variables of its own comprehensions too.
template <class Visit>
void for_each_slot(const Expression& expression, const Visit& visit) {
    if (const auto* variable = std::get_if<Variable>(&expression.node)) visit(variable->slot);
    if (const auto* subquery = std::get_if<Subquery>(&expression.node)) {
        for (const Import& import : subquery->imports) visit(import.outer);
    }
    for_each_child(expression, [&](const Expression& child) { for_each_slot(child, visit); });
}

}  // namespace mirrorgraph::query::bound

#include "query/syntax/tree_printer.h"

#include <fmt/core.h>

#include <cmath>

#include "query/syntax/symbols.h"
#include "schema/text/text.h"

namespace mirrorgraph::query::ast {

namespace {

Level level_of(LogicalOperator op) {
    switch (op) {
        case LogicalOperator::kAnd: return kAnd;
        case LogicalOperator::kOr: return kOr;
        case LogicalOperator::kXor: return kXor;
    }
    return kOr;
}

Level level_of(BinaryOperator op) {
    switch (op) {
        case BinaryOperator::kAdd:
        case BinaryOperator::kSubtract: return kSum;
        case BinaryOperator::kMultiply:
        case BinaryOperator::kDivide:
        case BinaryOperator::kModulo: return kProduct;
        case BinaryOperator::kPower: return kPower;
        case BinaryOperator::kIn:
        case BinaryOperator::kStartsWith:
        case BinaryOperator::kEndsWith:
        case BinaryOperator::kContains:
        case BinaryOperator::kMatches: return kPredicate;
    }
    return kSum;
}

bool is_negative(const Value& value) {
    return (value.is_integer() && value.as_integer() < 0) || (value.is_float() && std::signbit(value.as_float()));
}

bool is_plain_number(const Expression& expression) {
    const auto* literal = std::get_if<Literal>(&expression.node);
    return literal != nullptr && literal->value.is_number() && !is_negative(literal->value);
}

// True for what reads as the begin of a comprehension behind '[': a test x IN y, and whatever begins with a
// pattern.
bool opens_comprehension(const Expression& expression) {
    if (const auto* test = std::get_if<Binary>(&expression.node)) return test->op == BinaryOperator::kIn;
    if (const auto* chain = std::get_if<Logical>(&expression.node)) return opens_comprehension(chain->operands[0]);
    return std::holds_alternative<PatternExpression>(expression.node);
}

// Words that begin an expression of their own form before a parenthesis.
bool is_special_form(std::string_view name) {
    const std::string folded = fold_case(name);
    for (std::string_view word : {"all", "any", "none", "single", "reduce", "shortestpath", "allshortestpaths"}) {
        if (folded == word) return true;
    }
    return false;
}

Level level_of(const Expression& expression) {
    return std::visit(Overloaded{[](const Literal& x) { return is_negative(x.value) ? kSign : kAtom; },
                                 [](const LabelTest& x) { return x.negated ? kPredicate : kLabelTest; },
                                 [](const PropertyAccess&) { return kPostfix; },
                                 [](const Subscript&) { return kPostfix; },
                                 [](const Slice&) { return kPostfix; },
                                 [](const Unary& x) { return x.op == UnaryOperator::kNot ? kNot : kSign; },
                                 [](const Binary& x) { return level_of(x.op); },
                                 [](const Comparison&) { return kComparison; },
                                 [](const Logical& x) { return level_of(x.op); },
                                 [](const NullTest&) { return kPredicate; },
                                 [](const Parameter&) { return kAtom; },
                                 [](const Variable&) { return kAtom; },
                                 [](const FunctionCall&) { return kAtom; },
                                 [](CountStar) { return kAtom; },
                                 [](const ListLiteral&) { return kAtom; },
                                 [](const MapLiteral&) { return kAtom; },
                                 [](const MapProjection&) { return kAtom; },
                                 [](const ListComprehension&) { return kAtom; },
                                 [](const PatternComprehension&) { return kAtom; },
                                 [](const QuantifierCall&) { return kAtom; },
                                 [](const Reduce&) { return kAtom; },
                                 [](const Case&) { return kAtom; },
                                 [](const PatternExpression& x) { return x.pattern->function ? kAtom : kComparison; },
                                 [](const Subquery&) { return kAtom; }},
                      expression.node);
}

}  // namespace

void Printer::expression(const Expression& expression, Level least) {
    const bool enclosed = level_of(expression) < least;
    if (enclosed) out_ += "(";
    std::visit([this](const auto& node) { print(node); }, expression.node);
    if (enclosed) out_ += ")";
}

void Printer::right_operand(const Expression& operand, Level least) {
    const bool enclosed = std::holds_alternative<Unary>(operand.node) && level_of(operand) == kSign;
    expression(operand, enclosed ? kAtom : least);
}

void Printer::expressions(const std::vector<Expression>& items) {
    separated(items, ", ", [this](const Expression& item) { expression(item); });
}

void Printer::where(const std::optional<Expression>& condition, std::string_view before) {
    if (!condition) return;
    out_ += before;
    out_ += "WHERE ";
    expression(*condition);
}

void Printer::print(const Literal& x) { out_ += to_literal(x.value); }

void Printer::print(const Parameter& x) {
    const bool is_digits = x.name.find_first_not_of("0123456789") == std::string::npos;
    out_ += "$" + (is_digits && !x.name.empty() ? x.name : print_name(x.name));
}

void Printer::print(const Variable& x) { out_ += print_name(x.name); }

void Printer::print(const PropertyAccess& x) {
    expression(*x.subject, kPostfix);
    out_ += "." + print_name(x.key.text);
}

void Printer::print(const Subscript& x) {
    expression(*x.subject, kPostfix);
    out_ += "[";
    expression(*x.index);
    out_ += "]";
}

void Printer::print(const Slice& x) {
    expression(*x.subject, kPostfix);
    out_ += "[";
    if (x.from) expression(**x.from);
    out_ += "..";
    if (x.to) expression(**x.to);
    out_ += "]";
}

void Printer::print(const LabelTest& x) {
    // A bar outside brackets would end the condition of a comprehension.
    const bool has_bar = std::holds_alternative<SomeLabel>(x.labels.node);
    expression(*x.subject, x.negated ? kPredicate : kPostfix);
    out_ += x.negated ? " IS NOT " : ":";
    label_expression(x.labels, has_bar ? 1 : 0);
}

void Printer::print(const FunctionCall& x) {
    function_name(x.name.text);
    out_ += x.distinct ? "(DISTINCT " : "(";
    expressions(x.arguments);
    out_ += ")";
}

void Printer::print(CountStar) { out_ += "count(*)"; }

void Printer::print(const ListLiteral& x) {
    out_ += "[";
    separated(x.items, ", ", [&](const Expression& item) {
        expression(item, &item == x.items.data() && opens_comprehension(item) ? kAtom : kOr);
    });
    out_ += "]";
}

void Printer::print(const MapLiteral& x) {
    out_ += "{";
    separated(x.entries, ", ", [this](const MapEntry& entry) {
        out_ += print_name(entry.key.text) + ": ";
        expression(entry.value);
    });
    out_ += "}";
}

void Printer::print(const MapProjection& x) {
    out_ += print_name(x.variable.text) + " {";
    separated(x.items, ", ", [this](const MapProjectionItem& item) {
        std::visit(Overloaded{[this](AllProperties) { out_ += ".*"; },
                              [this](const OneProperty& one) { out_ += "." + print_name(one.key.text); },
                              [this](const MapEntry& entry) {
                                  out_ += print_name(entry.key.text) + ": ";
                                  expression(entry.value);
                              },
                              [this](const Name& variable) { out_ += print_name(variable.text); }},
                   item.node);
    });
    out_ += "}";
}

void Printer::print(const ListComprehension& x) {
    out_ += "[" + print_name(x.variable.text) + " IN ";
    right_operand(*x.list, kSum);
    if (x.where) {
        out_ += " WHERE ";
        expression(**x.where);
    }
    if (x.projection) {
        out_ += " | ";
        expression(**x.projection);
    }
    out_ += "]";
}

void Printer::print(const PatternComprehension& x) {
    out_ += "[";
    path(*x.pattern);
    if (x.where) {
        out_ += " WHERE ";
        expression(**x.where);
    }
    out_ += " | ";
    expression(*x.projection);
    out_ += "]";
}

void Printer::print(const QuantifierCall& x) {
    out_ += fmt::format("{}({} IN ", symbol(x.kind), print_name(x.variable.text));
    expression(*x.list);
    out_ += " WHERE ";
    expression(*x.where);
    out_ += ")";
}

void Printer::print(const Reduce& x) {
    out_ += "reduce(" + print_name(x.accumulator.text) + " = ";
    expression(*x.start);
    out_ += ", " + print_name(x.variable.text) + " IN ";
    expression(*x.list);
    out_ += " | ";
    expression(*x.step);
    out_ += ")";
}

void Printer::print(const Case& x) {
    out_ += "CASE";
    if (x.subject) {
        out_ += " ";
        expression(**x.subject);
    }
    for (const CaseBranch& branch : x.branches) {
        out_ += " WHEN ";
        expression(branch.when);
        out_ += " THEN ";
        expression(branch.then);
    }
    if (x.otherwise) {
        out_ += " ELSE ";
        expression(**x.otherwise);
    }
    out_ += " END";
}

void Printer::print(const Unary& x) {
    out_ += symbol(x.op);
    if (x.op == UnaryOperator::kMinus && is_plain_number(*x.operand)) {
        out_ += "(";  // -(1) is a sign before a number, -1 a number
        expression(*x.operand);
        out_ += ")";
    } else {
        expression(*x.operand, x.op == UnaryOperator::kNot ? kNot : kSign);
    }
}

void Printer::print(const Binary& x) {
    const Level level = level_of(x.op);
    expression(*x.left, level);
    out_ += fmt::format(" {} ", symbol(x.op));
    right_operand(*x.right, static_cast<Level>(level + 1));
}

void Printer::print(const Comparison& x) {
    expression(*x.first, kPredicate);
    for (const ComparisonStep& step : x.rest) {
        out_ += fmt::format(" {} ", symbol(step.op));
        right_operand(step.right, kPredicate);
    }
}

void Printer::print(const Logical& x) {
    separated(x.operands, fmt::format(" {} ", symbol(x.op)),
              [&](const Expression& operand) { expression(operand, static_cast<Level>(level_of(x.op) + 1)); });
}

void Printer::print(const NullTest& x) {
    expression(*x.operand, kPredicate);
    out_ += x.negated ? " IS NOT NULL" : " IS NULL";
}

void Printer::print(const PatternExpression& x) { path(*x.pattern); }

void Printer::print(const Subquery& x) {
    out_ += symbol(x.kind);
    out_ += " ";
    in_braces(*x.query);
}

void Printer::function_name(std::string_view name) {
    while (true) {
        const std::size_t dot = name.find('.');
        const std::string_view part = name.substr(0, dot);
        out_ += is_special_form(part) ? "`" + std::string(part) + "`" : print_name(part);
        if (dot == std::string_view::npos) return;
        out_ += ".";
        name.remove_prefix(dot + 1);
    }
}

}  // namespace mirrorgraph::query::ast

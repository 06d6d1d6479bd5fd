#include "query/syntax/tree_printer.h"

#include <fmt/core.h>

#include "query/syntax/symbols.h"

namespace mirrorgraph::query::ast {

void Printer::path(const PathPattern& path) {
    if (path.variable) out_ += print_name(path.variable->text) + " = ";
    if (path.function) {
        out_ += *path.function == PathFunction::kShortestPath ? "shortestPath(" : "allShortestPaths(";
        elements(path.elements);
        out_ += ")";
        return;
    }
    path_prefix(path);
    elements(path.elements);
}

void Printer::labels(const LabelExpression& labels) { label_expression(labels, 0); }

void Printer::label_expression(const LabelExpression& labels, int least) {
    const int level = std::holds_alternative<SomeLabel>(labels.node)   ? 0
                      : std::holds_alternative<AllLabels>(labels.node) ? 1
                                                                       : 2;
    if (level < least) out_ += "(";
    const auto operand = [&](const LabelExpression& x) { label_expression(x, level + 1); };
    std::visit(Overloaded{[&](const Name& x) { out_ += print_name(x.text); }, [&](AnyLabel) { out_ += "%"; },
                          [&](const NotLabel& x) {
                              out_ += "!";
                              label_expression(*x.operand, 2);
                          },
                          [&](const AllLabels& x) { separated(x.operands, conjunction_symbol(x), operand); },
                          [&](const SomeLabel& x) { separated(x.operands, "|", operand); }},
               labels.node);
    if (level < least) out_ += ")";
}

std::string_view Printer::conjunction_symbol(const AllLabels& labels) {
    for (const LabelExpression& x : labels.operands) {
        if (!std::holds_alternative<Name>(x.node)) return "&";
    }
    return ":";
}

void Printer::path_prefix(const PathPattern& path) {
    const Selector selector = path.selector.value_or(Selector{});
    const bool groups = selector.kind == Selector::Kind::kShortestGroups && selector.count > 1;
    if (path.selector) out_ += selector_words(selector);
    if (path.mode) out_ += fmt::format("{} ", symbol(*path.mode));
    if (groups) out_ += "GROUPS ";
}

std::string Printer::selector_words(const Selector& selector) {
    switch (selector.kind) {
        case Selector::Kind::kAll: return "ALL ";
        case Selector::Kind::kAny: return selector.count == 1 ? "ANY " : fmt::format("ANY {} ", selector.count);
        case Selector::Kind::kShortest:
            return selector.count == 1 ? "ANY SHORTEST " : fmt::format("SHORTEST {} ", selector.count);
        case Selector::Kind::kShortestGroups:
            return selector.count == 1 ? "ALL SHORTEST " : fmt::format("SHORTEST {} ", selector.count);
    }
    return "";
}

void Printer::elements(const std::vector<PathElement>& elements) {
    for (const PathElement& element : elements) {
        std::visit([this](const auto& node) { print(node); }, element.node);
    }
}

void Printer::print(const NodePattern& x) {
    out_ += "(";
    filler(x, x.labels, "");
    out_ += ")";
}

void Printer::print(const RelationshipPattern& x) {
    const bool inside = x.repetition && x.repetition->inside;
    const bool empty = !x.variable && !x.types && !inside && !x.properties && !x.where;
    out_ += x.arrow == Arrow::kLeft ? "<-" : "-";
    if (!empty) {
        out_ += "[";
        filler(x, x.types, inside ? length(*x.repetition) : "");
        out_ += "]";
    }
    out_ += x.arrow == Arrow::kRight ? "->" : "-";
    if (x.repetition && !inside) out_ += quantifier(*x.repetition);
}

std::string Printer::length(const Repetition& x) {
    if (x.max && *x.max == x.min) return fmt::format("*{}", x.min);
    if (!x.max) return x.min == 1 ? "*" : fmt::format("*{}..", x.min);
    return fmt::format("*{}..{}", x.min, *x.max);
}

std::string Printer::quantifier(const Repetition& x) {
    if (!x.max && x.min <= 1) return x.min == 0 ? "*" : "+";
    if (!x.max) return fmt::format("{{{},}}", x.min);
    return *x.max == x.min ? fmt::format("{{{}}}", x.min) : fmt::format("{{{},{}}}", x.min, *x.max);
}

void Printer::print(const GroupPattern& x) {
    out_ += "(";
    if (x.variable) out_ += print_name(x.variable->text) + " = ";
    if (x.mode) out_ += fmt::format("{} ", symbol(*x.mode));
    elements(x.elements);
    where(x.where, " ");
    out_ += ")";
    if (x.repetition) out_ += quantifier(*x.repetition);
}

}  // namespace mirrorgraph::query::ast

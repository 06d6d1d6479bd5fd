#include "query/syntax/printer.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "query/syntax/lexer.h"
#include "query/syntax/symbols.h"
#include "schema/text.h"

namespace mirrorgraph::query {

using namespace ast;

namespace {

// How tightly an expression holds together; an operand of a looser level needs parentheses.
enum Level {
    kOr,
    kXor,
    kAnd,
    kNot,
    kComparison,
    kPredicate,
    kSum,
    kProduct,
    kPower,
    kSign,
    kLabelTest,
    kPostfix,
    kAtom
};

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
                                 [](const ListComprehension&) { return kAtom; },
                                 [](const PatternComprehension&) { return kAtom; },
                                 [](const QuantifierCall&) { return kAtom; },
                                 [](const Reduce&) { return kAtom; },
                                 [](const Case&) { return kAtom; },
                                 [](const PatternExpression& x) { return x.pattern->function ? kAtom : kComparison; },
                                 [](const Subquery&) { return kAtom; }},
                      expression.node);
}

// Appends to one string; `line_` begins a clause, `indent_` a part of it.
class Printer {
  public:
    explicit Printer(bool one_line) : line_(one_line ? " " : "\n"), indent_(one_line ? " " : "\n  ") {}

    std::string take() { return std::move(out_); }

    void statement(const Statement& statement) {
        if (statement.prefix == Prefix::kExplain) out_ += "EXPLAIN ";
        if (statement.prefix == Prefix::kProfile) out_ += "PROFILE ";
        query(statement.query);
    }

    void query(const Query& query) {
        for (std::size_t i = 0; i < query.parts.size(); ++i) {
            if (i > 0) {
                out_ += line_;
                out_ += query.unions[i - 1].all ? "UNION ALL" : "UNION";
                out_ += line_;
            }
            const auto& clauses = query.parts[i].clauses;
            for (std::size_t k = 0; k < clauses.size(); ++k) {
                if (k > 0) out_ += line_;
                std::visit([this](const auto& clause) { print(clause); }, clauses[k].node);
            }
        }
    }

    void path(const PathPattern& path) {
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

    void labels(const LabelExpression& labels) { label_expression(labels, 0); }

    void expression(const Expression& expression, Level least = kOr) {
        const bool enclosed = level_of(expression) < least;
        if (enclosed) out_ += "(";
        std::visit([this](const auto& node) { print(node); }, expression.node);
        if (enclosed) out_ += ")";
    }

  private:
    // A right operand. A sign gets parentheses: behind another minus it would read as a dash of a pattern.
    void right_operand(const Expression& operand, Level least) {
        const bool enclosed = std::holds_alternative<Unary>(operand.node) && level_of(operand) == kSign;
        expression(operand, enclosed ? kAtom : least);
    }

    template <class Items, class Print>
    void separated(const Items& items, std::string_view separator, Print print_item) {
        bool first = true;
        for (const auto& item : items) {
            if (!std::exchange(first, false)) out_ += separator;
            print_item(item);
        }
    }

    void expressions(const std::vector<Expression>& items) {
        separated(items, ", ", [this](const Expression& item) { expression(item); });
    }

    void where(const std::optional<Expression>& condition, std::string_view before) {
        if (!condition) return;
        out_ += before;
        out_ += "WHERE ";
        expression(*condition);
    }

    // --- Expressions.

    void print(const Literal& x) { out_ += to_literal(x.value); }
    void print(const Parameter& x) {
        const bool is_digits = x.name.find_first_not_of("0123456789") == std::string::npos;
        out_ += "$" + (is_digits && !x.name.empty() ? x.name : print_name(x.name));
    }
    void print(const Variable& x) { out_ += print_name(x.name); }
    void print(const PropertyAccess& x) {
        expression(*x.subject, kPostfix);
        out_ += "." + print_name(x.key.text);
    }
    void print(const Subscript& x) {
        expression(*x.subject, kPostfix);
        out_ += "[";
        expression(*x.index);
        out_ += "]";
    }
    void print(const Slice& x) {
        expression(*x.subject, kPostfix);
        out_ += "[";
        if (x.from) expression(**x.from);
        out_ += "..";
        if (x.to) expression(**x.to);
        out_ += "]";
    }
    void print(const LabelTest& x) {
        // A bar outside brackets would end the condition of a comprehension.
        const bool has_bar = std::holds_alternative<SomeLabel>(x.labels.node);
        expression(*x.subject, x.negated ? kPredicate : kPostfix);
        out_ += x.negated ? " IS NOT " : ":";
        label_expression(x.labels, has_bar ? 1 : 0);
    }
    void print(const FunctionCall& x) {
        function_name(x.name.text);
        out_ += x.distinct ? "(DISTINCT " : "(";
        expressions(x.arguments);
        out_ += ")";
    }
    void print(CountStar) { out_ += "count(*)"; }
    void print(const ListLiteral& x) {
        out_ += "[";
        separated(x.items, ", ", [&](const Expression& item) {
            expression(item, &item == x.items.data() && opens_comprehension(item) ? kAtom : kOr);
        });
        out_ += "]";
    }
    void print(const MapLiteral& x) {
        out_ += "{";
        separated(x.entries, ", ", [this](const MapEntry& entry) {
            out_ += print_name(entry.key.text) + ": ";
            expression(entry.value);
        });
        out_ += "}";
    }
    void print(const ListComprehension& x) {
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
    void print(const PatternComprehension& x) {
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
    void print(const QuantifierCall& x) {
        out_ += fmt::format("{}({} IN ", symbol(x.kind), print_name(x.variable.text));
        expression(*x.list);
        out_ += " WHERE ";
        expression(*x.where);
        out_ += ")";
    }
    void print(const Reduce& x) {
        out_ += "reduce(" + print_name(x.accumulator.text) + " = ";
        expression(*x.start);
        out_ += ", " + print_name(x.variable.text) + " IN ";
        expression(*x.list);
        out_ += " | ";
        expression(*x.step);
        out_ += ")";
    }
    void print(const Case& x) {
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
    void print(const Unary& x) {
        out_ += symbol(x.op);
        if (x.op == UnaryOperator::kMinus && is_plain_number(*x.operand)) {
            out_ += "(";  // -(1) is a sign before a number, -1 a number
            expression(*x.operand);
            out_ += ")";
        } else {
            expression(*x.operand, x.op == UnaryOperator::kNot ? kNot : kSign);
        }
    }
    void print(const Binary& x) {
        const Level level = level_of(x.op);
        expression(*x.left, level);
        out_ += fmt::format(" {} ", symbol(x.op));
        right_operand(*x.right, static_cast<Level>(level + 1));
    }
    void print(const Comparison& x) {
        expression(*x.first, kPredicate);
        for (const ComparisonStep& step : x.rest) {
            out_ += fmt::format(" {} ", symbol(step.op));
            right_operand(step.right, kPredicate);
        }
    }
    void print(const Logical& x) {
        separated(x.operands, fmt::format(" {} ", symbol(x.op)),
                  [&](const Expression& operand) { expression(operand, static_cast<Level>(level_of(x.op) + 1)); });
    }
    void print(const NullTest& x) {
        expression(*x.operand, kPredicate);
        out_ += x.negated ? " IS NOT NULL" : " IS NULL";
    }
    void print(const PatternExpression& x) { path(*x.pattern); }
    void print(const Subquery& x) {
        Printer inner(true);
        inner.query(*x.query);
        out_ += fmt::format("{} {{ {} }}", x.kind == SubqueryKind::kExists ? "EXISTS" : "COUNT", inner.take());
    }

    void function_name(std::string_view name) {
        while (true) {
            const std::size_t dot = name.find('.');
            const std::string_view part = name.substr(0, dot);
            out_ += is_special_form(part) ? "`" + std::string(part) + "`" : print_name(part);
            if (dot == std::string_view::npos) return;
            out_ += ".";
            name.remove_prefix(dot + 1);
        }
    }

    // --- Patterns.

    // Levels: 0 a disjunction, 1 a conjunction, 2 a negation.
    void label_expression(const LabelExpression& labels, int least) {
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

    // Plain names are joined as openCypher does it, which CREATE and SET understand too.
    static std::string_view conjunction_symbol(const AllLabels& labels) {
        for (const LabelExpression& x : labels.operands) {
            if (!std::holds_alternative<Name>(x.node)) return "&";
        }
        return ":";
    }

    void path_prefix(const PathPattern& path) {
        const Selector selector = path.selector.value_or(Selector{});
        const bool groups = selector.kind == Selector::Kind::kShortestGroups && selector.count > 1;
        if (path.selector) out_ += selector_words(selector);
        if (path.mode) out_ += fmt::format("{} ", symbol(*path.mode));
        if (groups) out_ += "GROUPS ";
    }

    static std::string selector_words(const Selector& selector) {
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

    void elements(const std::vector<PathElement>& elements) {
        for (const PathElement& element : elements) {
            std::visit([this](const auto& node) { print(node); }, element.node);
        }
    }

    // What stands inside the brackets of a node or relationship, blank-separated.
    template <class Pattern>
    void filler(const Pattern& pattern, const std::optional<LabelExpression>& labels, std::string_view length) {
        const std::size_t begin = out_.size();
        const auto blank = [&] {
            if (out_.size() != begin) out_ += " ";
        };
        if (pattern.variable) out_ += print_name(pattern.variable->text);
        if (labels) {
            out_ += ":";
            label_expression(*labels, 0);
        }
        out_ += length;
        if (pattern.properties) {
            blank();
            expression(*pattern.properties);
        }
        if (pattern.where) {
            blank();
            where(pattern.where, "");
        }
    }

    void print(const NodePattern& x) {
        out_ += "(";
        filler(x, x.labels, "");
        out_ += ")";
    }

    void print(const RelationshipPattern& x) {
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

    static std::string length(const Repetition& x) {
        if (x.max && *x.max == x.min) return fmt::format("*{}", x.min);
        if (!x.max) return x.min == 1 ? "*" : fmt::format("*{}..", x.min);
        return fmt::format("*{}..{}", x.min, *x.max);
    }

    static std::string quantifier(const Repetition& x) {
        if (!x.max && x.min <= 1) return x.min == 0 ? "*" : "+";
        if (!x.max) return fmt::format("{{{},}}", x.min);
        return *x.max == x.min ? fmt::format("{{{}}}", x.min) : fmt::format("{{{},{}}}", x.min, *x.max);
    }

    void print(const GroupPattern& x) {
        out_ += "(";
        if (x.variable) out_ += print_name(x.variable->text) + " = ";
        if (x.mode) out_ += fmt::format("{} ", symbol(*x.mode));
        elements(x.elements);
        where(x.where, " ");
        out_ += ")";
        if (x.repetition) out_ += quantifier(*x.repetition);
    }

    // --- Clauses.

    void patterns(const std::vector<PathPattern>& patterns) {
        separated(patterns, ", ", [this](const PathPattern& item) { path(item); });
    }

    void print(const Match& x) {
        out_ += x.optional ? "OPTIONAL MATCH " : "MATCH ";
        patterns(x.patterns);
        where(x.where, indent_);
    }
    void print(const Unwind& x) {
        out_ += "UNWIND ";
        expression(x.list);
        out_ += " AS " + print_name(x.variable.text);
    }
    void print(const With& x) {
        out_ += "WITH ";
        projection(x.projection);
        where(x.where, indent_);
    }
    void print(const Return& x) {
        out_ += "RETURN ";
        projection(x.projection);
    }
    void projection(const Projection& x) {
        if (x.distinct) out_ += "DISTINCT ";
        if (x.star) out_ += x.items.empty() ? "*" : "*, ";
        separated(x.items, ", ", [this](const ProjectionItem& item) {
            expression(item.expression);
            if (item.alias) out_ += " AS " + print_name(item.alias->text);
        });
        if (!x.order.empty()) out_ += fmt::format("{}ORDER BY ", indent_);
        separated(x.order, ", ", [this](const SortItem& item) {
            expression(item.expression);
            if (item.descending) out_ += " DESC";
        });
        if (x.skip) {
            out_ += fmt::format("{}SKIP ", indent_);
            expression(*x.skip);
        }
        if (x.limit) {
            out_ += fmt::format("{}LIMIT ", indent_);
            expression(*x.limit);
        }
    }
    void print(const Create& x) {
        out_ += "CREATE ";
        patterns(x.patterns);
    }
    void print(const Merge& x) {
        out_ += "MERGE ";
        path(x.pattern);
        for (const MergeAction& action : x.actions) {
            out_ += fmt::format("{}ON {} SET ", indent_, action.on_create ? "CREATE" : "MATCH");
            set_items(action.items);
        }
    }
    void print(const Set& x) {
        out_ += "SET ";
        set_items(x.items);
    }
    void set_items(const std::vector<SetItem>& items) {
        separated(items, ", ",
                  [this](const SetItem& item) { std::visit([this](const auto& node) { print(node); }, item.node); });
    }
    void print(const SetProperty& x) {
        expression(x.subject, kPostfix);
        out_ += "." + print_name(x.key.text) + " = ";
        expression(x.value);
    }
    void print(const SetProperties& x) {
        out_ += print_name(x.variable.text) + (x.keep_others ? " += " : " = ");
        expression(x.value);
    }
    void label_names(const Name& variable, const std::vector<Name>& labels) {
        out_ += print_name(variable.text);
        for (const Name& label : labels) out_ += ":" + print_name(label.text);
    }
    void print(const SetLabels& x) { label_names(x.variable, x.labels); }
    void print(const Remove& x) {
        out_ += "REMOVE ";
        separated(x.items, ", ",
                  [this](const RemoveItem& item) { std::visit([this](const auto& node) { print(node); }, item.node); });
    }
    void print(const RemoveProperty& x) {
        expression(x.subject, kPostfix);
        out_ += "." + print_name(x.key.text);
    }
    void print(const RemoveLabels& x) { label_names(x.variable, x.labels); }
    void print(const Delete& x) {
        out_ += x.detach ? "DETACH DELETE " : "DELETE ";
        expressions(x.items);
    }
    void print(const Call& x) {
        out_ += "CALL ";
        function_name(x.procedure.text);
        if (x.arguments) {
            out_ += "(";
            expressions(*x.arguments);
            out_ += ")";
        }
        if (x.yield_star) out_ += " YIELD *";
        if (x.yields) {
            out_ += x.yields->empty() ? " YIELD -" : " YIELD ";
            separated(*x.yields, ", ", [this](const YieldItem& item) {
                out_ += print_name(item.field.text);
                if (item.alias) out_ += " AS " + print_name(item.alias->text);
            });
        }
        where(x.where, indent_);
    }

    std::string out_;
    std::string_view line_;
    std::string_view indent_;
};

}  // namespace

std::string print(const Statement& statement) {
    Printer printer(false);
    printer.statement(statement);
    return printer.take();
}

std::string print(const Query& query) {
    Printer printer(false);
    printer.query(query);
    return printer.take();
}

std::string print(const PathPattern& pattern) {
    Printer printer(true);
    printer.path(pattern);
    return printer.take();
}

std::string print(const LabelExpression& labels) {
    Printer printer(true);
    printer.labels(labels);
    return printer.take();
}

std::string print(const Expression& expression) {
    Printer printer(true);
    printer.expression(expression);
    return printer.take();
}

std::string print_name(std::string_view name) {
    if (is_plain_name(name)) return std::string(name);
    std::string out = "`";
    for (char c : name) out += c == '`' ? std::string("``") : std::string(1, c);
    return out + "`";
}

}  // namespace mirrorgraph::query

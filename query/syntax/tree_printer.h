// How the printer goes over a tree: one print function a node. Only printer.h is for others.
//
// Owns:    the text so far
// Threads: one thread
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/syntax/ast.h"
#include "query/syntax/printer.h"

namespace mirrorgraph::query::ast {

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

// Appends to one string; `line_` begins a clause, `indent_` a part of it.
class Printer {
  public:
    explicit Printer(bool one_line) : line_(one_line ? " " : "\n"), indent_(one_line ? " " : "\n  ") {}
    std::string take() { return std::move(out_); }

    void statement(const Statement& statement);
    void query(const Query& query);
    void path(const PathPattern& path);
    void labels(const LabelExpression& labels);
    void expression(const Expression& expression, Level least = kOr);

  private:
    // A right operand. A sign gets parentheses: behind another minus it would read as a dash of a pattern.
    void right_operand(const Expression& operand, Level least);
    template <class Items, class Print>
    void separated(const Items& items, std::string_view separator, Print print_item) {
        bool first = true;
        for (const auto& item : items) {
            if (!std::exchange(first, false)) out_ += separator;
            print_item(item);
        }
    }
    void expressions(const std::vector<Expression>& items);
    void where(const std::optional<Expression>& condition, std::string_view before);

    // Expressions.
    void print(const Literal& x);
    void print(const Parameter& x);
    void print(const Variable& x);
    void print(const PropertyAccess& x);
    void print(const Subscript& x);
    void print(const Slice& x);
    void print(const LabelTest& x);
    void print(const FunctionCall& x);
    void print(CountStar);
    void print(const ListLiteral& x);
    void print(const MapLiteral& x);
    void print(const MapProjection& x);
    void print(const ListComprehension& x);
    void print(const PatternComprehension& x);
    void print(const QuantifierCall& x);
    void print(const Reduce& x);
    void print(const Case& x);
    void print(const Unary& x);
    void print(const Binary& x);
    void print(const Comparison& x);
    void print(const Logical& x);
    void print(const NullTest& x);
    void print(const PatternExpression& x);
    void print(const Subquery& x);
    void function_name(std::string_view name);

    // Patterns. Levels of labels: 0 a disjunction, 1 a conjunction, 2 a negation.
    void label_expression(const LabelExpression& labels, int least);
    // Plain names are joined as openCypher does it, which CREATE and SET understand too.
    static std::string_view conjunction_symbol(const AllLabels& labels);
    void path_prefix(const PathPattern& path);
    static std::string selector_words(const Selector& selector);
    void elements(const std::vector<PathElement>& elements);
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
    void print(const NodePattern& x);
    void print(const RelationshipPattern& x);
    static std::string length(const Repetition& x);
    static std::string quantifier(const Repetition& x);
    void print(const GroupPattern& x);

    // Clauses.
    void patterns(const std::vector<PathPattern>& patterns);
    void print(const Match& x);
    void print(const Unwind& x);
    void print(const With& x);
    void print(const Return& x);
    void projection(const Projection& x);
    void print(const Create& x);
    void print(const Merge& x);
    void print(const Set& x);
    void set_items(const std::vector<SetItem>& items);
    void print(const SetProperty& x);
    void print(const SetProperties& x);
    void label_names(const Name& variable, const std::vector<Name>& labels);
    void print(const SetLabels& x);
    void print(const Remove& x);
    void print(const RemoveProperty& x);
    void print(const RemoveLabels& x);
    void print(const Delete& x);
    void clause(const Clause& clause);
    void print(const Foreach& x);
    void print(const Call& x);
    void print(const CallSubquery& x);
    void in_braces(const Query& query);

    std::string out_;
    std::string_view line_;
    std::string_view indent_;
};

}  // namespace mirrorgraph::query::ast

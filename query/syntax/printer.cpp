#include "query/syntax/printer.h"

#include <fmt/core.h>

#include "query/syntax/lexer.h"
#include "query/syntax/symbols.h"
#include "query/syntax/tree_printer.h"

namespace mirrorgraph::query {

namespace ast {

void Printer::statement(const Statement& statement) {
    if (statement.prefix == Prefix::kExplain) out_ += "EXPLAIN ";
    if (statement.prefix == Prefix::kProfile) out_ += "PROFILE ";
    query(statement.query);
}

void Printer::query(const Query& query) {
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
        if (i > 0) {
            out_ += line_;
            out_ += query.unions[i - 1].all ? "UNION ALL" : "UNION";
            out_ += line_;
        }
        const auto& clauses = query.parts[i].clauses;
        for (std::size_t k = 0; k < clauses.size(); ++k) {
            if (k > 0) out_ += line_;
            clause(clauses[k]);
        }
    }
}

void Printer::in_braces(const Query& query) {
    Printer inner(true);
    inner.query(query);
    out_ += "{ " + inner.take() + " }";
}

void Printer::clause(const Clause& clause) {
    std::visit([this](const auto& node) { print(node); }, clause.node);
}

void Printer::patterns(const std::vector<PathPattern>& patterns) {
    separated(patterns, ", ", [this](const PathPattern& item) { path(item); });
}

void Printer::print(const Match& x) {
    out_ += x.optional ? "OPTIONAL MATCH " : "MATCH ";
    patterns(x.patterns);
    where(x.where, indent_);
}

void Printer::print(const Unwind& x) {
    out_ += "UNWIND ";
    expression(x.list);
    out_ += " AS " + print_name(x.variable.text);
}

void Printer::print(const With& x) {
    out_ += "WITH ";
    projection(x.projection);
    where(x.where, indent_);
}

void Printer::print(const Return& x) {
    out_ += "RETURN ";
    projection(x.projection);
}

void Printer::projection(const Projection& x) {
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

void Printer::print(const Create& x) {
    out_ += "CREATE ";
    patterns(x.patterns);
}

void Printer::print(const Merge& x) {
    out_ += "MERGE ";
    path(x.pattern);
    for (const MergeAction& action : x.actions) {
        out_ += fmt::format("{}ON {} SET ", indent_, action.on_create ? "CREATE" : "MATCH");
        set_items(action.items);
    }
}

void Printer::print(const Set& x) {
    out_ += "SET ";
    set_items(x.items);
}

void Printer::set_items(const std::vector<SetItem>& items) {
    separated(items, ", ",
              [this](const SetItem& item) { std::visit([this](const auto& node) { print(node); }, item.node); });
}

void Printer::print(const SetProperty& x) {
    expression(x.subject, kPostfix);
    out_ += "." + print_name(x.key.text) + " = ";
    expression(x.value);
}

void Printer::print(const SetProperties& x) {
    out_ += print_name(x.variable.text) + (x.keep_others ? " += " : " = ");
    expression(x.value);
}

void Printer::label_names(const Name& variable, const std::vector<Name>& labels) {
    out_ += print_name(variable.text);
    for (const Name& label : labels) out_ += ":" + print_name(label.text);
}

void Printer::print(const SetLabels& x) { label_names(x.variable, x.labels); }

void Printer::print(const Remove& x) {
    out_ += "REMOVE ";
    separated(x.items, ", ",
              [this](const RemoveItem& item) { std::visit([this](const auto& node) { print(node); }, item.node); });
}

void Printer::print(const RemoveProperty& x) {
    expression(x.subject, kPostfix);
    out_ += "." + print_name(x.key.text);
}

void Printer::print(const RemoveLabels& x) { label_names(x.variable, x.labels); }

void Printer::print(const Delete& x) {
    out_ += x.detach ? "DETACH DELETE " : "DELETE ";
    expressions(x.items);
}

void Printer::print(const Foreach& x) {
    out_ += "FOREACH (" + print_name(x.variable.text) + " IN ";
    right_operand(x.list, kSum);
    out_ += " | ";
    Printer inner(true);
    inner.separated(x.updates, " ", [&](const Clause& update) { inner.clause(update); });
    out_ += inner.take() + ")";
}

void Printer::print(const CallSubquery& x) {
    out_ += "CALL ";
    if (x.scope) {
        out_ += x.scope->all ? "(*" : "(";
        separated(x.scope->variables, ", ", [this](const Name& variable) { out_ += print_name(variable.text); });
        out_ += ") ";
    }
    in_braces(*x.query);
}

void Printer::print(const Call& x) {
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

}  // namespace ast

using namespace ast;

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

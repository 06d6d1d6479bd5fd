#include "query/bind/print_bound.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/syntax/printer.h"
#include "query/syntax/symbols.h"

namespace mirrorgraph::query::bound {

namespace {

using Slots = std::span<const SlotInfo>;

std::string_view word(Subquery::Kind kind) {
    switch (kind) {
        case Subquery::Kind::kExists: return "EXISTS";
        case Subquery::Kind::kCount: return "COUNT";
        case Subquery::Kind::kCollect: return "COLLECT";
        case Subquery::Kind::kFirst: return "FIRST";
    }
    return "";
}

std::string_view word(PathMode mode) {
    switch (mode) {
        case PathMode::kDefault: return "";
        case PathMode::kWalk: return "WALK ";
        case PathMode::kTrail: return "TRAIL ";
        case PathMode::kSimple: return "SIMPLE ";
        case PathMode::kAcyclic: return "ACYCLIC ";
    }
    return "";
}

std::string_view word(ast::Selector::Kind kind) {
    switch (kind) {
        case ast::Selector::Kind::kAny: return "ANY";
        case ast::Selector::Kind::kAll: return "ALL";
        case ast::Selector::Kind::kShortest: return "SHORTEST";
        case ast::Selector::Kind::kShortestGroups: return "SHORTEST GROUPS";
    }
    return "";
}

template <class Items, class Print>
std::string joined(const Items& items, std::string_view separator, Print print_item) {
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += separator;
        out += print_item(item);
    }
    return out;
}

std::string repetition_text(const Repetition& x) {
    return x.max ? fmt::format("{{{},{}}}", x.min, *x.max) : fmt::format("{{{},}}", x.min);
}

std::string print_query(const Query& query, std::string_view indent);

std::string imports_text(const std::vector<Import>& imports, const Query& query, Slots outer) {
    return joined(imports, "", [&](const Import& import) {
        const std::vector<SlotInfo>& inner = query.branches[import.branch].parts[0].slots;
        return fmt::format(" {} = {};", slot_name(import.inner, inner), slot_name(import.outer, outer));
    });
}

std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ';');
    if (!text.empty()) text.pop_back();
    return text;
}

class ExpressionPrinter {
  public:
    explicit ExpressionPrinter(Slots slots) : slots_(slots) {}

    std::string text(const Expression& expression) const {
        return std::visit([this](const auto& node) { return print(node); }, expression.node);
    }

  private:
    std::string list(const std::vector<Expression>& items) const {
        return joined(items, ", ", [this](const Expression& item) { return text(item); });
    }
    std::string optional(std::string_view before, const OptionalBox<Expression>& x) const {
        return x ? std::string(before) + text(**x) : "";
    }
    std::string name(Slot slot) const { return slot_name(slot, slots_); }

    // In parentheses, unless it holds together by itself.
    std::string operand(const Expression& x) const {
        const bool is_loose = std::holds_alternative<Binary>(x.node) || std::holds_alternative<Comparison>(x.node) ||
                              std::holds_alternative<Logical>(x.node) || std::holds_alternative<Unary>(x.node) ||
                              std::holds_alternative<NullTest>(x.node) || std::holds_alternative<LabelTest>(x.node);
        return is_loose ? "(" + text(x) + ")" : text(x);
    }

    std::string print(const Literal& x) const { return to_literal(x.value); }
    std::string print(const Parameter& x) const { return "$" + x.name; }
    std::string print(const Variable& x) const { return name(x.slot); }
    std::string print(const Property& x) const { return operand(*x.subject) + "." + print_name(x.key); }
    std::string print(const Subscript& x) const { return operand(*x.subject) + "[" + text(*x.index) + "]"; }
    std::string print(const Slice& x) const {
        return operand(*x.list) + "[" + optional("", x.from) + ".." + optional("", x.to) + "]";
    }
    std::string print(const LabelTest& x) const {
        return operand(*x.subject) + (x.negated ? " IS NOT " : ":") + bound::print(x.labels);
    }
    std::string print(const Call& x) const {
        return fmt::format("{}({})", x.function->signature.name, list(x.arguments));
    }
    std::string print(const MakeList& x) const { return "[" + list(x.items) + "]"; }
    std::string print(const MakeMap& x) const {
        std::string out = optional("..", x.base);
        for (std::size_t i = 0; i < x.keys.size(); ++i) {
            out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", print_name(x.keys[i]), text(x.values[i]));
        }
        return "{" + out + "}";
    }
    std::string print(const ListComprehension& x) const {
        return fmt::format("[{} IN {}{}{}]", name(x.variable), operand(*x.list), optional(" WHERE ", x.where),
                           optional(" | ", x.projection));
    }
    std::string print(const Quantifier& x) const {
        return fmt::format("{}({} IN {} WHERE {})", symbol(x.kind), name(x.variable), text(*x.list), text(*x.where));
    }
    std::string print(const Reduce& x) const {
        return fmt::format("reduce({} = {}, {} IN {} | {})", name(x.accumulator), text(*x.start), name(x.variable),
                           text(*x.list), text(*x.step));
    }
    std::string print(const Case& x) const {
        std::string out = "CASE" + optional(" ", x.subject);
        for (const CaseBranch& branch : x.branches) {
            out += fmt::format(" WHEN {} THEN {}", text(branch.when), text(branch.then));
        }
        return out + optional(" ELSE ", x.otherwise) + " END";
    }
    std::string print(const Unary& x) const { return std::string(symbol(x.op)) + operand(*x.operand); }
    std::string print(const Binary& x) const {
        return fmt::format("{} {} {}", operand(*x.left), symbol(x.op), operand(*x.right));
    }
    std::string print(const Comparison& x) const {
        std::string out = operand(x.operands[0]);
        for (std::size_t i = 0; i < x.operators.size(); ++i) {
            out += fmt::format(" {} {}", symbol(x.operators[i]), operand(x.operands[i + 1]));
        }
        return out;
    }
    std::string print(const Logical& x) const {
        return joined(x.operands, fmt::format(" {} ", symbol(x.op)),
                      [this](const Expression& item) { return operand(item); });
    }
    std::string print(const NullTest& x) const {
        return operand(*x.operand) + (x.negated ? " IS NOT NULL" : " IS NULL");
    }
    std::string print(const Subquery& x) const {
        return fmt::format("{} {{{} {} }}", word(x.kind), imports_text(x.imports, *x.query, slots_),
                           one_line(print_query(*x.query, "")));
    }

    Slots slots_;
};

class PatternPrinter {
  public:
    PatternPrinter(const PatternGraph& graph, Slots slots) : graph_(graph), slots_(slots) {}

    std::string text() const {
        std::string out = joined(graph_.paths, ", ", [this](const PatternPath& x) { return path(x); });
        Conditions conditions;
        for (const PatternNode& node : graph_.nodes) add(conditions, node.conditions);
        for (const PatternRelationship& x : graph_.relationships) add(conditions, x.conditions);
        for (const PatternPath& x : graph_.paths) add(conditions, x.conditions);
        if (!conditions.empty()) out += " if " + print(conditions, slots_);
        return out;
    }

  private:
    static void add(Conditions& to, const Conditions& from) { to.insert(to.end(), from.begin(), from.end()); }

    std::string path(const PatternPath& x) const {
        std::string out;
        if (x.variable) out += slot_name(*x.variable, slots_) + " = ";
        if (x.selection) out += fmt::format("{} {} ", word(x.selection->kind), x.selection->count);
        out += word(x.mode);
        for (const PathStep& step : x.steps) out += element(step);
        return out;
    }

    std::string element(const PathStep& step) const {
        switch (step.kind) {
            case PathStep::Kind::kNode: return node(graph_.nodes[step.index]);
            case PathStep::Kind::kRelationship: return relationship(graph_.relationships[step.index]);
            case PathStep::Kind::kGroup: return group(graph_.groups[step.index]);
        }
        return "";
    }

    std::string filler(Slot slot, bool is_bound, const std::optional<Labels>& labels) const {
        return fmt::format("{}{}{}", is_bound ? "=" : "", slot_name(slot, slots_), labels ? ":" + print(*labels) : "");
    }
    std::string node(const PatternNode& x) const { return "(" + filler(x.slot, x.bound, x.labels) + ")"; }
    std::string relationship(const PatternRelationship& x) const {
        return fmt::format("{}[{}]{}{}", x.arrow == Arrow::kLeft ? "<-" : "-", filler(x.slot, x.bound, x.types),
                           x.arrow == Arrow::kRight ? "->" : "-", x.repetition ? repetition_text(*x.repetition) : "");
    }
    std::string group(const PatternGroup& x) const {
        std::string out = "(" + print(*x.round, slots_);
        if (!x.conditions.empty()) out += " where " + print(x.conditions, slots_);
        out += ")" + repetition_text(x.repetition);
        for (const GroupVariable& variable : x.variables) {
            out += fmt::format("<{} of {}>", slot_name(variable.outer, slots_), slot_name(variable.inner, slots_));
        }
        return out;
    }

    const PatternGraph& graph_;
    Slots slots_;
};

// A line for each part, clause and projection.
class QueryPrinter {
  public:
    explicit QueryPrinter(std::string_view indent) : indent_(indent) {}

    std::string text(const Query& query) {
        for (std::size_t i = 0; i < query.branches.size(); ++i) {
            if (i > 0) line(query.union_all ? "union all" : "union");
            for (const Part& x : query.branches[i].parts) part(x);
        }
        return std::move(out_);
    }

  private:
    void line(const std::string& content) { out_ += fmt::format("{}{}\n", indent_, content); }

    std::string expression(const Expression& x) const { return print(x, slots_); }
    std::string name(Slot slot) const { return slot_name(slot, slots_); }

    static std::string layout(Slots slots, std::size_t begin = 0) {
        std::string out;
        for (std::size_t i = begin; i < slots.size(); ++i) {
            out += fmt::format(" {}:{}", slot_name(Slot(i), slots), to_string(slots[i].type));
        }
        return out;
    }

    void part(const Part& x) {
        slots_ = x.slots;
        line("row" + layout(slots_, x.incoming_count));
        for (const Clause& clause : x.clauses) std::visit([this](const auto& node) { print_clause(node); }, clause);
        if (x.projection) projection(*x.projection);
    }

    void where(const Conditions& conditions) {
        if (!conditions.empty()) line("where " + print(conditions, slots_));
    }

    void print_clause(const Match& x) {
        line((x.optional ? "optional match " : "match ") + print(x.pattern, slots_));
        where(x.where);
    }
    void print_clause(const Unwind& x) { line(fmt::format("unwind {} as {}", expression(x.list), name(x.variable))); }
    void print_clause(const Create& x) {
        for (const auto& item : x.items) line("create " + std::visit([this](const auto& y) { return made(y); }, item));
    }
    std::string made(const CreateNode& x) const {
        return fmt::format("({}{}{})", name(x.slot),
                           joined(x.labels, "", [](const auto& y) { return ":" + print_name(y); }),
                           x.properties ? " " + expression(*x.properties) : "");
    }
    std::string made(const CreateRelationship& x) const {
        return fmt::format("({})-[{}:{}{}]->({})", name(x.source), name(x.slot), print_name(x.type),
                           x.properties ? " " + expression(*x.properties) : "", name(x.target));
    }
    std::string made(const CreatePath& x) const {
        return fmt::format("{} = {}", name(x.variable), joined(x.steps, "-", [this](Slot y) { return name(y); }));
    }
    void print_clause(const Update& x) { changes("", x.changes); }
    void changes(std::string_view when, const std::vector<Change>& changes) {
        for (const Change& change : changes) {
            line(fmt::format("{}{}", when, std::visit([this](const auto& x) { return changed(x); }, change)));
        }
    }
    std::string changed(const SetProperty& x) const {
        return fmt::format("set {}.{} = {}", expression(x.subject), print_name(x.key), expression(x.value));
    }
    std::string changed(const SetProperties& x) const {
        return fmt::format("set {} {} {}", expression(x.subject), x.keep_others ? "+=" : "=", expression(x.value));
    }
    std::string changed(const SetLabels& x) const {
        return fmt::format("set {}:{}", expression(x.subject), fmt::join(x.labels, ":"));
    }
    std::string changed(const RemoveProperty& x) const {
        return fmt::format("remove {}.{}", expression(x.subject), print_name(x.key));
    }
    std::string changed(const RemoveLabels& x) const {
        return fmt::format("remove {}:{}", expression(x.subject), fmt::join(x.labels, ":"));
    }
    void print_clause(const Merge& x) {
        line("merge " + print(x.pattern, slots_));
        print_clause(x.create);
        changes("on create ", x.on_create);
        changes("on match ", x.on_match);
    }
    void print_clause(const Delete& x) {
        line(fmt::format("{}delete {}", x.detach ? "detach " : "",
                         joined(x.items, ", ", [this](const Expression& y) { return expression(y); })));
    }
    void print_clause(const CallProcedure& x) {
        line(fmt::format(
            "call {}({}){}", x.name, joined(x.arguments, ", ", [this](const Expression& y) { return expression(y); }),
            joined(x.results, "", [this](const auto& y) { return fmt::format(" {} as {}", y.field, name(y.slot)); })));
        where(x.where);
    }

    void print_clause(const CallSubquery& x) {
        line(fmt::format("call {{{} {} }}{}", imports_text(x.imports, *x.query, slots_),
                         one_line(print_query(*x.query, "")),
                         joined(x.results, "", [this](Slot y) { return fmt::format(" as {}", name(y)); })));
    }

    void projection(const Projection& x) {
        if (x.is_aggregating) {
            std::string content = joined(x.keys, ", ", [this](const Expression& y) { return expression(y); });
            for (const Aggregate& y : x.aggregates) {
                content +=
                    fmt::format(" {} = {}({}{})", slot_name(y.slot, x.group_slots), y.function->signature.name,
                                y.distinct ? "distinct " : "",
                                joined(y.arguments, ", ", [this](const Expression& z) { return expression(z); }));
            }
            for (const CarriedValue& y : x.carried) content += " carried " + name(y.source);
            line("group" + (content.empty() || content[0] == ' ' ? content : " " + content));
            slots_ = x.group_slots;
        }
        std::string columns;
        for (std::size_t i = 0; i < x.columns.size(); ++i) {
            const Column& column = x.columns[i];
            const std::string value = expression(column.expression);
            columns += fmt::format("{}{}{}", i == 0 ? "" : ", ", i >= x.visible_count ? "hidden " : "", value);
            const std::string given = slot_name(column.slot, x.slots);
            if (given != value) columns += " as " + given;
        }
        line((x.distinct ? "distinct " : "columns ") + columns);
        slots_ = x.slots;
        for (const SortKey& key : x.order) {
            line(fmt::format("sort {}{}", expression(key.expression), key.descending ? " desc" : ""));
        }
        if (x.skip) line("skip " + expression(*x.skip));
        if (x.limit) line("limit " + expression(*x.limit));
        where(x.where);
    }

    std::string_view indent_;
    Slots slots_;
    std::string out_;
};

std::string print_query(const Query& query, std::string_view indent) { return QueryPrinter(indent).text(query); }

}  // namespace

std::string print(const Statement& statement) { return print_query(statement.query, ""); }

std::string print(const Expression& expression, std::span<const SlotInfo> slots) {
    return ExpressionPrinter(slots).text(expression);
}

std::string print(const Conditions& conditions, std::span<const SlotInfo> slots) {
    return joined(conditions, " AND ", [&](const Expression& x) {
        const bool is_loose = conditions.size() > 1 && std::holds_alternative<Logical>(x.node);
        return is_loose ? "(" + print(x, slots) + ")" : print(x, slots);
    });
}

std::string print(const PatternGraph& pattern, std::span<const SlotInfo> slots) {
    return PatternPrinter(pattern, slots).text();
}

std::string print(const Labels& labels) {
    const auto operand = [](const Labels& x) {
        const bool is_chain = x.kind == Labels::Kind::kAll || x.kind == Labels::Kind::kSome;
        return is_chain ? "(" + print(x) + ")" : print(x);
    };
    switch (labels.kind) {
        case Labels::Kind::kName: return print_name(labels.name);
        case Labels::Kind::kAny: return "%";
        case Labels::Kind::kNot: return "!" + operand(labels.operands[0]);
        case Labels::Kind::kAll: return joined(labels.operands, "&", operand);
        case Labels::Kind::kSome: return joined(labels.operands, "|", operand);
    }
    return "";
}

std::string slot_name(Slot slot, std::span<const SlotInfo> slots) {
    const std::string& name = slots[slot.value].name;
    if (name.empty()) return fmt::format("_{}", slot.value);
    const auto same = std::ranges::count(slots, name, &SlotInfo::name);
    return same == 1 ? print_name(name) : fmt::format("{}_{}", name, slot.value);
}

}  // namespace mirrorgraph::query::bound

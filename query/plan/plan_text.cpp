#include "query/plan/plan_text.h"

#include <fmt/core.h>

#include <cmath>

#include "query/box.h"

namespace mirrorgraph::query::plan {

namespace {

class Writer {
  public:
    Writer(const Plan& plan, const PlanTextOptions& options) : plan_(plan), options_(options) {}

    std::string write() {
        write(*plan_.root, 0);
        return std::move(text_);
    }

  private:
    void write(const Node& node, std::size_t depth) {
        text_ += std::string(2 * depth, ' ');
        text_ += std::visit([this](const auto& operation) { return line(operation); }, node.operation);
        if (options_.estimates) text_ += fmt::format("  ~{}", std::llround(std::min(node.rows, 1e15)));
        if (options_.measured) text_ += options_.measured(node);
        text_ += '\n';
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            // The input stays in line; what runs inside a step is indented below it.
            const bool inner = i > 0 || std::holds_alternative<Union>(node.operation);
            const bool input = i == 0 && !std::holds_alternative<Union>(node.operation);
            if (inner) inside(*node.children[i], depth + 1);
            if (input) pending_.push_back({node.children[i].get(), depth});
        }
        if (!pending_.empty() && !std::holds_alternative<Union>(node.operation) && !node.children.empty()) {
            const auto [next, level] = pending_.back();
            pending_.pop_back();
            write(*next, level);
        }
    }
    void inside(const Node& node, std::size_t depth) {
        std::vector<std::pair<const Node*, std::size_t>> outer;
        std::swap(outer, pending_);
        write(node, depth);
        std::swap(outer, pending_);
    }

    // --- One line an operator.

    std::string line(const Unit&) { return "Unit"; }
    std::string line(const Argument&) { return "Argument"; }
    std::string line(const ScanNodes& scan) { return fmt::format("ScanNodes ({})", name(scan.node)); }
    std::string line(const ScanLabel& scan) {
        return fmt::format("ScanLabel ({}:{})", name(scan.node), plan_.names.labels[scan.label]);
    }
    std::string line(const LookUpNodes& look_up) {
        return fmt::format("LookUpNodes ({}:{} {{{}: {}}})", name(look_up.node), plan_.names.labels[look_up.label],
                           plan_.names.keys[look_up.key], text(look_up.value));
    }
    std::string line(const SeekNode& seek) {
        return fmt::format("SeekNode ({}) by id {}", name(seek.node), text(seek.id));
    }
    std::string line(const Expand& expand) {
        return fmt::format("Expand ({}){}({}{})", name(expand.from), arrow(expand.hop, expand.relationship),
                           name(expand.to), condition(expand.labels, plan_.names.labels));
    }
    std::string line(const ExpandInto& expand) {
        return fmt::format("ExpandInto ({}){}({})", name(expand.from), arrow(expand.hop, expand.relationship),
                           name(expand.to));
    }
    std::string line(const FollowRelationship& follow) {
        return fmt::format("FollowRelationship ({}){}({})", name(follow.left), arrow(follow.hop, follow.relationship),
                           name(follow.right));
    }
    std::string line(const Intersect& intersect) {
        std::string legs;
        for (const Intersect::Leg& leg : intersect.legs) {
            legs += fmt::format("{}({}){}", legs.empty() ? "" : ", ", name(leg.from), arrow(leg.hop, leg.relationship));
        }
        return fmt::format("Intersect {} at ({}{})", legs, name(intersect.to),
                           condition(intersect.labels, plan_.names.labels));
    }
    std::string line(const SearchPaths& search) {
        std::string pattern;
        for (const PathSegment& segment : search.segments) pattern += segment_text(segment);
        std::string out = search.reach_only ? "ReachNodes " : "SearchPaths ";
        if (search.selector) out += selector(*search.selector);
        out += mode(search.mode);
        out += fmt::format("({}){}({}{})", name(search.from), pattern, name(search.to),
                           condition(search.labels, plan_.names.labels));
        if (search.into) out += " into";
        return out + where(search.conditions);
    }
    std::string line(const Weigh& weigh) {
        std::string out = weigh.exists_only ? weigh.negated ? "KeepWithout " : "KeepWith " : "Weigh ";
        out += fmt::format("({}){}", name(weigh.node), tree(weigh.tree));
        return weigh.into == kNoSlot ? out : out + " into " + name(weigh.into);
    }
    std::string line(const Multiply& multiply) { return multiply.exists_only ? "KeepIfAny" : "Multiply"; }
    std::string line(const Filter& filter) { return "Filter " + list(filter.conditions, " AND "); }
    std::string line(const Project& project) {
        std::string out = "Project ";
        for (const auto& [slot, expression] : project.items) {
            if (&slot != &project.items[0].first) out += ", ";
            out += fmt::format("{} = {}", name(slot), text(expression));
        }
        return out;
    }
    std::string line(const Aggregate& aggregate) {
        std::string out = "Aggregate";
        for (const auto& [slot, expression] : aggregate.keys) out += fmt::format(" {}", text(expression));
        out += " ->";
        for (const Aggregate::Item& item : aggregate.items) {
            out += fmt::format(" {}({}{})", item.function->signature.name, item.distinct ? "DISTINCT " : "",
                               item.arguments.empty() ? "*" : list(item.arguments, ", "));
        }
        return out;
    }
    std::string line(const Distinct& distinct) { return "Distinct " + names(distinct.slots); }
    std::string line(const Sort& sort) {
        std::string out = sort.limit ? fmt::format("Top {} by ", text(sort.limit)) : "Sort by ";
        for (std::size_t i = 0; i < sort.items.size(); ++i) {
            out += fmt::format("{}{}{}", i == 0 ? "" : ", ", name(sort.items[i].slot),
                               sort.items[i].descending ? " descending" : "");
        }
        return out;
    }
    std::string line(const Skip& skip) { return "Skip " + text(skip.count); }
    std::string line(const Limit& limit) { return "Limit " + text(limit.count); }
    std::string line(const Unwind& unwind) {
        return fmt::format("Unwind {} = {}", name(unwind.item), text(unwind.list));
    }
    std::string line(const Union& all) { return "Union " + names(all.columns); }
    std::string line(const Apply& apply) {
        std::string kind;
        switch (apply.kind) {
            case ApplyKind::kOptional: kind = "Optional"; break;
            case ApplyKind::kSemi: kind = "KeepWhere"; break;
            case ApplyKind::kAntiSemi: kind = "KeepWhereNot"; break;
        }
        return kind + (apply.row_by_row ? " (row by row) " : " ") + names(apply.imports);
    }
    std::string line(const CallSubquery& call) {
        return fmt::format("CallSubquery ({}) -> {}", names(call.imports), names(call.columns));
    }
    std::string line(const Create& create) { return "Create " + elements(create.elements); }
    std::string line(const Merge& merge) { return "Merge " + elements(merge.elements); }
    std::string line(const Assign& assign) { return fmt::format("Assign {} changes", assign.items.size()); }
    std::string line(const Delete& remove) {
        return (remove.detach ? "DetachDelete " : "Delete ") + list(remove.items, ", ");
    }
    std::string line(const Drain&) { return "Drain"; }
    std::string line(const CallProcedure& call) {
        return fmt::format("CallProcedure {}({})", call.name, list(call.arguments, ", "));
    }

    // --- Their parts.

    const std::string& name(Slot slot) const { return plan_.slots[slot].name; }
    std::string names(const std::vector<Slot>& slots) const {
        std::string out;
        for (Slot slot : slots) out += (out.empty() ? "" : ", ") + name(slot);
        return out;
    }

    // As the query wrote it; what the planner made is written from its parts.
    std::string text(const ExpressionPtr& expression) const {
        if (!expression->place.empty()) {
            return plan_.text.substr(expression->place.begin, expression->place.size());
        }
        return std::visit(
            Overloaded{
                [](const Constant& node) { return to_literal(node.value); },
                [](const ParameterRef& node) { return "$" + node.name; },
                [&](const SlotRef& node) { return name(node.slot); },
                [&](const LocalRef& node) { return name(node.slot); },
                [&](const PropertyOf& node) { return text(node.subject) + "." + plan_.names.keys[node.key]; },
                [&](const HasLabels& node) { return text(node.subject) + condition(node.labels, plan_.names.labels); },
                [&](const Compare& node) {
                    const bool equal = node.rest[0].first == ast::ComparisonOperator::kEqual;
                    return text(node.first) + (equal ? " = " : " <> ") + text(node.rest[0].second);
                },
                [&](const TestNull& node) { return text(node.operand) + (node.negated ? " IS NOT NULL" : " IS NULL"); },
                [&](const BinaryOf& node) { return text(node.left) + " + " + text(node.right); },
                [&](const BuildPath& node) { return "path(" + name(node.start) + ", " + names(node.pieces) + ")"; },
                [&](const AllDifferent& node) { return "different(" + names(node.slots) + ")"; },
                [](const auto&) { return std::string("(..)"); }},
            expression->node);
    }
    std::string list(const std::vector<ExpressionPtr>& expressions, std::string_view between) const {
        std::string out;
        for (const ExpressionPtr& expression : expressions) {
            if (!out.empty()) out += between;
            out += text(expression);
        }
        return out;
    }
    std::string where(const std::vector<ExpressionPtr>& conditions) const {
        return conditions.empty() ? "" : " WHERE " + list(conditions, " AND ");
    }

    static std::string condition(const NameCondition& condition, const std::vector<std::string>& names) {
        const std::string inside = bare(condition, names);
        return inside.empty() ? inside : ":" + inside;
    }
    static std::string bare(const NameCondition& condition, const std::vector<std::string>& names) {
        switch (condition.kind) {
            case NameCondition::Kind::kAlways: return "";
            case NameCondition::Kind::kName: return names[condition.name];
            case NameCondition::Kind::kAny: return "%";
            case NameCondition::Kind::kNot: return "!" + bare(condition.operands[0], names);
            case NameCondition::Kind::kAll: return joined(condition.operands, names, "&");
            case NameCondition::Kind::kSome: return joined(condition.operands, names, "|");
        }
        return "";
    }
    static std::string joined(const std::vector<NameCondition>& operands, const std::vector<std::string>& names,
                              std::string_view by) {
        std::string out;
        for (const NameCondition& operand : operands) {
            if (!out.empty()) out += by;
            const bool nested = operand.kind == NameCondition::Kind::kSome || operand.kind == NameCondition::Kind::kAll;
            out += nested ? "(" + bare(operand, names) + ")" : bare(operand, names);
        }
        return out;
    }

    std::string arrow(const Hop& hop, Slot relationship) const {
        const std::string inside = fmt::format("[{}{}]", relationship == kNoSlot ? "" : name(relationship),
                                               condition(hop.types, plan_.names.types));
        return (hop.arrow == ast::Arrow::kLeft ? "<-" : "-") + inside + (hop.arrow == ast::Arrow::kRight ? "->" : "-");
    }

    std::string segment_text(const PathSegment& segment) const {
        if (segment.steps.empty()) return fmt::format("({})", name(segment.from));
        std::string out = segment.steps.size() > 1 ? "(" : "";
        std::vector<ExpressionPtr> conditions = segment.conditions;
        for (const PathStep& step : segment.steps) {
            if (&step != &segment.steps[0]) out += "()";
            out += arrow(step.hop, kNoSlot);
            conditions.insert(conditions.end(), step.conditions.begin(), step.conditions.end());
        }
        if (segment.steps.size() > 1) out += ")";
        if (segment.repeats()) {
            out += fmt::format("{{{},{}}}", segment.min, segment.max ? std::to_string(*segment.max) : "");
        }
        return out + (conditions.empty() ? "" : "[" + list(conditions, " AND ") + "]");
    }

    static std::string selector(const ast::Selector& selector) {
        switch (selector.kind) {
            case ast::Selector::Kind::kAny: return fmt::format("ANY {} ", selector.count);
            case ast::Selector::Kind::kAll: return "";
            case ast::Selector::Kind::kShortest: return fmt::format("SHORTEST {} ", selector.count);
            case ast::Selector::Kind::kShortestGroups: return fmt::format("SHORTEST {} GROUPS ", selector.count);
        }
        return "";
    }
    static std::string mode(ast::PathMode mode) {
        switch (mode) {
            case ast::PathMode::kWalk: return "WALK ";
            case ast::PathMode::kTrail: return "";
            case ast::PathMode::kSimple: return "SIMPLE ";
            case ast::PathMode::kAcyclic: return "ACYCLIC ";
        }
        return "";
    }

    std::string tree(const WeightTree& tree) const {
        std::string out = arrow(tree.hop, kNoSlot) + "(" + condition(tree.labels, plan_.names.labels) + ")";
        if (tree.optional) out += "?";
        out += where(tree.conditions);
        for (const Tie& tie : tree.ties) out += text(tie);
        if (tree.branches.size() == 1) return out + this->tree(tree.branches[0]);
        for (const WeightTree& branch : tree.branches) out += "{" + this->tree(branch) + "}";
        return out;
    }

    std::string text(const Tie& tie) const {
        switch (tie.kind) {
            case Tie::Kind::kUnlike: return fmt::format(" unlike {}", name(tie.node));
            case Tie::Kind::kNeighbour: return fmt::format(" at ({}){}", name(tie.node), tree(tie.ways[0]));
            case Tie::Kind::kStranger: return fmt::format(" not at ({}){}", name(tie.node), tree(tie.ways[0]));
            case Tie::Kind::kOthers: return fmt::format(" times others of ({}){}", name(tie.node), tree(tie.ways[0]));
        }
        return "";
    }

    std::string elements(const NewElements& elements) const {
        std::string out;
        for (const auto& element : elements) {
            if (!out.empty()) out += ", ";
            out += std::visit(Overloaded{[&](const NewNode& node) { return "(" + name(node.node) + ")"; },
                                         [&](const NewRelationship& relationship) {
                                             return fmt::format("({})-[:{}]->({})", name(relationship.source),
                                                                relationship.type, name(relationship.target));
                                         }},
                              element);
        }
        return out;
    }

    const Plan& plan_;
    const PlanTextOptions& options_;
    std::string text_;
    std::vector<std::pair<const Node*, std::size_t>> pending_;
};

}  // namespace

std::string to_text(const Plan& plan, const PlanTextOptions& options) { return Writer(plan, options).write(); }

}  // namespace mirrorgraph::query::plan

#include "query/plan/resolver.h"

#include <algorithm>

#include "query/bind/walk.h"

namespace mirrorgraph::query::plan {

class ExpressionResolver {
  public:
    ExpressionResolver(Resolver& resolver, Layout layout, ast::Place place)
        : resolver_(resolver), layout_(std::move(layout)), place_(place) {}

    ExpressionPtr operator()(const bound::Literal& node) const { return make(Constant{node.value}); }
    ExpressionPtr operator()(const bound::Parameter& node) const { return make(ParameterRef{node.name}); }
    ExpressionPtr operator()(const bound::Variable& node) const {
        const Slot slot = layout_[node.slot];
        if (layout_.locals[node.slot.value]) return make(LocalRef{slot});
        return make(SlotRef{slot});
    }
    ExpressionPtr operator()(const bound::Property& node) const {
        return make(PropertyOf{resolve(node.subject), resolver_.key(node.key)});
    }
    ExpressionPtr operator()(const bound::Subscript& node) const {
        return make(SubscriptOf{resolve(node.subject), resolve(node.index)});
    }
    ExpressionPtr operator()(const bound::Slice& node) const {
        return make(SliceOf{resolve(node.list), resolve(node.from), resolve(node.to)});
    }
    ExpressionPtr operator()(const bound::LabelTest& node) const {
        return make(HasLabels{resolve(node.subject), resolver_.labels(node.labels),
                              resolver_.names(node.labels, resolver_.plan_.names.types), node.negated});
    }
    ExpressionPtr operator()(const bound::Call& node) const {
        return make(Call{node.function, resolver_.resolve(node.arguments, layout_)});
    }
    ExpressionPtr operator()(const bound::MakeList& node) const {
        return make(MakeList{resolver_.resolve(node.items, layout_)});
    }
    ExpressionPtr operator()(const bound::MakeMap& node) const {
        MakeMap map{resolve(node.base), {}};
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            map.entries.emplace_back(node.keys[i], resolver_.resolve(node.values[i], layout_));
        }
        return make(std::move(map));
    }
    ExpressionPtr operator()(const bound::ListComprehension& node) {
        ExpressionPtr list = resolve(node.list);
        layout_.make_local(node.variable);
        return make(
            ComprehendList{layout_[node.variable], std::move(list), resolve(node.where), resolve(node.projection)});
    }
    ExpressionPtr operator()(const bound::Quantifier& node) {
        ExpressionPtr list = resolve(node.list);
        layout_.make_local(node.variable);
        return make(QuantifyList{node.kind, layout_[node.variable], std::move(list), resolve(node.where)});
    }
    ExpressionPtr operator()(const bound::Reduce& node) {
        ExpressionPtr start = resolve(node.start);
        ExpressionPtr list = resolve(node.list);
        layout_.make_local(node.accumulator);
        layout_.make_local(node.variable);
        return make(ReduceList{layout_[node.accumulator], std::move(start), layout_[node.variable], std::move(list),
                               resolve(node.step)});
    }
    ExpressionPtr operator()(const bound::Case& node) const {
        Choose choose{resolve(node.subject), {}, resolve(node.otherwise)};
        for (const bound::CaseBranch& branch : node.branches) {
            choose.branches.emplace_back(resolver_.resolve(branch.when, layout_),
                                         resolver_.resolve(branch.then, layout_));
        }
        return make(std::move(choose));
    }
    ExpressionPtr operator()(const bound::Unary& node) const { return make(UnaryOf{node.op, resolve(node.operand)}); }
    ExpressionPtr operator()(const bound::Binary& node) const {
        return make(BinaryOf{node.op, resolve(node.left), resolve(node.right)});
    }
    ExpressionPtr operator()(const bound::Comparison& node) const {
        Compare compare{resolver_.resolve(node.operands[0], layout_), {}};
        for (std::size_t i = 0; i < node.operators.size(); ++i) {
            compare.rest.emplace_back(node.operators[i], resolver_.resolve(node.operands[i + 1], layout_));
        }
        return make(std::move(compare));
    }
    ExpressionPtr operator()(const bound::Logical& node) const {
        return make(Combine{node.op, resolver_.resolve(node.operands, layout_)});
    }
    ExpressionPtr operator()(const bound::NullTest& node) const {
        return make(TestNull{resolve(node.operand), node.negated});
    }
    ExpressionPtr operator()(const bound::Subquery& node) const {
        RunSubplan run{result_of(node.kind), nullptr, {}, {}, kNoSlot};
        std::vector<Slot> imports;
        for (const bound::Import& import : node.imports) imports.push_back(layout_[import.outer]);
        PlannedQuery planned = resolver_.plan_subquery_(node, imports);
        for (const bound::Import& import : node.imports) {
            std::vector<Slot>& kind = layout_.locals[import.outer.value] ? run.locals : run.columns;
            if (std::find(kind.begin(), kind.end(), layout_[import.outer]) == kind.end()) {
                kind.push_back(layout_[import.outer]);
            }
        }
        run.plan = std::move(planned.node);
        if (!planned.columns.empty()) run.item = planned.columns[0];
        return make(std::move(run));
    }

  private:
    static SubplanResult result_of(bound::Subquery::Kind kind) {
        switch (kind) {
            case bound::Subquery::Kind::kExists: return SubplanResult::kExists;
            case bound::Subquery::Kind::kCount: return SubplanResult::kCount;
            case bound::Subquery::Kind::kCollect: return SubplanResult::kList;
            case bound::Subquery::Kind::kFirst: return SubplanResult::kFirst;
        }
        return SubplanResult::kExists;
    }

    template <class T>
    ExpressionPtr make(T node) const {
        return make_expression(std::move(node), place_);
    }
    ExpressionPtr resolve(const Box<bound::Expression>& expression) const {
        return resolver_.resolve(*expression, layout_);
    }
    ExpressionPtr resolve(const OptionalBox<bound::Expression>& expression) const {
        return expression ? resolver_.resolve(**expression, layout_) : nullptr;
    }

    Resolver& resolver_;
    Layout layout_;
    ast::Place place_;
};

Slot Resolver::add_slot(std::string name, SlotKind kind) {
    if (name.empty()) name = "#" + std::to_string(plan_.slots.size());
    plan_.slots.push_back({std::move(name), kind});
    return static_cast<Slot>(plan_.slots.size() - 1);
}

std::uint32_t Resolver::intern(std::vector<std::string>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::uint32_t>(found - names.begin());
    names.emplace_back(name);
    return static_cast<std::uint32_t>(names.size() - 1);
}

NameCondition Resolver::names(const bound::Labels& labels, std::vector<std::string>& table) {
    NameCondition condition;
    switch (labels.kind) {
        case bound::Labels::Kind::kName:
            condition.kind = NameCondition::Kind::kName;
            condition.name = intern(table, labels.name);
            break;
        case bound::Labels::Kind::kAny: condition.kind = NameCondition::Kind::kAny; break;
        case bound::Labels::Kind::kNot: condition.kind = NameCondition::Kind::kNot; break;
        case bound::Labels::Kind::kAll: condition.kind = NameCondition::Kind::kAll; break;
        case bound::Labels::Kind::kSome: condition.kind = NameCondition::Kind::kSome; break;
    }
    for (const bound::Labels& operand : labels.operands) condition.operands.push_back(names(operand, table));
    return condition;
}

NameCondition Resolver::labels(const std::optional<bound::Labels>& condition) {
    return condition ? labels(*condition) : NameCondition{};
}
NameCondition Resolver::types(const std::optional<bound::Labels>& condition) {
    return condition ? names(*condition, plan_.names.types) : NameCondition{};
}

ExpressionPtr Resolver::resolve(const bound::Expression& expression, const Layout& layout) {
    return std::visit(ExpressionResolver(*this, layout, expression.place), expression.node);
}

std::vector<ExpressionPtr> Resolver::resolve(const std::vector<bound::Expression>& expressions, const Layout& layout) {
    std::vector<ExpressionPtr> resolved;
    for (const bound::Expression& expression : expressions) resolved.push_back(resolve(expression, layout));
    return resolved;
}

namespace {

// Calls visit on every child of an expression of the plan.
class Children {
  public:
    explicit Children(const std::function<void(const Expression&)>& visit) : visit_(visit) {}

    void operator()(const Constant&) const {}
    void operator()(const ParameterRef&) const {}
    void operator()(const SlotRef&) const {}
    void operator()(const LocalRef&) const {}
    void operator()(const PropertyOf& node) const { one(node.subject); }
    void operator()(const HasLabels& node) const { one(node.subject); }
    void operator()(const Call& node) const { all(node.arguments); }
    void operator()(const MakeList& node) const { all(node.items); }
    void operator()(const MakeMap& node) const {
        one(node.base);
        for (const auto& [key, value] : node.entries) one(value);
    }
    void operator()(const SubscriptOf& node) const { all({node.subject, node.index}); }
    void operator()(const SliceOf& node) const { all({node.subject, node.from, node.to}); }
    void operator()(const ComprehendList& node) const { all({node.list, node.where, node.projection}); }
    void operator()(const QuantifyList& node) const { all({node.list, node.where}); }
    void operator()(const ReduceList& node) const { all({node.start, node.list, node.step}); }
    void operator()(const Choose& node) const {
        all({node.subject, node.otherwise});
        for (const auto& [when, then] : node.branches) all({when, then});
    }
    void operator()(const UnaryOf& node) const { one(node.operand); }
    void operator()(const BinaryOf& node) const { all({node.left, node.right}); }
    void operator()(const Compare& node) const {
        one(node.first);
        for (const auto& [op, right] : node.rest) one(right);
    }
    void operator()(const Combine& node) const { all(node.operands); }
    void operator()(const TestNull& node) const { one(node.operand); }
    void operator()(const BuildPath&) const {}
    void operator()(const AllDifferent&) const {}
    void operator()(const RunSubplan&) const {}

  private:
    void one(const ExpressionPtr& child) const {
        if (child) visit_(*child);
    }
    void all(const std::vector<ExpressionPtr>& children) const {
        for (const ExpressionPtr& child : children) one(child);
    }
    const std::function<void(const Expression&)>& visit_;
};

}  // namespace

void for_each_child(const Expression& expression, const std::function<void(const Expression&)>& visit) {
    std::visit(Children(visit), expression.node);
}

void for_each_slot(const Expression& expression, const std::function<void(Slot)>& visit) {
    if (const auto* slot = std::get_if<SlotRef>(&expression.node)) visit(slot->slot);
    if (const auto* path = std::get_if<BuildPath>(&expression.node)) {
        visit(path->start);
        for (Slot slot : path->pieces) visit(slot);
    }
    if (const auto* different = std::get_if<AllDifferent>(&expression.node)) {
        for (Slot slot : different->slots) visit(slot);
    }
    if (const auto* run = std::get_if<RunSubplan>(&expression.node)) {
        for (Slot slot : run->columns) visit(slot);
    }
    for_each_child(expression, [&](const Expression& child) { for_each_slot(child, visit); });
}

SlotSet slots_of(const Expression& expression) {
    SlotSet slots;
    for_each_slot(expression, [&](Slot slot) { slots.insert(slot); });
    return slots;
}

SlotSet locals_of(const Expression& expression) {
    SlotSet locals;
    if (const auto* local = std::get_if<LocalRef>(&expression.node)) locals.insert(local->slot);
    if (const auto* run = std::get_if<RunSubplan>(&expression.node)) {
        locals.insert(run->locals.begin(), run->locals.end());
    }
    for_each_child(expression, [&](const Expression& child) { locals.merge(locals_of(child)); });
    return locals;
}

bool has_subquery(const bound::Expression& expression) {
    bool found = std::holds_alternative<bound::Subquery>(expression.node);
    bound::for_each_child(expression,
                          [&found](const bound::Expression& child) { found = found || has_subquery(child); });
    return found;
}

}  // namespace mirrorgraph::query::plan

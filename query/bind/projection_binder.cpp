#include "query/bind/projection_binder.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "query/restore.h"
#include "query/syntax/walk.h"

namespace mirrorgraph::query {

using bound::Slot;
using bound::SlotInfo;
using Kind = Value::Type;

namespace {

SlotInfo::Kind kind_of(const bound::Expression& expression) {
    if (expression.type.is(Kind::kNode)) return SlotInfo::Kind::kNode;
    if (expression.type.is(Kind::kRelationship)) return SlotInfo::Kind::kRelationship;
    if (expression.type.is(Kind::kPath)) return SlotInfo::Kind::kPath;
    return SlotInfo::Kind::kValue;
}

// In the order of the text.
const ast::Expression* first_variable(const ast::Expression& expression) {
    if (std::holds_alternative<ast::Variable>(expression.node)) return &expression;
    const ast::Expression* found = nullptr;
    ast::for_each_child(expression, [&](const ast::Expression& child) {
        if (found == nullptr) found = first_variable(child);
    });
    return found;
}

bound::Expression variable(const Frame& frame, Slot slot, Span place) {
    return {bound::Variable{slot}, frame.info(slot).type, place};
}

}  // namespace

bound::Projection ProjectionBinder::with(const ast::With& clause) {
    for (const ast::ProjectionItem& item : clause.projection.items) {
        if (item.alias || std::holds_alternative<ast::Variable>(item.expression.node)) continue;
        expressions_.fail(item.expression.place, "NoExpressionAlias", "an expression in WITH needs a name",
                          fmt::format("write {} AS name", expressions_.text(item.expression.place)));
    }
    return project(clause.projection, &clause.where);
}

bound::Projection ProjectionBinder::returned(const ast::Projection& projection, Span place) {
    if (projection.star && source_.visible().empty()) {
        expressions_.fail(place, "NoVariablesInScope", "RETURN * needs variables, and there are none",
                          "name what to return");
    }
    return project(projection, nullptr);
}

bound::Projection ProjectionBinder::project(const ast::Projection& projection,
                                            const std::optional<ast::Expression>* where) {
    collect_items(projection);
    result_.distinct = projection.distinct;
    result_.is_aggregating =
        std::ranges::any_of(items_, [](const Item& item) { return contains_aggregate(*item.expression); });
    const bool columns_only = result_.distinct || result_.is_aggregating;
    const auto aggregate = [this](const ast::Expression& expression) { return aggregate_slot(expression); };
    if (result_.is_aggregating) group_ = std::make_unique<GroupFrame>(source_, aggregate);
    columns_ = std::make_unique<ColumnFrame>(
        source_, columns_only ? ColumnFrame::Reach::kColumnsOnly : ColumnFrame::Reach::kSourceToo,
        [this](Slot source) { return hide(source); },
        result_.is_aggregating ? AggregateSlot(aggregate) : AggregateSlot());
    bind_keys();
    bind_columns();
    carry();
    bind_order(projection);
    result_.skip = bind_count(projection.skip, "SKIP");
    result_.limit = bind_count(projection.limit, "LIMIT");
    if (where != nullptr && *where) bind_where(**where);
    result_.slots = columns_->slots();
    if (group_) result_.group_slots = group_->slots();
    return std::move(result_);
}

void ProjectionBinder::collect_items(const ast::Projection& projection) {
    if (projection.star) {
        for (const std::string& name : source_.visible()) {
            star_.push_back(std::make_unique<ast::Expression>(ast::Expression{ast::Variable{name}, Span{}}));
            add_item(name, *star_.back(), {});
        }
    }
    for (const ast::ProjectionItem& item : projection.items) {
        const auto* name = std::get_if<ast::Variable>(&item.expression.node);
        std::string column = item.alias        ? item.alias->text
                             : name != nullptr ? name->name
                                               : std::string(expressions_.text(item.expression.place));
        add_item(std::move(column), item.expression, item.alias ? item.alias->place : item.expression.place);
    }
}

void ProjectionBinder::add_item(std::string name, const ast::Expression& expression, Span place) {
    if (std::ranges::find(items_, name, &Item::name) != items_.end()) {
        expressions_.fail(place, "ColumnNameConflict", fmt::format("two columns are called '{}'", name),
                          "give one of them another name with AS");
    }
    items_.push_back({std::move(name), &expression, place});
}

// Items without aggregates are the keys.
void ProjectionBinder::bind_keys() {
    if (!group_) return;
    const ExpressionBinder::Over over(expressions_, source_);
    for (const Item& item : items_) {
        if (contains_aggregate(*item.expression)) continue;
        result_.keys.push_back(expressions_.expression(*item.expression));
        const bound::Expression& key = result_.keys.back();
        group_->add_key({"", kind_of(key), key.type}, item.expression);
    }
    for (const std::string& name : carried_) {
        const std::optional<Slot> slot = source_.find(name);
        if (!slot || group_->find(name)) continue;
        result_.carried.push_back({*slot, group_->declare(source_.info(*slot))});
    }
}

void ProjectionBinder::bind_columns() {
    std::size_t key = 0;
    for (const Item& item : items_) {
        if (group_ && !contains_aggregate(*item.expression)) {
            add_column(item.name, variable(*group_, Slot(key++), item.expression->place), item.expression);
            continue;
        }
        const ExpressionBinder::Over over(expressions_, group_ ? static_cast<Frame&>(*group_) : source_);
        add_column(item.name, expressions_.expression(*item.expression), item.expression);
    }
    result_.visible_count = result_.columns.size();
}

void ProjectionBinder::add_column(std::string name, bound::Expression expression, const ast::Expression* text) {
    const Slot slot = columns_->add_column({name, kind_of(expression), expression.type}, text);
    if (text != nullptr) names_.insert_or_assign(name, slot);
    result_.columns.push_back({std::move(name), std::move(expression), slot});
}

// What later parts of a subquery see of its surroundings goes along unseen.
void ProjectionBinder::carry() {
    for (const std::string& name : carried_) {
        if (std::ranges::find(items_, name, &Item::name) != items_.end()) continue;
        Frame& before = group_ ? static_cast<Frame&>(*group_) : source_;
        const std::optional<Slot> slot = before.find(name);
        if (!slot) continue;
        const Slot column = hide(*slot);
        names_.insert_or_assign(name, column);
        columns_->show(name, column);
    }
}

Slot ProjectionBinder::hide(Slot source) {
    if (auto found = hidden_.find(source); found != hidden_.end()) return found->second;
    const Frame& before = group_ ? static_cast<const Frame&>(*group_) : source_;
    SlotInfo info = before.info(source);
    std::string name = info.name;
    const Slot slot = columns_->add(std::move(info));
    result_.columns.push_back({std::move(name), variable(before, source, {}), slot});
    hidden_.emplace(source, slot);
    return slot;
}

std::optional<Slot> ProjectionBinder::aggregate_slot(const ast::Expression& expression) {
    if (!group_ || !expressions_.is_aggregate(expression)) return std::nullopt;
    for (std::size_t i = 0; i < aggregate_texts_.size(); ++i) {
        if (*aggregate_texts_[i] == expression) return result_.aggregates[i].slot;
    }
    if (is_sorting_) check_sorted_aggregate(expression);
    bound::Aggregate aggregate = expressions_.aggregate(expression, source_);
    std::vector<StaticType> types;
    for (const bound::Expression& argument : aggregate.arguments) types.push_back(argument.type);
    const bool is_star = types.empty();
    const StaticType type = is_star ? StaticType(Kind::kInteger) : aggregate.function->signature.result_type(types);
    aggregate.slot = group_->add({"", SlotInfo::Kind::kValue, type});
    aggregate_texts_.push_back(&expression);
    result_.aggregates.push_back(std::move(aggregate));
    return result_.aggregates.back().slot;
}

// The rows that an aggregate is made from are gone where the groups are sorted; those of its projected ones stay known.
void ProjectionBinder::check_sorted_aggregate(const ast::Expression& aggregate) const {
    const ast::Expression* variable = first_variable(aggregate);
    if (variable == nullptr) return;
    expressions_.fail(
        variable->place, "UndefinedVariable",
        fmt::format("variable '{}' is gone behind aggregation", std::get<ast::Variable>(variable->node).name),
        fmt::format("project {} too, and sort by that", expressions_.text(aggregate.place)));
}

void ProjectionBinder::bind_order(const ast::Projection& projection) {
    const ExpressionBinder::Over over(expressions_, *columns_);
    const Restore sorting(is_sorting_, true);
    for (const ast::SortItem& item : projection.order) {
        columns_->set_mixed(contains_aggregate(item.expression));
        result_.order.push_back({expressions_.expression(item.expression), item.descending});
    }
}

void ProjectionBinder::bind_where(const ast::Expression& where) {
    if (contains_aggregate(where)) {
        expressions_.fail(where.place, "InvalidAggregation", "WHERE cannot hold an aggregate",
                          "name the aggregate in the WITH before: WITH .., count(*) AS c WHERE c > 1");
    }
    const ExpressionBinder::Over over(expressions_, *columns_);
    columns_->set_mixed(false);
    result_.where = expressions_.conditions(&where);
}

std::optional<bound::Expression> ProjectionBinder::bind_count(const std::optional<ast::Expression>& count,
                                                              std::string_view what) {
    if (!count) return std::nullopt;
    ConstantFrame nothing;
    const ExpressionBinder::Over over(expressions_, nothing);
    bound::Expression result = expressions_.expression(*count);
    expressions_.require(result, Kind::kInteger, what);
    const auto* literal = std::get_if<bound::Literal>(&result.node);
    if (literal != nullptr && literal->value.is_integer() && literal->value.as_integer() < 0) {
        expressions_.fail(count->place, "NegativeIntegerArgument", fmt::format("{} cannot be negative", what));
    }
    return result;
}

}  // namespace mirrorgraph::query

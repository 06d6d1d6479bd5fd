#include "query/bind/frame.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "query/bind/expression_binder.h"
#include "query/syntax/walk.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

using bound::Slot;
using bound::SlotInfo;

namespace {

const ast::Variable* as_variable(const ast::Expression& expression) {
    return std::get_if<ast::Variable>(&expression.node);
}

// What a grouping key must be to be found again inside an expression with aggregates.
const ast::Variable* subject_of_simple_property(const ast::Expression& expression) {
    const auto* access = std::get_if<ast::PropertyAccess>(&expression.node);
    return access != nullptr ? as_variable(*access->subject) : nullptr;
}

bool mentions(const ast::Expression& expression, const std::string& name) {
    const ast::Variable* variable = as_variable(expression);
    bool found = variable != nullptr && variable->name == name;
    ast::for_each_child(expression, [&](const ast::Expression& child) { found = found || mentions(child, name); });
    return found;
}

bound::Expression variable_of(const SlotInfo& info, Slot slot, Span place) {
    return {bound::Variable{slot}, info.type, place};
}

}  // namespace

std::optional<Slot> Frame::find(const std::string& name) {
    if (auto found = names_.find(name); found != names_.end()) return found->second;
    return find_elsewhere(name);
}

std::vector<std::string> Frame::visible() const {
    std::vector<std::string> names;
    for (const auto& [name, slot] : names_) names.push_back(name);
    return names;
}

Fault Frame::fault(const std::string& name) {
    // Short names are all near to each other.
    const bool is_short = count_code_points(name) < 3;
    const std::vector<std::string> names = is_short ? std::vector<std::string>() : visible();
    return {"UndefinedVariable", fmt::format("variable '{}' is not defined{}", name, did_you_mean(name, names)), ""};
}

Slot Frame::add(SlotInfo info) {
    slots_.push_back(std::move(info));
    return Slot(slots_.size() - 1);
}

Slot Frame::declare(SlotInfo info) {
    std::string name = info.name;
    const Slot slot = add(std::move(info));
    names_.insert_or_assign(std::move(name), slot);
    return slot;
}

LocalName::LocalName(Frame& frame, const SlotInfo& info) : LocalName(frame, info.name, frame.add(info)) {}

LocalName::LocalName(Frame& frame, const std::string& name, Slot slot) : frame_(frame), name_(name), slot_(slot) {
    if (auto found = frame.names_.find(name); found != frame.names_.end()) hidden_ = found->second;
    frame.names_.insert_or_assign(name, slot);
}

LocalName::~LocalName() {
    if (hidden_) {
        frame_.names_.insert_or_assign(name_, *hidden_);
    } else {
        frame_.names_.erase(name_);
    }
}

std::vector<std::string> PartFrame::visible() const {
    const std::vector<std::string> own = Frame::visible();
    std::set<std::string> names(own.begin(), own.end());
    if (outer_ != nullptr) {
        const std::vector<std::string> others = outer_->visible(branch_);
        names.insert(others.begin(), others.end());
    }
    return {names.begin(), names.end()};
}

std::vector<std::string> Surroundings::visible(std::size_t branch) const {
    std::vector<std::string> all = frame.visible();
    std::erase_if(all, [&](const std::string& name) { return !shows(branch, name); });
    return all;
}

std::optional<Slot> PartFrame::find_elsewhere(const std::string& name) {
    if (outer_ == nullptr || !outer_->shows(branch_, name)) return std::nullopt;
    const std::optional<Slot> outer = outer_->frame.find(name);
    if (!outer) return std::nullopt;
    const SlotInfo& info = outer_->frame.info(*outer);
    const Slot inner = declare({name, info.kind, info.type});
    outer_->imports.push_back({*outer, branch_, inner});
    return inner;
}

Fault ConstantFrame::fault(const std::string& name) {
    return {"NonConstantExpression", fmt::format("SKIP and LIMIT cannot depend on variable '{}'", name),
            "use literals, parameters and functions of them"};
}

void GroupFrame::add_key(SlotInfo info, const ast::Expression* expression) {
    keys_.push_back({expression, add(std::move(info))});
}

std::optional<bound::Expression> GroupFrame::replacement(const ast::Expression& expression) {
    if (auto slot = aggregate_(expression)) return variable_of(info(*slot), *slot, expression.place);
    const ast::Variable* subject = subject_of_simple_property(expression);
    if (subject == nullptr || has_own(subject->name)) return std::nullopt;
    for (const Key& key : keys_) {
        if (*key.expression == expression) return variable_of(info(key.slot), key.slot, expression.place);
    }
    return std::nullopt;
}

std::optional<Slot> GroupFrame::find_elsewhere(const std::string& name) {
    for (const Key& key : keys_) {
        const ast::Variable* variable = as_variable(*key.expression);
        if (variable != nullptr && variable->name == name) return key.slot;
    }
    return std::nullopt;
}

Fault GroupFrame::fault(const std::string& name) {
    if (!source_.find(name)) return source_.fault(name);
    return {"AmbiguousAggregationExpression",
            fmt::format("'{}' stands beside an aggregate, but is no grouping key of its own", name),
            "project it as an item of its own, or compute it in a WITH before"};
}

Slot ColumnFrame::add_column(SlotInfo info, const ast::Expression* expression) {
    const Slot slot = info.name.empty() ? add(std::move(info)) : declare(std::move(info));
    if (expression != nullptr) columns_.push_back({expression, slot});
    return slot;
}

std::optional<bound::Expression> ColumnFrame::replacement(const ast::Expression& expression) {
    if (as_variable(expression) != nullptr) return std::nullopt;
    const bool may_match = !is_mixed_ || subject_of_simple_property(expression) != nullptr ||
                           std::holds_alternative<ast::FunctionCall>(expression.node) ||
                           std::holds_alternative<ast::CountStar>(expression.node);
    for (const Column& column : columns_) {
        if (!may_match || *column.expression != expression) continue;
        return variable_of(info(column.slot), column.slot, expression.place);
    }
    const std::optional<Slot> aggregate = aggregate_ ? aggregate_(expression) : std::nullopt;
    if (!aggregate) return std::nullopt;
    const Slot hidden = hide_(*aggregate);
    return variable_of(info(hidden), hidden, expression.place);
}

std::optional<Slot> ColumnFrame::find_elsewhere(const std::string& name) {
    for (const Column& column : columns_) {
        const ast::Variable* variable = as_variable(*column.expression);
        if (variable != nullptr && variable->name == name) return column.slot;
    }
    if (reach_ == Reach::kColumnsOnly) return std::nullopt;
    const std::optional<Slot> source = source_.find(name);
    return source ? std::optional(hide_(*source)) : std::nullopt;
}

Fault ColumnFrame::fault(const std::string& name) {
    if (!source_.find(name)) return Frame::fault(name);
    const bool in_key = std::ranges::any_of(columns_, [&](const Column& column) {
        return !contains_aggregate(*column.expression) && mentions(*column.expression, name);
    });
    if (is_mixed_ && in_key) {
        return {"AmbiguousAggregationExpression",
                fmt::format("'{}' stands beside an aggregate, but is no grouping key of its own", name),
                "project it as an item of its own"};
    }
    return {"UndefinedVariable", fmt::format("variable '{}' is gone behind DISTINCT or aggregation", name),
            "sort and filter by the projected columns only, or project it too"};
}

}  // namespace mirrorgraph::query

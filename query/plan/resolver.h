// From bound expressions to the plan's: slots of a part become slots of the plan, names positions in its tables.
//
// Owns:    nothing; the plan under construction must outlive it
// Threads: one thread
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/bind/bound.h"
#include "query/plan/cost/statistics.h"
#include "query/plan/plan.h"

namespace mirrorgraph::query::plan {

// Where the slots of one part of the query are in the plan, by bound::Slot.
struct Layout {
    std::vector<Slot> slots;
    std::vector<bool> locals;  // has a value only while an expression or a search runs

    Slot operator[](bound::Slot slot) const { return slots[slot.value]; }
    void make_local(bound::Slot slot) { locals[slot.value] = true; }
};

using SlotSet = std::set<Slot>;

// A planned sub-query: what it reads from its argument is in `node`'s Argument.
struct PlannedQuery {
    NodePtr node;
    std::vector<Slot> columns;
};

class Resolver {
  public:
    // Plans a sub-query whose first slots stand at `imports`.
    using PlanSubquery = std::function<PlannedQuery(const bound::Subquery&, const std::vector<Slot>& imports)>;

    Resolver(Plan& plan, PlanSubquery plan_subquery) : plan_(plan), plan_subquery_(std::move(plan_subquery)) {}

    Plan& plan() { return plan_; }
    Slot add_slot(std::string name, SlotKind kind);
    LabelRef label(std::string_view name) { return intern(plan_.names.labels, name); }
    KeyRef key(std::string_view name) { return intern(plan_.names.keys, name); }
    NameCondition labels(const bound::Labels& labels) { return names(labels, plan_.names.labels); }
    NameCondition labels(const std::optional<bound::Labels>& condition);
    NameCondition types(const std::optional<bound::Labels>& condition);

    ExpressionPtr resolve(const bound::Expression& expression, const Layout& layout);
    std::vector<ExpressionPtr> resolve(const std::vector<bound::Expression>& expressions, const Layout& layout);

  private:
    friend class ExpressionResolver;
    static std::uint32_t intern(std::vector<std::string>& names, std::string_view name);
    NameCondition names(const bound::Labels& labels, std::vector<std::string>& table);

    Plan& plan_;
    PlanSubquery plan_subquery_;
};

void for_each_child(const Expression& expression, const std::function<void(const Expression&)>& visit);

// Every slot of a row that the expression reads.
void for_each_slot(const Expression& expression, const std::function<void(Slot)>& visit);
SlotSet slots_of(const Expression& expression);
SlotSet locals_of(const Expression& expression);

bool has_subquery(const bound::Expression& expression);

}  // namespace mirrorgraph::query::plan

#include "query/plan/planner.h"

#include <fmt/core.h>

#include <algorithm>

#include "query/plan/filters.h"
#include "query/plan/outputs.h"
#include "query/plan/pattern/pattern_planner.h"
#include "query/plan/uses.h"

namespace mirrorgraph::query::plan {

namespace {

SlotKind kind_of(bound::SlotInfo::Kind kind) {
    switch (kind) {
        case bound::SlotInfo::Kind::kNode: return SlotKind::kNode;
        case bound::SlotInfo::Kind::kRelationship: return SlotKind::kRelationship;
        case bound::SlotInfo::Kind::kPath:
        case bound::SlotInfo::Kind::kValue: return SlotKind::kValue;
    }
    return SlotKind::kValue;
}

constexpr std::size_t kMostClauses = 1000;    // of a query with its subqueries and the branches of its unions
constexpr std::size_t kMostEdges = 200;       // of one pattern
constexpr std::size_t kMostJoinedEdges = 24;  // of clauses planned as one

// What the rows of a query are for.
enum class Wanted { kRows, kExistence };

class Planner {
  public:
    Planner(Plan& plan, const Statistics& statistics, bool exact)
        : plan_(plan),
          statistics_(statistics),
          exact_(exact),
          resolver_(plan, [this](const bound::Subquery& subquery, const std::vector<Slot>& imports) {
              return plan_subquery(subquery, imports);
          }) {}

    PlannedQuery plan_statement(const bound::Query& query) {
        PlannedQuery planned = plan_query(query, nullptr, Wanted::kRows, [] { return unit(); });
        if (planned.columns.empty() && query.columns.empty()) planned.node = above(planned.node, Drain{});
        return planned;
    }

  private:
    // The part of the query that is being planned.
    struct Part {
        const bound::Part* bound = nullptr;
        Layout layout;
        SlotSet known;
        NodePtr plan;
    };
    using Leaf = std::function<NodePtr()>;

    static NodePtr leaf(Operation operation) {
        auto node = std::make_shared<Node>();
        node->operation = std::move(operation);
        return node;
    }
    static NodePtr unit() { return leaf(Unit{}); }
    static NodePtr above(NodePtr child, Operation operation) {
        NodePtr node = leaf(std::move(operation));
        node->rows = child->rows;
        node->children.push_back(std::move(child));
        return node;
    }

    PlannedQuery plan_subquery(const bound::Subquery& subquery, const std::vector<Slot>& imports) {
        const Wanted wanted = subquery.kind == bound::Subquery::Kind::kExists ? Wanted::kExistence : Wanted::kRows;
        return plan_inner(*subquery.query, subquery.imports, imports, wanted);
    }

    // `slots`: where the imports stand in the rows around.
    PlannedQuery plan_inner(const bound::Query& query, const std::vector<bound::Import>& imports,
                            const std::vector<Slot>& slots, Wanted wanted) {
        const Begin begin = [&](std::size_t branch, Layout& layout, SlotSet& known) {
            for (std::size_t i = 0; i < imports.size(); ++i) {
                if (imports[i].branch != branch) continue;
                layout.slots[imports[i].inner.value] = slots[i];
                known.insert(slots[i]);
            }
        };
        return plan_query(query, &begin, wanted, [] { return leaf(Argument{}); });
    }

    // Puts the slots of imports into the layout of a branch's first part.
    using Begin = std::function<void(std::size_t branch, Layout&, SlotSet&)>;

    PlannedQuery plan_query(const bound::Query& query, const Begin* begin, Wanted wanted, const Leaf& input) {
        std::vector<PlannedQuery> branches;
        for (const bound::SingleQuery& branch : query.branches) {
            branches.push_back(plan_single(branch, branches.size(), begin, wanted, input()));
        }
        if (branches.size() == 1) return std::move(branches[0]);
        return plan_union(query, std::move(branches));
    }

    PlannedQuery plan_union(const bound::Query& query, std::vector<PlannedQuery> branches) {
        PlannedQuery planned{std::make_shared<Node>(), {}};
        Union all;
        planned.node->rows = 0;
        for (PlannedQuery& branch : branches) {
            planned.node->rows += branch.node->rows;
            planned.node->children.push_back(std::move(branch.node));
            all.parts.push_back(std::move(branch.columns));
        }
        for (std::size_t i = 0; i < query.columns.size(); ++i) {
            SlotKind kind = plan_.slots[all.parts[0][i]].kind;
            for (const std::vector<Slot>& part : all.parts) {
                if (plan_.slots[part[i]].kind != kind) kind = SlotKind::kValue;
            }
            all.columns.push_back(resolver_.add_slot(query.columns[i], kind));
        }
        planned.columns = all.columns;
        planned.node->operation = std::move(all);
        if (!query.union_all) planned.node = above(planned.node, Distinct{planned.columns});
        return planned;
    }

    PlannedQuery plan_single(const bound::SingleQuery& query, std::size_t branch, const Begin* begin, Wanted wanted,
                             NodePtr input) {
        check_size(query);
        Part part;
        part.plan = std::move(input);
        std::vector<Slot> columns;
        for (std::size_t i = 0; i < query.parts.size(); ++i) {
            const bound::Part& bound = query.parts[i];
            part.bound = &bound;
            extend(part.layout, bound.slots);
            if (i == 0 && begin != nullptr) (*begin)(branch, part.layout, part.known);
            const bool last = i + 1 == query.parts.size();
            for (std::size_t clause = 0; clause < bound.clauses.size();) {
                clause = plan_clause(part, clause, last ? wanted : Wanted::kRows);
            }
            columns.clear();
            if (bound.projection) columns = plan_projection(part, *bound.projection);
        }
        return {part.plan, columns};
    }

    // Operators stand on one another: their number is bounded by the stack, and the search for an order by time.
    void check_size(const bound::SingleQuery& query) {
        std::size_t edges = 0;
        clauses_ += query.parts.size();
        for (const bound::Part& part : query.parts) {
            clauses_ += part.clauses.size();
            for (const bound::Clause& clause : part.clauses) {
                const auto* match = std::get_if<bound::Match>(&clause);
                if (match == nullptr) continue;
                edges = std::max(edges, match->pattern.relationships.size() + match->pattern.groups.size());
            }
        }
        if (clauses_ > kMostClauses) {
            throw Error(ErrorCode::kLimit, fmt::format("the query has more than {} clauses", kMostClauses));
        }
        if (edges > kMostEdges) {
            throw Error(ErrorCode::kLimit,
                        fmt::format("a pattern has {} relationships; {} are the most", edges, kMostEdges));
        }
    }

    // Gives every slot of the bound layout that has none yet a slot of the plan.
    void extend(Layout& layout, const std::vector<bound::SlotInfo>& slots) {
        layout.locals.assign(slots.size(), false);
        for (std::size_t i = layout.slots.size(); i < slots.size(); ++i) {
            layout.slots.push_back(resolver_.add_slot(slots[i].name, kind_of(slots[i].kind)));
        }
        layout.slots.resize(slots.size());
    }

    // --- Clauses.

    // Gives the number of the next clause.
    std::size_t plan_clause(Part& part, std::size_t number, Wanted wanted) {
        std::size_t end = number + 1;
        std::visit(
            Overloaded{
                [&](const bound::Match&) {
                    end = end_of_matches(*part.bound, number);
                    plan_match(part, number, end, wanted);
                },
                [&](const bound::Unwind& unwind) { plan_unwind(part, unwind); },
                [&](const bound::Create& create) { plan_create(part, create); },
                [&](const bound::Update& update) { add(part, Assign{assignments(update.changes, part.layout)}); },
                [&](const bound::Merge& merge) { plan_merge(part, merge); },
                [&](const bound::Delete& remove) {
                    add(part, Delete{resolver_.resolve(remove.items, part.layout), remove.detach});
                },
                [&](const bound::CallProcedure& call) { plan_call(part, call); },
                [&](const bound::CallSubquery& call) { plan_call(part, call); },
            },
            part.bound->clauses[number]);
        return end;
    }

    // The end of the run of MATCH clauses that are planned as one pattern.
    static std::size_t end_of_matches(const bound::Part& part, std::size_t begin) {
        std::size_t edges = 0;
        std::size_t end = begin;
        for (; end < part.clauses.size(); ++end) {
            const auto* match = std::get_if<bound::Match>(&part.clauses[end]);
            if (match == nullptr || match->optional || !can_join_others(match->pattern)) break;
            edges += match->pattern.relationships.size();
            if (edges > kMostJoinedEdges) break;
        }
        return std::max(end, begin + 1);
    }

    static void add(Part& part, Operation operation) { part.plan = above(std::move(part.plan), std::move(operation)); }

    void plan_match(Part& part, std::size_t begin, std::size_t end, Wanted wanted) {
        Layout layout = part.layout;
        std::vector<PatternClause> clauses;
        for (std::size_t i = begin; i < end; ++i) {
            const auto& match = std::get<bound::Match>(part.bound->clauses[i]);
            cast_known(part, match.pattern, layout);
            clauses.push_back({match.pattern, match.where});
        }
        const SlotSet needed = needed_after(part, end - 1);
        const bool multiplicity = counts_rows(*part.bound, end - 1, wanted == Wanted::kRows);
        const PatternContext context{resolver_, layout, statistics_, exact_, multiplicity};
        const auto read = [&] { return read_pattern(clauses, part.known, needed, context); };
        if (!std::get<bound::Match>(part.bound->clauses[begin]).optional) {
            part.plan = plan_pattern(read(), std::move(part.plan), part.known, context);
        } else if (!plan_optional_weight(part, read(), context)) {
            NodePtr argument = leaf(Argument{});
            NodePtr inner = plan_pattern(read(), std::move(argument), part.known, context);
            const double rows = part.plan->rows * std::max(1.0, inner->rows);
            Apply apply;
            apply.kind = ApplyKind::kOptional;
            apply.row = resolver_.add_slot("", SlotKind::kNode);
            add(part, std::move(apply));
            part.plan->children.push_back(std::move(inner));
            part.plan->rows = rows;
        }
        for (const PatternClause& clause : clauses) learn(part, clause.graph);
    }

    // Nobody reads what the optional pattern finds: its matches are only counted.
    bool plan_optional_weight(Part& part, Pattern pattern, const PatternContext& context) {
        std::optional<Weigh> weigh = plan_weight(std::move(pattern), part.known, context);
        if (!weigh) return false;
        weigh->tree.optional = true;
        if (context.multiplicity) add(part, std::move(*weigh));
        return true;
    }

    // Variables that may hold anything become nodes and relationships, or null.
    void cast_known(Part& part, const bound::PatternGraph& pattern, Layout& layout) {
        Project project;
        const auto cast = [&](bound::Slot slot, SlotKind kind) {
            const Slot old = layout[slot];
            if (!part.known.contains(old) || plan_.slots[old].kind == kind) return;
            layout.slots[slot.value] = resolver_.add_slot(plan_.slots[old].name, kind);
            project.items.emplace_back(layout[slot], make_expression(SlotRef{old}));
            part.known.insert(layout[slot]);
        };
        for (const bound::PatternNode& node : pattern.nodes) cast(node.slot, SlotKind::kNode);
        for (const bound::PatternRelationship& relationship : pattern.relationships) {
            if (!relationship.repetition) cast(relationship.slot, SlotKind::kRelationship);
        }
        if (!project.items.empty()) add(part, std::move(project));
    }

    SlotSet needed_after(const Part& part, std::size_t clause) const {
        SlotSet needed;
        for (bound::Slot slot : slots_read_after(*part.bound, clause)) needed.insert(part.layout[slot]);
        return needed;
    }

    static void learn(Part& part, const bound::PatternGraph& pattern) {
        for (const bound::PatternNode& node : pattern.nodes) part.known.insert(part.layout[node.slot]);
        for (const bound::PatternRelationship& relationship : pattern.relationships) {
            part.known.insert(part.layout[relationship.slot]);
        }
        for (const bound::PatternGroup& group : pattern.groups) {
            for (const bound::GroupVariable& variable : group.variables) {
                part.known.insert(part.layout[variable.outer]);
            }
        }
        for (const bound::PatternPath& path : pattern.paths) {
            if (path.variable) part.known.insert(part.layout[*path.variable]);
        }
    }

    void plan_unwind(Part& part, const bound::Unwind& unwind) {
        const Slot item = part.layout[unwind.variable];
        add(part, Unwind{resolver_.resolve(unwind.list, part.layout), item});
        part.plan->rows *= 10;
        part.known.insert(item);
    }

    void plan_call(Part& part, const bound::CallProcedure& call) {
        CallProcedure operation{call.name, !call.results.empty(), resolver_.resolve(call.arguments, part.layout), {}};
        for (const bound::CallProcedure::Result& result : call.results) {
            operation.yields.emplace_back(result.field, part.layout[result.slot]);
            part.known.insert(part.layout[result.slot]);
        }
        add(part, std::move(operation));
        part.plan = add_conditions(std::move(part.plan), resolver_.resolve(call.where, part.layout), resolver_);
    }

    // The columns of the subquery become columns of the row as they are.
    void plan_call(Part& part, const bound::CallSubquery& call) {
        std::vector<Slot> imports;
        for (const bound::Import& import : call.imports) imports.push_back(part.layout[import.outer]);
        PlannedQuery inner = plan_inner(*call.query, call.imports, imports, Wanted::kRows);
        for (std::size_t i = 0; i < call.results.size(); ++i) {
            part.layout.slots[call.results[i].value] = inner.columns[i];
            part.known.insert(inner.columns[i]);
        }
        const double rows = part.plan->rows * (call.results.empty() ? 1 : std::max(1.0, inner.node->rows));
        add(part, CallSubquery{{}, std::move(inner.columns), call.is_updating});
        part.plan->children.push_back(std::move(inner.node));
        part.plan->rows = rows;
    }

    // --- Writing.

    NewElements new_elements(const bound::Create& create, const Layout& layout) {
        NewElements elements;
        const auto properties = [&](const std::optional<bound::Expression>& map) {
            return map ? resolver_.resolve(*map, layout) : nullptr;
        };
        for (const auto& item : create.items) {
            std::visit(
                Overloaded{
                    [&](const bound::CreateNode& node) {
                        elements.emplace_back(NewNode{layout[node.slot], node.labels, properties(node.properties)});
                    },
                    [&](const bound::CreateRelationship& relationship) {
                        elements.emplace_back(NewRelationship{layout[relationship.slot], layout[relationship.source],
                                                              layout[relationship.target], relationship.type,
                                                              properties(relationship.properties)});
                    },
                    [](const bound::CreatePath&) {}},
                item);
        }
        return elements;
    }

    // Casts the ends of new relationships that may hold anything.
    void cast_ends(Part& part, const bound::Create& create, Layout& layout) {
        bound::PatternGraph ends;
        for (const auto& item : create.items) {
            if (const auto* relationship = std::get_if<bound::CreateRelationship>(&item)) {
                ends.nodes.push_back({relationship->source, true, {}, {}});
                ends.nodes.push_back({relationship->target, true, {}, {}});
            }
        }
        cast_known(part, ends, layout);
    }

    void learn_created(Part& part, const bound::Create& create) {
        Project paths;
        for (const auto& item : create.items) {
            std::visit(Overloaded{[&](const bound::CreateNode& node) { part.known.insert(part.layout[node.slot]); },
                                  [&](const bound::CreateRelationship& relationship) {
                                      part.known.insert(part.layout[relationship.slot]);
                                  },
                                  [&](const bound::CreatePath& path) {
                                      BuildPath build{part.layout[path.steps[0]], {}};
                                      for (std::size_t i = 1; i < path.steps.size(); i += 2) {
                                          build.pieces.push_back(part.layout[path.steps[i]]);
                                      }
                                      paths.items.emplace_back(part.layout[path.variable], make_expression(build));
                                      part.known.insert(part.layout[path.variable]);
                                  }},
                       item);
        }
        if (!paths.items.empty()) add(part, std::move(paths));
    }

    void plan_create(Part& part, const bound::Create& create) {
        Layout layout = part.layout;
        cast_ends(part, create, layout);
        add(part, Create{new_elements(create, layout)});
        learn_created(part, create);
    }

    void plan_merge(Part& part, const bound::Merge& merge) {
        Layout layout = part.layout;
        cast_ends(part, merge.create, layout);
        cast_known(part, merge.pattern, layout);
        Merge operation;
        operation.elements = new_elements(merge.create, layout);
        operation.on_create = assignments(merge.on_create, layout);
        operation.on_match = assignments(merge.on_match, layout);
        for (const auto& element : operation.elements) {
            operation.found.push_back(
                std::visit(Overloaded{[](const NewNode& node) { return node.node; },
                                      [](const NewRelationship& relationship) { return relationship.relationship; }},
                           element));
        }
        const PatternContext context{resolver_, layout, statistics_, false, true};
        const SlotSet needed(operation.found.begin(), operation.found.end());
        Pattern pattern = read_pattern({{merge.pattern, {}}}, part.known, needed, context);
        NodePtr search = plan_pattern(std::move(pattern), leaf(Argument{}), part.known, context);
        add(part, std::move(operation));
        part.plan->children.push_back(std::move(search));
        learn_created(part, merge.create);
    }

    std::vector<Assignment> assignments(const std::vector<bound::Change>& changes, const Layout& layout) {
        std::vector<Assignment> items;
        const auto resolve = [&](const bound::Expression& expression) { return resolver_.resolve(expression, layout); };
        for (const bound::Change& change : changes) {
            std::visit(
                Overloaded{
                    [&](const bound::SetProperty& set) {
                        items.push_back(AssignProperty{resolve(set.subject), set.key, resolve(set.value)});
                    },
                    [&](const bound::SetProperties& set) {
                        items.push_back(AssignProperties{resolve(set.subject), resolve(set.value), set.keep_others});
                    },
                    [&](const bound::SetLabels& set) {
                        items.push_back(AssignLabels{resolve(set.subject), set.labels, false});
                    },
                    [&](const bound::RemoveProperty& remove) {
                        items.push_back(
                            AssignProperty{resolve(remove.subject), remove.key, make_expression(Constant{})});
                    },
                    [&](const bound::RemoveLabels& remove) {
                        items.push_back(AssignLabels{resolve(remove.subject), remove.labels, true});
                    }},
                change);
        }
        return items;
    }

    // --- Projections.

    // Group, compute, make distinct, sort, skip, limit, filter. Gives the visible columns.
    std::vector<Slot> plan_projection(Part& part, const bound::Projection& projection) {
        Layout source = part.layout;
        if (projection.is_aggregating) source = plan_aggregation(part, projection);
        Layout row = compute_columns(part, projection, source);
        std::vector<Slot> visible;
        part.known.clear();
        for (std::size_t i = 0; i < projection.columns.size(); ++i) {
            const Slot slot = row[projection.columns[i].slot];
            if (i < projection.visible_count) visible.push_back(slot);
            part.known.insert(slot);
        }
        if (projection.distinct) add(part, Distinct{visible});
        plan_order(part, projection, row);
        if (projection.skip) add(part, Skip{resolver_.resolve(*projection.skip, row)});
        if (projection.limit) add(part, Limit{resolver_.resolve(*projection.limit, row)});
        part.plan = add_conditions(std::move(part.plan), resolver_.resolve(projection.where, row), resolver_);
        part.layout = std::move(row);
        return visible;
    }

    Layout plan_aggregation(Part& part, const bound::Projection& projection) {
        Layout group;
        extend(group, projection.group_slots);
        Aggregate aggregate;
        for (std::size_t i = 0; i < projection.keys.size(); ++i) {
            aggregate.keys.emplace_back(group.slots[i], resolver_.resolve(projection.keys[i], part.layout));
        }
        for (const bound::CarriedValue& value : projection.carried) {
            group.slots[value.group.value] = part.layout[value.source];
            aggregate.carried.push_back(part.layout[value.source]);
        }
        for (const bound::Aggregate& item : projection.aggregates) {
            aggregate.items.push_back(
                {group[item.slot], item.function, item.distinct, resolver_.resolve(item.arguments, part.layout)});
        }
        const bool one_group = aggregate.keys.empty();
        add(part, std::move(aggregate));
        part.plan->rows = one_group ? 1 : std::max(1.0, part.plan->rows / 4);
        return group;
    }

    // A column that only renames keeps the slot that it has.
    Layout compute_columns(Part& part, const bound::Projection& projection, const Layout& source) {
        Layout row;
        row.locals.assign(projection.slots.size(), false);
        row.slots.assign(projection.slots.size(), kNoSlot);
        Project project;
        for (const bound::Column& column : projection.columns) {
            ExpressionPtr expression = resolver_.resolve(column.expression, source);
            const bound::SlotInfo& info = projection.slots[column.slot.value];
            const auto* same = std::get_if<SlotRef>(&expression->node);
            if (same != nullptr && plan_.slots[same->slot].kind == kind_of(info.kind)) {
                row.slots[column.slot.value] = same->slot;
                continue;
            }
            const Slot slot = resolver_.add_slot(info.name.empty() ? column.name : info.name, kind_of(info.kind));
            row.slots[column.slot.value] = slot;
            project.items.emplace_back(slot, std::move(expression));
        }
        for (std::size_t i = 0; i < row.slots.size(); ++i) {
            if (row.slots[i] == kNoSlot) {
                row.slots[i] = resolver_.add_slot(projection.slots[i].name, kind_of(projection.slots[i].kind));
            }
        }
        if (!project.items.empty()) add(part, std::move(project));
        return row;
    }

    void plan_order(Part& part, const bound::Projection& projection, const Layout& row) {
        if (projection.order.empty()) return;
        Sort sort;
        Project keys;
        for (const bound::SortKey& key : projection.order) {
            ExpressionPtr expression = resolver_.resolve(key.expression, row);
            const auto* same = std::get_if<SlotRef>(&expression->node);
            Slot slot = same != nullptr ? same->slot : kNoSlot;
            if (same == nullptr) {
                slot = resolver_.add_slot("", SlotKind::kValue);
                keys.items.emplace_back(slot, std::move(expression));
            }
            sort.items.push_back({slot, key.descending});
        }
        if (!keys.items.empty()) add(part, std::move(keys));
        if (projection.limit) {
            sort.limit = resolver_.resolve(*projection.limit, row);
            if (projection.skip) {
                BinaryOf sum{ast::BinaryOperator::kAdd, resolver_.resolve(*projection.skip, row), sort.limit};
                sort.limit = make_expression(std::move(sum), sort.limit->place);
            }
        }
        add(part, std::move(sort));
    }

    Plan& plan_;
    const Statistics& statistics_;
    bool exact_;
    Resolver resolver_;
    std::size_t clauses_ = 0;  // so far
};

}  // namespace

std::shared_ptr<const Plan> plan_query(const bound::Statement& statement, std::string text,
                                       const Statistics& statistics, bool exact) {
    auto plan = std::make_shared<Plan>();
    plan->text = std::move(text);
    plan->writes = statement.is_updating;
    Planner planner(*plan, statistics, exact && !plan->writes);
    PlannedQuery planned = planner.plan_statement(statement.query);
    plan->root = std::move(planned.node);
    plan->columns = statement.query.columns;
    plan->column_slots = std::move(planned.columns);
    set_outputs(*plan->root, {plan->column_slots.begin(), plan->column_slots.end()});
    return plan;
}

}  // namespace mirrorgraph::query::plan

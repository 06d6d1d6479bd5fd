#include "query/bind/query_binder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "query/bind/create_binder.h"
#include "query/bind/procedures.h"
#include "query/bind/projection_binder.h"
#include "query/query_error.h"
#include "query/restore.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

using bound::Slot;
using bound::SlotInfo;
using Kind = Value::Type;

namespace {

SlotInfo::Kind kind_of(StaticType type) {
    if (type.is(Kind::kNode)) return SlotInfo::Kind::kNode;
    if (type.is(Kind::kRelationship)) return SlotInfo::Kind::kRelationship;
    if (type.is(Kind::kPath)) return SlotInfo::Kind::kPath;
    return SlotInfo::Kind::kValue;
}

std::vector<std::string> labels_of(const std::vector<ast::Name>& names) {
    std::vector<std::string> labels;
    for (const ast::Name& name : names) labels.push_back(name.text);
    return labels;
}

// A projection of one column.
bound::Projection single_column(bound::Expression expression) {
    bound::Projection projection;
    projection.slots.push_back({"", kind_of(expression.type), expression.type});
    projection.columns.push_back({"", std::move(expression), Slot(0)});
    projection.visible_count = 1;
    return projection;
}

}  // namespace

bound::Statement bind(const ast::Statement& statement, const Schema& schema) {
    return QueryBinder(statement, schema).statement();
}

bound::Statement QueryBinder::statement() {
    bound::Statement result;
    result.prefix = statement_.prefix;
    result.query = query(statement_.query, nullptr);
    result.is_updating = is_updating_;
    result.parameters.assign(parameters().begin(), parameters().end());
    return result;
}

// --- Queries and parts.

bound::Query QueryBinder::query(const ast::Query& query, Surroundings* surroundings) {
    bound::Query result;
    const bool alone = query.parts.size() == 1 && query.parts[0].clauses.size() == 1 && surroundings == nullptr;
    for (const ast::SingleQuery& part : query.parts) {
        result.branches.push_back(single_query(part, result.branches.size(), surroundings, alone));
    }
    for (const ast::Union& joint : query.unions) {
        if (joint.all == query.unions[0].all) continue;
        fail(joint.place, "InvalidClauseComposition", "UNION and UNION ALL cannot be mixed in one query",
             "choose one of them");
    }
    result.union_all = !query.unions.empty() && query.unions[0].all;
    check_branches(query, result);
    return result;
}

// All branches have the columns of the first.
void QueryBinder::check_branches(const ast::Query& ast, bound::Query& query) const {
    for (std::size_t i = 0; i < query.branches.size(); ++i) {
        std::vector<std::string> columns;
        std::vector<StaticType> types;
        const auto& projection = query.branches[i].parts.back().projection;
        for (std::size_t k = 0; projection && k < projection->visible_count; ++k) {
            columns.push_back(projection->columns[k].name);
            types.push_back(projection->columns[k].expression.type);
        }
        if (i == 0) {
            query.columns = std::move(columns);
            query.column_types = std::move(types);
            continue;
        }
        if (columns != query.columns) {
            fail(ast.parts[i].clauses.back().place, "DifferentColumnsInUnion",
                 fmt::format("UNION needs the same columns on both sides: ({}) and ({})",
                             fmt::join(query.columns, ", "), fmt::join(columns, ", ")),
                 "name them alike with AS, in the same order");
        }
        for (std::size_t k = 0; k < types.size(); ++k) query.column_types[k] = query.column_types[k] | types[k];
    }
}

bound::SingleQuery QueryBinder::single_query(const ast::SingleQuery& query, std::size_t branch,
                                             Surroundings* surroundings, bool alone) {
    bound::SingleQuery result;
    auto row =
        surroundings != nullptr ? std::make_unique<PartFrame>(*surroundings, branch) : std::make_unique<PartFrame>();
    const std::vector<std::string> carried = carried_names(query, branch, surroundings);
    for (const std::string& name : carried) row->find(name);
    bound::Part part;
    for (const ast::Clause& clause : query.clauses) {
        const Over over(*this, *row);
        std::map<std::string, Slot> names;
        part.projection = projection(clause, carried, names);
        if (!part.projection) {
            add_clause(clause, part, alone);
            continue;
        }
        auto next = std::make_unique<PartFrame>();
        for (const SlotInfo& info : part.projection->slots) next->add(info);
        for (const auto& [name, slot] : names) next->show(name, slot);
        part.slots = row->slots();
        result.parts.push_back(std::exchange(part, {}));
        part.incoming_count = next->slots().size();
        row = std::move(next);
    }
    const bool is_open = !std::holds_alternative<ast::Return>(query.clauses.back().node);
    if (is_open) {
        part.slots = row->slots();
        result.parts.push_back(std::move(part));
    }
    return result;
}

// Where a subquery has several parts, all of them see its surroundings.
std::vector<std::string> QueryBinder::carried_names(const ast::SingleQuery& query, std::size_t branch,
                                                    const Surroundings* surroundings) {
    if (surroundings == nullptr || surroundings->first_part_only) return {};
    const bool has_with = std::ranges::any_of(
        query.clauses, [](const ast::Clause& clause) { return std::holds_alternative<ast::With>(clause.node); });
    return has_with ? surroundings->visible(branch) : std::vector<std::string>();
}

std::optional<bound::Projection> QueryBinder::projection(const ast::Clause& clause,
                                                         const std::vector<std::string>& carried,
                                                         std::map<std::string, Slot>& names) {
    ProjectionBinder binder(*this, frame(), carried);
    std::optional<bound::Projection> result;
    if (const auto* with = std::get_if<ast::With>(&clause.node)) result = binder.with(*with);
    if (const auto* last = std::get_if<ast::Return>(&clause.node))
        result = binder.returned(last->projection, clause.place);
    names = binder.names();
    return result;
}

void QueryBinder::add_clause(const ast::Clause& clause, bound::Part& part, bool alone) {
    const auto update = [&](auto bound) {
        if (subquery_depth_ > 0) {
            fail(clause.place, "InvalidClauseComposition", "a subquery in an expression cannot change the graph",
                 "change the graph in a clause of the query itself");
        }
        is_updating_ = true;
        part.clauses.push_back(std::move(bound));
    };
    std::visit(Overloaded{[&](const ast::Match& x) { part.clauses.push_back(match(x)); },
                          [&](const ast::Unwind& x) { part.clauses.push_back(unwind(x)); }, [&](const ast::With&) {},
                          [&](const ast::Return&) {},
                          [&](const ast::Create& x) { update(CreateBinder(*this).create(x.patterns)); },
                          [&](const ast::Merge& x) { update(merge(x)); },
                          [&](const ast::Set& x) { update(bound::Update{changes(x.items)}); },
                          [&](const ast::Remove& x) { update(bound::Update{changes(x.items)}); },
                          [&](const ast::Delete& x) { update(remove_elements(x)); },
                          [&](const ast::Foreach& x) { update(foreach (x)); },
                          [&](const ast::CallSubquery& x) { part.clauses.push_back(call_subquery(x)); },
                          [&](const ast::Call& x) {
                              part.clauses.push_back(call(x, alone));
                              if (alone) part.projection = columns_of(x);
                          }},
               clause.node);
}

// --- Reading clauses.

bound::Match QueryBinder::match(const ast::Match& clause) {
    bound::Match result;
    result.optional = clause.optional;
    result.pattern = PatternBinder(*this, PatternBinder::Names::kNew).bind(clause.patterns);
    result.where = conditions(clause.where);
    return result;
}

bound::Unwind QueryBinder::unwind(const ast::Unwind& clause) {
    bound::Expression list = expression(clause.list);
    const StaticType elements = list.type.is(Kind::kList) ? list.type.element() : StaticType::any();
    const Slot variable = declare_value(clause.variable, elements);
    return {std::move(list), variable};
}

Slot QueryBinder::declare_value(const ast::Name& name, StaticType type) {
    if (frame().find(name.text)) {
        fail(name.place, "VariableAlreadyBound", fmt::format("variable '{}' is already bound", name.text),
             "choose another name");
    }
    return frame().declare({name.text, kind_of(type), type});
}

bound::CallProcedure QueryBinder::call(const ast::Call& clause, bool alone) {
    const ProcedureSignature* procedure = find_procedure(clause.procedure.text);
    if (procedure == nullptr) {
        std::vector<std::string> names;
        for (const ProcedureSignature& known : procedures()) names.push_back(known.name);
        throw_at(
            {ErrorCode::kSemantic, "ProcedureError", "ProcedureNotFound",
             fmt::format("unknown procedure '{}'{}", clause.procedure.text, did_you_mean(clause.procedure.text, names)),
             "CALL dbms.procedures() lists all"},
            statement_.text, clause.procedure.place);
    }
    bound::CallProcedure result{procedure->name, procedure_arguments(clause, *procedure), {}, {}};
    if (!alone && !clause.yields && !procedure->results.empty()) {
        fail(clause.procedure.place, "UnexpectedSyntax", "a CALL among other clauses must say which results it wants",
             fmt::format("write CALL {}(..) YIELD {}", procedure->name, procedure->results[0].name));
    }
    for (const ast::YieldItem& item : yields(clause, *procedure)) {
        const auto field = std::ranges::find(procedure->results, item.field.text, &ProcedureSignature::Field::name);
        if (field == procedure->results.end()) {
            std::vector<std::string> names;
            for (const auto& known : procedure->results) names.push_back(known.name);
            fail(item.field.place, "UndefinedVariable",
                 fmt::format("{} has no result '{}'{}", procedure->name, item.field.text,
                             did_you_mean(item.field.text, names)));
        }
        const Slot slot = declare_value(item.alias ? *item.alias : item.field, field->type);
        result.results.push_back({static_cast<std::size_t>(field - procedure->results.begin()), slot});
    }
    result.where = conditions(clause.where);
    return result;
}

// Without brackets, parameters of the query take the arguments' names.
std::vector<bound::Expression> QueryBinder::procedure_arguments(const ast::Call& clause,
                                                                const ProcedureSignature& procedure) {
    std::vector<bound::Expression> result;
    if (!clause.arguments) {
        for (const auto& parameter : procedure.parameters) {
            const ast::Expression given{ast::Parameter{parameter.name}, clause.procedure.place};
            result.push_back(expression(given));
        }
        return result;
    }
    if (clause.arguments->size() != procedure.parameters.size()) {
        fail(clause.procedure.place, "InvalidNumberOfArguments",
             fmt::format("{} takes {} arguments, not {}", procedure.name, procedure.parameters.size(),
                         clause.arguments->size()));
    }
    for (std::size_t i = 0; i < clause.arguments->size(); ++i) {
        result.push_back(expression((*clause.arguments)[i]));
        require(result.back(), procedure.parameters[i].type,
                fmt::format("argument '{}'", procedure.parameters[i].name));
    }
    return result;
}

std::vector<ast::YieldItem> QueryBinder::yields(const ast::Call& clause, const ProcedureSignature& procedure) const {
    if (clause.yields) return *clause.yields;
    std::vector<ast::YieldItem> all;
    for (const auto& field : procedure.results) all.push_back({{field.name, clause.procedure.place}, {}});
    return all;
}

// A CALL that is the whole query returns what it yields.
bound::Projection QueryBinder::columns_of(const ast::Call& clause) {
    bound::Projection result;
    for (const ast::YieldItem& item : yields(clause, *find_procedure(clause.procedure.text))) {
        const std::string& name = item.alias ? item.alias->text : item.field.text;
        const Slot source = *frame().find(name);
        const SlotInfo info = frame().info(source);
        result.columns.push_back(
            {name, {bound::Variable{source}, info.type, clause.procedure.place}, Slot(result.slots.size())});
        result.slots.push_back(info);
    }
    result.visible_count = result.columns.size();
    return result;
}

// --- Subqueries as clauses.

bound::CallSubquery QueryBinder::call_subquery(const ast::CallSubquery& clause) {
    Surroundings surroundings{frame(), seen_inside(clause), !clause.scope};
    const bool updating_before = std::exchange(is_updating_, false);
    bound::Query inner = query(*clause.query, &surroundings);
    const bool is_updating = std::exchange(is_updating_, is_updating_ || updating_before);
    bound::CallSubquery result{std::move(surroundings.imports), std::move(inner), {}, is_updating};
    for (std::size_t i = 0; i < result.query->columns.size(); ++i) {
        const ast::Name name{result.query->columns[i], clause.query->parts[0].clauses.back().place};
        result.results.push_back(declare_value(name, result.query->column_types[i]));
    }
    return result;
}

// Without a scope of its own, a branch of a subquery sees what it imports by a WITH of plain variables at its begin.
std::vector<std::set<std::string>> QueryBinder::seen_inside(const ast::CallSubquery& clause) {
    const auto as_set = [](const std::vector<std::string>& names) { return std::set(names.begin(), names.end()); };
    std::vector<std::set<std::string>> names;
    for (const ast::SingleQuery& branch : clause.query->parts) {
        std::set<std::string>& seen = names.emplace_back();
        const auto* with = std::get_if<ast::With>(&branch.clauses[0].node);
        if (clause.scope ? clause.scope->all : with != nullptr && with->projection.star) {
            seen = as_set(frame().visible());
        } else if (clause.scope) {
            for (const ast::Name& name : clause.scope->variables) {
                expression({ast::Variable{name.text}, name.place});
                seen.insert(name.text);
            }
        } else if (with != nullptr) {
            for (const ast::ProjectionItem& item : with->projection.items) {
                const auto* variable = std::get_if<ast::Variable>(&item.expression.node);
                if (variable != nullptr) seen.insert(variable->name);
            }
        }
    }
    return names;
}

// FOREACH (x IN list | updates) is CALL (*) { UNWIND list AS x updates }.
bound::CallSubquery QueryBinder::foreach (const ast::Foreach& clause) {
    Surroundings surroundings{frame()};
    PartFrame row(surroundings, 0);
    bound::Part part;
    {
        const Over over(*this, row);
        bound::Expression list = expression(clause.list);
        require(list, Kind::kList, "what stands behind IN");
        const StaticType elements = list.type.is(Kind::kList) ? list.type.element() : StaticType::any();
        const LocalName variable(row, {clause.variable.text, kind_of(elements), elements});
        part.clauses.push_back(bound::Unwind{std::move(list), variable.slot()});
        for (const ast::Clause& update : clause.updates) add_clause(update, part, false);
    }
    part.slots = row.slots();
    bound::Query query;
    query.branches.emplace_back().parts.push_back(std::move(part));
    return {std::move(surroundings.imports), std::move(query), {}, true};
}

// --- Writing clauses.

bound::Merge QueryBinder::merge(const ast::Merge& clause) {
    bound::Merge result = CreateBinder(*this).merge(clause.pattern);
    for (const ast::MergeAction& action : clause.actions) {
        std::vector<bound::Change> more = changes(action.items);
        auto& changes = action.on_create ? result.on_create : result.on_match;
        for (bound::Change& change : more) changes.push_back(std::move(change));
    }
    return result;
}

template <class Items>
std::vector<bound::Change> QueryBinder::changes(const Items& items) {
    std::vector<bound::Change> result;
    for (const auto& item : items) {
        result.push_back(std::visit([this](const auto& node) { return this->change(node); }, item.node));
    }
    return result;
}

bound::Expression QueryBinder::element(const ast::Expression& subject) {
    bound::Expression result = expression(subject);
    require(result, StaticType::node_or_relationship(), "what is changed");
    return result;
}

bound::Change QueryBinder::change(const ast::SetProperty& item) {
    bound::Expression subject = element(item.subject);
    check_key(item.key);
    return bound::SetProperty{std::move(subject), item.key.text, expression(item.value)};
}

bound::Change QueryBinder::change(const ast::SetProperties& item) {
    bound::Expression subject = element({ast::Variable{item.variable.text}, item.variable.place});
    bound::Expression value = expression(item.value);
    require(value, StaticType::node_or_relationship() | StaticType(Kind::kMap), "what properties are set from");
    return bound::SetProperties{std::move(subject), std::move(value), item.keep_others};
}

bound::Expression QueryBinder::labelled(const ast::Name& variable, const std::vector<ast::Name>& labels) {
    bound::Expression subject = expression({ast::Variable{variable.text}, variable.place});
    require(subject, Kind::kNode, "what has labels");
    for (const ast::Name& label : labels) check_label(label);
    return subject;
}

bound::Change QueryBinder::change(const ast::SetLabels& item) {
    return bound::SetLabels{labelled(item.variable, item.labels), labels_of(item.labels)};
}

bound::Change QueryBinder::change(const ast::RemoveProperty& item) {
    bound::Expression subject = element(item.subject);
    check_key(item.key);
    return bound::RemoveProperty{std::move(subject), item.key.text};
}

bound::Change QueryBinder::change(const ast::RemoveLabels& item) {
    return bound::RemoveLabels{labelled(item.variable, item.labels), labels_of(item.labels)};
}

bound::Delete QueryBinder::remove_elements(const ast::Delete& clause) {
    bound::Delete result{clause.detach, {}};
    for (const ast::Expression& item : clause.items) {
        if (std::holds_alternative<ast::LabelTest>(item.node)) {
            fail(item.place, "InvalidDelete", "DELETE removes elements, not labels", "write REMOVE n:Label");
        }
        result.items.push_back(expression(item));
        require(result.items.back(), StaticType::node_or_relationship() | StaticType(Kind::kPath), "what is deleted");
    }
    return result;
}

// --- Queries inside expressions.

bound::Expression QueryBinder::subquery(const ast::Subquery& subquery, Span place) {
    const Restore deeper(subquery_depth_, subquery_depth_ + 1);
    Surroundings surroundings{frame()};
    bound::Query inner = query(*subquery.query, &surroundings);
    using K = bound::Subquery::Kind;
    const auto make = [&](K kind, StaticType type) {
        return bound::Expression{bound::Subquery{kind, std::move(surroundings.imports), std::move(inner)}, type, place};
    };
    switch (subquery.kind) {
        case ast::SubqueryKind::kExists: return make(K::kExists, Kind::kBoolean);
        case ast::SubqueryKind::kCount: return make(K::kCount, Kind::kInteger);
        case ast::SubqueryKind::kCollect: break;
    }
    if (inner.columns.size() != 1) {
        fail(place, "UnexpectedSyntax", fmt::format("COLLECT takes one column, not {}", inner.columns.size()),
             "return a list or a map of them");
    }
    return make(K::kCollect, StaticType::list_of(inner.column_types[0]));
}

bound::Expression QueryBinder::pattern_predicate(const ast::PathPattern& pattern, Span place) {
    return match_inside(pattern, PatternBinder::Names::kBound, place, bound::Subquery::Kind::kExists, nullptr);
}

bound::Expression QueryBinder::shortest_path(const ast::PathPattern& pattern, Span place) {
    const bool all = pattern.function == ast::PathFunction::kAllShortestPaths;
    const auto kind = all ? bound::Subquery::Kind::kCollect : bound::Subquery::Kind::kFirst;
    return match_inside(pattern, PatternBinder::Names::kBound, place, kind, [this](bound::Match& match) {
        const Slot path = frame().add({"", SlotInfo::Kind::kPath, Kind::kPath});
        match.pattern.paths[0].variable = path;
        return bound::Expression{bound::Variable{path}, Kind::kPath, {}};
    });
}

bound::Expression QueryBinder::pattern_comprehension(const ast::PatternComprehension& x, Span place) {
    return match_inside(*x.pattern, PatternBinder::Names::kNew, place, bound::Subquery::Kind::kCollect,
                        [&](bound::Match& match) {
                            match.where = conditions(x.where ? &**x.where : nullptr);
                            return expression(*x.projection);
                        });
}

bound::Expression QueryBinder::match_inside(const ast::PathPattern& pattern, PatternBinder::Names names, Span place,
                                            bound::Subquery::Kind kind,
                                            const std::function<bound::Expression(bound::Match&)>& value) {
    Surroundings surroundings{frame()};
    PartFrame row(surroundings, 0);
    const Over over(*this, row);
    bound::Match match;
    match.pattern = PatternBinder(*this, names).bind({&pattern, 1});
    bound::Part part;
    StaticType type = Kind::kBoolean;
    if (value) {
        bound::Expression column = value(match);
        type = kind == bound::Subquery::Kind::kCollect ? StaticType::list_of(column.type) : column.type;
        part.projection = single_column(std::move(column));
    }
    part.clauses.push_back(std::move(match));
    part.slots = row.slots();
    bound::Query query;
    if (value) query.columns.push_back("");
    if (value) query.column_types.push_back(part.projection->columns[0].expression.type);
    query.branches.emplace_back().parts.push_back(std::move(part));
    return {bound::Subquery{kind, std::move(surroundings.imports), std::move(query)}, type, place};
}

}  // namespace mirrorgraph::query

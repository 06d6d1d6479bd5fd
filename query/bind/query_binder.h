// Binds queries, clause by clause and part by part, and the subqueries inside their expressions.
//
// Errors:  QueryError kSemantic with place (see binder.h)
// Owns:    nothing but what it builds; statement and schema must outlive it
// Threads: one thread; one object a statement
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "query/bind/binder.h"
#include "query/bind/bound.h"
#include "query/bind/expression_binder.h"
#include "query/bind/frame.h"
#include "query/bind/pattern_binder.h"
#include "query/bind/procedures.h"
#include "query/syntax/ast.h"

namespace mirrorgraph::query {

class QueryBinder : public ExpressionBinder {
  public:
    QueryBinder(const ast::Statement& statement, const Schema& schema)
        : ExpressionBinder(statement, schema), statement_(statement) {}

    bound::Statement statement();

  protected:
    bound::Expression subquery(const ast::Subquery& subquery, Span place) override;
    bound::Expression pattern_predicate(const ast::PathPattern& pattern, Span place) override;
    bound::Expression shortest_path(const ast::PathPattern& pattern, Span place) override;
    bound::Expression pattern_comprehension(const ast::PatternComprehension& pattern, Span place) override;

  private:
    // `surroundings` are null for the statement itself.
    bound::Query query(const ast::Query& query, Surroundings* surroundings);
    bound::SingleQuery single_query(const ast::SingleQuery& query, std::size_t branch, Surroundings* surroundings,
                                    bool alone);
    static std::vector<std::string> carried_names(const ast::SingleQuery& query, std::size_t branch,
                                                  const Surroundings* surroundings);
    void check_branches(const ast::Query& ast, bound::Query& query) const;
    // The projection of a WITH or RETURN, and the names behind it; nullopt for other clauses.
    std::optional<bound::Projection> projection(const ast::Clause& clause, const std::vector<std::string>& carried,
                                                std::map<std::string, bound::Slot>& names);
    void add_clause(const ast::Clause& clause, bound::Part& part, bool alone);

    bound::Match match(const ast::Match& clause);
    bound::Unwind unwind(const ast::Unwind& clause);
    bound::CallProcedure call(const ast::Call& clause, bool alone);
    std::vector<bound::Expression> procedure_arguments(const ast::Call& clause, const ProcedureSignature& procedure);
    std::vector<ast::YieldItem> yields(const ast::Call& clause, const ProcedureSignature& procedure) const;
    bound::Projection columns_of(const ast::Call& clause);
    bound::CallSubquery call_subquery(const ast::CallSubquery& clause);
    std::vector<std::set<std::string>> seen_inside(const ast::CallSubquery& clause);
    bound::CallSubquery foreach (const ast::Foreach& clause);
    bound::Slot declare_value(const ast::Name& name, StaticType type);

    bound::Merge merge(const ast::Merge& clause);
    bound::Delete remove_elements(const ast::Delete& clause);
    template <class Items>
    std::vector<bound::Change> changes(const Items& items);
    bound::Change change(const ast::SetProperty& item);
    bound::Change change(const ast::SetProperties& item);
    bound::Change change(const ast::SetLabels& item);
    bound::Change change(const ast::RemoveProperty& item);
    bound::Change change(const ast::RemoveLabels& item);
    bound::Expression element(const ast::Expression& subject);
    bound::Expression labelled(const ast::Name& variable, const std::vector<ast::Name>& labels);

    // A pattern as a query of one MATCH; `value` may add conditions and gives the only column.
    bound::Expression match_inside(const ast::PathPattern& pattern, PatternBinder::Names names, Span place,
                                   bound::Subquery::Kind kind,
                                   const std::function<bound::Expression(bound::Match&)>& value);

    const ast::Statement& statement_;
    std::size_t subquery_depth_ = 0;
    bool is_updating_ = false;
};

}  // namespace mirrorgraph::query

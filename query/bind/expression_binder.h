// Binds expressions over the row of the current frame.
//
// Errors:  QueryError kSemantic with place (see binder.h)
// Owns:    nothing; statement, schema and frames must outlive it
// Threads: one thread; one object a statement
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/bind/bound.h"
#include "query/bind/frame.h"
#include "query/syntax/ast.h"
#include "schema/schema.h"

namespace mirrorgraph::query {

class ExpressionBinder {
  public:
    ExpressionBinder(const ast::Statement& statement, const Schema& schema);
    virtual ~ExpressionBinder() = default;
    ExpressionBinder(const ExpressionBinder&) = delete;
    ExpressionBinder& operator=(const ExpressionBinder&) = delete;

    bound::Expression expression(const ast::Expression& expression);
    // An expression that is true, false or null; here patterns are predicates.
    bound::Expression predicate(const ast::Expression& expression);
    // A predicate, split into what its AND joins.
    bound::Conditions conditions(const ast::Expression* where);
    bound::Conditions conditions(const std::optional<ast::Expression>& where) {
        return conditions(where ? &*where : nullptr);
    }

    const std::set<std::string>& parameters() const { return parameters_; }

    // Binds over another row while it lives.
    class Over {
      public:
        Over(ExpressionBinder& binder, Frame& frame);
        ~Over();
        Over(const Over&) = delete;
        Over& operator=(const Over&) = delete;

      private:
        ExpressionBinder& binder_;
        Frame* frame_;
        bool in_aggregate_;
        bool in_body_;
    };

    Frame& frame() { return *frame_; }
    const Schema& schema() const { return schema_; }
    std::string_view text(Span place) const { return std::string_view(text_).substr(place.begin, place.size()); }

    // True for the call of an aggregate, after checking that one may stand here.
    bool is_aggregate(const ast::Expression& expression) const;
    // That aggregate, its arguments bound over the row of `source`; its slot is not yet set.
    bound::Aggregate aggregate(const ast::Expression& expression, Frame& source);

    bound::Labels labels(const ast::LabelExpression& labels, bool of_relationship);
    void check_label(const ast::Name& label) const;
    void check_relationship_type(const ast::Name& type) const;
    void check_key(const ast::Name& key) const;

    // Throws InvalidArgumentType where the expression can never be of the wanted type.
    void require(const bound::Expression& expression, StaticType wanted, std::string_view what) const;
    [[noreturn]] void fail(Span place, std::string_view detail, const std::string& message,
                           std::string remedy = {}) const;

  protected:
    // A query inside an expression; patterns are queries of one MATCH.
    virtual bound::Expression subquery(const ast::Subquery& subquery, Span place) = 0;
    virtual bound::Expression pattern_predicate(const ast::PathPattern& pattern, Span place) = 0;
    virtual bound::Expression shortest_path(const ast::PathPattern& pattern, Span place) = 0;
    virtual bound::Expression pattern_comprehension(const ast::PatternComprehension& pattern, Span place) = 0;

  private:
    bound::Expression bind(const ast::Literal& x, Span place);
    bound::Expression bind(const ast::Parameter& x, Span place);
    bound::Expression bind(const ast::Variable& x, Span place);
    bound::Expression bind(const ast::PropertyAccess& x, Span place);
    bound::Expression bind(const ast::Subscript& x, Span place);
    bound::Expression bind(const ast::Slice& x, Span place);
    bound::Expression bind(const ast::LabelTest& x, Span place);
    bound::Expression bind(const ast::FunctionCall& x, Span place);
    bound::Expression bind(const ast::CountStar& x, Span place);
    bound::Expression bind(const ast::ListLiteral& x, Span place);
    bound::Expression bind(const ast::MapLiteral& x, Span place);
    bound::Expression bind(const ast::MapProjection& x, Span place);
    bound::Expression bind(const ast::ListComprehension& x, Span place);
    bound::Expression bind(const ast::PatternComprehension& x, Span place);
    bound::Expression bind(const ast::QuantifierCall& x, Span place);
    bound::Expression bind(const ast::Reduce& x, Span place);
    bound::Expression bind(const ast::Case& x, Span place);
    bound::Expression bind(const ast::Unary& x, Span place);
    bound::Expression bind(const ast::Binary& x, Span place);
    bound::Expression bind(const ast::Comparison& x, Span place);
    bound::Expression bind(const ast::Logical& x, Span place);
    bound::Expression bind(const ast::NullTest& x, Span place);
    bound::Expression bind(const ast::PatternExpression& x, Span place);
    bound::Expression bind(const ast::Subquery& x, Span place);

    bound::Expression list_of_elements(const ast::Expression& list);
    std::vector<bound::Expression> all(const std::vector<ast::Expression>& items);
    void check_arguments(const Signature& signature, std::span<const bound::Expression> arguments, Span place) const;
    void check_aggregate_place(Span place) const;
    void check_constant(const bound::Expression& argument) const;
    void check_name(const ast::Name& name, std::string_view detail, std::string_view what, bool is_known,
                    const std::vector<std::string>& candidates) const;

    std::string_view text_;
    const Schema& schema_;
    Frame* frame_ = nullptr;
    bool in_aggregate_ = false;
    bool in_body_ = false;  // of a comprehension
    std::set<std::string> parameters_;
};

// True where an aggregate occurs anywhere in it, outside subqueries.
bool contains_aggregate(const ast::Expression& expression);

// The type of `left op right`; nullopt where no values of these types can be joined so.
std::optional<StaticType> binary_type(ast::BinaryOperator op, StaticType left, StaticType right);

}  // namespace mirrorgraph::query

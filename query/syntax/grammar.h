// The grammar of the query language: one function a rule, recursive descent. parser.h is the door to it.
//
// Rules stand above the functions in the notation of the openCypher grammar: 'x' is a token, [x] may be left
// out, {x} repeats, (x | y) chooses. Words are matched in any case.
//
// Errors:  QueryError kSyntax, kLimit (see token_cursor.h)
// Owns:    the tokens; the text must outlive it
// Threads: one thread; an object reads one text
// Source:  openCypher 9 grammar; ISO/IEC 39075:2024, path pattern expression
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "query/syntax/ast.h"
#include "query/syntax/token_cursor.h"

namespace mirrorgraph::query {

class Grammar {
  public:
    explicit Grammar(std::string_view text) : cursor_(text) {}

    ast::Statement statement();          // the whole text
    ast::Expression expression_alone();  // the whole text

  private:
    // grammar_clauses.cpp
    ast::Query query(bool may_be_pattern);
    ast::SingleQuery single_query(bool may_be_pattern);
    ast::Clause clause();
    ast::Match match();
    ast::Unwind unwind();
    ast::With with();
    ast::Return return_clause();
    ast::Projection projection();
    ast::ProjectionItem projection_item();
    ast::SortItem sort_item();
    ast::Create create();
    ast::Merge merge();
    ast::Set set();
    std::vector<ast::SetItem> set_items();
    ast::SetItem set_item();
    ast::Remove remove();
    ast::RemoveItem remove_item();
    ast::Delete delete_clause();
    ast::Clause::Node call();
    ast::Call call_procedure();
    ast::CallSubquery call_subquery();
    ast::CallSubquery::Scope call_scope();
    std::vector<ast::YieldItem> yield_items();
    ast::Foreach foreach ();
    ast::Query in_braces(bool may_be_pattern);
    std::optional<ast::Expression> optional_where();
    std::vector<ast::Name> label_names();
    ast::Name procedure_name();
    void check_order(const std::vector<ast::Clause>& clauses) const;
    void check_end(const std::vector<ast::Clause>& clauses) const;
    void require_end_of_clause() const;

    // grammar_patterns.cpp
    std::vector<ast::PathPattern> pattern_list();
    ast::PathPattern path_pattern();
    void path_function(ast::PathPattern& path);
    void path_prefix(ast::PathPattern& path);
    std::optional<ast::Selector> selector();
    std::optional<ast::PathMode> path_mode();
    std::vector<ast::PathElement> path_elements();
    bool at_relationship() const;
    bool at_group() const;
    ast::NodePattern node_pattern();
    ast::RelationshipPattern relationship_pattern();
    void relationship_details(ast::RelationshipPattern& relationship);
    ast::Repetition length();
    std::optional<ast::Repetition> quantifier();
    ast::GroupPattern group_pattern();
    std::optional<ast::LabelExpression> optional_labels();
    std::optional<ast::Expression> optional_properties();
    ast::LabelExpression label_expression();
    ast::LabelExpression label_conjunction();
    ast::LabelExpression label_negation();
    std::uint64_t repetition_bound();
    bool looks_like_pattern(std::size_t ahead = 0) const;
    bool looks_like_node(std::size_t ahead) const;

    // grammar_expressions.cpp
    ast::Expression expression();
    ast::Expression logical(ast::LogicalOperator op);
    ast::Expression negation();
    ast::Expression comparison();
    ast::Expression predicate();
    ast::Expression label_or_null_test(ast::Expression subject, std::size_t begin);
    ast::Expression arithmetic(int level);
    ast::Expression sign();
    ast::Expression postfix();
    ast::Expression subscript(ast::Expression subject, std::size_t begin);
    ast::Expression atom();
    ast::Expression number(bool negative);
    ast::Expression parenthesized();
    ast::Expression word_atom();
    ast::Expression function_call();
    ast::Expression quantifier_call(ast::Quantified kind);
    ast::Expression reduce();
    ast::Expression case_expression();
    ast::Expression bracketed();
    ast::Expression pattern_comprehension(std::size_t begin);
    ast::Expression list_comprehension(std::size_t begin, ast::Name variable, ast::Expression list);
    ast::Expression map_literal();
    ast::MapEntry map_entry();
    ast::Expression map_projection();
    ast::MapProjectionItem map_projection_item();
    ast::Expression subquery(ast::SubqueryKind kind);
    std::vector<ast::Expression> expressions_until(TokenKind end, std::string_view what);
    std::optional<ast::BinaryOperator> predicate_operator();
    bool at_function_call() const;

    TokenCursor cursor_;
    bool bar_ends_ = false;  // inside a comprehension, where | begins the projection and joins no labels
};

}  // namespace mirrorgraph::query

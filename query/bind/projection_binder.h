// Binds WITH and RETURN: grouping keys and aggregates, columns, order, and what later parts can see.
//
// Errors:  QueryError kSemantic with place (see binder.h)
// Owns:    nothing but what it builds; one object a projection
// Threads: one thread
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/bind/bound.h"
#include "query/bind/expression_binder.h"
#include "query/bind/frame.h"
#include "query/syntax/ast.h"

namespace mirrorgraph::query {

class ProjectionBinder {
  public:
    // `carried` are names of the subquery's surroundings that every part of it keeps seeing.
    ProjectionBinder(ExpressionBinder& expressions, Frame& source, std::vector<std::string> carried)
        : expressions_(expressions), source_(source), carried_(std::move(carried)) {}

    bound::Projection with(const ast::With& clause);
    bound::Projection returned(const ast::Projection& projection, Span place);

    // Names that the next part sees, with their slots in the projection's row.
    const std::map<std::string, bound::Slot>& names() const { return names_; }

  private:
    // An item as written, or a variable that * stands for.
    struct Item {
        std::string name;
        const ast::Expression* expression;
        Span place;
    };

    bound::Projection project(const ast::Projection& projection, const std::optional<ast::Expression>* where);
    void collect_items(const ast::Projection& projection);
    void add_item(std::string name, const ast::Expression& expression, Span place);
    void bind_keys();
    void bind_columns();
    void add_column(std::string name, bound::Expression expression, const ast::Expression* text);
    void carry();
    std::optional<bound::Slot> aggregate_slot(const ast::Expression& expression);
    bound::Slot hide(bound::Slot source);
    void check_sorted_aggregate(const ast::Expression& aggregate) const;
    void bind_order(const ast::Projection& projection);
    void bind_where(const ast::Expression& where);
    std::optional<bound::Expression> bind_count(const std::optional<ast::Expression>& count, std::string_view what);

    ExpressionBinder& expressions_;
    Frame& source_;
    std::vector<std::string> carried_;
    bound::Projection result_;
    std::vector<Item> items_;
    std::vector<std::unique_ptr<ast::Expression>> star_;  // what * stands for
    std::unique_ptr<GroupFrame> group_;                   // where it aggregates
    std::unique_ptr<ColumnFrame> columns_;
    std::vector<const ast::Expression*> aggregate_texts_;  // of result_.aggregates
    std::map<bound::Slot, bound::Slot> hidden_;            // slot before the projection -> column
    std::map<std::string, bound::Slot> names_;
    bool is_sorting_ = false;
};

}  // namespace mirrorgraph::query

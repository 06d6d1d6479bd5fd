// Binds the patterns of CREATE and MERGE: what they make, and in which order.
//
// Errors:  QueryError kSemantic with place (see binder.h)
// Owns:    nothing but what it builds; one object a clause
// Threads: one thread
#pragma once

#include <set>
#include <string>
#include <vector>

#include "query/bind/bound.h"
#include "query/bind/expression_binder.h"
#include "query/syntax/ast.h"

namespace mirrorgraph::query {

class CreateBinder {
  public:
    explicit CreateBinder(ExpressionBinder& expressions) : expressions_(expressions) {}

    bound::Create create(const std::vector<ast::PathPattern>& paths);
    // The pattern to look for, and what to make where it is not found.
    bound::Merge merge(const ast::PathPattern& path);

  private:
    using Slot = bound::Slot;
    enum class Clause { kCreate, kMerge };

    void check_shape(const ast::PathPattern& path, Clause clause) const;
    void check_node(const ast::NodePattern& node, bool stands_alone) const;
    void check_relationship(const ast::RelationshipPattern& relationship, Clause clause) const;
    void check_endpoints(const ast::PathPattern& path) const;

    void create_path(const ast::PathPattern& path);
    Slot create_node(const ast::NodePattern& node, bool stands_alone);
    Slot create_relationship(const ast::RelationshipPattern& relationship, Slot left, Slot right);
    void make_node(const ast::NodePattern& node, Slot slot);
    std::optional<bound::Expression> properties(const std::optional<ast::Expression>& properties);
    std::vector<std::string> label_names(const ast::NodePattern& node) const;
    Slot declare(const std::optional<ast::Name>& name, bound::SlotInfo info);

    ExpressionBinder& expressions_;
    bound::Create result_;
};

}  // namespace mirrorgraph::query

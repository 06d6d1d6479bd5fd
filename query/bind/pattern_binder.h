// Binds the patterns of one clause over the row of a part: declares their variables and lays them out as a graph.
//
// Errors:  QueryError kSemantic with place (see binder.h)
// Owns:    nothing but what it builds; one object a clause
// Threads: one thread
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "query/bind/bound.h"
#include "query/bind/expression_binder.h"
#include "query/syntax/ast.h"

namespace mirrorgraph::query {

class PatternBinder {
  public:
    enum class Names {
        kNew,   // a name that is not bound yet is a new variable
        kBound  // every name must be bound, as in a pattern predicate
    };
    PatternBinder(ExpressionBinder& expressions, Names names) : expressions_(expressions), names_(names) {}

    bound::PatternGraph bind(std::span<const ast::PathPattern> paths);

  private:
    using Slot = bound::Slot;

    // A node with all patterns written for it, or what joins two nodes.
    struct Item {
        std::vector<const ast::NodePattern*> nodes;
        const ast::RelationshipPattern* relationship = nullptr;
        const ast::GroupPattern* group = nullptr;
        bool is_node() const { return relationship == nullptr && group == nullptr; }
    };
    // A part of the path in brackets, not repeated: items [begin, end).
    struct Section {
        const ast::GroupPattern* group;
        std::size_t begin;
        std::size_t end;
    };
    struct Sequence {
        std::vector<Item> items;
        std::vector<Section> sections;
    };
    // Properties and conditions wait until all variables of the clause are declared.
    struct Pending {
        enum class Target { kNode, kRelationship, kPath };
        Target target;
        std::size_t index;
        const std::optional<ast::Expression>* properties;
        const std::optional<ast::Expression>* where;
        const ast::Name* name;  // of the variable, where it has one
    };

    void add_path(const ast::PathPattern& path);
    void add_sections(const Sequence& sequence, std::size_t path);
    void flatten(const std::vector<ast::PathElement>& elements, Sequence& out);
    void flatten_group(const ast::GroupPattern& group, Sequence& out);
    bound::PatternPath lay_out(const Sequence& sequence);
    void select(bound::PatternPath& result, const ast::PathPattern& path) const;
    void set_mode(bound::PatternPath& result, const ast::PathPattern& path);
    void check_function(const ast::PathPattern& path) const;

    std::size_t add_node(const Item& item);
    std::size_t node_with(Slot slot);
    Slot node_slot(const ast::NodePattern& pattern);
    std::size_t add_relationship(const ast::RelationshipPattern& pattern, std::size_t left);
    Slot relationship_slot(const ast::RelationshipPattern& pattern);
    std::size_t add_group(const ast::GroupPattern& group, std::size_t left);
    void check_group(const ast::GroupPattern& group) const;
    void check_round(const bound::Conditions& conditions, const std::set<Slot>& outer) const;
    // The slot of a name that is visible; nullopt for a new one, after checking that it may be new.
    std::optional<Slot> existing(const std::optional<ast::Name>& name);
    Slot declare(const std::optional<ast::Name>& name, bound::SlotInfo info);

    void bind_pending(const std::vector<Pending>& pending);
    bound::Conditions conditions_of(const Pending& pending, Slot subject);
    void check_endpoints(const bound::PatternGraph& graph) const;

    ExpressionBinder& expressions_;
    Names names_;
    bound::PatternGraph graph_;
    std::map<Slot, std::size_t> node_index_;
    std::set<Slot> fresh_;          // declared by this clause
    std::set<Slot> relationships_;  // of this clause
    std::vector<Pending> pending_;
    std::map<std::string, std::unique_ptr<LocalName>>* round_names_ = nullptr;  // inside a repeated group
};

}  // namespace mirrorgraph::query

// A pattern while it is planned: nodes, and edges between them, each a relationship or a path that is searched for.
//
// Owns:    everything but the bound conditions it points to
// Threads: values
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/bind/bound.h"
#include "query/plan/resolver.h"

namespace mirrorgraph::query::plan {

struct Condition {
    const bound::Expression* source;
    ExpressionPtr expression;
    SlotSet slots;  // of the pattern, that must have values first
    bool placed = false;
};

struct PatternNode {
    Slot slot = kNoSlot;
    NameCondition labels;
    bool known = false;   // has a value before
    bool inside = false;  // of a path that is searched for as a whole
};

// A path that one operator searches for, as written from left to right.
struct LongPath {
    struct Round {
        std::vector<Slot> nodes;  // one more than relationships; a single one only tests the node
        std::vector<NameCondition> labels;
        std::vector<Slot> relationships;
        std::vector<Hop> hops;
        std::vector<ExpressionPtr> conditions;
        std::uint64_t min = 1;
        std::optional<std::uint64_t> max = 1;
        std::vector<PathSegment::Group> groups;
    };
    std::vector<Round> rounds;
    ast::PathMode mode = ast::PathMode::kTrail;
    std::optional<ast::Selector> selector;
    Slot path = kNoSlot;
    std::vector<ExpressionPtr> conditions;

    bool is_plain_repetition() const {
        return rounds.size() == 1 && rounds[0].relationships.size() == 1 && !selector && conditions.empty();
    }
};

struct PatternEdge {
    std::size_t left = 0;
    std::size_t right = 0;
    Slot slot = kNoSlot;  // the relationship, or the list of all of the path
    Hop hop;
    std::size_t clause = 0;  // relationships of one clause differ
    bool known = false;
    bool unique = true;
    std::optional<LongPath> path;
    std::vector<Slot> unlike;  // relationships and lists that it must not share a relationship with
};

struct NamedPath {
    Slot slot;
    Slot start;
    std::vector<Slot> pieces;
};

struct Pattern {
    std::vector<PatternNode> nodes;
    std::vector<PatternEdge> edges;
    std::vector<NamedPath> paths;
    std::vector<Condition> conditions;
    SlotSet used;  // slots that somebody reads: after the pattern, in a condition, a path, a test of uniqueness
};

struct PatternContext {
    Resolver& resolver;
    const Layout& layout;
    const Statistics& statistics;
    bool exact = false;        // the statistics are those of the graph that will be asked
    bool multiplicity = true;  // somebody counts the rows
};

// A clause that asks for a pattern.
struct PatternClause {
    const bound::PatternGraph& graph;
    const bound::Conditions& where;
};

// Whether the pattern can be read as one with those of the clauses before and after it: single relationships only,
// none of them known before.
bool can_join_others(const bound::PatternGraph& graph);

// Reads the patterns of consecutive clauses as one. `known`: slots that have values; `needed`: slots that are read
// later.
Pattern read_pattern(const std::vector<PatternClause>& clauses, const SlotSet& known, const SlotSet& needed,
                     const PatternContext& context);

// The hop from its other end, where `backwards`.
Hop turned(Hop hop, bool backwards);

// The search for a long path from one of its ends.
SearchPaths make_search(const LongPath& path, Slot relationships, bool backwards);

}  // namespace mirrorgraph::query::plan

#include "query/plan/pattern/pattern.h"

#include <algorithm>
#include <numeric>

namespace mirrorgraph::query::plan {

namespace {

ast::Arrow arrow_of(bound::Arrow arrow) {
    switch (arrow) {
        case bound::Arrow::kRight: return ast::Arrow::kRight;
        case bound::Arrow::kLeft: return ast::Arrow::kLeft;
        case bound::Arrow::kEither: return ast::Arrow::kEither;
    }
    return ast::Arrow::kEither;
}

ast::PathMode mode_of(bound::PathMode mode) {
    switch (mode) {
        case bound::PathMode::kDefault:
        case bound::PathMode::kTrail: return ast::PathMode::kTrail;
        case bound::PathMode::kWalk: return ast::PathMode::kWalk;
        case bound::PathMode::kSimple: return ast::PathMode::kSimple;
        case bound::PathMode::kAcyclic: return ast::PathMode::kAcyclic;
    }
    return ast::PathMode::kTrail;
}

bool selects(const bound::PatternPath& path) {
    return path.selection && path.selection->kind != ast::Selector::Kind::kAll;
}

NameCondition both(NameCondition a, NameCondition b) {
    if (a.kind == NameCondition::Kind::kAlways || a == b) return b;
    if (b.kind == NameCondition::Kind::kAlways) return a;
    return {NameCondition::Kind::kAll, 0, {std::move(a), std::move(b)}};
}

class PatternReader {
  public:
    PatternReader(const Layout& layout, const SlotSet& known, Resolver& resolver)
        : layout_(layout), known_(known), resolver_(resolver) {}

    Pattern read(const std::vector<PatternClause>& clauses, const SlotSet& needed) {
        pattern_.used = needed;
        for (const PatternClause& clause : clauses) {
            read_clause(clause);
            ++clause_;
        }
        return std::move(pattern_);
    }

  private:
    void read_clause(const PatternClause& clause) {
        graph_ = &clause.graph;
        node_of_.clear();
        for (const bound::PatternNode& node : graph_->nodes) node_of_.push_back(add_node(node));
        edge_of_relationship_.assign(graph_->relationships.size(), std::nullopt);
        edge_of_group_.assign(graph_->groups.size(), std::nullopt);
        bool where_is_inside = false;
        for (const bound::PatternPath& path : graph_->paths) {
            const bool inside = path.where_before_selection && selects(path);
            where_is_inside = where_is_inside || inside;
            read_path(path, inside ? clause.where : bound::Conditions{});
        }
        for (std::size_t i = 0; i < graph_->nodes.size(); ++i) {
            if (!pattern_.nodes[node_of_[i]].inside) add_conditions(graph_->nodes[i].conditions);
        }
        if (!where_is_inside) add_conditions(clause.where);
    }

    // The node of an earlier clause where that has the same variable.
    std::size_t add_node(const bound::PatternNode& node) {
        const Slot slot = layout_[node.slot];
        NameCondition labels = resolver_.labels(node.labels);
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (pattern_.nodes[i].slot != slot) continue;
            pattern_.nodes[i].labels = both(std::move(pattern_.nodes[i].labels), std::move(labels));
            return i;
        }
        pattern_.nodes.push_back({slot, std::move(labels), known_.contains(slot)});
        return pattern_.nodes.size() - 1;
    }

    void read_path(const bound::PatternPath& path, const bound::Conditions& where) {
        const bool plain_mode = path.mode == bound::PathMode::kDefault || path.mode == bound::PathMode::kTrail;
        const bool repeats = std::any_of(path.steps.begin(), path.steps.end(), [&](const bound::PathStep& step) {
            return step.kind == bound::PathStep::Kind::kGroup ||
                   (step.kind == bound::PathStep::Kind::kRelationship && graph_->relationships[step.index].repetition);
        });
        const bool walks = path.mode == bound::PathMode::kWalk && !repeats;
        if ((selects(path) || !(plain_mode || walks)) && path.steps.size() > 1) {
            read_whole_path(path, where);
        } else {
            read_steps(path);
        }
    }

    // Every relationship and group an edge of its own.
    void read_steps(const bound::PatternPath& path) {
        std::vector<Slot> pieces;
        for (const bound::PathStep& step : path.steps) {
            switch (step.kind) {
                case bound::PathStep::Kind::kNode: break;
                case bound::PathStep::Kind::kRelationship:
                    pieces.push_back(pattern_.edges[edge_of_relationship(step.index)].slot);
                    break;
                case bound::PathStep::Kind::kGroup:
                    pieces.push_back(pattern_.edges[edge_of_group(step.index)].slot);
                    break;
            }
        }
        const Slot start = pattern_.nodes[node_of_[path.steps.front().index]].slot;
        if (path.variable) {
            pattern_.paths.push_back({layout_[*path.variable], start, std::move(pieces)});
        }
        add_conditions(path.conditions);
    }

    std::size_t edge_of_relationship(std::size_t index) {
        const bound::PatternRelationship& relationship = graph_->relationships[index];
        if (edge_of_relationship_[index]) return *edge_of_relationship_[index];
        PatternEdge edge = make_edge(relationship.left, relationship.right, layout_[relationship.slot]);
        edge.hop = hop_of(relationship);
        edge.unique = relationship.is_unique;
        if (relationship.repetition) {
            LongPath path;
            path.rounds.push_back(round_of(relationship, false));
            if (!relationship.is_unique) path.mode = ast::PathMode::kWalk;
            edge.path = std::move(path);
            compare_with_known(edge);
        } else {
            edge.known = known_.contains(edge.slot);
            add_conditions(relationship.conditions);
        }
        return *(edge_of_relationship_[index] = add_edge(std::move(edge)));
    }

    // A list that is known before is compared with the one that is found.
    void compare_with_known(PatternEdge& edge) {
        if (!known_.contains(edge.slot)) return;
        const Slot known = edge.slot;
        edge.slot = resolver_.add_slot("", SlotKind::kValue);
        Compare same{make_expression(SlotRef{edge.slot}),
                     {{ast::ComparisonOperator::kEqual, make_expression(SlotRef{known})}}};
        pattern_.used.insert(edge.slot);
        pattern_.conditions.push_back({nullptr, make_expression(std::move(same)), {edge.slot}});
    }

    std::size_t edge_of_group(std::size_t index) {
        if (edge_of_group_[index]) return *edge_of_group_[index];
        const bound::PatternGroup& group = graph_->groups[index];
        PatternEdge edge = make_edge(group.left, group.right, resolver_.add_slot("", SlotKind::kValue));
        edge.unique = group.is_unique;
        LongPath path;
        path.rounds.push_back(round_of(group));
        if (!group.is_unique) path.mode = ast::PathMode::kWalk;
        edge.path = std::move(path);
        return *(edge_of_group_[index] = add_edge(std::move(edge)));
    }

    // The path as one edge between its ends.
    void read_whole_path(const bound::PatternPath& path, const bound::Conditions& where) {
        PatternEdge edge =
            make_edge(path.steps.front().index, path.steps.back().index, resolver_.add_slot("", SlotKind::kValue));
        edge.unique = path.mode != bound::PathMode::kWalk;
        LongPath whole;
        whole.mode = mode_of(path.mode);
        if (selects(path)) whole.selector = ast::Selector{path.selection->kind, path.selection->count, {}};
        if (path.variable) whole.path = layout_[*path.variable];
        for (std::size_t i = 1; i + 1 < path.steps.size(); ++i) {
            const bool again =
                path.steps[i].kind == bound::PathStep::Kind::kNode &&
                (node_of_[path.steps[i].index] == edge.left || node_of_[path.steps[i].index] == edge.right ||
                 pattern_.nodes[node_of_[path.steps[i].index]].inside);
            whole.rounds.push_back(again ? test_again(path.steps[i].index, whole.conditions) : round_of(path.steps[i]));
        }
        Layout inside = layout_;
        for (const LongPath::Round& round : whole.rounds) {
            for (const PathSegment::Group& group : round.groups) make_local(inside, group.list);
        }
        if (path.variable) inside.make_local(*path.variable);
        make_local(inside, pattern_.nodes[edge.left].slot);
        make_local(inside, pattern_.nodes[edge.right].slot);
        for (ExpressionPtr& condition : resolver_.resolve(path.conditions, inside)) {
            whole.conditions.push_back(std::move(condition));
        }
        for (ExpressionPtr& condition : resolver_.resolve(where, inside))
            whole.conditions.push_back(std::move(condition));
        edge.path = std::move(whole);
        add_edge(std::move(edge));
    }

    LongPath::Round round_of(const bound::PathStep& step) {
        switch (step.kind) {
            case bound::PathStep::Kind::kNode: return test_of(step.index);
            case bound::PathStep::Kind::kRelationship: return round_of(graph_->relationships[step.index], true);
            case bound::PathStep::Kind::kGroup: return round_of(graph_->groups[step.index]);
        }
        return {};
    }

    // A node inside a whole path: a round without relationships.
    LongPath::Round test_of(std::size_t index) {
        PatternNode& node = pattern_.nodes[node_of_[index]];
        LongPath::Round round;
        Layout inside = layout_;
        inside.make_local(graph_->nodes[index].slot);
        round.nodes = {node.slot};
        round.labels = {node.labels};
        round.conditions = resolver_.resolve(graph_->nodes[index].conditions, inside);
        if (node.known) {
            Compare same{make_expression(LocalRef{node.slot}),
                         {{ast::ComparisonOperator::kEqual, make_expression(SlotRef{node.slot})}}};
            round.conditions.push_back(make_expression(std::move(same)));
        } else {
            node.inside = true;
            round.groups.push_back({node.slot, node.slot});
        }
        return round;
    }

    // A node that the path has met before, or has at an end: it must be the same, once all of the path is there.
    LongPath::Round test_again(std::size_t index, std::vector<ExpressionPtr>& conditions) {
        const PatternNode& node = pattern_.nodes[node_of_[index]];
        const Slot here = resolver_.add_slot("", SlotKind::kNode);
        LongPath::Round round;
        round.nodes = {here};
        round.labels = {node.labels};
        round.groups.push_back({here, here});
        Compare same{make_expression(LocalRef{here}),
                     {{ast::ComparisonOperator::kEqual, make_expression(LocalRef{node.slot})}}};
        conditions.push_back(make_expression(std::move(same)));
        return round;
    }

    // A relationship, repeated or not; `list` where its variable is to be given as a list of its own.
    LongPath::Round round_of(const bound::PatternRelationship& relationship, bool list) {
        LongPath::Round round;
        round.nodes = {resolver_.add_slot("", SlotKind::kNode), resolver_.add_slot("", SlotKind::kNode)};
        round.labels.resize(2);
        const bound::Slot element = relationship.repetition ? relationship.element : relationship.slot;
        round.relationships = {layout_[element]};
        round.hops = {hop_of(relationship)};
        if (relationship.repetition) {
            round.min = relationship.repetition->min;
            round.max = relationship.repetition->max;
        }
        Layout inside = layout_;
        inside.make_local(element);
        round.conditions = resolver_.resolve(relationship.conditions, inside);
        if (list) round.groups.push_back({layout_[element], layout_[relationship.slot]});
        return round;
    }

    LongPath::Round round_of(const bound::PatternGroup& group) {
        LongPath::Round round;
        Layout inside = layout_;
        for (const bound::PatternNode& node : group.round->nodes) inside.make_local(node.slot);
        for (const bound::PatternRelationship& inner : group.round->relationships) inside.make_local(inner.slot);
        const auto add = [&](const bound::Conditions& conditions) {
            for (ExpressionPtr& condition : resolver_.resolve(conditions, inside)) {
                round.conditions.push_back(std::move(condition));
            }
        };
        for (const bound::PathStep& step : group.round->paths.at(0).steps) {
            if (step.kind == bound::PathStep::Kind::kNode) {
                const bound::PatternNode& node = group.round->nodes[step.index];
                round.nodes.push_back(layout_[node.slot]);
                round.labels.push_back(resolver_.labels(node.labels));
                add(node.conditions);
            } else {
                const bound::PatternRelationship& inner = group.round->relationships[step.index];
                round.relationships.push_back(layout_[inner.slot]);
                round.hops.push_back(hop_of(inner));
                add(inner.conditions);
            }
        }
        add(group.conditions);
        round.min = group.repetition.min;
        round.max = group.repetition.max;
        for (const bound::GroupVariable& variable : group.variables) {
            round.groups.push_back({layout_[variable.inner], layout_[variable.outer]});
        }
        return round;
    }

    Hop hop_of(const bound::PatternRelationship& relationship) {
        return {resolver_.types(relationship.types), arrow_of(relationship.arrow)};
    }
    // Between two nodes of the clause.
    PatternEdge make_edge(std::size_t left, std::size_t right, Slot slot) const {
        PatternEdge edge;
        edge.clause = clause_;
        edge.left = node_of_[left];
        edge.right = node_of_[right];
        edge.slot = slot;
        return edge;
    }
    std::size_t add_edge(PatternEdge edge) {
        pattern_.edges.push_back(std::move(edge));
        return pattern_.edges.size() - 1;
    }
    void make_local(Layout& layout, Slot slot) const {
        for (std::size_t i = 0; i < layout.slots.size(); ++i) {
            if (layout.slots[i] == slot) layout.locals[i] = true;
        }
    }
    void add_conditions(const bound::Conditions& conditions) {
        for (const bound::Expression& condition : conditions) {
            ExpressionPtr expression = resolver_.resolve(condition, layout_);
            SlotSet slots;
            for_each_slot(*expression, [&](Slot slot) {
                if (!known_.contains(slot)) slots.insert(slot);
            });
            pattern_.conditions.push_back({&condition, std::move(expression), std::move(slots)});
        }
    }

    const bound::PatternGraph* graph_ = nullptr;  // of the clause that is being read
    std::size_t clause_ = 0;
    std::vector<std::size_t> node_of_;  // in the pattern, by node of the clause
    const Layout& layout_;
    const SlotSet& known_;
    Resolver& resolver_;
    Pattern pattern_;
    std::vector<std::optional<std::size_t>> edge_of_relationship_;
    std::vector<std::optional<std::size_t>> edge_of_group_;
};

// --- Which relationships can be one.

bool only_names(const NameCondition& condition, std::vector<std::uint32_t>& names) {
    if (condition.kind == NameCondition::Kind::kName) {
        names.push_back(condition.name);
        return true;
    }
    return condition.kind == NameCondition::Kind::kSome &&
           std::all_of(condition.operands.begin(), condition.operands.end(),
                       [&](const NameCondition& operand) { return only_names(operand, names); });
}

class Uniqueness {
  public:
    Uniqueness(Pattern& pattern, const Names& names, const Statistics& statistics, bool exact)
        : pattern_(pattern), names_(names), statistics_(statistics), exact_(exact) {}

    void decide() {
        for (std::size_t i = 0; i < pattern_.edges.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (!can_share(pattern_.edges[i], pattern_.edges[j])) continue;
                pattern_.edges[i].unlike.push_back(pattern_.edges[j].slot);
                pattern_.edges[j].unlike.push_back(pattern_.edges[i].slot);
                pattern_.used.insert({pattern_.edges[i].slot, pattern_.edges[j].slot});
            }
        }
    }

  private:
    bool can_share(const PatternEdge& a, const PatternEdge& b) const {
        if (!a.unique || !b.unique || a.clause != b.clause) return false;
        for (const NameCondition* x : types_of(a)) {
            for (const NameCondition* y : types_of(b)) {
                if (overlap(*x, *y)) return a.path || b.path || can_be_one(a, b);
            }
        }
        return false;
    }

    static std::vector<const NameCondition*> types_of(const PatternEdge& edge) {
        if (!edge.path) return {&edge.hop.types};
        std::vector<const NameCondition*> types;
        for (const LongPath::Round& round : edge.path->rounds) {
            for (const Hop& hop : round.hops) types.push_back(&hop.types);
        }
        return types;
    }

    bool overlap(const NameCondition& a, const NameCondition& b) const {
        std::vector<std::uint32_t> x;
        std::vector<std::uint32_t> y;
        if (only_names(a, x) && only_names(b, y)) {
            return std::any_of(x.begin(), x.end(),
                               [&](std::uint32_t name) { return std::find(y.begin(), y.end(), name) != y.end(); });
        }
        return !exact_ || statistics_.types_overlap(names_, a, b);
    }

    // Two single relationships: as one they would join the same nodes.
    bool can_be_one(const PatternEdge& a, const PatternEdge& b) const {
        const auto along = [](const PatternEdge& edge) { return edge.hop.arrow != ast::Arrow::kLeft; };
        const auto against = [](const PatternEdge& edge) { return edge.hop.arrow != ast::Arrow::kRight; };
        const bool alike = (along(a) && along(b)) || (against(a) && against(b));
        const bool opposed = (along(a) && against(b)) || (against(a) && along(b));
        return (alike && can_be_equal(a.left, b.left, a.right, b.right)) ||
               (opposed && can_be_equal(a.left, b.right, a.right, b.left));
    }

    // Whether nodes a and b, and c and d, can be the same at once.
    bool can_be_equal(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const {
        if (exact_) {
            if (!statistics_.can_be_both(names_, pattern_.nodes[a].labels, pattern_.nodes[b].labels)) return false;
            if (!statistics_.can_be_both(names_, pattern_.nodes[c].labels, pattern_.nodes[d].labels)) return false;
        }
        // Nodes by the class of those that are then the same.
        std::vector<std::size_t> same(pattern_.nodes.size());
        std::iota(same.begin(), same.end(), std::size_t{0});
        const auto join = [&](std::size_t x, std::size_t y) {
            const std::size_t from = same[x];
            const std::size_t to = same[y];
            std::replace(same.begin(), same.end(), from, to);
        };
        join(a, b);
        join(c, d);
        // A relationship from a node to itself, where there is none.
        for (const PatternEdge& edge : pattern_.edges) {
            if (!edge.path && !edge.hop.may_loop && same[edge.left] == same[edge.right]) return false;
        }
        return std::none_of(pattern_.conditions.begin(), pattern_.conditions.end(), [&](const Condition& condition) {
            const auto unequal = unequal_nodes(*condition.expression);
            return unequal && same[unequal->first] == same[unequal->second];
        });
    }

    std::optional<std::pair<std::size_t, std::size_t>> unequal_nodes(const Expression& expression) const {
        const auto* compare = std::get_if<Compare>(&expression.node);
        if (compare == nullptr || compare->rest.size() != 1) return std::nullopt;
        if (compare->rest[0].first != ast::ComparisonOperator::kNotEqual) return std::nullopt;
        const auto left = node_of(*compare->first);
        const auto right = node_of(*compare->rest[0].second);
        if (!left || !right) return std::nullopt;
        return std::pair(*left, *right);
    }
    std::optional<std::size_t> node_of(const Expression& expression) const {
        const auto* slot = std::get_if<SlotRef>(&expression.node);
        if (slot == nullptr) return std::nullopt;
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            if (pattern_.nodes[i].slot == slot->slot) return i;
        }
        return std::nullopt;
    }

    Pattern& pattern_;
    const Names& names_;
    const Statistics& statistics_;
    bool exact_;
};

}  // namespace

bool can_join_others(const bound::PatternGraph& graph) {
    const bool single = std::none_of(graph.relationships.begin(), graph.relationships.end(),
                                     [](const bound::PatternRelationship& relationship) {
                                         return relationship.bound || relationship.repetition.has_value();
                                     });
    const bool plain = std::all_of(graph.paths.begin(), graph.paths.end(), [](const bound::PatternPath& path) {
        return !selects(path) && (path.mode == bound::PathMode::kDefault || path.mode == bound::PathMode::kTrail);
    });
    return single && plain && graph.groups.empty();
}

Pattern read_pattern(const std::vector<PatternClause>& clauses, const SlotSet& known, const SlotSet& needed,
                     const PatternContext& context) {
    const Names& names = context.resolver.plan().names;
    Pattern pattern = PatternReader(context.layout, known, context.resolver).read(clauses, needed);
    for (PatternEdge& edge : pattern.edges) {
        if (context.exact) edge.hop.may_loop = context.statistics.has_loops(names, edge.hop);
    }
    Uniqueness(pattern, names, context.statistics, context.exact).decide();
    for (const NamedPath& path : pattern.paths) {
        const bool read = pattern.used.contains(path.slot) ||
                          std::any_of(pattern.conditions.begin(), pattern.conditions.end(),
                                      [&](const Condition& condition) { return condition.slots.contains(path.slot); });
        if (!read) continue;
        pattern.used.insert({path.slot, path.start});
        pattern.used.insert(path.pieces.begin(), path.pieces.end());
    }
    return pattern;
}

Hop turned(Hop hop, bool backwards) {
    if (backwards && hop.arrow != ast::Arrow::kEither) {
        hop.arrow = hop.arrow == ast::Arrow::kRight ? ast::Arrow::kLeft : ast::Arrow::kRight;
    }
    return hop;
}

SearchPaths make_search(const LongPath& path, Slot relationships, bool backwards) {
    SearchPaths search;
    search.mode = path.mode;
    search.selector = path.selector;
    search.path = path.path;
    search.relationships = relationships;
    search.conditions = path.conditions;
    search.backwards = backwards;
    for (LongPath::Round round : path.rounds) {
        if (backwards) {
            std::reverse(round.nodes.begin(), round.nodes.end());
            std::reverse(round.labels.begin(), round.labels.end());
            std::reverse(round.relationships.begin(), round.relationships.end());
            std::reverse(round.hops.begin(), round.hops.end());
            for (Hop& hop : round.hops) hop = turned(std::move(hop), true);
        }
        PathSegment segment{round.nodes[0], round.labels[0], {}, {}, round.min, round.max, round.groups};
        for (std::size_t i = 0; i < round.hops.size(); ++i) {
            segment.steps.push_back(
                {round.hops[i], round.relationships[i], round.nodes[i + 1], round.labels[i + 1], {}});
        }
        // Each condition as soon as all that it reads is there.
        for (const ExpressionPtr& condition : round.conditions) {
            const SlotSet locals = locals_of(*condition);
            std::size_t step = segment.steps.size();
            while (step > 0 && !locals.contains(segment.steps[step - 1].relationship) &&
                   !locals.contains(segment.steps[step - 1].to)) {
                --step;
            }
            (step == 0 ? segment.conditions : segment.steps[step - 1].conditions).push_back(condition);
        }
        search.segments.push_back(std::move(segment));
    }
    if (backwards) std::reverse(search.segments.begin(), search.segments.end());
    return search;
}

}  // namespace mirrorgraph::query::plan

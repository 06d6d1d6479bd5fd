#include "query/exec/paths/path_automaton.h"

#include <algorithm>

#include "query/exec/evaluate.h"

namespace mirrorgraph::query {

PathAutomaton::PathAutomaton(Run& run, const plan::SearchPaths& search) : run_(run), search_(search) {
    for (const plan::PathSegment& segment : search.segments) {
        std::vector<NeighbourLists>& steps = lists_.emplace_back();
        for (const plan::PathStep& step : segment.steps) steps.emplace_back(run, step.hop);
    }
    resolve();
}

void PathAutomaton::resolve() {
    for (std::vector<NeighbourLists>& steps : lists_) {
        for (NeighbourLists& step : steps) step.resolve();
    }
    first_state_.assign(1, 0);
    for (std::size_t i = 0; i < search_.segments.size(); ++i) {
        const plan::PathSegment& segment = search_.segments[i];
        const std::uint64_t iterations = segment.max.value_or(minimum(i)) + 1;
        first_state_.push_back(first_state_.back() + iterations * segment.steps.size());
    }
}

void PathAutomaton::set_row(const Batch& batch, std::size_t row) {
    batch_ = &batch;
    row_ = row;
}

std::uint64_t PathAutomaton::minimum(std::size_t segment) const {
    const std::uint64_t min = search_.segments[segment].min;
    return ignore_minimum_of_one && min == 1 ? 0 : min;
}

bool PathAutomaton::accepts(PathPosition position, NodeId node) {
    if (position.step != 0) return false;
    for (std::uint32_t i = position.segment; i < search_.segments.size(); ++i) {
        const std::uint64_t done = i == position.segment ? position.iteration : 0;
        if (search_.segments[i].steps.empty() ? !begins(i, node) : done < minimum(i)) return false;
    }
    return true;
}

std::uint64_t PathAutomaton::state(PathPosition position) const {
    const plan::PathSegment& segment = search_.segments[position.segment];
    const std::uint64_t told_apart = segment.max.value_or(minimum(position.segment));
    return first_state_[position.segment] + std::min(position.iteration, told_apart) * segment.steps.size() +
           position.step;
}

void PathAutomaton::append_moves(const PathPrefix& prefix, PathPosition position, std::vector<PathMove>& moves) {
    run_.step();
    if (position.step != 0) {
        append_moves_of(prefix, position, moves);
        return;
    }
    for (std::uint32_t i = position.segment; i < search_.segments.size(); ++i) {
        const std::uint64_t done = i == position.segment ? position.iteration : 0;
        const plan::PathSegment& segment = search_.segments[i];
        if (segment.steps.empty()) {
            if (!begins(i, prefix.end())) return;
            continue;
        }
        if ((!segment.max || done < *segment.max) && begins(i, prefix.end())) {
            append_moves_of(prefix, {i, 0, done}, moves);
        }
        if (done < minimum(i)) return;
    }
}

bool PathAutomaton::begins(std::uint32_t number, NodeId node) {
    const plan::PathSegment& segment = search_.segments[number];
    if (!LabelTest(run_, segment.labels)(node)) return false;
    if (segment.conditions.empty()) return true;
    run_.local(segment.from) = node;
    return std::all_of(segment.conditions.begin(), segment.conditions.end(),
                       [&](const plan::ExpressionPtr& condition) { return holds(run_, *condition, *batch_, row_); });
}

void PathAutomaton::append_moves_of(const PathPrefix& prefix, PathPosition position, std::vector<PathMove>& moves) {
    const plan::PathSegment& segment = search_.segments[position.segment];
    const plan::PathStep& step = segment.steps[position.step];
    const LabelTest test(run_, step.labels);
    PathPosition behind = position;
    if (++behind.step == segment.steps.size()) {
        behind.step = 0;
        ++behind.iteration;
    }
    if (!step.conditions.empty()) bind(prefix, position);
    lists_[position.segment][position.step].for_each(prefix.end(), [&](NodeId node, RelationshipId relationship) {
        run_.step();
        if (!test(node)) return true;
        if (!step.conditions.empty()) {
            run_.local(step.relationship) = relationship;
            run_.local(step.to) = node;
            for (const plan::ExpressionPtr& condition : step.conditions) {
                if (!holds(run_, *condition, *batch_, row_)) return true;
            }
        }
        moves.push_back({node, relationship, behind});
        return true;
    });
}

// Sets the locals of the iteration that the prefix is in.
void PathAutomaton::bind(const PathPrefix& prefix, PathPosition position) {
    const plan::PathSegment& segment = search_.segments[position.segment];
    const std::size_t first = prefix.moves.size() - position.step;
    run_.local(segment.from) = first == 0 ? prefix.start : prefix.moves[first - 1].node;
    for (std::size_t i = 0; i < position.step; ++i) {
        run_.local(segment.steps[i].relationship) = prefix.moves[first + i].relationship;
        run_.local(segment.steps[i].to) = prefix.moves[first + i].node;
    }
}

bool PathAutomaton::keeps_conditions(const PathPrefix& path) {
    if (search_.conditions.empty()) return true;
    run_.local(search_.from) = path.start;
    run_.local(search_.to) = path.end();
    for_each_binding(search_, path, [this](Slot slot, const Value& value) { run_.local(slot) = value; });
    return std::all_of(search_.conditions.begin(), search_.conditions.end(),
                       [&](const plan::ExpressionPtr& condition) { return holds(run_, *condition, *batch_, row_); });
}

namespace {

Value path_value(const PathPrefix& prefix, bool backwards) {
    Path path{{prefix.start}, {}};
    for (const PathMove& move : prefix.moves) {
        path.nodes.push_back(move.node);
        path.relationships.push_back(move.relationship);
    }
    if (backwards) {
        std::reverse(path.nodes.begin(), path.nodes.end());
        std::reverse(path.relationships.begin(), path.relationships.end());
    }
    return path;
}

// What a variable of a segment was in each of its iterations.
List group_values(const plan::SearchPaths& search, std::size_t number, Slot local, const PathPrefix& path) {
    const plan::PathSegment& segment = search.segments[number];
    const std::size_t steps = segment.steps.size();
    List values;
    if (steps == 0) {
        const auto behind = std::find_if(path.moves.begin(), path.moves.end(),
                                         [&](const PathMove& move) { return move.position.segment > number; });
        values.emplace_back(behind == path.moves.begin() ? path.start : std::prev(behind)->node);
    }
    for (std::size_t i = 0; i < path.moves.size(); ++i) {
        const PathMove& move = path.moves[i];
        if (move.position.segment != number) continue;
        const std::size_t taken = (move.position.step + steps - 1) % steps;
        if (taken == 0 && local == segment.from) values.emplace_back(i == 0 ? path.start : path.moves[i - 1].node);
        if (local == segment.steps[taken].relationship) values.emplace_back(move.relationship);
        if (local == segment.steps[taken].to) values.emplace_back(move.node);
    }
    if (search.backwards) std::reverse(values.begin(), values.end());
    return values;
}

}  // namespace

void for_each_binding(const plan::SearchPaths& search, const PathPrefix& path,
                      const std::function<void(Slot, const Value&)>& visit) {
    if (search.path != plan::kNoSlot) visit(search.path, path_value(path, search.backwards));
    if (search.relationships != plan::kNoSlot) {
        List list;
        for (const PathMove& move : path.moves) list.emplace_back(move.relationship);
        if (search.backwards) std::reverse(list.begin(), list.end());
        visit(search.relationships, std::move(list));
    }
    for (std::size_t i = 0; i < search.segments.size(); ++i) {
        for (const plan::PathSegment::Group& group : search.segments[i].groups) {
            List values = group_values(search, i, group.local, path);
            visit(group.list, search.segments[i].repeats() ? Value(std::move(values)) : values.at(0));
        }
    }
}

bool mode_allows(ast::PathMode mode, const PathPrefix& prefix, const PathMove& move) {
    const auto visits = [&](const PathMove& earlier) { return earlier.node == move.node; };
    const auto takes = [&](const PathMove& earlier) { return earlier.relationship == move.relationship; };
    switch (mode) {
        case ast::PathMode::kWalk: return true;
        case ast::PathMode::kTrail: return std::none_of(prefix.moves.begin(), prefix.moves.end(), takes);
        case ast::PathMode::kAcyclic:
            return prefix.start != move.node && std::none_of(prefix.moves.begin(), prefix.moves.end(), visits);
        case ast::PathMode::kSimple:
            // The first node may come again as the last one, but not along the relationship that led away from it.
            return (prefix.moves.empty() || (prefix.end() != prefix.start && !takes(prefix.moves.front()))) &&
                   std::none_of(prefix.moves.begin(), prefix.moves.end(), visits);
    }
    return false;
}

}  // namespace mirrorgraph::query

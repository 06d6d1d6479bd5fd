#include "query/exec/paths/neighbour_lists.h"

namespace mirrorgraph::query {

void NeighbourLists::resolve() {
    sources_.clear();
    const GraphView& view = run_.view();
    const auto add = [&](TypeId type, Direction direction, bool skip_loops) {
        const bool in_snapshot = type.value < view.base().type_names().size();
        Source source{type, direction, skip_loops, {}};
        if (in_snapshot) source.adjacency = view.base().adjacency(type, direction);
        sources_.push_back(source);
    };
    const bool either = hop_.arrow == ast::Arrow::kEither;
    for (TypeId type : allowed_types(run_, hop_.types)) {
        if (hop_.arrow != ast::Arrow::kLeft) add(type, Direction::kOutgoing, false);
        if (hop_.arrow != ast::Arrow::kRight) add(type, Direction::kIncoming, either && hop_.may_loop);
    }
    counts_loops_twice_ = either && hop_.may_loop;
    scratch_.resize(sources_.size());
    parts_.resize(sources_.size());
    for (std::size_t i = 0; i < sources_.size(); ++i) parts_[i].skip_loops = sources_[i].skip_loops;
}

void NeighbourLists::read_delta(NodeId node) {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        parts_[i].neighbours = run_.view().neighbours(node, sources_[i].type, sources_[i].direction, scratch_[i]);
    }
}

std::size_t NeighbourLists::count(NodeId node) {
    std::size_t degree = 0;
    for (const Part& part : of(node)) {
        degree += part.neighbours.size();
        if (!part.skip_loops) continue;
        const auto [begin, end] = find(part.neighbours, node);
        for (std::size_t i = begin; i < end; ++i) degree -= part.neighbours.nodes[i] == node;
    }
    return degree;
}

NeighbourLists::Range NeighbourLists::range() const {
    const auto bound = static_cast<std::uint32_t>(run_.view().node_bound());
    if (run_.view().has_delta()) return {0, bound};
    Range range{bound, 0};
    for (const Source& source : sources_) {
        const auto rows = static_cast<std::uint32_t>(source.adjacency.row_count());
        if (rows == 0) continue;
        range.first = std::min(range.first, source.adjacency.first);
        range.end = std::max(range.end, source.adjacency.first + rows);
    }
    return range.first < range.end ? range : Range{};
}

plan::Hop reversed(const plan::Hop& hop) {
    plan::Hop other = hop;
    if (hop.arrow == ast::Arrow::kRight) other.arrow = ast::Arrow::kLeft;
    if (hop.arrow == ast::Arrow::kLeft) other.arrow = ast::Arrow::kRight;
    return other;
}

}  // namespace mirrorgraph::query

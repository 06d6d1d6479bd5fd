#include "query/exec/neighbour_lists.h"

#include <algorithm>

namespace mirrorgraph::query {

void NeighbourLists::resolve() {
    sources_.clear();
    for (TypeId type : allowed_types(run_, hop_.types)) {
        if (hop_.arrow != ast::Arrow::kLeft) sources_.push_back({type, Direction::kOutgoing});
        if (hop_.arrow != ast::Arrow::kRight) {
            sources_.push_back({type, Direction::kIncoming, hop_.arrow == ast::Arrow::kEither});
        }
    }
    scratch_.resize(sources_.size());
    parts_.resize(sources_.size());
}

std::span<const NeighbourLists::Part> NeighbourLists::of(NodeId node) {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        parts_[i] = {run_.view().neighbours(node, sources_[i].type, sources_[i].direction, scratch_[i]),
                     sources_[i].skip_loops};
    }
    return parts_;
}

std::size_t NeighbourLists::degree(NodeId node) {
    std::size_t degree = 0;
    for (const Part& part : of(node)) {
        degree += part.neighbours.size();
        if (part.skip_loops) {
            const auto [begin, end] = find(part.neighbours, node);
            for (std::size_t i = begin; i < end; ++i) degree -= part.neighbours.nodes[i] == node;
        }
    }
    return degree;
}

std::pair<std::size_t, std::size_t> NeighbourLists::find(const Neighbours& list, NodeId node) const {
    if (run_.view().has_delta()) return {0, list.size()};
    const auto range = std::equal_range(list.nodes.begin(), list.nodes.end(), node);
    return {range.first - list.nodes.begin(), range.second - list.nodes.begin()};
}

plan::Hop reversed(const plan::Hop& hop) {
    plan::Hop other = hop;
    if (hop.arrow == ast::Arrow::kRight) other.arrow = ast::Arrow::kLeft;
    if (hop.arrow == ast::Arrow::kLeft) other.arrow = ast::Arrow::kRight;
    return other;
}

}  // namespace mirrorgraph::query

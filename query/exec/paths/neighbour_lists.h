// The neighbours of a node along a hop: the lists of every allowed type in every allowed direction.
//
// A loop is met once, also where the hop goes either way.
//
// Owns:    room for lists that are not the snapshot's; the run must outlive it
// Threads: one thread
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "query/exec/evaluate.h"
#include "query/exec/run.h"

namespace mirrorgraph::query {

class NeighbourLists {
  public:
    NeighbourLists(Run& run, const plan::Hop& hop) : run_(run), hop_(hop) { resolve(); }

    // Looks the types up again, after the graph was written to.
    void resolve();

    // One list: `skip_loops` where the node itself was met in another list.
    struct Part {
        Neighbours neighbours;
        bool skip_loops = false;
    };
    // Good until the next call.
    std::span<const Part> of(NodeId node) {
        if (run_.view().has_delta()) {
            read_delta(node);
        } else {
            for (std::size_t i = 0; i < sources_.size(); ++i) parts_[i].neighbours = sources_[i].adjacency.of(node);
        }
        return parts_;
    }

    std::size_t degree(NodeId node) {
        if (counts_loops_twice_ || run_.view().has_delta()) return count(node);
        std::size_t degree = 0;
        for (const Source& source : sources_) degree += source.adjacency.degree(node);
        return degree;
    }

    // Calls visit(neighbour, relationship) for each; stops where it returns false.
    template <class Visit>
    bool for_each(NodeId node, Visit&& visit) {
        for (const Part& part : of(node)) {
            for (std::size_t i = 0; i < part.neighbours.size(); ++i) {
                if (part.skip_loops && part.neighbours.nodes[i] == node) continue;
                if (!visit(part.neighbours.nodes[i], part.neighbours.relationships[i])) return false;
            }
        }
        return true;
    }

    // Calls visit(relationship) for each relationship between the two.
    template <class Visit>
    void for_each_between(NodeId from, NodeId to, Visit&& visit) {
        for_each_between(of(from), from, to, visit);
    }
    // The same, where `parts` are those of `from`.
    template <class Visit>
    void for_each_between(std::span<const Part> parts, NodeId from, NodeId to, Visit&& visit) const {
        for (const Part& part : parts) {
            if (part.skip_loops && from == to) continue;
            const auto [begin, end] = find(part.neighbours, to);
            for (std::size_t i = begin; i < end; ++i) {
                if (part.neighbours.nodes[i] == to) visit(part.neighbours.relationships[i]);
            }
        }
    }

    // Positions in a list among which all entries of `node` are: exactly those where the list is the snapshot's.
    std::pair<std::size_t, std::size_t> find(const Neighbours& list, NodeId node) const {
        if (list.size() <= kFewNeighbours || run_.view().has_delta()) return {0, list.size()};
        const NodeId* const first = list.nodes.data();
        const NodeId* const last = first + list.size();
        const NodeId* const begin = std::lower_bound(first, last, node);
        const NodeId* end = begin;
        while (end != last && *end == node) ++end;
        return {begin - first, end - first};
    }

    // Nodes outside of [first, end) have no neighbours; all nodes where a query has written.
    struct Range {
        std::uint32_t first = 0;
        std::uint32_t end = 0;
    };
    Range range() const;

  private:
    static constexpr std::size_t kFewNeighbours = 8;  // a list of so many is read rather than searched

    struct Source {
        TypeId type;
        Direction direction;
        bool skip_loops = false;
        Adjacency adjacency;  // of the snapshot
    };
    void read_delta(NodeId node);
    std::size_t count(NodeId node);

    Run& run_;
    const plan::Hop& hop_;
    std::vector<Source> sources_;
    bool counts_loops_twice_ = false;  // the sum of the lists' sizes may
    std::vector<NeighbourScratch> scratch_;
    std::vector<Part> parts_;
};

// The same hop seen from its other end.
plan::Hop reversed(const plan::Hop& hop);

}  // namespace mirrorgraph::query

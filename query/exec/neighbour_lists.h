// The neighbours of a node along a hop: the lists of every allowed type in every allowed direction.
//
// A loop is met once, also where the hop goes either way.
//
// Owns:    room for lists that are not the snapshot's; the run must outlive it
// Threads: one thread
#pragma once

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
    std::span<const Part> of(NodeId node);

    std::size_t degree(NodeId node);

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
        for (const Part& part : of(from)) {
            if (part.skip_loops && from == to) continue;
            const auto [begin, end] = find(part.neighbours, to);
            for (std::size_t i = begin; i < end; ++i) {
                if (part.neighbours.nodes[i] == to) visit(part.neighbours.relationships[i]);
            }
        }
    }

    // Positions in a list among which all entries of `node` are: exactly those where the list is the snapshot's.
    std::pair<std::size_t, std::size_t> find(const Neighbours& list, NodeId node) const;

  private:
    struct Source {
        TypeId type;
        Direction direction;
        bool skip_loops = false;
    };
    Run& run_;
    const plan::Hop& hop_;
    std::vector<Source> sources_;
    std::vector<NeighbourScratch> scratch_;
    std::vector<Part> parts_;
};

// The same hop seen from its other end.
plan::Hop reversed(const plan::Hop& hop);

}  // namespace mirrorgraph::query

// Changes of one snapshot as changes of the snapshot that a part of them has been folded into.
//
// Cost:    the size of the changes since, and one look at each of those before; built once: the graph
// Owns:    the way from old ids to new ones
// Threads: const methods may run at once
#pragma once

#include <memory>
#include <vector>

#include "graph/snapshot/delta.h"
#include "query/exec/view/graph_view.h"

namespace mirrorgraph::query {

class Rebase {
  public:
    // `folded` is frozen from fold(before).
    Rebase(GraphView before, std::shared_ptr<const Snapshot> folded);

    // What `now` says beyond `before`, upon `folded`; null where it says no more. REQUIRES: the delta of `now` goes on from
    // that of `before`.
    std::shared_ptr<const Delta> operator()(const GraphView& now) const;

  private:
    class Translation;

    GraphView before_;
    std::shared_ptr<const Snapshot> folded_;
    std::vector<NodeId> nodes_;                  // by old id; null for those that `before` had removed
    std::vector<RelationshipId> relationships_;  // likewise
};

}  // namespace mirrorgraph::query

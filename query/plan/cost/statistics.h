// Exact counts of a graph, for choosing among plans: nodes by label set, relationships by type and the label sets of
// their ends.
//
// Cost:    taking them: one pass over nodes and relationships; asking: the number of different label sets
// Owns:    the counts; not the snapshot
// Threads: immutable after building; const methods may run at once
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "query/plan/plan.h"

namespace mirrorgraph::query::plan {

class Statistics {
  public:
    explicit Statistics(std::shared_ptr<const Snapshot> snapshot);

    const Snapshot& snapshot() const { return *snapshot_; }

    // Nodes whose labels keep the condition.
    double nodes(const Names& names, const NameCondition& labels) const;
    // Relationships of the hop whose ends keep the conditions; a loop or a relationship that goes either way counts for
    // each direction.
    double relationships(const Names& names, const Hop& hop, const NameCondition& from, const NameCondition& to) const;
    // Relationships of the hop from the node that some other relationship of the hop leads away from, on average: more
    // than those of any node, since nodes with many are met more often.
    double further_relationships(const Names& names, const Hop& hop, const NameCondition& from) const;
    // Whether a relationship of the hop leads from some node to itself.
    bool has_loops(const Names& names, const Hop& hop) const;
    // Whether some label set keeps both.
    bool can_be_both(const Names& names, const NameCondition& a, const NameCondition& b) const;
    bool types_overlap(const Names& names, const NameCondition& a, const NameCondition& b) const;
    // Whether all relationships of the hop from such nodes lead to nodes that keep `to`.
    bool always_leads_to(const Names& names, const Hop& hop, const NameCondition& from, const NameCondition& to) const;

  private:
    struct LabelSet {
        std::vector<LabelId> labels;
        std::uint64_t nodes = 0;
    };
    struct Pattern {  // relationships of one type between nodes of two label sets
        TypeId type;
        std::uint32_t source_set;
        std::uint32_t target_set;
        std::uint64_t count;
        std::uint64_t loops;  // of them, from a node to itself
    };
    struct Squares {  // of the degrees of the nodes of a label set
        TypeId type;
        Direction direction;
        std::uint32_t set;
        double sum;
    };
    bool keeps(const Names& names, const NameCondition& condition, const LabelSet& set) const;
    bool keeps(const Names& names, const NameCondition& condition, TypeId type) const;

    std::shared_ptr<const Snapshot> snapshot_;
    std::vector<LabelSet> sets_;
    std::vector<Pattern> patterns_;
    std::vector<Squares> squares_;
};

}  // namespace mirrorgraph::query::plan

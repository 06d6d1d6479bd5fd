// The life of a standard or policy: its editions in the order of time, what replaced what and when, what amends them, and
// which are in force on a date.
//
// Editions are found over REPLACES in both directions and over the series that EDITION_OF names.
//
// Cost:    O(relationships met), at most History::kMost editions
// Errors:  none
// Owns:    ids of the snapshot, which must outlive it
// Threads: may run at once
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "query/tasks/validity.h"

namespace mirrorgraph::query {

struct Edition {
    struct Link {
        NodeId node;
        RelationshipId relationship;
    };
    NodeId node;
    Validity validity;
    Standing standing = Standing::kUnknown;
    std::vector<Link> replaces;    // older ones
    std::vector<Link> amended_by;  // amendments, corrigenda, amending sheets
};

struct History {
    static constexpr std::size_t kMost = 64;
    std::vector<Edition> editions;  // oldest first; the start among them; empty where it stands alone
    bool complete = true;           // false where kMost were not enough
};

History history_of(const Snapshot& snapshot, NodeId start, Date date);

// Who answers for the newest other edition of which that is known.
struct NearestCommittee {
    NodeId edition;
    NodeId committee;
};
std::optional<NearestCommittee> nearest_committee(const Snapshot& snapshot, NodeId standard, const History& history);

}  // namespace mirrorgraph::query

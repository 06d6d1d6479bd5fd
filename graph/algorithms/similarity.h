// Which committees work on the same subjects, though nothing in the graph links them.
//
// A committee's subjects are the topics that it and its standards are ABOUT and the ICS fields that they carry, each as
// often as it occurs; a subject counts the less, the more committees share it. Two committees are as similar as the
// angle between their subjects is small.
//
// Cost:    O(standards of the committees + pairs that share a subject)
// Errors:  none
// Owns:    ids of the snapshot
// Threads: may run at once
// Source:  tf-idf and cosine (Salton, Buckley 1988)
#pragma once

#include <string>
#include <vector>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

struct SimilarPair {
    NodeId first;
    NodeId second;
    double score = 0;                 // (0, 1]
    std::vector<std::string> shared;  // subjects, those that weigh most first, at most kShared
    static constexpr std::size_t kShared = 5;
};

// All pairs of committees of at least that score, the most similar and of these those that share most first; with a committee, the pairs that it is the
// first of.
std::vector<SimilarPair> similar_committees(const Snapshot& snapshot, double least = 0.3, NodeId committee = {});

}  // namespace mirrorgraph

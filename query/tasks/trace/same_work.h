// The forms of one standard in a list: drafts, the name without a year, the published edition. A reader wants one line.
//
// Registries have a row for each stage of a project: ISO/DIS 7819, ISO/FDIS 7819, ISO 7819 (in publication), ISO 7819:2025.
// One edition of a number is one work: the published form stands for it, else the most advanced one. A draft of another
// edition is a work of its own; whether it is one, the property `edition` says.
//
// Cost:    O(nodes * length of a name)
// Errors:  none; names that are no identifiers stand for themselves
// Owns:    ids of the snapshot
// Threads: may run at once
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph::query {

// By form that another one stands for: the one that does.
std::unordered_map<NodeId, NodeId> main_forms(const Snapshot& snapshot, std::span<const NodeId> standards);

}  // namespace mirrorgraph::query

// What to call an element before people.
//
// Errors:  none; the node must be one of the snapshot
// Cost:    a look-up of keys by name each
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

// Property `name`, else `title`, else the id.
std::string display_name(const Snapshot& snapshot, NodeId node);

// The label that says most about the node ("Committee" before "Organization"); the first one otherwise; "" for none.
std::string_view main_label(const Snapshot& snapshot, NodeId node);

// Smaller for labels that say more; the same for all labels that the `standards` schema has no rank for.
int label_rank(std::string_view label);

}  // namespace mirrorgraph

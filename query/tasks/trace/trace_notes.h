// What an analyst would write above and below a trace: the answer in sentences, and what the graph does not know.
//
// Errors:  none
// Threads: may run at once
#pragma once

#include "query/tasks/trace/trace.h"

namespace mirrorgraph::query {

// Fills trace.summary and trace.gaps from the rest of the trace.
void note(const Snapshot& snapshot, Trace& trace);

// ": 41 in force, 22 no longer in force"; ", in force" for one kind only; "" where nothing is known.
std::string describe_standings(const TraceGroup& group);

struct NearestMirror {
    NodeId committee;  // the nearest above that has one
    NodeId mirror;
};
// The mirror of the nearest committee above; nullopt where none above has one.
std::optional<NearestMirror> nearest_mirror(const Snapshot& snapshot, NodeId committee);

// Those of the committee, as the relationships MIRRORS have them.
std::span<const NodeId> mirror_bodies(const Snapshot& snapshot, NodeId committee);

// Whether it takes part for China in international committees: SAC, and whatever has that country.
bool is_chinese_member(const Snapshot& snapshot, NodeId body);

// Whose committee it is, by its code.
enum class Side { kInternational, kNational, kUnknown };
Side side_of(const Snapshot& snapshot, NodeId committee);

}  // namespace mirrorgraph::query

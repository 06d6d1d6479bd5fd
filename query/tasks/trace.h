// Trace: what hangs on a committee, standard, body or policy, with the evidence of every step.
//
// From an international committee to its Chinese mirror bodies, their secretariats, parents and standards, and back
// from a Chinese body to what it mirrors; from a standard to who answers for it, what it adopts and what it replaced.
// Which relationships are followed from where, and in which order, is one table (kLadders in trace.cpp).
//
// Units:   depth counts relationships from the start
// Errors:  none; the start must be a node of the snapshot
// Owns:    a Trace holds ids of the snapshot, which must outlive it
// Threads: may run at once
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph::query {

struct TraceOptions {
    int max_depth = 6;
};

struct TraceStep {
    std::string_view role;  // what the node is to the step above: "mirror body"; "" for the start
    NodeId node;
    RelationshipId relationship;   // that led here; null for the start
    std::vector<TraceStep> steps;  // by role in the order of the ladder, then by name
    bool repeated = false;         // its steps stand elsewhere in the trace, nearer to the start
    std::string gap;               // what one would look for here and the graph does not know
};

TraceStep trace(const Snapshot& snapshot, NodeId start, const TraceOptions& options = {});

struct TraceTextOptions {
    int width = 100;  // columns
    bool color = false;
    std::size_t limit = 12;  // steps shown of one role under one node
    bool evidence = true;
};

void write_trace_text(std::ostream& out, const Snapshot& snapshot, const TraceStep& root,
                      const TraceTextOptions& options);

// {"id", "labels", "name", "properties", "role", "relationship": {"type", "properties", "evidence"}, "steps", "gap"}
void write_trace_json(std::ostream& out, const Snapshot& snapshot, const TraceStep& root);

}  // namespace mirrorgraph::query

// Trace: what hangs on a committee, standard, body or policy, both ways, with the evidence of every step, and what one
// would look for and the graph does not know.
//
// From an international committee to its Chinese mirror bodies, their national committees, secretariats, parents and
// standards, and back; from a standard to who answers for it, what it adopts, its editions and amendments. Which
// relationships are followed from where, and in which order, is one table (trace_ladders.cpp).
//
// Units:   depth counts relationships from the start
// Errors:  none; the start must be a node of the snapshot
// Owns:    a Trace holds ids of the snapshot, which must outlive it
// Threads: may run at once
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "graph/subgraph.h"
#include "query/tasks/trace/history.h"
#include "query/tasks/validity.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

struct TraceOptions {
    int max_depth = 6;
    std::size_t limit = 12;  // steps kept of one role under one node; 0 for all
    std::optional<Date> as_of =
        {};  // leaves out what did not hold on that date; absent: everything, standing as of today
};

struct TraceGroup;

struct TraceStep {
    NodeId node;
    RelationshipId relationship;  // that led here; null for the start
    double confidence = 1.0;      // of that relationship
    int distance = 0;
    Standing standing = Standing::kUnknown;  // of standards and policies
    std::vector<TraceGroup> groups;          // in the order of the ladder
    bool repeated = false;                   // its steps stand elsewhere in the trace, nearer to the start
    std::vector<NodeId> other_forms = {};    // of a standard: drafts, the name without a year (same_work.h)
};

// All that are one thing to a node: its mirror bodies, its standards.
struct TraceGroup {
    std::string_view role;                                      // what each is to the node above: "mirror body"
    std::size_t total = 0;                                      // that the graph knows; steps.size() of them are kept
    std::vector<std::pair<Standing, std::size_t>> by_standing;  // of standards and policies
    bool brief = false;                                         // many, each of little interest
    std::vector<TraceStep> steps;                               // what is in force and newest first, else by name;
                                                                // before all China's members and what is mirrored
    std::vector<std::pair<std::string, std::size_t>> by_role = {};  // of members, most first
};

struct Trace {
    TraceStep root;
    Date date;                         // the day that standings are told of
    History history;                   // of a standard or policy: what it replaced and what replaced it
    std::vector<std::string> summary;  // the answer in sentences
    std::vector<std::string> gaps;     // what one would look for and the graph does not know, in sentences
};

Trace trace(const Snapshot& snapshot, NodeId start, const TraceOptions& options = {});

// What the trace kept, for exports and pictures, of brief groups the first few alone; a score is the confidence of the
// step.
Subgraph subgraph_of(const Trace& trace, std::size_t most_of_brief = TraceOptions().limit);

struct TraceTextOptions {
    int width = 100;  // columns
    bool color = false;
    bool evidence = true;
};

void write_trace_text(std::ostream& out, const Snapshot& snapshot, const Trace& trace, const TraceTextOptions& options);

// {"id", "labels", "name", "properties", "summary", "gaps", "history", "groups": [{"role", "total", "by_standing", "by_role",
// "steps": [{"id", ..., "relationship": {"type", "properties", "evidence"}, "confidence", "distance", "groups"}]}]}
void write_trace_json(JsonWriter& json, const Snapshot& snapshot, const Trace& trace);

}  // namespace mirrorgraph::query

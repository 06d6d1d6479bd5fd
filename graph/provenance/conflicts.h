// Where the sources of a graph do not agree: statements side by side, each with its evidence.
//
// What may disagree is data (data/schema.json), not a list of cases: a property that is `single` has one right value,
// of a node (two titles of one committee) or of the relationships of one type between two nodes (two dates of one act);
// a relationship type with `one_source` lets a target have one source of a label (two secretariats of one committee).
//
// A conflict in which a person has said which side is right, by a decision that the build applied, is settled: it stays,
// since the sources still disagree, but behind the open ones and with who said so and why.
//
// Cost:    O(reasons kept in the graph + relationships)
// Errors:  Error kInvalidData for damaged reasons (graph/provenance/reasons.h)
// Owns:    its texts; ids are of the snapshot, which must outlive it
// Threads: functions may run at once
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/provenance/decisions.h"
#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

class JsonWriter;

struct ConflictSide {
    Value value;                  // of the property; the name of the source where a target has several
    RelationshipId relationship;  // that says it; null for a property of a node
    EvidenceList evidence;
};

struct Settlement {
    std::size_t side;         // that was said to be right
    DecisionRecord decision;  // says who and why
};

struct Conflict {
    NodeId node;        // what it is about: the node, or the target of the relationships
    NodeId source;      // of parallel relationships; null otherwise
    std::string type;   // of the relationships; empty for a property of a node
    std::string about;  // the property; empty where a target has several sources
    std::vector<ConflictSide> sides;
    std::optional<Settlement> settled{};
};

// Open ones first; by node id, type, source and property.
std::vector<Conflict> find_conflicts(const Snapshot& snapshot);

// "title", "ISSUED by agency:miit, date", "SECRETARIAT_OF": what the sources disagree on.
std::string describe(const Conflict& conflict, const Snapshot& snapshot);

std::string describe_conflicts(const std::vector<Conflict>& conflicts, const Snapshot& snapshot, std::size_t width);

// {"conflicts": [{"node", "name", "about", "type", "source", "sides": [{"value", "source", "evidence"}],
//                 "settled": {"side", "author", "reason", "date"}}]}
void write_conflicts(const std::vector<Conflict>& conflicts, const Snapshot& snapshot, JsonWriter& json);

}  // namespace mirrorgraph

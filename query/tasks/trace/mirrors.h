// The mirror table of a graph: every international committee with its Chinese mirror bodies, and how many have one.
//
// International are the committees of ISO, IEC, ISO/IEC, ITU and CISPR by their codes, and whatever is mirrored.
//
// Cost:    O(committees * degree)
// Errors:  none
// Owns:    ids of the snapshot, which must outlive it
// Threads: may run at once
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "query/tasks/trace/trace.h"
#include "query/tasks/trace/trace_notes.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

struct MirrorRow {
    NodeId committee;
    NodeId mirror;                         // null: none known
    RelationshipId relationship;           // null likewise
    std::vector<NodeId> national;          // committees: the mirror itself, or those whose secretariat it is
    std::vector<NodeId> secretariats;      // of the mirror, where it is a committee
    std::optional<NearestMirror> nearest;  // where it has none: the mirror of the nearest committee above
};

struct MirrorTable {
    struct Coverage {
        std::size_t committees = 0;
        std::size_t mirrored = 0;
    };
    std::vector<MirrorRow> rows;  // by the committee's name, then the mirror's
    Coverage all;
    std::map<std::string, Coverage> by_kind;  // TC, SC, WG ...; "" where the code has none
};

// With a date, mirrors that had ended or not begun are left out.
MirrorTable mirror_table(const Snapshot& snapshot, std::optional<Date> as_of = {});

// "17 of 785 international committees have a known mirror body: 15 of 250 TC, 2 of 500 SC".
std::string describe_coverage(const MirrorTable& table);

// committee, title, status, mirror, mirror_zh, national_committee, secretariat, since, confidence, document, line,
// evidence, nearest_committee, nearest_mirror; several names in one field are joined by "; ".
void write_mirrors_csv(std::ostream& out, const Snapshot& snapshot, const MirrorTable& table);

// {"coverage": {"committees", "mirrored", "by_kind"}, "rows": [{"committee": node, "mirror": node or null, "national",
// "secretariats", "relationship", "nearest": {"committee", "mirror"}}]}
void write_mirrors_json(JsonWriter& json, const Snapshot& snapshot, const MirrorTable& table);

// A tree of those that have one, then the names of the others.
void write_mirrors_text(std::ostream& out, const Snapshot& snapshot, const MirrorTable& table,
                        const TraceTextOptions& options);

}  // namespace mirrorgraph::query

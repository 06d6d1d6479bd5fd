// Why a node is what it is: which names were joined to it, what was kept apart from it although it looks alike, what
// sources state of it where only one can be right, which identifiers were read as slips. Kept in the metadata of the
// graph, under "reasons", so that the graph explains itself without its sources and any reader of JSON can look.
//
// A relationship needs none: its evidence names rule, document and place of every claim behind it.
//
// Units:   those of Evidence
// Errors:  find_reasons throws Error kInvalidData for metadata that has not this shape
// Threads: functions may run at once
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/evidence.h"
#include "schema/value.h"

namespace mirrorgraph {

// Something that was joined to the node, or kept apart from it.
struct Reason {
    std::string other;      // the id of that node; of a joined one the id that it would have had
    std::string name;       // by which the two met
    std::string rule;       // kReasonRules says what each means
    EvidenceList evidence;  // where it was read; empty where it lies in no document
    friend auto operator<=>(const Reason&, const Reason&) = default;
};

// One value that sources state for a property of which only one can be right.
struct Statement {
    Value value;
    EvidenceList evidence;
};

struct Repair {
    std::string text;  // "read 'TCI59' as 'TC159'"
    EvidenceList evidence;
};

struct NodeReasons {
    std::vector<Reason> joined;
    std::vector<Reason> apart;
    std::vector<Repair> repairs;
    std::map<std::string, std::vector<Statement>> statements;  // by property; two values or more
    bool empty() const { return joined.empty() && apart.empty() && repairs.empty() && statements.empty(); }
};

// A rule of joining or keeping apart, in words for people.
struct ReasonRule {
    std::string_view name;
    std::string_view meaning;
};
// nullptr for a name that no rule has.
const ReasonRule* find_reason_rule(std::string_view name);

void write_reasons(Map& metadata, const std::map<std::string, NodeReasons>& by_node);

// Empty where the graph has nothing to say of the node.
NodeReasons find_reasons(const Map& metadata, std::string_view node);

// Evidence as a map of the keys that the file of a graph uses for it, without those that say nothing.
Map to_map(const Evidence& evidence);
Value to_value(const EvidenceList& evidence);

}  // namespace mirrorgraph

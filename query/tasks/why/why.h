// Why: the reasons behind a node or a relationship, from the graph alone.
//
// Of a node: how often which document names it, what was joined to it by which rule, what was kept apart although it
// looks alike, bodies that it followed or that followed it, identifiers read as slips, statements that disagree, and
// decisions of people. Of a relationship: every claim behind it with rule, document and confidence, and decisions.
//
// Errors:  why_of throws Error kNotFound, with the nearest names, for a subject that the graph does not know, and
//          kInvalidData for damaged reasons
// Owns:    its texts; ids are of the snapshot, which must outlive it
// Threads: functions may run at once
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "graph/provenance/decisions.h"
#include "graph/provenance/reasons.h"
#include "graph/snapshot/snapshot.h"

namespace mirrorgraph::query {

struct DocumentMentions {
    NodeId document;
    std::int64_t count;
};

struct NodeWhy {
    NodeId node;
    std::vector<DocumentMentions> documents;  // by id
    NodeReasons reasons;
    std::vector<DecisionRecord> decisions;
};

struct RelationshipWhy {
    RelationshipId relationship;
    std::vector<DecisionRecord> decisions;  // that speak of both its ends
};

// One of the two is empty.
struct Why {
    std::vector<NodeWhy> nodes;
    std::vector<RelationshipWhy> relationships;
};

NodeWhy why(const Snapshot& snapshot, NodeId node);
RelationshipWhy why(const Snapshot& snapshot, RelationshipId relationship);

// What a person asks: one word is a node in any spelling; two are the relationships between two nodes, or those of one
// type at a node; three are source, type and target.
Why why_of(const Snapshot& snapshot, const std::vector<std::string>& words);

struct WhyTextOptions {
    int width = 100;
    bool color = false;
};
void write_why_text(std::ostream& out, const Snapshot& snapshot, const Why& why, const WhyTextOptions& options);
// {"nodes": [{"id", "documents", "joined", "apart", "repairs", "statements", "decisions"}], "relationships": [...]}
void write_why_json(std::ostream& out, const Snapshot& snapshot, const Why& why);

}  // namespace mirrorgraph::query

// What people are told of facts: their texts, how sure they are, the best piece of evidence, the document it stands in.
//
// Cost:    O(names of keys) for the look-up by name, O(evidence) for evidence
// Errors:  none
// Owns:    views and pointers are valid as long as the snapshot
// Threads: all functions may run at once
#pragma once

#include <string>
#include <string_view>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

// A property that is a string; "" for any other.
std::string_view text_property(const Snapshot& snapshot, NodeId node, std::string_view key);
std::string_view text_property(const Snapshot& snapshot, RelationshipId relationship, std::string_view key);

// The property `confidence`, else that of the strongest evidence, else 1.
double confidence_of(const Snapshot& snapshot, RelationshipId relationship);

// How many bodies the sources say issued the policy or standard together, those that they do not name too; 0 where none
// says so.
std::size_t issuers_said(const Snapshot& snapshot, NodeId act);

// The one with the highest confidence, the first of equals; null for none.
const Evidence* best_evidence(const EvidenceList& evidence);

// The path of the document that evidence points into, else its id.
std::string document_name(const Snapshot& snapshot, std::string_view document);

}  // namespace mirrorgraph

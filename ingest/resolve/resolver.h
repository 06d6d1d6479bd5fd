// Joins what documents say into one graph: which mentions are one thing, over all documents, and which claims are one
// relationship.
//
// A thing is known by label and key. Names join more: what one document calls by two names, what has the same words in
// another order, an undated reference to the only edition around. Two codes are never one thing, unless a person has
// decided so. The reasons of joins, look-alikes that stayed apart, statements that disagree and decisions are kept in the
// metadata of the graph (graph/provenance/reasons.h).
//
// Confidence of a relationship: 1 - product of (1 - c) over its evidence, one c (the highest) for each document and
// rule, at most 0.999.
//
// Units:   none
// Errors:  none but for want of memory; claims that the schema does not allow are listed in Resolution::rejected
// Owns:    the result owns everything it holds
// Threads: may run at once
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "graph/provenance/decisions.h"
#include "ingest/extraction.h"
#include "ingest/resolve/explain.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

struct ResolveOptions {
    bool quotes = true;                        // evidence carries the sentence it was read in
    std::size_t evidence_limit = 24;           // pieces of evidence a node keeps from one document
    Decisions decisions = {};                  // of people; they stand in the graph as a document of their own
    std::vector<Succession> successions = {};  // of bodies
};

struct RejectedClaim {
    std::string document;
    std::string rule;
    std::string reason;
    friend auto operator<=>(const RejectedClaim&, const RejectedClaim&) = default;
};

struct Resolution {
    PropertyGraph graph;
    std::vector<RejectedClaim> rejected;    // sorted
    std::vector<DecisionRecord> decisions;  // in the order of the file
};

// The result does not depend on the order of the extractions. REQUIRES: no two documents with one id.
Resolution resolve(const std::vector<Extraction>& extractions, std::shared_ptr<const Schema> schema,
                   const ResolveOptions& options = {});

}  // namespace mirrorgraph::ingest

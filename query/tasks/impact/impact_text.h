// Impact, what-if and comparison for people and programs.
//
// Errors:  none
// Threads: may run at once, each on its own stream
#pragma once

#include <iosfwd>

#include "query/tasks/impact/impact.h"

namespace mirrorgraph::query {

struct ImpactTextOptions {
    int width = 100;  // columns
    bool color = false;
    bool evidence = true;
    std::size_t limit = 20;  // entries of one tier; 0: all
};

void write_impact_text(std::ostream& out, const Snapshot& snapshot, const Impact& impact,
                       const ImpactTextOptions& options);
void write_what_if_text(std::ostream& out, const Snapshot& snapshot, const WhatIf& what_if,
                        const ImpactTextOptions& options);
void write_common_text(std::ostream& out, const Snapshot& snapshot, const Impact& first, const Impact& second,
                       const std::vector<CommonImpact>& common, const ImpactTextOptions& options);

// id, name, label, tier, score, strength, relationships, path in words, document and line of the last step's evidence.
void write_impact_csv(std::ostream& out, const Snapshot& snapshot, const Impact& impact);

// {"id", "labels", "name", "date", "summary", "gaps", "affected": [{"id", "labels", "name", "tier", "score",
// "independent_paths", "path": {"strength", "words", "steps": [{"from", "to", "weight", "confidence", "role", "means",
// "relationship": {"type", "source", "target", "properties", "evidence"}}]}, "others": [path]}]}
void write_impact_json(JsonWriter& json, const Snapshot& snapshot, const Impact& impact);

// {"id", ..., "change": "withdrawn" or "replaced", "successors": [node], "drafts": [node], "consequences": [{"id", ..., "verdict",
// "remaining": [node], "path"}]}
void write_what_if_json(JsonWriter& json, const Snapshot& snapshot, const WhatIf& what_if);

// {"first": node, "second": node, "common": [{"id", ..., "score", "first": path or null, "second": path or null}]}
void write_common_json(JsonWriter& json, const Snapshot& snapshot, const Impact& first, const Impact& second,
                       const std::vector<CommonImpact>& common);

}  // namespace mirrorgraph::query

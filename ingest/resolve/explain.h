// The reasons behind the nodes of a graph (graph/provenance/reasons.h), drawn from how their mentions came together.
//
// Threads: functions may run at once
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/provenance/reasons.h"
#include "ingest/resolve/entities.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

// A body that was followed by another.
struct Succession {
    std::string before;  // ids of nodes
    std::string after;
    std::string before_name;
    std::string after_name;
};

struct ExplainOptions {
    bool quotes = true;
    const std::vector<Succession>& successions;
};

// By node id; `ids` gives the id of every root.
std::map<std::string, NodeReasons> explain(const Entities& entities, const std::vector<const Extraction*>& documents,
                                           const std::unordered_map<std::uint32_t, std::string>& ids,
                                           const Schema& schema, const ExplainOptions& options, NameForms& forms);

}  // namespace mirrorgraph::ingest

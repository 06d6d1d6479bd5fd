// Corrections of people over HTTP: /decisions, kept in decisions.json beside the graph, as `mirrorgraph decide` keeps them.
//
// A decision takes effect with the next build; until then it is listed as "waiting".
//
// Errors:  409 where the service is not writable or its graph has no file
// Threads: the routes may run at once
#pragma once

#include <string>

#include "query/service/http/router.h"
#include "query/service/served_graph.h"

namespace mirrorgraph::query {

// `path`: of decisions.json; empty for a graph in memory.
void add_decisions(Router& router, ServedGraph& graph, const std::string& path);

}  // namespace mirrorgraph::query

// Corrections of people over HTTP: /decisions, kept in decisions.json beside the graph, as `mirrorgraph decide` keeps them.
//
// Where the service can make its graph anew, a decision has taken effect when the answer comes; where it cannot, or where
// that takes longer than a while, it is "waiting", and a note says why: it takes effect with the next build.
//
// Errors:  409 where the service is not writable or its graph has no file
// Threads: the routes may run at once
#pragma once

#include <string>

#include "query/service/http/router.h"
#include "query/service/rebuild/rebuilds.h"
#include "query/service/served_graph.h"

namespace mirrorgraph::query {

// `path`: of decisions.json; empty for a graph in memory. `rebuilds`: null where the graph cannot be made anew.
void add_decisions(Router& router, ServedGraph& graph, const std::string& path, Rebuilds* rebuilds);

}  // namespace mirrorgraph::query

// GET /export: the graph, a query's result, a trace or an impact as a file of any format that graph/export has.
//
// The file is made before its first byte is sent (spool.h). A format of several files comes as a ZIP archive.
//
// Errors:  as those of the query or task; Error kLimit for a picture of too many nodes, and past the limit of time;
//          503 with Retry-After where too many are being made, or too many large files fetched
// Threads: the route may run at once
#pragma once

#include "query/exec/limits.h"
#include "query/service/http/router.h"
#include "query/service/served_graph.h"

namespace mirrorgraph::query {

// `limits`: of the query, and of the time that making the file may take. `at_once`: how many requests may make one, so that
// workers are left for quick answers.
void add_exports(Router& router, ServedGraph& graph, const Limits& limits, int at_once);

}  // namespace mirrorgraph::query

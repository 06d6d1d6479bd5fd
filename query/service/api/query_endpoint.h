// POST /db/{name}/query/v2: rows for a statement, in the shape of Neo4j's HTTP Query API.
//
// In:      {"statement", "parameters"?, "accessMode"?: "READ" | "WRITE", "includeCounters"?, "maxExecutionTime"?}
// Out:     202 {"data": {"fields": [..], "values": [[..], ..]}, "counters"?, "plan"?}; plain JSON, or with types where the
//          request accepts application/vnd.neo4j.query.v1.1. A fault before the first rows: its status and
//          {"errors": [{"code", "message", ..}]}; a later one: the same list behind the rows that were sent
// Units:   maxExecutionTime in seconds, up to the service's own limit; one graph is served under every name
// Errors:  none but for want of memory
// Threads: may run at once
// Source:  Neo4j HTTP Query API, version 2
#pragma once

#include "query/exec/limits.h"
#include "query/service/access_control.h"
#include "query/service/http/router.h"
#include "query/service/served_graph.h"

namespace mirrorgraph::query {

// `access` is asked before a statement writes.
void add_query_endpoint(Router& router, ServedGraph& graph, const Limits& limits, const AccessControl& access);

}  // namespace mirrorgraph::query

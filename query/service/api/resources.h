// The resources that only read: search, nodes, trace, schema, statistics, documents, the graph as a file.
//
// Each answers with the entity tag of the graph, and 304 where the request has it already.
//
// Threads: the routes may run at once
#pragma once

#include "query/service/http/router.h"
#include "query/service/served_graph.h"

namespace mirrorgraph::query {

// Whether If-None-Match has the tag; weak comparison, as RFC 9110 wants it.
bool lists_tag(std::string_view header, std::string_view tag);

void add_resources(Router& router, ServedGraph& graph);

}  // namespace mirrorgraph::query

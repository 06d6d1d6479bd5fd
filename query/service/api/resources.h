// The resources that only read: search, nodes, trace, schema, statistics, documents, the graph as a file.
//
// Each but /passages answers with the entity tag of the graph, and 304 where the request has it already.
//
// Threads: the routes may run at once
#pragma once

#include "query/service/http/router.h"
#include "query/service/served_graph.h"
#include "query/service/source_texts.h"

namespace mirrorgraph::query {

// Whether If-None-Match has the tag; weak comparison, as RFC 9110 wants it.
bool lists_tag(std::string_view header, std::string_view tag);

void add_resources(Router& router, ServedGraph& graph);

// /passages, out of the documents themselves where they are at hand.
void add_passages(Router& router, ServedGraph& graph, const SourceTexts& texts);

}  // namespace mirrorgraph::query

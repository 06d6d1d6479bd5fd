// The documents of the graph over HTTP: PUT and DELETE /documents/{name}, and the jobs that carry them out at /jobs.
//
// A change of documents has the whole graph made anew, which may take longer than anyone should wait for an answer: so the
// answer is 202 with the job, which is asked about at its Location until it is done or has failed. A client that goes
// away loses nothing, and any client can watch.
//
// Errors:  409 where the service cannot read documents; 413, 404, 400 for what is wrong with a request; 503 with
//          Retry-After where too many jobs wait
// Threads: the routes may run at once
#pragma once

#include "query/service/http/router.h"
#include "query/service/rebuild/rebuilds.h"
#include "query/service/served_graph.h"

namespace mirrorgraph::query {

// `rebuilds`: null where the service keeps no documents. `largest`: bytes of a document; 0: as many as a request may have.
void add_documents(Router& router, ServedGraph& graph, Rebuilds* rebuilds, std::uint64_t largest);

}  // namespace mirrorgraph::query

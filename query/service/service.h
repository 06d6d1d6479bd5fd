// Every resource of the service over one graph, as one handler: routes, access, counting, logging, headers.
//
// Owns:    its routes and counts, the thread that makes the graph anew; graph and log must outlive it
// Threads: handle may be called from any number of threads at once
#pragma once

#include <iosfwd>

#include "query/exec/limits.h"
#include "query/service/access_control.h"
#include "query/service/http/gate.h"
#include "query/service/http/router.h"
#include "query/service/mcp/protocol.h"
#include "query/service/metrics.h"
#include "query/service/rebuild/rebuilds.h"
#include "query/service/request_log.h"
#include "query/service/served_graph.h"
#include "query/service/source_texts.h"

namespace mirrorgraph::query {

struct ServiceOptions {
    Limits limits{.time = std::chrono::seconds(30), .rows = 10'000'000, .memory = std::uint64_t{1} << 30};
    AccessOptions access;
    std::string graph;                   // path of its file; empty for a graph in memory
    std::string decisions;               // path of decisions.json; empty likewise
    SourceReader read_source;            // null: of documents only what the graph keeps is shown
    std::string sources;                 // folder that they lie in; empty likewise
    Rebuilder rebuild;                   // null: decisions take effect with the next build, documents are not taken
    std::uint64_t largest_document = 0;  // bytes; 0: as many as a request may have
    int exports = 2;                     // made at once
    std::ostream* log = nullptr;         // null: no lines for requests
    std::function<GateCounts()> counts;  // for /metrics
};

class Service {
  public:
    Service(ServedGraph& graph, const ServiceOptions& options);

    HttpResponse handle(const HttpRequest& request);
    const Router& router() const { return router_; }

  private:
    HttpResponse answer(const HttpRequest& request, const Router::Match& match) const;

    ServedGraph& graph_;
    std::unique_ptr<Rebuilds> rebuilds_;
    SourceTexts texts_;
    AccessControl access_;
    McpServer mcp_;
    Router router_;
    RequestMetrics metrics_;
    RequestLog log_;
};

}  // namespace mirrorgraph::query

// Every resource of the service over one graph, as one handler.
//
// Owns:    its routes; the graph must outlive it
// Threads: handle may be called from any number of threads at once
#pragma once

#include "query/exec/limits.h"
#include "query/service/http/router.h"
#include "query/service/served_graph.h"

namespace mirrorgraph::query {

struct ServiceOptions {
    Limits limits{.time = std::chrono::seconds(30), .rows = 10'000'000, .memory = std::uint64_t{1} << 30};
};

class Service {
  public:
    Service(ServedGraph& graph, const ServiceOptions& options);

    HttpResponse handle(const HttpRequest& request) const;
    const Router& router() const { return router_; }

  private:
    Router router_;
};

}  // namespace mirrorgraph::query

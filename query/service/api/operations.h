// The resources of those who run the service: /healthz, /readyz, /metrics.
//
// Threads: the routes may run at once
#pragma once

#include <functional>

#include "query/service/http/gate.h"
#include "query/service/http/router.h"
#include "query/service/metrics.h"
#include "query/service/served_graph.h"

namespace mirrorgraph::query {

// `counts` may be empty where no gate runs.
void add_operations(Router& router, ServedGraph& graph, const RequestMetrics& metrics,
                    const std::function<GateCounts()>& counts);

}  // namespace mirrorgraph::query

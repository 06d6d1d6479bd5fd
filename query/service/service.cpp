#include "query/service/service.h"

#include "query/service/api/query_endpoint.h"
#include "query/service/http/problem.h"

namespace mirrorgraph::query {

Service::Service(ServedGraph& graph, const ServiceOptions& options) {
    router_.add({"GET", "/healthz", false, [](const HttpRequest&, const PathParameters&) {
                     HttpResponse response;
                     response.body = R"({"status":"ok"})";
                     return response;
                 }});
    add_query_endpoint(router_, graph, options.limits);
}

HttpResponse Service::handle(const HttpRequest& request) const { return router_(request); }

}  // namespace mirrorgraph::query

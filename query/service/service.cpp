#include "query/service/service.h"

#include <fmt/core.h>

#include "query/service/api/decisions.h"
#include "query/service/api/documents.h"
#include "query/service/api/exports.h"
#include "query/service/api/operations.h"
#include "query/service/api/query_endpoint.h"
#include "query/service/api/resources.h"
#include "query/service/http/parameters.h"
#include "query/service/http/problem.h"
#include "query/service/mcp/transports.h"
#include "query/service/static_files.h"
#include "schema/files/data_path.h"

namespace mirrorgraph::query {

namespace {

// Scripts and styles come from files of the service alone; nothing may frame it.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

void add_security_headers(HttpResponse& response) {
    response.headers["Content-Security-Policy"] = kContentSecurityPolicy;
    response.headers["X-Content-Type-Options"] = "nosniff";
    response.headers["Referrer-Policy"] = "no-referrer";
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin";
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin";
    // Kept only to be asked about again by its entity tag.
    response.headers.emplace("Cache-Control", response.headers.contains("ETag") ? "no-cache" : "no-store");
}

// The page as the build bundled it (query/service/web), or a word on how to get it.
void add_page(Router& router) {
    if (const auto folder = find_built_path("web")) {
        add_folder(router, *folder);
    } else {
        add_file(router, "/", data_path("service/no_page.html"));
    }
}

// Null where nothing can be made anew.
std::unique_ptr<Rebuilds> make_rebuilds(ServedGraph& graph, const ServiceOptions& options) {
    if (!options.rebuild || options.graph.empty() || !graph.database().is_writable()) return nullptr;
    Rebuilds::Options with;
    with.graph = options.graph;
    with.decisions = options.decisions;
    with.rebuild = options.rebuild;
    return std::make_unique<Rebuilds>(graph, std::move(with));
}

SourceTexts::Options source_options(const ServiceOptions& options) {
    SourceTexts::Options out;
    out.reader = options.read_source;
    out.folder = options.sources;
    if (!options.graph.empty()) out.uploads = documents_folder(options.graph);
    return out;
}

std::vector<std::string> route_names(const Router& router) {
    std::vector<std::string> out;
    for (const Route& route : router.routes()) out.push_back(route.method + " " + route.path);
    return out;
}

}  // namespace

Service::Service(ServedGraph& graph, const ServiceOptions& options)
    : graph_(graph),
      rebuilds_(make_rebuilds(graph, options)),
      texts_(source_options(options)),
      access_(options.access),
      mcp_(graph, options.limits),
      log_(options.log) {
    add_query_endpoint(router_, graph, options.limits, access_);
    add_resources(router_, graph);
    add_passages(router_, graph, texts_);
    add_exports(router_, graph, options.limits, options.exports);
    add_decisions(router_, graph, options.decisions, rebuilds_.get());
    add_documents(router_, graph, rebuilds_.get(), options.largest_document);
    add_mcp(router_, mcp_);
    add_file(router_, "/openapi.json", data_path("service/openapi.json"));
    add_file(router_, "/llms.txt", data_path("service/llms.txt"));
    add_page(router_);
    add_operations(router_, graph, metrics_, options.counts);
    metrics_.start(route_names(router_));
}

HttpResponse Service::handle(const HttpRequest& request) {
    const auto begin = std::chrono::steady_clock::now();
    const Router::Match match = router_.match(request.method, request.path);
    HttpResponse response;
    try {
        response = answer(request, match);
    } catch (const Error& error) {
        response = problem(error, graph_.status_of(error));
    } catch (const std::exception&) {
        response = problem(500, "internal error");
    }
    const std::string id = request_id(request);
    response.headers["X-Request-Id"] = id;
    access_.add_cors(request, response);
    add_security_headers(response);
    const auto time = std::chrono::steady_clock::now() - begin;
    const auto route = match.route == nullptr ? router_.routes().size()
                                              : static_cast<std::size_t>(match.route - router_.routes().data());
    metrics_.observe(route, response.status, time);
    log_.write(id, request, response.status, time);
    return response;
}

HttpResponse Service::answer(const HttpRequest& request, const Router::Match& match) const {
    const Access access = match.route == nullptr ? Access::kOpen : match.route->access;
    if (auto refusal = access_.refuse(request, access)) return std::move(*refusal);
    if (match.route == nullptr) return Router::no_route(match, request);
    Parameters(request).check_names(match.route->query);
    return match.route->handler(request, match.parameters);
}

}  // namespace mirrorgraph::query

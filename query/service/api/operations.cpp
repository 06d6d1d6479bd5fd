#include "query/service/api/operations.h"

#include <ctime>

#include "query/service/http/problem.h"

namespace mirrorgraph::query {

namespace {

HttpResponse ready(const ServedGraph& graph) {
    if (const std::string fault = graph.fault(); !fault.empty()) return problem(503, "writing has stopped", fault);
    HttpResponse response;
    response.body = graph.database().is_writable() ? R"({"status":"ready","writable":true})"
                                                   : R"({"status":"ready","writable":false})";
    return response;
}

void write_gate(std::string& out, const GateCounts& counts) {
    const auto metric = [&out](std::string_view name, std::string_view type, std::string_view help,
                               std::uint64_t value) {
        write_metric(out, name, type, help, static_cast<double>(value));
    };
    metric("mirrorgraph_connections_open", "gauge", "Connections now.", counts.open);
    metric("mirrorgraph_connections_total", "counter", "Connections taken.", counts.accepted);
    metric("mirrorgraph_connections_evicted_total", "counter", "Closed to make room.", counts.evicted);
    metric("mirrorgraph_connections_timed_out_total", "counter", "Closed past a deadline.", counts.timed_out);
    metric("mirrorgraph_requests_refused_total", "counter", "Malformed or too large: no handler saw them.",
           counts.refused);
    metric("mirrorgraph_requests_overload_total", "counter", "Answered 503 because too many waited.", counts.overload);
}

std::string metrics_text(ServedGraph& graph, const RequestMetrics& metrics, const std::function<GateCounts()>& counts,
                         std::time_t started) {
    std::string out;
    const auto [view, version] = graph.database().state();
    write_metric(out, "mirrorgraph_nodes", "gauge", "Nodes of the graph.", static_cast<double>(view.node_count()));
    write_metric(out, "mirrorgraph_relationships", "gauge", "Relationships of the graph.",
                 static_cast<double>(view.relationship_count()));
    write_metric(out, "mirrorgraph_graph_version", "counter", "Changes since the start.", static_cast<double>(version));
    write_metric(out, "mirrorgraph_writable", "gauge", "1 while writes are taken.",
                 graph.database().is_writable() && graph.fault().empty() ? 1 : 0);
    write_metric(out, "process_start_time_seconds", "gauge", "Start of the process, in seconds since 1970.",
                 static_cast<double>(started));
    if (counts) write_gate(out, counts());
    metrics.write(out);
    return out;
}

}  // namespace

void add_operations(Router& router, ServedGraph& graph, const RequestMetrics& metrics,
                    const std::function<GateCounts()>& counts) {
    router.add({"GET", "/healthz", Access::kOpen, {}, [](const HttpRequest&, const PathParameters&) {
                    HttpResponse response;
                    response.body = R"({"status":"ok"})";
                    return response;
                }});
    router.add({"GET", "/readyz", Access::kOpen, {}, [&graph](const HttpRequest&, const PathParameters&) {
                    return ready(graph);
                }});
    router.add({"GET",
                "/metrics",
                Access::kOpen,
                {},
                [&graph, &metrics, counts, started = std::time(nullptr)](const HttpRequest&, const PathParameters&) {
                    HttpResponse response;
                    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
                    response.body = metrics_text(graph, metrics, counts, started);
                    return response;
                }});
}

}  // namespace mirrorgraph::query

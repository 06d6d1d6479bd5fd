#include "query/service/api/resources.h"

#include <fmt/format.h>

#include <sstream>

#include "graph/statistics.h"
#include "graph/store/store.h"
#include "query/service/api/answers.h"
#include "query/service/http/parameters.h"
#include "query/tasks/trace.h"

namespace mirrorgraph::query {

namespace {

using Names = std::vector<std::string>;

struct Asked {
    const IndexedGraph& graph;
    const Parameters& parameters;
    const PathParameters& path;
};
// Writes the answer, one JSON text.
using Writer = std::function<void(JsonWriter&, const Asked&)>;

Page page_of(const Parameters& parameters) {
    return {static_cast<std::size_t>(parameters.integer("limit", 50, 1, kLargestPage)), parameters.text("cursor")};
}

// Whether If-None-Match has the tag; weak comparison, as RFC 9110 wants it.
bool lists_tag(std::string_view header, std::string_view tag) {
    return header == "*" || header.find(tag) != std::string_view::npos;
}

void add(Router& router, ServedGraph& served, std::string path, Names names, Writer write) {
    const auto handler = [&served, write = std::move(write)](const HttpRequest& request,
                                                             const PathParameters& in_path) {
        HttpResponse response;
        response.headers["ETag"] = served.entity_tag();
        if (lists_tag(request.header("if-none-match"), response.headers["ETag"])) {
            response.status = 304;
            return response;
        }
        const auto graph = served.indexed();
        response.headers["ETag"] = served.entity_tag(graph->version);
        const Parameters parameters(request);
        JsonWriter json;
        write(json, {*graph, parameters, in_path});
        response.body = json.text();
        return response;
    };
    router.add({"GET", std::move(path), Access::kRead, std::move(names), handler});
}

void trace_subject(JsonWriter& json, const Asked& asked) {
    TraceOptions options;
    options.max_depth = static_cast<int>(asked.parameters.integer("depth", options.max_depth, 1, 32));
    options.limit = static_cast<std::size_t>(
        asked.parameters.integer("limit", static_cast<std::int64_t>(options.limit), 0, kLargestPage));
    if (const std::string date = asked.parameters.text("as_of"); !date.empty()) options.as_of = parse_date_option(date);
    const Snapshot& snapshot = *asked.graph.snapshot;
    const NodeId start = asked.graph.finder.find_or_throw(asked.parameters.required("subject"));
    write_trace_json(json, snapshot, trace(snapshot, start, options));
}

void neighbours(JsonWriter& json, const Asked& asked) {
    NeighbourFilter filter;
    filter.type = asked.parameters.text("type");
    const std::string direction = asked.parameters.choice("direction", {"both", "outgoing", "incoming"});
    if (direction != "both") filter.direction = direction == "outgoing" ? Direction::kOutgoing : Direction::kIncoming;
    write_neighbours(json, asked.graph, node_by_id(asked.graph, asked.path.at("id")), filter,
                     page_of(asked.parameters));
}

// The graph as the file that holds it.
HttpResponse export_graph(ServedGraph& served, const HttpRequest& request) {
    const auto [view, version] = served.database().state();
    HttpResponse response;
    response.headers["ETag"] = served.entity_tag(version);
    if (lists_tag(request.header("if-none-match"), response.headers["ETag"])) {
        response.status = 304;
        return response;
    }
    (void)Parameters(request).choice("format", {"json"});
    std::ostringstream out;
    write_graph(fold(view, view.base().shared_schema()), out);
    response.headers["Content-Disposition"] = "attachment; filename=\"graph.json\"";
    response.body = std::move(out).str();
    return response;
}

}  // namespace

void add_resources(Router& router, ServedGraph& graph) {
    add(router, graph, "/search", {"q", "label", "limit", "cursor"}, [](JsonWriter& json, const Asked& asked) {
        write_search(json, asked.graph, asked.parameters.required("q"), asked.parameters.text("label"),
                     page_of(asked.parameters));
    });
    add(router, graph, "/nodes/{id}", {}, [](JsonWriter& json, const Asked& asked) {
        write_node(json, asked.graph, node_by_id(asked.graph, asked.path.at("id")));
    });
    add(router, graph, "/nodes/{id}/neighbours", {"type", "direction", "limit", "cursor"}, neighbours);
    add(router, graph, "/relationships", {"source", "target", "type"}, [](JsonWriter& json, const Asked& asked) {
        write_relationships(json, asked.graph, node_by_id(asked.graph, asked.parameters.required("source")),
                            node_by_id(asked.graph, asked.parameters.required("target")),
                            asked.parameters.text("type"));
    });
    add(router, graph, "/trace", {"subject", "depth", "limit", "as_of"}, trace_subject);
    add(router, graph, "/schema", {}, [](JsonWriter& json, const Asked& asked) { write_schema_of(json, asked.graph); });
    add(router, graph, "/statistics", {},
        [](JsonWriter& json, const Asked& asked) { write_statistics(count_statistics(*asked.graph.snapshot), json); });
    add(router, graph, "/documents", {"limit", "cursor"},
        [](JsonWriter& json, const Asked& asked) { write_documents(json, asked.graph, page_of(asked.parameters)); });
    router.add(
        {"GET", "/export", Access::kRead, {"format"}, [&graph](const HttpRequest& request, const PathParameters&) {
             return export_graph(graph, request);
         }});
}

}  // namespace mirrorgraph::query

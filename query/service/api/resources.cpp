#include "query/service/api/resources.h"

#include <fmt/core.h>

#include <sstream>

#include "graph/provenance/conflicts.h"
#include "graph/statistics.h"
#include "query/service/api/answers.h"
#include "query/service/api/passages.h"
#include "query/service/http/parameters.h"
#include "query/tasks/trace/trace.h"
#include "query/tasks/why/why.h"

namespace mirrorgraph::query {

namespace {

using Names = std::vector<std::string>;

struct Asked {
    const IndexedGraph& graph;
    const Parameters& parameters;
    const PathParameters& path;
};
using Answering = std::function<std::string(const Asked&)>;

Page page_of(const Parameters& parameters) {
    return {static_cast<std::size_t>(parameters.integer("limit", 50, 1, kLargestPage)), parameters.text("cursor")};
}

void add(Router& router, ServedGraph& served, std::string path, Names names, Answering answer) {
    const auto handler = [&served, answer = std::move(answer)](const HttpRequest& request,
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
        response.body = answer({*graph, parameters, in_path});
        return response;
    };
    router.add({"GET", std::move(path), Access::kRead, std::move(names), handler});
}

std::string trace_subject(const Asked& asked) {
    TraceOptions options;
    options.max_depth = static_cast<int>(asked.parameters.integer("depth", options.max_depth, 1, 32));
    options.limit = static_cast<std::size_t>(
        asked.parameters.integer("limit", static_cast<std::int64_t>(options.limit), 0, kLargestPage));
    if (const std::string date = asked.parameters.text("as_of"); !date.empty()) options.as_of = parse_date_option(date);
    const NodeId start = asked.graph.finder.find_or_throw(asked.parameters.required("subject"));
    return trace_answer(asked.graph, start, options);
}

std::string impact_of_subject(const Asked& asked) {
    ImpactOptions options;
    options.depth = static_cast<int>(asked.parameters.integer("depth", options.depth, 1, 8));
    options.min_strength = asked.parameters.number("min_strength", options.min_strength, 0, 1);
    options.min_confidence = asked.parameters.number("min_confidence", options.min_confidence, 0, 1);
    options.types = asked.parameters.list("types");
    if (const std::string date = asked.parameters.text("as_of"); !date.empty()) options.as_of = parse_date_option(date);
    const auto limit = static_cast<std::size_t>(asked.parameters.integer("limit", 50, 1, kLargestPage));
    const NodeId start = asked.graph.finder.find_or_throw(asked.parameters.required("subject"));
    return impact_answer(asked.graph, start, options, limit);
}

std::string why_of_words(const Asked& asked) {
    std::vector<std::string> words = {asked.parameters.required("subject")};
    for (const char* name : {"type", "target"}) {
        if (std::string word = asked.parameters.text(name); !word.empty()) words.push_back(std::move(word));
    }
    std::ostringstream out;
    write_why_json(out, *asked.graph.snapshot, why_of(*asked.graph.snapshot, words));
    return std::move(out).str();
}

std::string neighbours(const Asked& asked) {
    NeighbourFilter filter;
    filter.type = asked.parameters.text("type");
    const std::string direction = asked.parameters.choice("direction", {"both", "outgoing", "incoming"});
    if (direction != "both") filter.direction = direction == "outgoing" ? Direction::kOutgoing : Direction::kIncoming;
    return neighbours_answer(asked.graph, node_by_id(asked.graph, asked.path.at("id")), filter,
                             page_of(asked.parameters));
}

}  // namespace

bool lists_tag(std::string_view header, std::string_view tag) {
    return header == "*" || header.find(tag) != std::string_view::npos;
}

void add_resources(Router& router, ServedGraph& graph) {
    add(router, graph, "/search", {"q", "label", "limit", "cursor"}, [](const Asked& asked) {
        return search_answer(asked.graph, asked.parameters.required("q"), asked.parameters.text("label"),
                             page_of(asked.parameters));
    });
    add(router, graph, "/nodes/{id}", {},
        [](const Asked& asked) { return node_answer(asked.graph, node_by_id(asked.graph, asked.path.at("id"))); });
    add(router, graph, "/nodes/{id}/neighbours", {"type", "direction", "limit", "cursor"}, neighbours);
    add(router, graph, "/relationships", {"source", "target", "type"}, [](const Asked& asked) {
        return relationships_answer(asked.graph, node_by_id(asked.graph, asked.parameters.required("source")),
                                    node_by_id(asked.graph, asked.parameters.required("target")),
                                    asked.parameters.text("type"));
    });
    add(router, graph, "/trace", {"subject", "depth", "limit", "as_of"}, trace_subject);
    add(router, graph, "/impact", {"subject", "depth", "min_strength", "min_confidence", "types", "limit", "as_of"},
        impact_of_subject);
    add(router, graph, "/why", {"subject", "type", "target"}, why_of_words);
    add(router, graph, "/conflicts", {}, [](const Asked& asked) {
        JsonWriter json;
        write_conflicts(find_conflicts(*asked.graph.snapshot), *asked.graph.snapshot, json);
        return std::string(json.text());
    });
    add(router, graph, "/schema", {}, [](const Asked& asked) { return schema_answer(asked.graph); });
    add(router, graph, "/statistics", {}, [](const Asked& asked) {
        JsonWriter json;
        write_statistics(count_statistics(*asked.graph.snapshot), json);
        return std::string(json.text());
    });
    add(router, graph, "/documents", {"limit", "cursor"},
        [](const Asked& asked) { return documents_answer(asked.graph, page_of(asked.parameters)); });
}

// Without an entity tag: the file of a document changes without the graph.
void add_passages(Router& router, ServedGraph& served, const SourceTexts& texts) {
    const auto handler = [&served, &texts](const HttpRequest& request, const PathParameters&) {
        const Parameters parameters(request);
        const auto graph = served.indexed();
        const NodeId document = node_by_id(*graph, parameters.required("document"));
        const auto line = static_cast<std::uint32_t>(parameters.integer("line", 1, 1, 0x7fffffff));
        const auto limit = static_cast<std::size_t>(parameters.integer("limit", 100, 1, kLargestPage));
        HttpResponse response;
        response.body = passages_answer(*graph, document, line, limit, source_of(*graph, document, texts));
        return response;
    };
    router.add({"GET", "/passages", Access::kRead, {"document", "line", "limit"}, handler});
}

}  // namespace mirrorgraph::query

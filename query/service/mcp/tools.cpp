#include "query/service/mcp/tools.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "query/query_error.h"
#include "query/result_text.h"
#include "query/service/api/answers.h"
#include "query/tasks/impact/impact.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kMostBytes = 256 << 10;  // of rows in one answer

// The arguments of a call, name by name; what no one asked for is an error too.
class Arguments {
  public:
    Arguments(const Map& map, std::vector<std::string> known) : map_(map) {
        for (const auto& [name, value] : map) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            throw Error(ErrorCode::kUsage, fmt::format("unknown argument '{}'", name));
        }
    }

    std::string required(std::string_view name) const {
        std::string out = text(name);
        if (out.empty()) throw Error(ErrorCode::kUsage, fmt::format("the argument '{}' is required", name));
        return out;
    }
    std::string text(std::string_view name) const {
        const Value value = get(name);
        if (value.is_null()) return {};
        if (!value.is_string()) throw Error(ErrorCode::kUsage, fmt::format("the argument '{}' must be a string", name));
        return value.as_string();
    }
    std::int64_t integer(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) const {
        const Value value = get(name);
        if (value.is_null()) return otherwise;
        if (!value.is_integer() || value.as_integer() < least || value.as_integer() > most) {
            throw Error(ErrorCode::kUsage,
                        fmt::format("the argument '{}' must be a whole number from {} to {}", name, least, most));
        }
        return value.as_integer();
    }
    std::optional<Date> date(std::string_view name) const {
        const std::string given = text(name);
        return given.empty() ? std::nullopt : std::optional(parse_date_option(given));
    }
    Map map(std::string_view name) const {
        const Value value = get(name);
        if (value.is_null()) return {};
        if (!value.is_map()) throw Error(ErrorCode::kUsage, fmt::format("the argument '{}' must be an object", name));
        return value.as_map();
    }

  private:
    Value get(std::string_view name) const {
        const auto found = map_.find(name);
        return found == map_.end() ? Value() : found->second;
    }
    const Map& map_;
};

std::string find_entity(const Map& map, const ToolContext& context) {
    const Arguments arguments(map, {"text", "label", "limit"});
    const auto graph = context.graph.indexed();
    const auto limit = static_cast<std::size_t>(arguments.integer("limit", 10, 1, 100));
    return search_answer(*graph, arguments.required("text"), arguments.text("label"), {limit, {}});
}

std::string trace_mirror(const Map& map, const ToolContext& context) {
    const Arguments arguments(map, {"subject", "depth", "limit", "as_of"});
    TraceOptions options;
    options.max_depth = static_cast<int>(arguments.integer("depth", 4, 1, 12));
    options.limit = static_cast<std::size_t>(arguments.integer("limit", 8, 1, 100));
    options.as_of = arguments.date("as_of");
    const auto graph = context.graph.indexed();
    return trace_answer(*graph, graph->finder.find_or_throw(arguments.required("subject")), options);
}

std::string impact_of(const Map& map, const ToolContext& context) {
    const Arguments arguments(map, {"subject", "depth", "limit", "as_of"});
    ImpactOptions options;
    options.depth = static_cast<int>(arguments.integer("depth", options.depth, 1, 8));
    options.as_of = arguments.date("as_of");
    const auto limit = static_cast<std::size_t>(arguments.integer("limit", 20, 1, 200));
    const auto graph = context.graph.indexed();
    return impact_answer(*graph, graph->finder.find_or_throw(arguments.required("subject")), options, limit);
}

std::string explain_relationship(const Map& map, const ToolContext& context) {
    const Arguments arguments(map, {"source", "target", "type"});
    const auto graph = context.graph.indexed();
    return relationships_answer(*graph, graph->finder.find_or_throw(arguments.required("source")),
                                graph->finder.find_or_throw(arguments.required("target")), arguments.text("type"));
}

std::string query_rows(const Map& map, const ToolContext& context) {
    const Arguments arguments(map, {"statement", "parameters", "limit"});
    const auto limit = static_cast<std::size_t>(arguments.integer("limit", 100, 1, 1000));
    const auto query = context.graph.prepare(arguments.required("statement"));
    if (query->writes()) {
        throw Error(ErrorCode::kConflict, "this tool only reads", "leave out CREATE, MERGE, SET, REMOVE and DELETE");
    }
    Result result = query->run(arguments.map("parameters"), context.limits, context.cancel);
    JsonWriter json;
    json.begin_object();
    json.key("fields");
    json.begin_array();
    for (const std::string& column : result.columns()) json.string(column);
    json.end_array();
    json.key("rows");
    json.begin_array();
    std::size_t rows = 0;
    bool more = result.next();
    for (; more && rows < limit && json.text().size() < kMostBytes; more = result.next(), ++rows) {
        json.begin_array();
        for (std::size_t i = 0; i < result.columns().size(); ++i) write_plain(json, result[i], result.graph());
        json.end_array();
    }
    json.end_array();
    json.key("truncated");
    json.boolean(more);
    if (const std::string plan = result.plan(); !plan.empty()) {
        json.key("plan");
        json.string(plan);
    }
    json.end_object();
    return std::string(json.text());
}

std::string get_schema(const Map& map, const ToolContext& context) {
    const Arguments arguments(map, {});
    return schema_answer(*context.graph.indexed());
}

struct Tool {
    std::string_view name;
    std::string (*call)(const Map& arguments, const ToolContext& context);
};
constexpr std::array<Tool, 6> kTools = {{{"find_entity", find_entity},
                                         {"trace_mirror", trace_mirror},
                                         {"impact_of", impact_of},
                                         {"explain_relationship", explain_relationship},
                                         {"query", query_rows},
                                         {"get_schema", get_schema}}};

const Tool* find(std::string_view name) {
    const auto found = std::find_if(kTools.begin(), kTools.end(), [&](const Tool& tool) { return tool.name == name; });
    return found == kTools.end() ? nullptr : found;
}

}  // namespace

std::vector<std::string> tool_names() {
    std::vector<std::string> out;
    for (const Tool& tool : kTools) out.emplace_back(tool.name);
    return out;
}

bool is_tool(std::string_view name) { return find(name) != nullptr; }

std::string call_tool(std::string_view name, const Map& arguments, const ToolContext& context) {
    return find(name)->call(arguments, context);
}

}  // namespace mirrorgraph::query

#include "query/service/mcp/protocol.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "schema/error.h"
#include "schema/files/data_path.h"
#include "schema/files/read_file.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

namespace {

// Newest first.
constexpr std::array<std::string_view, 4> kVersions = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};

constexpr std::string_view kInstructions =
    "A knowledge graph of Chinese standardisation. Names are understood in any spelling, English or Chinese. Find what "
    "is meant with find_entity, then trace_mirror or impact_of; explain_relationship gives the sentences that it was "
    "read in. Quote this evidence, and say so where the graph has none.";

struct RpcError {
    int code;
    std::string message;
};
constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kInternalError = -32603;

std::string error_message(const Value& id, const RpcError& error) {
    return fmt::format(R"({{"jsonrpc":"2.0","id":{},"error":{{"code":{},"message":{}}}}})", to_json(id), error.code,
                       to_json(error.message));
}

Value member(const Map& map, std::string_view name) {
    const auto found = map.find(name);
    return found == map.end() ? Value() : found->second;
}

std::string tool_answer(std::string_view text, std::string_view structured, bool is_error) {
    return fmt::format(R"({{"content":[{{"type":"text","text":{}}}]{}{},"isError":{}}})", to_json(text),
                       structured.empty() ? "" : ",\"structuredContent\":", structured, is_error);
}

std::string read_tools() {
    const std::string path = data_path("service/mcp_tools.json");
    return to_json(parse_json_value(read_file(path), path));
}

}  // namespace

McpServer::McpServer(ServedGraph& graph, const Limits& limits) : graph_(graph), limits_(limits), tools_(read_tools()) {}

bool McpServer::knows_version(std::string_view version) {
    return std::find(kVersions.begin(), kVersions.end(), version) != kVersions.end();
}

std::optional<std::string> McpServer::answer(std::string_view message, const CancelToken& cancel) const {
    Value parsed;
    try {
        parsed = parse_json_value(message, "message");
    } catch (const Error& error) {
        return error_message({}, {kParseError, error.what()});
    }
    if (!parsed.is_map()) return error_message({}, {kInvalidRequest, "a message is one JSON object"});
    const Map& request = parsed.as_map();
    const Value id = member(request, "id");
    const Value method = member(request, "method");
    const bool is_answer = method.is_null() && (request.contains("result") || request.contains("error"));
    if (is_answer) return std::nullopt;
    const Value version = member(request, "jsonrpc");
    const bool has_good_id = id.is_string() || id.is_integer() || !request.contains("id");
    if (!method.is_string() || !version.is_string() || version.as_string() != "2.0" || !has_good_id) {
        return error_message({}, {kInvalidRequest, "a message has \"jsonrpc\": \"2.0\", a method, and an id or none"});
    }
    if (!request.contains("id")) return std::nullopt;
    const Value parameters = member(request, "params");
    try {
        if (!parameters.is_null() && !parameters.is_map()) throw RpcError{kInvalidParams, "params must be an object"};
        const std::string result =
            result_of(method.as_string(), parameters.is_null() ? Map() : parameters.as_map(), cancel);
        return fmt::format(R"({{"jsonrpc":"2.0","id":{},"result":{}}})", to_json(id), result);
    } catch (const RpcError& error) {
        return error_message(id, error);
    } catch (const std::exception&) {
        return error_message(id, {kInternalError, "internal error"});
    }
}

std::string McpServer::result_of(const std::string& method, const Map& parameters, const CancelToken& cancel) const {
    if (method == "initialize") return initialize(parameters);
    if (method == "ping") return "{}";
    if (method == "tools/list") return tools_;
    if (method == "tools/call") return call(parameters, cancel);
    throw RpcError{kMethodNotFound, fmt::format("unknown method '{}'", method)};
}

std::string McpServer::initialize(const Map& parameters) const {
    const Value asked = member(parameters, "protocolVersion");
    const bool is_known = asked.is_string() && knows_version(asked.as_string());
    return fmt::format(
        R"({{"protocolVersion":"{}","capabilities":{{"tools":{{"listChanged":false}}}},"serverInfo":{{"name":"mirrorgraph",)"
        R"("title":"mirrorgraph","version":"{}"}},"instructions":{}}})",
        is_known ? asked.as_string() : std::string(kVersions.front()), MIRRORGRAPH_VERSION, to_json(kInstructions));
}

std::string McpServer::call(const Map& parameters, const CancelToken& cancel) const {
    const Value name = member(parameters, "name");
    if (!name.is_string() || !is_tool(name.as_string())) {
        throw RpcError{kInvalidParams, fmt::format("unknown tool {}", to_json(name))};
    }
    const Value arguments = member(parameters, "arguments");
    if (!arguments.is_null() && !arguments.is_map()) throw RpcError{kInvalidParams, "arguments must be an object"};
    try {
        const std::string answer =
            call_tool(name.as_string(), arguments.is_null() ? Map() : arguments.as_map(), {graph_, limits_, cancel});
        return tool_answer(answer, answer, false);
    } catch (const Error& error) {
        return tool_answer(error.render(), {}, true);
    }
}

}  // namespace mirrorgraph::query

#include "query/service/mcp/protocol.h"

#include <algorithm>
#include <sstream>

#include "graph/store/store.h"
#include "query/service/mcp/transports.h"
#include "schema/json/json.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using namespace mirrorgraph::test;

namespace {

class Assistant {
  public:
    Assistant() : graph_(database()), server_(graph_, Limits()) {}

    std::optional<std::string> send(std::string_view message) { return server_.answer(message, CancelToken()); }
    Map ask(const std::string& method, Map parameters = {}) {
        const Map message{{"jsonrpc", "2.0"}, {"id", 7}, {"method", method}, {"params", std::move(parameters)}};
        return parse_json_value(send(to_json(message)).value()).as_map();
    }
    Map call(const std::string& tool, Map arguments) {
        return ask("tools/call", {{"name", tool}, {"arguments", std::move(arguments)}}).at("result").as_map();
    }
    // The structured answer of a tool, as JSON text.
    std::string answer(const std::string& tool, Map arguments) {
        const Map result = call(tool, std::move(arguments));
        CHECK_FALSE(result.at("isError").as_boolean());
        const std::string text = result.at("content").as_list().front().as_map().at("text").as_string();
        CHECK(parse_json_value(text) == result.at("structuredContent"));
        return text;
    }
    std::string fault(const std::string& tool, Map arguments) {
        const Map result = call(tool, std::move(arguments));
        CHECK(result.at("isError").as_boolean());
        return result.at("content").as_list().front().as_map().at("text").as_string();
    }
    std::int64_t rpc_code(std::string_view message) {
        return parse_json_value(send(message).value()).as_map().at("error").as_map().at("code").as_integer();
    }
    const McpServer& server() const { return server_; }

  private:
    static std::shared_ptr<Database> database() {
        return Database::writable(Snapshot::freeze(load_graph(source_path("tests/cases/service/small.json"))));
    }

    ServedGraph graph_;
    McpServer server_;
};

}  // namespace

TEST_CASE("mcp: a client is greeted in its version, or in the newest") {
    Assistant assistant;
    const auto version = [&](const char* asked) {
        const Map result = assistant.ask("initialize", {{"protocolVersion", asked}}).at("result").as_map();
        CHECK(result.at("serverInfo").as_map().at("version").as_string() == MIRRORGRAPH_VERSION);
        return result.at("protocolVersion").as_string();
    };
    CHECK(version("2024-11-05") == "2024-11-05");
    CHECK(version("1999-01-01") == "2025-11-25");
    CHECK(assistant.ask("ping").at("result") == Value(Map()));
}

TEST_CASE("mcp: every tool is described, with schemas, as reading only") {
    Assistant assistant;
    std::vector<std::string> described;
    const Map tools = assistant.ask("tools/list").at("result").as_map();
    for (const Value& value : tools.at("tools").as_list()) {
        const Map& tool = value.as_map();
        described.push_back(tool.at("name").as_string());
        CHECK(tool.at("annotations").as_map().at("readOnlyHint").as_boolean());
        for (const char* schema : {"inputSchema", "outputSchema"}) {
            CHECK(tool.at(schema).as_map().at("type").as_string() == "object");
        }
    }
    CHECK(described == tool_names());
}

TEST_CASE("mcp: tools answer from the graph, with evidence") {
    Assistant assistant;
    CHECK_THAT(assistant.answer("find_entity", {{"text", "litihum"}}),
               contains("committee:ISO/TC 333") && contains(R"("match":"similar")"));
    CHECK_THAT(assistant.answer("trace_mirror", {{"subject", "iso tc333"}}),
               contains("organization:cnmri") && contains("Lithium China") && contains(R"("truncated":false)"));
    CHECK_THAT(assistant.answer("impact_of", {{"subject", "数据安全法"}}),
               contains("standard:GB/T 35273-2020") && contains(R"("total":)"));
    CHECK_THAT(assistant.answer("explain_relationship", {{"source", "CNMRI"}, {"target", "ISO/TC 333"}}),
               contains(R"("type":"MIRRORS")") && contains(R"("rule":"mirror-table")"));
    CHECK_THAT(assistant.answer("get_schema", {}), contains("SECRETARIAT_OF"));
    CHECK(assistant.answer("query", {{"statement", "MATCH (c:Committee {name: $n}) RETURN c.title AS title"},
                                     {"parameters", Map{{"n", "ISO/TC 333"}}}}) ==
          R"({"fields":["title"],"rows":[["Lithium"]],"truncated":false})");
}

TEST_CASE("mcp: what is left out is said") {
    Assistant assistant;
    CHECK(assistant.answer("query", {{"statement", "UNWIND range(1, 9) AS i RETURN i"}, {"limit", 2}}) ==
          R"({"fields":["i"],"rows":[[1],[2]],"truncated":true})");
    const std::string long_rows = assistant.answer(
        "query", {{"statement", "UNWIND range(1, 900) AS i RETURN [x IN range(1, 500) | x]"}, {"limit", 900}});
    CHECK(long_rows.size() < 400'000);
    CHECK_THAT(long_rows, contains(R"("truncated":true)"));
    CHECK_THAT(assistant.answer("find_entity", {{"text", "s"}, {"limit", 1}}), contains(R"("truncated":true)"));
    CHECK_THAT(assistant.answer("impact_of", {{"subject", "Data Security Law"}, {"limit", 1}}),
               contains(R"("truncated":true)"));
}

TEST_CASE("mcp: a tool that cannot answer says why, and what to do") {
    Assistant assistant;
    CHECK_THAT(assistant.fault("trace_mirror", {{"subject", "ISO/TC 334"}}), contains("nearest: 'ISO/TC 333'"));
    CHECK_THAT(assistant.fault("trace_mirror", {}), contains("'subject' is required"));
    CHECK_THAT(assistant.fault("trace_mirror", {{"subject", "ISO/TC 333"}, {"depth", 99}}), contains("from 1 to 12"));
    CHECK_THAT(assistant.fault("query", {{"statement", "CREATE (:Policy)"}}), contains("only reads"));
    CHECK_THAT(assistant.fault("query", {{"statement", "MATCH (n)-[:MIRORS]->() RETURN n"}}), contains("^^^^^^"));
    CHECK_THAT(assistant.fault("find_entity", {{"txt", "x"}}), contains("unknown argument 'txt'"));
    CHECK_THAT(assistant.fault("find_entity", {{"text", 1}}), contains("must be a string"));
}

TEST_CASE("mcp: messages that are none, and those that want no answer") {
    Assistant assistant;
    CHECK(assistant.rpc_code("{") == -32700);
    CHECK(assistant.rpc_code(std::string(5000, '[')) == -32700);
    CHECK(assistant.rpc_code("[]") == -32600);
    CHECK(assistant.rpc_code(R"({"id": 1, "method": "ping"})") == -32600);
    CHECK(assistant.rpc_code(R"({"jsonrpc": "2.0", "id": [], "method": "ping"})") == -32600);
    CHECK(assistant.rpc_code(R"({"jsonrpc": "2.0", "id": 1, "method": "shutdown"})") == -32601);
    CHECK(assistant.rpc_code(R"({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "rm"}})") ==
          -32602);
    CHECK(assistant.rpc_code(R"({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []})") == -32602);
    CHECK_FALSE(assistant.send(R"({"jsonrpc": "2.0", "method": "notifications/initialized"})"));
    CHECK_FALSE(assistant.send(R"({"jsonrpc": "2.0", "id": 1, "result": {}})"));
    CHECK_THAT(assistant.send(R"({"jsonrpc": "2.0", "id": "a\"b", "method": "ping"})").value(),
               contains(R"("id":"a\"b")"));
}

TEST_CASE("mcp: a message a line; a line without end is given up") {
    Assistant assistant;
    std::istringstream in(R"({"jsonrpc": "2.0", "id": 1, "method": "ping"})"
                          "\n\n" +
                          std::string(3 << 20, 'x') + "\n" + R"({"jsonrpc": "2.0", "id": 2, "method": "ping"})");
    std::ostringstream out;
    serve_lines(assistant.server(), in, out);
    const std::string text = out.str();
    CHECK(std::count(text.begin(), text.end(), '\n') == 3);
    CHECK_THAT(text, contains(R"("id":1,"result":{})") && contains("-32700") && contains(R"("id":2,"result":{})"));
}

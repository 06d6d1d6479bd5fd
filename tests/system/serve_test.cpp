#include <csignal>

#include "schema/json/json.h"
#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

constexpr std::string_view kJson = "Content-Type: application/json\r\n";
constexpr std::string_view kTyped =
    "Content-Type: application/vnd.neo4j.query.v1.1\r\nAccept: application/vnd.neo4j.query.v1.1\r\n";

// The body that asks for the rows of a query.
std::string statement(const char* text, mirrorgraph::Map members = {}) {
    members.emplace("statement", text);
    return mirrorgraph::to_json(members);
}

Answer ask(const Server& server, std::string_view body, std::string_view headers = kJson) {
    return http(server.port(), "POST", "/db/neo4j/query/v2", body, headers);
}

}  // namespace

TEST_CASE("serve: rows for a statement, plain and with types") {
    const Server server({"--writable", "--schema", "open"});
    CHECK(http(server.port(), "GET", "/healthz").status == 200);
    const Answer plain = ask(server, R"({"statement": "RETURN 1.0 AS f, date($d) AS d, [1, null, {k: 'v'}] AS l",
                                         "parameters": {"d": "2021-06-17"}})");
    CHECK(plain.status == 202);
    CHECK(plain.body == R"({"data":{"fields":["f","d","l"],"values":[[1.0,"2021-06-17",[1,null,{"k":"v"}]]]}})");

    const Answer typed = ask(server, R"({"statement": "RETURN $n + 1 AS n, true AS b",
                                         "parameters": {"n": {"$type": "Integer", "_value": "9007199254740993"}}})",
                             kTyped);
    CHECK(typed.headers.at("content-type") == "application/vnd.neo4j.query.v1.1");
    CHECK(typed.body == R"({"data":{"fields":["n","b"],"values":[[{"$type":"Integer","_value":"9007199254740994"},)"
                        R"({"$type":"Boolean","_value":true}]]}})");
}

TEST_CASE("serve: what a statement wrote is there for the next one") {
    const Server server({"--writable", "--schema", "open"});
    const Answer created =
        ask(server, statement("CREATE (a:A {x: 1})-[:R]->(:B) RETURN a", {{"includeCounters", true}}));
    CHECK(created.status == 202);
    CHECK_THAT(created.body, contains(R"("labels":["A"],"properties":{"x":1})") &&
                                 contains(R"("containsUpdates":true,"nodesCreated":2)"));
    CHECK_THAT(ask(server, statement("MATCH p = (:A)-[:R]->(:B) RETURN length(p)")).body,
               contains(R"("values":[[1]])"));
}

TEST_CASE("serve: many rows come in pieces, whole") {
    const Server server({"--writable", "--schema", "open"});
    const Answer answer = ask(server, statement("UNWIND range(1, 200000) AS i RETURN i"));
    CHECK(answer.status == 202);
    CHECK(answer.headers.at("transfer-encoding") == "chunked");
    CHECK_THAT(answer.body, contains("[199999],[200000]]}}"));
    const Answer late = ask(server, statement("UNWIND range(1, 200000) AS i RETURN 1 / (150000 - i)"));
    CHECK(late.status == 202);
    CHECK_THAT(late.body, contains(R"(]},"errors":[{"code":"Neo.ClientError.Statement.ArithmeticError")"));
}

TEST_CASE("serve: a fault in a request has its status, code and place") {
    const Server server({"--graph", source_path("tests/cases/service/small.json")});
    struct Case {
        std::string body;
        int status;
        std::string_view expected;
    };
    const Case cases[] = {
        {statement("RETURN"), 400, "Neo.ClientError.Statement.SyntaxError"},
        {statement("MATCH (c)-[:MIRORS]->() RETURN c"), 400, "did you mean 'MIRRORS'?"},
        {statement("RETURN 1 / 0"), 400, R"("message":"DivisionByZero: )"},
        {statement("RETURN $x"), 400, "Neo.ClientError.Statement.ParameterMissing"},
        {statement("CREATE (:Committee)"), 409, "Neo.ClientError.Statement.AccessMode"},
        {R"({"statement": 1})", 400, "'statement' of the request must be a string"},
        {R"({"query": "RETURN 1"})", 400, "unknown member 'query'"},
        {R"({})", 400, "has no 'statement'"},
        {R"([])", 400, "must be a JSON object"},
        {R"({"statement": "RETURN 1", "statement": "RETURN 2"})", 400, "errors"},
        {R"({"statement": "RETURN 1")", 400, "Neo.ClientError.Request.InvalidFormat"},
        {R"({"statement": "RETURN 1", "parameters": {"a": {"$type": "Date", "_value": "2021-13-01"}}})", 400, "Date"},
        {R"({"statement": "RETURN 1", "maxExecutionTime": -1})", 400, "maxExecutionTime"},
    };
    for (const Case& one : cases) {
        INFO(one.body);
        const Answer answer = ask(server, one.body);
        CHECK(answer.status == one.status);
        CHECK_THAT(answer.body, contains(std::string(one.expected)));
    }
    CHECK(ask(server, "{\"statement\": \"RETURN 1\"}", "Content-Type: text/plain\r\n").status == 415);
    std::string deep = R"({"statement": "RETURN $x", "parameters": {"x": )" + std::string(5000, '[');
    CHECK(ask(server, deep).status == 422);
}

TEST_CASE("serve: unknown resources and methods") {
    const Server server({"--writable"});
    CHECK(http(server.port(), "GET", "/nothing").status == 404);
    const Answer wrong = http(server.port(), "GET", "/db/neo4j/query/v2");
    CHECK(wrong.status == 405);
    CHECK(wrong.headers.at("allow") == "POST, OPTIONS");
    CHECK(wrong.headers.at("content-type") == "application/problem+json");
    CHECK(http(server.port(), "HEAD", "/healthz").body.empty());
}

TEST_CASE("serve: stops at SIGTERM and keeps what was written") {
    const TemporaryFolder folder;
    const std::string graph = folder / "graph.json";
    Server server({"--graph", graph, "--writable", "--schema", "open"});
    CHECK(ask(server, statement("CREATE (:A {name: '标准'})")).status == 202);
    CHECK(server.stop(SIGTERM) == 0);
    CHECK_THAT(read_file(graph), contains(R"("name":"标准")"));
    Server again({"--graph", graph});
    CHECK_THAT(ask(again, statement("MATCH (a:A) RETURN a.name")).body, contains("标准"));
    CHECK(again.stop(SIGINT) == 0);
}

TEST_CASE("serve: what cannot be served is an error with its exit code") {
    const TemporaryFolder folder;
    CHECK(run({"serve"}).status == 2);
    CHECK(run({"serve", "--graph", folder / "none.json"}).status == 1);
    CHECK(run({"serve", "--graph", folder.write("bad.json", "{")}).status == 4);
    CHECK(run({"serve", "--graph", source_path("tests/cases/service/small.json"), "--schema", "open"}).status == 2);
    const Server server({"--writable"});
    const Outcome taken = run({"serve", "--writable", "--port", std::to_string(server.port())});
    CHECK(taken.status == 1);
    CHECK_THAT(taken.err, contains("--port"));
}

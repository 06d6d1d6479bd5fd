#include "query/engine.h"

#include <thread>

#include "query/query_error.h"
#include "query/result_text.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

std::shared_ptr<Database> empty() { return Database::writable(Snapshot::freeze(PropertyGraph())); }

std::shared_ptr<Database> with(const std::string& text) {
    auto database = empty();
    database->prepare(text).run();
    return database;
}

std::int64_t number(Database& database, const std::string& text, Map parameters = {}) {
    Result result = database.prepare(text).run(std::move(parameters));
    REQUIRE(result.next());
    return result[0].as_integer();
}

ErrorCode code_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        INFO(error.render());
        return error.code();
    }
    return ErrorCode::kUsage;
}

// Takes far longer than any limit: all trails of a complete graph.
std::shared_ptr<Database> tangle() {
    return with(
        "UNWIND range(1, 12) AS i CREATE (:N {i: i}) WITH count(*) AS c MATCH (a:N), (b:N) WHERE a <> b "
        "CREATE (a)-[:R]->(b)");
}
constexpr const char* kEndless = "MATCH p = (:N)-[:R*]->(:N) RETURN count(p), max(length(p))";

}  // namespace

TEST_CASE("engine: a prepared query runs again and again with other parameters") {
    const auto database = with("UNWIND range(1, 10) AS i CREATE (:N {i: i})");
    const PreparedQuery query = database->prepare("MATCH (n:N) WHERE n.i <= $most RETURN n.i ORDER BY n.i");
    CHECK(query.columns() == std::vector<std::string>{"n.i"});
    CHECK(query.parameters() == std::vector<std::string>{"most"});
    for (int most : {3, 7}) {
        Result result = query.run({{"most", most}});
        int expected = 0;
        while (result.next()) CHECK(result[0].as_integer() == ++expected);
        CHECK(expected == most);
        CHECK_FALSE(result.next());
    }
    CHECK_THROWS_AS(query.run(), QueryError);
}

TEST_CASE("engine: a running query does not see what is written meanwhile") {
    const auto database = with("UNWIND range(1, 3000) AS i CREATE (:N {i: i})");
    Result reader = database->prepare("MATCH (n:N) RETURN n.i").run();
    REQUIRE(reader.next());
    database->prepare("MATCH (n:N) DETACH DELETE n").run();
    int rows = 1;
    while (reader.next()) ++rows;
    CHECK(rows == 3000);
    CHECK(number(*database, "MATCH (n:N) RETURN count(*)") == 0);
}

TEST_CASE("engine: a query that fails leaves the graph as it was") {
    const auto database = with("CREATE (:A {x: 1})-[:R]->(:B)");
    const std::uint64_t version = database->version();
    CHECK_THROWS_AS(database->prepare("MATCH (a:A) SET a.x = 2 CREATE (:C) WITH a RETURN 1 / (a.x - 2)").run(),
                    QueryError);
    CHECK_THROWS_AS(database->prepare("MATCH (a:A) DELETE a").run(), QueryError);
    CHECK_THROWS_AS(database->prepare("MATCH (a:A) SET a.x = {y: 1}").run(), QueryError);
    CHECK(database->version() == version);
    CHECK(number(*database, "MATCH (n) RETURN count(n.x) * 100 + count(*)") == 102);
}

TEST_CASE("engine: a query that is kept does not keep an old graph") {
    auto snapshot = Snapshot::freeze(PropertyGraph());
    const std::weak_ptr<const Snapshot> old = snapshot;
    const auto database = Database::writable(std::move(snapshot));
    const PreparedQuery query = database->prepare("MATCH (n) RETURN count(n)");
    CHECK(query.run().next());
    PropertyGraph next;
    next.add_node("a", {"N"});
    database->replace(next, database->version());
    CHECK(old.expired());
    CHECK(number(*database, "MATCH (n) RETURN count(n)") == 1);
    CHECK(query.run().next());
}

TEST_CASE("engine: many small writes are folded into a snapshot, and stay") {
    const auto database = with("UNWIND range(1, 500) AS i CREATE (:N {i: i})");
    for (int i = 0; i < 30; ++i) {
        database->prepare("UNWIND range(1, 100) AS j MATCH (n:N {i: j}) SET n.x = $i CREATE (n)-[:R {i: $i}]->(:M)")
            .run({{"i", i}});
    }
    CHECK(number(*database, "MATCH (n:N)-[r:R]->(:M) WHERE n.x = 29 RETURN count(r)") == 3000);
    CHECK(number(*database, "MATCH (n:N) WHERE n.x IS NULL RETURN count(*)") == 400);
    const PropertyGraph graph = database->to_graph();
    CHECK(graph.node_count() == 3500);
    CHECK(graph.relationship_count() == 3000);
}

TEST_CASE("engine: counters tell what a query has changed") {
    const auto database = with("CREATE (:A {x: 1})-[:R]->(:B)");
    const Counters counters =
        database->prepare("MATCH (a:A)-[r]->(b) SET a:C, a.y = 2 REMOVE b:B DELETE r CREATE (a)-[:S]->(:D:E)")
            .run()
            .counters();
    CHECK(counters.nodes_created == 1);
    CHECK(counters.relationships_created == 1);
    CHECK(counters.relationships_deleted == 1);
    CHECK(counters.properties_set == 1);
    CHECK(counters.labels_added == 3);
    CHECK(counters.labels_removed == 1);
}

TEST_CASE("engine: a graph opened for reading refuses to be written to") {
    const auto database = Database::read_only(Snapshot::freeze(PropertyGraph()));
    CHECK(code_of([&] { database->prepare("CREATE ()"); }) == ErrorCode::kConflict);
}

TEST_CASE("engine: limits stop a query and say which one it was") {
    const auto database = tangle();
    const auto stopped = [&](const std::string& text, const Limits& limits, const std::string& limit) {
        try {
            Result result = database->prepare(text).run({}, limits);
            while (result.next()) {
            }
            FAIL("not stopped");
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::kLimit);
            CHECK_THAT(error.what(), test::contains(limit));
        }
    };
    Limits limits;
    limits.time = std::chrono::milliseconds(20);
    stopped(kEndless, limits, "20 ms of time");
    limits = {};
    limits.rows = 100;
    stopped("MATCH (a)-->(b) RETURN a", limits, "100 rows");
    limits = {};
    limits.memory = 1'000'000;
    stopped("MATCH (a)-->()-->()-->()-->(b) RETURN a, b ORDER BY a.i", limits, "1000000 bytes of memory");
    stopped("MATCH (a)-->()-->()-->()-->(b) RETURN collect(b)", limits, "1000000 bytes of memory");
    for (const char* hoarding : {"RETURN size([x IN range(1, 5000) | [y IN range(1, 5000) | y]])",
                                 "RETURN size(reduce(all = [], x IN range(1, 5000) | all + [range(1, 1000)]))",
                                 "UNWIND range(1, 5000) AS x RETURN range(1, 5000)"}) {
        stopped(hoarding, limits, "1000000 bytes of memory");
    }
    std::string unions = "RETURN 1 AS a";
    for (int i = 0; i < 2000; ++i) unions += " UNION RETURN 1 AS a";
    stopped(unions, limits, "more than 1000 clauses");
    stopped("RETURN reduce(m = {}, i IN range(1, 1000) | {m: m})", limits, "nested more than 256 levels");
    stopped("RETURN reduce(l = [], i IN range(1, 1000) | [l])", limits, "nested more than 256 levels");
    stopped("RETURN size(reduce(s = [1], i IN range(1, 60) | s + s))", limits, "more than 31250 elements");
    limits = {};
    limits.path_length = 5;
    stopped(kEndless, limits, "5 relationships in one path");
    limits = {};
    limits.value_size = 1000;
    CHECK(code_of([&] { database->prepare("RETURN range(1, 100000)").run({}, limits).next(); }) == ErrorCode::kLimit);
}

TEST_CASE("engine: a query can be cancelled from another thread") {
    const auto database = tangle();
    const CancelToken token;
    std::thread stopper([token] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        token.cancel();
    });
    CHECK(code_of([&] { database->prepare(kEndless).run({}, {}, token).next(); }) == ErrorCode::kCancelled);
    stopper.join();
}

TEST_CASE("engine: readers and a writer may run at once") {
    const auto database = with("CREATE (:Counter {n: 0})");
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) {
        threads.emplace_back([&database] {
            for (int i = 0; i < 50; ++i) {
                Result result =
                    database->prepare("MATCH (c:Counter), (m) WITH c, count(m) AS k RETURN c.n = k - 1").run();
                while (result.next()) {
                }
            }
        });
    }
    for (int i = 0; i < 50; ++i) database->prepare("MATCH (c:Counter) SET c.n = c.n + 1 CREATE (:M)").run();
    for (std::thread& thread : threads) thread.join();
    CHECK(number(*database, "MATCH (c:Counter) RETURN c.n") == 50);
}

TEST_CASE("engine: EXPLAIN gives the plan and no rows, PROFILE both") {
    const auto database = with("CREATE (:A {x: 1})-[:R]->(:B)");
    Result explained = database->prepare("EXPLAIN MATCH (a:A) RETURN a.x").run();
    CHECK_THAT(explained.plan(), test::contains("ScanLabel (a:A)"));
    CHECK_FALSE(explained.next());
    Result profiled = database->prepare("PROFILE MATCH (a:A) RETURN a.x").run();
    while (profiled.next()) {
    }
    CHECK_THAT(profiled.plan(), test::contains("rows 1"));
}

TEST_CASE("engine: results are written as a table, JSON and CSV") {
    const auto database = with("CREATE (:A {x: 'a, \"b\"'})-[:R {w: 1.0}]->(:B {d: date('2021-06-17')})");
    const std::string text = "MATCH (a)-[r]->(b) RETURN a.x AS x, r.w AS w, b, null AS nothing";
    std::ostringstream table;
    std::ostringstream json;
    std::ostringstream csv;
    Result first = database->prepare(text).run();
    CHECK(write_table(table, first, 0) == 1);
    CHECK_THAT(table.str(), test::contains("(:B {d: 2021-06-17})"));
    Result second = database->prepare(text).run();
    CHECK(write_json(json, second) == 1);
    CHECK(json.str() ==
          "[\n{\"x\":\"a, \\\"b\\\"\",\"w\":1.0,\"b\":{\"elementId\":\"node:2\",\"labels\":[\"B\"],"
          "\"properties\":{\"d\":\"2021-06-17\"}},\"nothing\":null}\n]\n");
    Result third = database->prepare(text).run();
    CHECK(write_csv(csv, third) == 1);
    CHECK(csv.str() == "x,w,b,nothing\r\n\"a, \"\"b\"\"\",1.0,(:B {d: 2021-06-17}),\r\n");
}

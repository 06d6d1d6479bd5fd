#include "query/tasks/analyse/analyse.h"

#include <sstream>

#include "query/engine.h"
#include "schema/error.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using mirrorgraph::test::contains;

namespace {

std::shared_ptr<const Snapshot> chain() {
    PropertyGraph graph;
    std::vector<NodeId> nodes;
    for (const char* name : {"a", "b", "c"}) nodes.push_back(graph.add_node(name, {"Committee"}, {{"name", name}}));
    graph.add_relationship(nodes[0], nodes[1], "PART_OF");
    graph.add_relationship(nodes[1], nodes[2], "PART_OF");
    return Snapshot::freeze(graph);
}

std::string rows(Database& database, std::string_view text) {
    std::string out;
    const PreparedQuery query = database.prepare(text);
    Result result = query.run();
    while (result.next()) {
        for (std::size_t i = 0; i < query.columns().size(); ++i) out += (i == 0 ? "" : " ") + to_literal(result[i]);
        out += '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("analyse: table, JSON and CSV name the nodes") {
    const auto snapshot = chain();
    AnalysisOptions options;
    options.limit = 1;
    const Analysis degree = analyse_degree(*snapshot, options);
    std::ostringstream table;
    write_analysis_table(table, *snapshot, degree, 80);
    CHECK(table.str() == "node  label      score\n────  ─────────  ─────\nb     Committee      2\n");
    std::ostringstream json;
    write_analysis_json(json, *snapshot, degree);
    CHECK(json.str() == R"({"rows":[{"node":{"id":"b","labels":["Committee"],"name":"b"},"score":2}]})"
                        "\n");
    std::ostringstream csv;
    write_analysis_csv(csv, *snapshot, degree);
    CHECK(csv.str() == "node,node_name,score\nb,b,2\n");
    std::ostringstream path;
    write_analysis_table(path, *snapshot, analyse_path(*snapshot, *snapshot->find_node("c"), *snapshot->find_node("a")),
                         80);
    CHECK_THAT(path.str(), contains("c <-PART_OF- b <-PART_OF- a"));
}

TEST_CASE("analyse: groups as rows for people") {
    const auto snapshot = chain();
    const Analysis groups = summarize_groups(*snapshot, analyse_components(*snapshot), 0);
    REQUIRE(groups.rows.size() == 1);
    CHECK(groups.rows[0][1] == Value(3));
    CHECK(groups.rows[0][2].as_list().front() == Value(*snapshot->find_node("b")));
}

TEST_CASE("procedures: graph.* give rows to a query") {
    const auto database = Database::read_only(chain());
    CHECK(rows(*database,
               "CALL graph.degree() YIELD node, score RETURN node.name, score ORDER BY score DESC, node.name") ==
          "'b' 2\n'a' 1\n'c' 1\n");
    CHECK(rows(*database, "CALL graph.pagerank() YIELD node RETURN node.name LIMIT 1") == "'c'\n");
    CHECK(rows(*database, "CALL graph.betweenness() YIELD node, score RETURN node.name, score LIMIT 1") == "'b' 1.0\n");
    CHECK(rows(*database, "CALL graph.components() YIELD component, size RETURN DISTINCT component, size") == "1 3\n");
    CHECK(rows(*database, "CALL graph.communities() YIELD node RETURN count(node)") == "3\n");
    CHECK(rows(*database, "CALL graph.similarCommittees() YIELD score RETURN count(score)") == "0\n");
    CHECK(rows(*database,
               "MATCH (a {name: 'a'}), (c {name: 'c'}) CALL graph.shortestPath(a, c) YIELD path, length "
               "RETURN [n IN nodes(path) | n.name], length") == "['a', 'b', 'c'] 2\n");
}

TEST_CASE("procedures: graph.* see what was written before") {
    const auto database = Database::writable(chain());
    rows(*database, "MATCH (b {name: 'b'}) DETACH DELETE b");
    rows(*database,
         "MATCH (a {name: 'a'}), (c {name: 'c'}) CREATE (a)-[:LIAISES_WITH]->(:Committee {name: "
         "'d'})-[:LIAISES_WITH]->(c)");
    CHECK(rows(*database,
               "CALL graph.degree() YIELD node, score RETURN node.name, score ORDER BY score DESC, node.name") ==
          "'d' 2\n'a' 1\n'c' 1\n");
    CHECK(rows(*database,
               "MATCH (a {name: 'a'}), (c {name: 'c'}) CALL graph.shortestPath(c, a) YIELD path "
               "RETURN [n IN nodes(path) | n.name], [r IN relationships(path) | type(r)]") ==
          "['c', 'd', 'a'] ['LIAISES_WITH', 'LIAISES_WITH']\n");
}

TEST_CASE("procedures: graph.* stop at the limit of time") {
    PropertyGraph graph;
    std::vector<NodeId> nodes;
    for (int i = 0; i < 3000; ++i) nodes.push_back(graph.add_node(std::to_string(i), {"Committee"}));
    for (std::size_t i = 1; i < nodes.size(); ++i) graph.add_relationship(nodes[i], nodes[i / 2], "R");
    const auto database = Database::read_only(Snapshot::freeze(graph));
    Limits limits;
    limits.time = std::chrono::milliseconds(1);
    try {
        Result result = database->prepare("CALL graph.betweenness() YIELD node RETURN count(node)").run({}, limits);
        result.next();
        FAIL("was not stopped");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kLimit);
    }
}

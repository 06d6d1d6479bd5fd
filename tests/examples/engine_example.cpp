// How a C++ program uses the query engine: open a graph, prepare, bind a parameter, take rows, stop, change the graph.
#include <iostream>

#include "query/engine.h"
#include "schema/error.h"

using namespace mirrorgraph;

namespace {

PropertyGraph small_graph() {
    PropertyGraph graph;
    const NodeId iso = graph.add_node("committee:ISO/TC 333", {"Committee"}, {{"code", "ISO/TC 333"}});
    const NodeId body =
        graph.add_node("organization:1", {"Organization"}, {{"name", "China Nonferrous Metals Association"}});
    graph.add_relationship(body, iso, "MIRRORS", {{"date", Date{2021, 6, 17}}});
    return graph;
}

int show(query::Result result) {
    int rows = 0;
    for (; result.next(); ++rows) {
        for (std::size_t i = 0; i < result.columns().size(); ++i) {
            std::cout << result.columns()[i] << " = " << to_literal(result[i]) << '\n';
        }
    }
    return rows;
}

}  // namespace

int main() {
    const auto database = query::Database::writable(Snapshot::freeze(small_graph()));

    // A query is checked once and run as often as wanted; every run has its own parameters and limits.
    const query::PreparedQuery mirrors = database->prepare(
        "MATCH (body)-[m:MIRRORS]->(:Committee {code: $code}) RETURN body.name AS body, m.date AS since");
    query::Limits limits;
    limits.time = std::chrono::seconds(1);
    if (show(mirrors.run({{"code", "ISO/TC 333"}}, limits)) != 1) return 1;

    // A mistake is told before anything runs, with its place.
    try {
        database->prepare("MATCH (n) RETURN m.name");
        return 1;
    } catch (const Error& error) {
        std::cout << error.render() << '\n';
    }

    // Writing changes the graph for all later queries, not for those that run.
    database->prepare("MATCH (c:Committee) SET c.title = 'Lithium'").run();
    if (show(database->prepare("MATCH (c:Committee) RETURN c.title").run()) != 1) return 1;

    // Any thread may cancel a query through its token.
    const query::CancelToken token;
    token.cancel();
    try {
        show(database->prepare("UNWIND range(1, 100000) AS i RETURN count(i)").run({}, {}, token));
        return 1;
    } catch (const Error& error) {
        std::cout << error.render() << '\n';
        return error.code() == ErrorCode::kCancelled ? 0 : 1;
    }
}

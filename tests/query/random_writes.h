// Queries that write into a graph of test::random_graph, with the parameters $x and $k.
#pragma once

#include <string>
#include <vector>

namespace mirrorgraph::test {

inline const std::vector<std::string> kRandomWrites = {
    "CREATE (:A {p: $x, q: [$x, 1.5]})",
    "CREATE (a:A {p: $x})-[:R {p: $x}]->(b:B)-[:S]->(a)",
    "MATCH (a:A), (b) WITH a, b ORDER BY a.p, elementId(b) SKIP $k LIMIT 2 CREATE (a)-[:R {p: $x}]->(b)",
    "MATCH (a) WITH a ORDER BY elementId(a) SKIP $k LIMIT 1 CREATE (a)-[:T]->(a), (a)-[:T]->(a)",
    "MATCH ()-[r]->() WITH r SKIP $k LIMIT 3 SET r.q = $x",
    "MATCH ()-[r:R]->() WITH r SKIP $k LIMIT 2 SET r = {z: $x}",
    "MATCH ()-[r]->() WITH r SKIP $k LIMIT 1 DELETE r",
    "MATCH ()-[r:T]->() WITH r SKIP 1 LIMIT 1 SET r.p = 1",
    "MATCH (a:A) WITH a SKIP $k LIMIT 1 DETACH DELETE a",
    "MATCH (a:B) WITH a SKIP $k LIMIT 2 SET a:C:D REMOVE a:B",
    "MATCH (a) WITH a SKIP $k LIMIT 3 SET a.p = null, a.r = date('2024-05')",
    "MATCH (a) WITH a SKIP $k LIMIT 2 SET a.p = a.p",
    "MERGE (a:A {p: $x}) ON CREATE SET a.q = 0 ON MATCH SET a.q = 1",
    "CREATE (a:A {p: $x})-[r:R]->(b:B) DELETE r",
    "CREATE (a:A {p: $x})-[r:R]->(b:B) DETACH DELETE a",
    "MATCH (a)-[r]->(b) WITH a, r, b SKIP $k LIMIT 1 DELETE r CREATE (a)-[:R {p: $x}]->(b)",
};

}  // namespace mirrorgraph::test

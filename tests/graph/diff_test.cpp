#include "graph/diff.h"

#include "graph/store/store.h"
#include "schema/json/json.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using mirrorgraph::test::contains;

namespace {

Evidence at(std::string document, std::uint32_t line) {
    Evidence evidence;
    evidence.document = std::move(document);
    evidence.line = line;
    return evidence;
}

PropertyGraph two_nodes() {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {"X"}, {{"name", "A"}});
    const NodeId b = graph.add_node("b", {"X"}, {{"name", "B"}});
    graph.add_relationship(a, b, "R", {{"date", *parse_date("2021")}});
    return graph;
}

}  // namespace

TEST_CASE("diff: a graph does not differ from itself, nor from its copy on disk") {
    const test::TemporaryFolder folder;
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        const test::RandomGraph random = test::random_graph(seed, 200);
        save_graph(random.graph, folder / "g.json");
        CHECK(diff_graphs(random.graph, load_graph(folder / "g.json")).empty());
    }
}

TEST_CASE("diff: what was added, removed and changed") {
    const PropertyGraph before = two_nodes();
    PropertyGraph after = two_nodes();
    const NodeId a = *after.find_node("a");
    after.set_property(a, "name", Value("AA"));
    after.add_label(a, "Y");
    after.add_evidence(a, at("d", 3));
    const NodeId c = after.add_node("c", {"X"});
    after.add_relationship(a, c, "R");
    after.set_property(after.relationships().front(), "date", Value(*parse_date("2022")));
    CHECK(describe_diff(diff_graphs(before, after), before, after) ==
          "+ c\n"
          "~ a\n"
          "    labels: ['X'] -> ['X', 'Y']\n"
          "    name: 'A' -> 'AA'\n"
          "    evidence: null -> ['d:3']\n"
          "+ a -[R]-> c\n"
          "~ a -[R]-> b, 2022\n"
          "    date: date('2021') -> date('2022')\n"
          "nodes: 1 added, 0 removed, 1 changed; relationships: 1 added, 0 removed, 1 changed\n");
    JsonWriter json;
    write_diff(diff_graphs(after, before), after, before, json);
    CHECK_THAT(std::string(json.text()), contains(R"("nodes":{"removed":[{"id":"c"}],"added":[])"));
}

TEST_CASE("diff: equal parallel relationships meet before others pair up") {
    PropertyGraph before = two_nodes();
    before.add_relationship(*before.find_node("a"), *before.find_node("b"), "R", {{"date", *parse_date("2020")}});
    const PropertyGraph after = two_nodes();
    const GraphDiff diff = diff_graphs(before, after);
    CHECK(diff.changed_relationships.empty());
    REQUIRE(diff.removed_relationships.size() == 1);
    CHECK(before.property(diff.removed_relationships[0], "date") == Value(*parse_date("2020")));
}

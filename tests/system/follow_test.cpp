// A graph that follows its sources and the decisions of people, as a person works with it.

#include <filesystem>

#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

TEST_CASE("follow: a decision survives every update, why shows it, diff and conflicts see it") {
    const TemporaryFolder folder;
    const std::string graph = folder / "graph.json";
    const std::string docs = folder / "docs";
    folder.write("docs/a.txt", "SAC/TC28 (Information Technology) met in Beijing.\n");
    folder.write("docs/b.txt", "SAC/TC28 (Information Security) met in Beijing.\n");
    CHECK(run({"build", "--update", graph, docs}).status == 0);
    const Outcome conflicts = run({"conflicts", "-g", graph});
    CHECK(conflicts.status == 0);
    CHECK_THAT(conflicts.out, contains("SAC/TC28: title") && contains("Information Security"));

    std::filesystem::copy_file(graph, folder / "old.json");
    CHECK(run({"decide", "-g", graph, "add", "sac/tc28", "--set", "title=Information Technology", "--author", "L. Chen",
               "--reason", "asked SAC", "--date", "2026-03-01"})
              .status == 0);
    folder.write("docs/c.txt", "SAC/TC1 met.\n");
    const Outcome update = run({"build", "--update", graph, docs});
    CHECK(update.status == 0);
    CHECK_THAT(update.err, contains("3 documents (1 read, 0 removed)"));
    const Outcome why = run({"why", "-g", graph, "tc28"});
    CHECK_THAT(why.out, contains("'committee:SAC/TC28' has {title: 'Information Technology'}") &&
                            contains("L. Chen, 2026-03-01: asked SAC (decisions.json:3)"));
    const Outcome diff = run({"diff", folder / "old.json", graph});
    CHECK(diff.status == 1);
    CHECK_THAT(diff.out, contains("+ committee:SAC/TC1\n"));
    CHECK(run({"diff", graph, graph}).status == 0);
    CHECK(run({"validate", graph}).status == 0);

    CHECK(run({"build", "--out", folder / "fresh.json", docs}).status == 0);
    CHECK(read_file(folder / "fresh.json") == read_file(graph));
    CHECK_THAT(run({"decide", "-g", graph, "list"}).out, contains("1  'committee:SAC/TC28' has"));
    CHECK(run({"decide", "-g", graph, "undo", "1"}).status == 0);
    CHECK(run({"build", "--update", graph}).status == 0);
    CHECK(run({"why", "-g", graph, "tc28"}).out.find("L. Chen") == std::string::npos);
}

TEST_CASE("follow: a claim that a person confirmed says so after every update, as long as a source makes it") {
    const TemporaryFolder folder;
    const std::string graph = folder / "graph.json";
    const std::string docs = folder / "docs";
    folder.write("docs/a.txt", "SAC/TC28 is the mirror committee of ISO/IEC JTC 1 in China.\n");
    CHECK(run({"build", "--update", graph, docs}).status == 0);
    const std::vector<std::string> why = {"why", "-g", graph, "sac/tc28", "MIRRORS", "iso/iec jtc 1"};
    const std::string unconfirmed = run(why).out;
    CHECK_THAT(unconfirmed, contains("1 claim"));
    CHECK(run({"decide", "-g", graph, "confirm", "sac/tc28", "mirrors", "jtc 1", "--author", "L. Chen", "--reason",
               "asked SAC", "--date", "2026-03-01"})
              .status == 0);
    CHECK(run({"build", "--update", graph, docs}).status == 0);
    CHECK_THAT(run(why).out, contains("2 claims") && contains("“asked SAC”") &&
                                 contains("confirmed: committee:SAC/TC28 -[MIRRORS]-> committee:ISO/IEC JTC 1") &&
                                 contains("L. Chen, 2026-03-01: asked SAC"));
    folder.write("docs/a.txt", "SAC/TC28 met in Beijing.\n");
    const Outcome gone = run({"build", "--update", graph, docs});
    CHECK(gone.status == 0);
    CHECK_THAT(gone.err, contains("does not apply any more: confirmed:") && contains("no document claims it"));
    CHECK(run({"decide", "-g", graph, "undo", "1"}).status == 0);
    folder.write("docs/a.txt", "SAC/TC28 is the mirror committee of ISO/IEC JTC 1 in China.\n");
    CHECK(run({"build", "--update", graph, docs}).status == 0);
    CHECK(run(why).out == unconfirmed);
}

TEST_CASE("follow: a graph may lie in the folder of its documents") {
    const TemporaryFolder folder;
    const std::string graph = folder / "graph.json";
    folder.write("a.txt", "SAC/TC28 (Information Technology) met in Beijing.\n");
    CHECK(run({"build", "--update", graph, folder.path().string()}).status == 0);
    const std::string first = read_file(graph);
    const Outcome again = run({"build", "--update", graph, folder.path().string()});
    CHECK(again.status == 0);
    CHECK_THAT(again.err, contains("1 document (0 read, 0 removed)"));
    CHECK(read_file(graph) == first);
}

TEST_CASE("follow: an update carries over what queries have written, or is refused") {
    const TemporaryFolder folder;
    const std::string graph = folder / "graph.json";
    const std::string docs = folder / "docs";
    folder.write("docs/a.txt", "SAC/TC28 (Information Technology) met in Beijing.\n");
    folder.write("docs/b.txt", "SAC/TC1 (Ropes) met in Beijing.\n");
    CHECK(run({"build", "--update", graph, docs}).status == 0);
    CHECK(run({"query", "--write", "--graph", graph,
               "MATCH (c {name: 'SAC/TC1'}) SET c.url = 'https://example.org' CREATE (:Topic {name: 'hand-made'})"})
              .status == 0);
    folder.write("docs/a.txt", "SAC/TC28 (Information Security) met in Beijing.\n");
    CHECK(run({"build", "--update", graph, docs}).status == 0);
    const Outcome asked = run({"query", "--graph", graph, "--format", "csv",
                               "MATCH (c:Committee), (t:Topic) RETURN c.title, c.url, t.name ORDER BY c.title"});
    CHECK_THAT(asked.out, contains("Information Security") && contains("https://example.org") && contains("hand-made"));
    const std::string before = read_file(graph);
    const Outcome refused = run({"build", "--update", graph, "--remove", docs + "/b.txt"});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, contains("'committee:SAC/TC1' was changed, and no source names it any more"));
    CHECK(read_file(graph) == before);
    CHECK(run({"query", "--write", "--graph", graph, "MATCH (c {name: 'SAC/TC1'}) REMOVE c.url"}).status == 0);
    CHECK(run({"query", "--write", "--graph", graph, "MATCH (t:Topic) DELETE t"}).status == 0);
    CHECK(run({"build", "--update", graph, "--remove", docs + "/b.txt"}).status == 0);
    CHECK(run({"build", "--out", folder / "fresh.json", docs + "/a.txt"}).status == 0);
    CHECK(read_file(graph) == read_file(folder / "fresh.json"));
    // Graph, cache, fresh.json and docs: nothing is left of what was kept.
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 4);
}

#include <filesystem>

#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

const std::string kGraph = R"({"directed":true,"multigraph":true,
"graph":{"format":"mirrorgraph","version":1,"schema":"standards"},
"nodes":[
{"id":"committee:ISO/TC 333","labels":["Committee"],"properties":{"name":"ISO/TC 333"}},
{"id":"document:1","labels":["Document"],"properties":{"path":"a.txt"}},
{"id":"organization:x","labels":["Organization"],"properties":{"name":"X"}}
],
"edges":[
{"source":"organization:x","target":"committee:ISO/TC 333","key":0,"type":"MIRRORS","properties":{},"evidence":[{"document":"document:1","begin":0,"end":4,"line":1}]}
]}
)";

}  // namespace

TEST_CASE("graph commands: stats counts, as table and JSON") {
    const TemporaryFolder folder;
    const std::string graph = folder.write("g.json", kGraph);
    const Outcome table = run({"stats", "--graph", graph});
    CHECK(table.status == 0);
    CHECK_THAT(table.out, contains("3 nodes, 1 relationship, from 1 document"));
    CHECK_THAT(table.out, contains("MIRRORS"));
    const Outcome json = run({"stats", "--graph", graph, "--format", "json"});
    CHECK(json.status == 0);
    CHECK_THAT(json.out, contains(R"("nodes":3,"relationships":1,"documents":1)"));
}

TEST_CASE("graph commands: schema prints what may exist, with counts of a graph") {
    const TemporaryFolder folder;
    CHECK_THAT(run({"schema"}).out, contains("SECRETARIAT_OF"));
    const Outcome counted = run({"schema", "--graph", folder.write("g.json", kGraph), "--format", "json"});
    CHECK(counted.status == 0);
    CHECK_THAT(counted.out, contains(R"("name":"MIRRORS")"));
    CHECK_THAT(counted.out, contains(R"("count":1)"));
}

TEST_CASE("graph commands: validate says ok, or every problem, and exits with 4") {
    const TemporaryFolder folder;
    const std::string good = folder.write("good.json", kGraph);
    const Outcome ok = run({"validate", good});
    CHECK(ok.status == 0);
    CHECK(ok.out == good + ": ok, 3 nodes, 1 relationship\n");

    std::string text = kGraph;
    text.replace(text.find("MIRRORS"), 7, "MIRORS");
    text.replace(text.find("\"name\":\"X\""), 10, "\"nmae\":\"X\"");
    const Outcome bad = run({"validate", folder.write("bad.json", text), good});
    CHECK(bad.status == 4);
    CHECK_THAT(bad.out, contains("bad.json:6:64: unknown property 'nmae'; did you mean 'name'?"));
    CHECK_THAT(bad.out, contains("unknown relationship type 'MIRORS'; did you mean 'MIRRORS'?"));
    CHECK_THAT(bad.out, contains("bad.json: 2 problems"));
    CHECK_THAT(bad.out, contains("good.json: ok"));
}

TEST_CASE("graph commands: bad input has its exit code") {
    const TemporaryFolder folder;
    const std::string newer = folder.write("newer.json", R"({"graph":{"format":"mirrorgraph","version":2}})");
    const std::string junk = folder.write("junk.json", std::string("\x7f"
                                                                   "ELF\0\0\1",
                                                                   7));
    const std::string cut = folder.write("cut.json", kGraph.substr(0, 200));
    for (const std::string& path : {newer, junk, cut, folder.write("empty.json", "")}) {
        INFO(path);
        CHECK(run({"stats", "--graph", path}).status == 4);
        CHECK(run({"validate", path}).status == 4);
    }
    CHECK_THAT(run({"stats", "--graph", newer}).err, contains("written by a newer mirrorgraph"));
    CHECK(run({"stats", "--graph", folder / "missing.json"}).status == 1);
    CHECK(run({"validate", folder / "missing.json"}).status == 1);
    CHECK(run({"stats", "--graph", folder.path().string()}).status == 1);
    CHECK(run({"stats"}).status == 2);
    CHECK(run({"stats", "--graph", newer, "--format", "xml"}).status == 2);
}

#include "graph/store/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <limits>
#include <sstream>

#include "graph/store/atomic_file.h"
#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/support.h"

using namespace mirrorgraph;

namespace {

using test::to_text;

// One node with one property.
PropertyGraph graph_with(const Value& value) {
    PropertyGraph graph;
    graph.add_node("n", {}, {{"value", value}});
    return graph;
}

Value read_back(const Value& value) { return parse_graph(to_text(graph_with(value))).property(NodeId(0), "value"); }

PropertyGraph stored_sample() {
    PropertyGraph graph(standards_schema());
    graph.metadata()["note"] = "sample";
    const NodeId document = graph.add_node("document:1", {"Document"}, {{"path", "a.txt"}, {"size", 120}});
    const NodeId body =
        graph.add_node("organization:x", {"Organization"}, {{"name", "X"}, {"aliases", List{"Y", "Z"}}});
    const NodeId committee = graph.add_node("committee:ISO/TC 1", {"Committee"}, {{"name", "ISO/TC 1"}});
    const auto mirrors =
        graph.add_relationship(body, committee, "MIRRORS", {{"date", Date{2021, 6, 17}}, {"confidence", 0.98}});
    graph.add_evidence(mirrors, {graph.id(document), 10, 20, 2, 1, "X mirrors 中文", "mirror-table", 0.98});
    graph.add_evidence(body, {graph.id(document), 10, 11, 2, 1, "X", "", 1.0});
    graph.add_evidence(body, {graph.id(document), 4, 5, 1, 1, "X", "", 1.0});
    return graph;
}

}  // namespace

TEST_CASE("store: the bytes are those of the design") {
    CHECK(to_text(stored_sample()) == R"({"directed":true,"multigraph":true,
"graph":{"format":"mirrorgraph","version":1,"schema":"standards","note":"sample"},
"nodes":[
{"id":"committee:ISO/TC 1","labels":["Committee"],"properties":{"name":"ISO/TC 1"}},
{"id":"document:1","labels":["Document"],"properties":{"path":"a.txt","size":120}},
{"id":"organization:x","labels":["Organization"],"properties":{"aliases":["Y","Z"],"name":"X"},"evidence":[{"document":"document:1","begin":4,"end":5,"line":1,"page":1,"text":"X"},{"document":"document:1","begin":10,"end":11,"line":2,"page":1,"text":"X"}]}
],
"edges":[
{"source":"organization:x","target":"committee:ISO/TC 1","key":0,"type":"MIRRORS","properties":{"confidence":0.98,"date":{"$type":"Date","_value":"2021-06-17"}},"evidence":[{"document":"document:1","begin":10,"end":20,"line":2,"page":1,"text":"X mirrors 中文","rule":"mirror-table","confidence":0.98}]}
]}
)");
}

TEST_CASE("store: what is saved is loaded") {
    const test::TemporaryFolder folder;
    const std::string path = folder / "graph.json";
    save_graph(stored_sample(), path);
    const PropertyGraph loaded = load_graph(path);
    CHECK(to_text(loaded) == to_text(stored_sample()));
    CHECK(test::read_file(path) == to_text(stored_sample()));
    CHECK(loaded.schema().name() == "standards");
    CHECK(loaded.metadata() == Map{{"note", "sample"}});
    const auto node = loaded.find_node("organization:x");
    REQUIRE(node);
    CHECK(loaded.property(*node, "aliases") == Value(List{"Y", "Z"}));
    CHECK(loaded.outgoing(*node).size() == 1);
}

TEST_CASE("store: every value comes back as it was") {
    const double infinity = std::numeric_limits<double>::infinity();
    const std::vector<Value> values = {
        true,
        0,
        std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min(),
        (std::int64_t{1} << 53) + 1,
        1.0,
        -0.0,
        0.1,
        1e300,
        5e-324,
        1.7976931348623157e308,
        std::numeric_limits<double>::quiet_NaN(),
        infinity,
        -infinity,
        "",
        "line\nbreak \"quoted\" \\ \x01 中文 \U0001F600",
        std::string("nul\0inside", 10),
        Date{2021, 6, 17},
        Date{2021, 6, 0},
        Date{2021, 0, 0},
        List{},
        Map{},
        List{1, 1.0, "x", List{Date{1999, 12, 31}}, Map{{"a", Value()}}},
        Map{{"$type", "Date"}, {"_value", "2021-06-17"}},
        Map{{"$type", Map{{"$type", 1}}}},
        List{Map{{"$type", "Map"}, {"_value", Map{}}}},
    };
    for (const Value& value : values) {
        INFO(to_literal(value));
        CHECK(read_back(value) == value);
    }
}

TEST_CASE("store: equal graphs give equal bytes in any order of making") {
    PropertyGraph a;
    const NodeId a1 = a.add_node("1", {"B", "A"}, {{"x", 1}, {"y", 2}});
    const NodeId a2 = a.add_node("2", {});
    a.add_relationship(a1, a2, "T", {{"n", 1}});
    a.add_relationship(a1, a2, "S");
    a.add_relationship(a1, a2, "T", {{"n", 2}});
    a.add_relationship(a1, a1, "T");

    PropertyGraph b;
    const NodeId gone = b.add_node("gone", {"Z"});
    const NodeId b2 = b.add_node("2", {});
    const NodeId b1 = b.add_node("1", {"A"}, {{"y", 2}});
    b.add_label(b1, "B");
    b.set_property(b1, "x", 1);
    b.remove_relationship(b.add_relationship(gone, b1, "U"));
    b.remove_node(gone);
    b.add_relationship(b1, b1, "T");
    b.add_relationship(b1, b2, "T", {{"n", 2}});
    b.add_relationship(b1, b2, "T", {{"n", 1}});
    b.add_relationship(b1, b2, "S");

    CHECK(to_text(a) == to_text(b));
    CHECK(to_text(a).find(R"("key":2,"type":"T")") != std::string::npos);
}

TEST_CASE("store: a graph cut off at any byte is refused") {
    const std::string whole = to_text(stored_sample());
    for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
        INFO(size);
        CHECK_THROWS_AS(parse_graph(whole.substr(0, size)), Error);
    }
    CHECK_NOTHROW(parse_graph(whole.substr(0, whole.size() - 1)));
}

TEST_CASE("store: damage is refused with its place and a remedy") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::source_path("tests/cases/store"))) {
        if (entry.path().extension() != ".json") continue;
        const std::string name = entry.path().filename().string();
        INFO(name);
        std::string expected = test::read_file(std::filesystem::path(entry.path()).replace_extension("error").string());
        try {
            parse_graph(test::read_file(entry.path().string()), name);
            FAIL_CHECK("it was loaded");
        } catch (const Error& error) {
            CHECK(fmt::format("{}\n{}\n", error_code_name(error.code()), error.render()) == expected);
        }
        CHECK(validate_graph(entry.path().string()).problem_count > 0);
        ++count;
    }
    CHECK(count > 60);
}

TEST_CASE("store: validation names every problem in the order of the file") {
    const test::TemporaryFolder folder;
    const std::string path =
        folder.write("bad.json", R"({"graph":{"format":"mirrorgraph","version":1,"schema":"standards"},
"nodes":[
{"id":"a","labels":["Agencie"]},
{"id":"b","labels":["Agency"],"properties":{"nmae":"B","size":1}},
{"id":"b","labels":["Agency"]}
],
"edges":[
{"source":"a","target":"c","type":"ISSUED"},
{"source":"b","target":"b","type":"CITES","evidence":[{"document":"d","begin":0,"end":1,"line":1}]}
]}
)");
    const Validation result = validate_graph(path);
    std::vector<std::string> places;
    for (const Error& problem : result.problems) {
        places.push_back(fmt::format("{}:{} {}", problem.line(), problem.column(), problem.what()));
    }
    CHECK(places ==
          std::vector<std::string>{
              "3:21 unknown label 'Agencie'; did you mean 'Agency'?",
              "4:45 unknown property 'nmae'; did you mean 'name'?",
              "4:56 Agency has no property 'size'",
              "5:7 a second node has the id 'b'",
              "8:24 the target of an edge, 'c', is no node of the graph",
              "9:35 CITES does not lead from Agency to Agency (allowed: Policy to Standard, Standard to Standard)",
              "9:67 evidence names the document 'd', which is no node of the graph",
          });
    CHECK(result.problem_count == 7);
    CHECK_THROWS_AS(validate_graph(folder / "missing.json"), Error);
}

TEST_CASE("store: a file larger than allowed is refused") {
    const test::TemporaryFolder folder;
    save_graph(stored_sample(), folder / "graph.json");
    const auto size = std::filesystem::file_size(folder / "graph.json");
    CHECK_NOTHROW(load_graph(folder / "graph.json", {.max_bytes = size}));
    CHECK_THROWS_WITH(load_graph(folder / "graph.json", {.max_bytes = size - 1}), test::contains("is larger than"));
}

TEST_CASE("store: edges may stand before nodes and header") {
    const std::string json = R"({"edges":[{"source":"a","target":"b","type":"T","properties":{"k":1}}],
"nodes":[{"id":"a"},{"id":"b"}],"graph":{"format":"mirrorgraph","version":1,"schema":"open"}})";
    const PropertyGraph graph = parse_graph(json);
    REQUIRE(graph.relationship_count() == 1);
    CHECK(graph.property(RelationshipId(0), "k") == Value(1));
    CHECK(graph.id(graph.target(RelationshipId(0))) == "b");
}

TEST_CASE("store: a failed save leaves the old file and nothing else") {
    const test::TemporaryFolder folder;
    const std::string path = folder.write("graph.json", "old");
    PropertyGraph bad(standards_schema());
    bad.add_node("x", {"Nonsense"});
    CHECK_THROWS_AS(save_graph(bad, path), Error);
    CHECK(test::read_file(path) == "old");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    CHECK_THROWS_AS(save_graph(stored_sample(), folder / "missing/graph.json"), Error);
    CHECK_THROWS_AS(save_graph(stored_sample(), folder.path().string()), Error);
}

TEST_CASE("store: saving keeps permissions and follows links") {
    const test::TemporaryFolder folder;
    const std::string path = folder.write("graph.json", "old");
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::create_symlink("graph.json", folder / "link.json");
    save_graph(stored_sample(), folder / "link.json");
    CHECK(std::filesystem::is_symlink(folder / "link.json"));
    CHECK(test::read_file(path) == to_text(stored_sample()));
    CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::others_read) ==
          std::filesystem::perms::none);
}

TEST_CASE("store: quotes may be left out") {
    std::ostringstream out;
    write_graph(stored_sample(), out, {.quotes = false});
    CHECK(out.str().find("mirrors") == std::string::npos);
    CHECK(out.str().find("mirror-table") != std::string::npos);
}

TEST_CASE("atomic file: nothing is left of one that is not ready, however its process ends") {
    const test::TemporaryFolder folder;
    const int probe = open(folder.path().c_str(), O_WRONLY | O_TMPFILE);
    if (probe < 0) {
        WARN("this file system has no files without names: not tested");
        return;
    }
    close(probe);
    const auto names = [&folder] { return FileSystem::system().list(folder.path()); };
    {
        AtomicFile file(folder / "picture.svg");
        file.write("<svg");
        CHECK(names().empty());
    }
    CHECK(names().empty());
    for (const char* content : {"first", "second"}) {
        AtomicFile file(folder / "picture.svg");
        file.write(content);
        file.commit();
        CHECK(names() == std::vector<std::string>{"picture.svg"});
        CHECK(FileSystem::system().read(folder / "picture.svg") == content);
    }
}

#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

constexpr int kFailure = 1;
constexpr int kUsage = 2;
constexpr int kNothingFound = 3;
constexpr int kInvalidData = 4;

constexpr const char* kSmallGraph = R"({"directed": true, "multigraph": true,
 "graph": {"format": "mirrorgraph", "version": 1, "schema": "standards"},
 "nodes": [{"id": "committee:ISO/TC 333", "labels": ["Committee"], "properties": {"name": "ISO/TC 333"}, "evidence": []}],
 "edges": []}
)";

// Runs `build` into a file that exists already and must stay as it is.
Outcome build_over(const TemporaryFolder& folder, const std::string& input) {
    const std::string out = folder.write("old.json", kSmallGraph);
    Outcome outcome = run({"build", "--out", out, input});
    CHECK(read_file(out) == kSmallGraph);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) <= 2);
    return outcome;
}

}  // namespace

TEST_CASE("bad input: a missing file is named") {
    const TemporaryFolder folder;
    const Outcome outcome = build_over(folder, folder / "absent.txt");
    CHECK(outcome.status == kFailure);
    CHECK_THAT(outcome.err, contains("absent.txt"));
    CHECK(outcome.out.empty());
}

TEST_CASE("bad input: a folder without documents") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "empty");
    const Outcome outcome = build_over(folder, folder / "empty");
    CHECK(outcome.status == kNothingFound);
    CHECK_THAT(outcome.err, contains("empty") && contains("no document"));
}

TEST_CASE("bad input: an empty file") {
    const TemporaryFolder folder;
    const Outcome outcome = build_over(folder, folder.write("empty.txt", ""));
    CHECK(outcome.status == kInvalidData);
    CHECK_THAT(outcome.err, contains("empty.txt") && contains("empty"));
}

TEST_CASE("bad input: binary junk") {
    const TemporaryFolder folder;
    std::string junk;
    for (int i = 0; i < 4096; ++i) junk += static_cast<char>((i * 7919 + i / 3) % 256);
    const Outcome outcome = build_over(folder, folder.write("junk.txt", junk));
    CHECK(outcome.status == kInvalidData);
    CHECK_THAT(outcome.err, contains("junk.txt"));
}

TEST_CASE("bad input: 100 MB in one line is read in linear time or refused") {
    const TemporaryFolder folder;
    const std::string path = folder / "long.txt";
    {
        std::ofstream out(path, std::ios::binary);
        const std::string sentence = "The Ministry of Industry and Information Technology issued GB/T 35273-2020. ";
        for (std::size_t written = 0; written < 100'000'000; written += sentence.size()) out << sentence;
    }
    const Outcome outcome = run({"build", "--out", folder / "graph.json", path});
    CHECK((outcome.status == 0 || outcome.status == 5));
    if (outcome.status != 0) CHECK_THAT(outcome.err, contains("long.txt"));
}

TEST_CASE("bad input: damaged graphs give the place and no answer") {
    const TemporaryFolder folder;
    const std::string whole = kSmallGraph;
    struct Case {
        std::string name;
        std::string content;
        std::string message;
    };
    std::string newer = whole;
    newer.replace(newer.find("\"version\": 1"), 12, "\"version\": 9");
    std::string unknown_label = whole;
    unknown_label.replace(unknown_label.find("[\"Committee\"]"), 13, "[\"Comittee\"]");
    const std::vector<Case> cases = {
        {"truncated.json", whole.substr(0, whole.size() / 2), "truncated.json:"},
        {"damaged.json", whole + "}", "damaged.json:"},
        {"newer.json", newer, "newer"},
        {"label.json", unknown_label, "Committee"},
        {"empty.json", "", "empty.json"},
    };
    for (const Case& c : cases) {
        INFO(c.name);
        const std::string path = folder.write(c.name, c.content);
        const std::vector<std::vector<std::string>> commands = {{"stats", "--graph", path},
                                                                {"validate", path},
                                                                {"trace", "--graph", path, "ISO/TC 333"},
                                                                {"query", "--graph", path, "MATCH (n) RETURN n"}};
        for (const auto& command : commands) {
            INFO(command.front());
            const Outcome outcome = run(command);
            CHECK(outcome.status == kInvalidData);
            CHECK_THAT(outcome.out + outcome.err, contains(c.message));
        }
        CHECK(read_file(path) == c.content);
    }
}

TEST_CASE("bad input: unknown names in a query come with the nearest ones") {
    const TemporaryFolder folder;
    const std::string graph = folder.write("graph.json", kSmallGraph);
    const Outcome label = run({"query", "--graph", graph, "MATCH (n:Comittee) RETURN n"});
    CHECK(label.status == kUsage);
    CHECK_THAT(label.err, contains("did you mean 'Committee'") && contains("^^^^"));
    const Outcome type = run({"query", "--graph", graph, "MATCH (a)-[:MIRORS]->(b) RETURN a"});
    CHECK(type.status == kUsage);
    CHECK_THAT(type.err, contains("did you mean 'MIRRORS'"));
}

TEST_CASE("bad input: a trace of what nobody knows suggests") {
    const TemporaryFolder folder;
    const std::string graph = folder.write("graph.json", kSmallGraph);
    const Outcome outcome = run({"trace", "--graph", graph, "ISO/TC 334"});
    CHECK(outcome.status == kNothingFound);
    CHECK_THAT(outcome.err, contains("ISO/TC 333"));
}

TEST_CASE("bad input: wrong words on the command line") {
    CHECK(run({}).status == kUsage);
    CHECK(run({"bild"}).status == kUsage);
    CHECK(run({"build"}).status == kUsage);
    CHECK(run({"trace", "--graph"}).status == kUsage);
    CHECK(run({"--help"}).status == 0);
}

TEST_CASE("bad input: a mapping that names a missing column") {
    const TemporaryFolder folder;
    const std::string table = folder.write("t.csv", "code,title\nISO/TC 1,Threads\n");
    const std::string mapping = folder.write("m.yaml",
                                             "name: t\ncolumns: [code]\nentities:\n"
                                             "  - {name: c, label: Committee, key: committee, from: reference}\n");
    const Outcome outcome = run({"build", "--out", folder / "g.json", "--mapping", mapping, table});
    CHECK(outcome.status == kInvalidData);
    CHECK_THAT(outcome.err, contains("t.csv:1:1: mapping 't' reads column 'reference'") && contains("m.yaml"));
    CHECK_FALSE(std::filesystem::exists(folder / "g.json"));
}

TEST_CASE("bad input: decisions that are broken stop a build, those that do not apply are told") {
    const TemporaryFolder folder;
    const std::string note = folder.write("note.txt", "SAC/TC1 (Ropes) met.\n");
    const std::string graph = folder / "g.json";
    CHECK(run({"build", "--out", graph, note}).status == 0);
    const std::string before = read_file(graph);
    folder.write("decisions.json", "{\"format\": \"mirrorgraph-decisions\", \"version\": 1, \"decisions\": [{}]}");
    const Outcome broken = run({"build", "--out", graph, note});
    CHECK(broken.status == kInvalidData);
    CHECK_THAT(broken.err, contains("decisions.json:1:") && contains("'kind' is missing"));
    CHECK(read_file(graph) == before);
    folder.write("decisions.json", R"({"format": "mirrorgraph-decisions", "version": 1, "decisions": [
 {"kind": "alias", "node": "agency:x", "names": ["X"], "author": "A", "date": "2026", "reason": "r"}]})");
    const Outcome gone = run({"build", "--out", graph, note});
    CHECK(gone.status == 0);
    CHECK_THAT(gone.err, contains("decisions.json:2: does not apply") && contains("no source speaks of 'agency:x'"));
}

TEST_CASE("bad input: updates and decisions in wrong words") {
    const TemporaryFolder folder;
    const std::string note = folder.write("note.txt", "SAC/TC1 (Ropes) met.\n");
    const std::string graph = folder / "g.json";
    CHECK(run({"build", "--out", graph}).status == kUsage);
    CHECK(run({"build", "--remove", "x", note}).status == kUsage);
    CHECK(run({"build", "--update", graph, note}).status == 0);
    CHECK(run({"build", "--update", graph, "--remove", folder / "other.txt"}).status == kNothingFound);
    CHECK(run({"build", "--update", graph, graph}).status == kUsage);
    CHECK(run({"decide", "-g", graph, "merge", "SAC/TC1", "SAC/TC2", "--author", "A", "--reason", "r"}).status ==
          kNothingFound);
    CHECK(run({"decide", "-g", graph, "alias", "SAC/TC1", "Ropes", "--reason", "r"}).status == kInvalidData);
    CHECK(run({"decide", "-g", graph, "marry", "SAC/TC1"}).status == kUsage);
    CHECK(run({"decide", "-g", graph, "undo", "one"}).status == kUsage);
    CHECK_FALSE(std::filesystem::exists(folder / "decisions.json"));
}

#include "ingest/pipeline.h"

#include <algorithm>
#include <sstream>

#include "graph/store/store.h"
#include "tests/support/catch.h"
#include "tests/support/documents.h"
#include "tests/support/extractions.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

const std::string kNote =
    "ISO/TC 333 (Lithium) is mirrored in China by the China Nonferrous Metals Industry Association.\n";

BuildResult build(const std::vector<std::string>& inputs, const BuildOptions& options = {},
                  const std::string& standard_input = {}) {
    std::istringstream in(standard_input);
    static const Pipeline pipeline = Pipeline::load();
    return pipeline.build(inputs, in, options);
}

ErrorCode error_of(const std::vector<std::string>& inputs, const BuildOptions& options = {}) {
    try {
        build(inputs, options);
    } catch (const Error& error) {
        return error.code();
    }
    FAIL("no error");
    return {};
}

}  // namespace

TEST_CASE("pipeline: the order of inputs and the number of threads change nothing") {
    const std::string corpus = test::source_path("data/corpus");
    std::vector<std::string> files = {corpus + "/lithium-note.txt", corpus + "/committees.csv",
                                      corpus + "/mirror-table-2021.txt", corpus + "/announcement-replacements.zh.txt"};
    BuildOptions one_thread;
    one_thread.jobs = 1;
    const std::string expected = test::json(build(files, one_thread).resolution);
    BuildOptions four_threads;
    four_threads.jobs = 4;
    do {
        CHECK(test::json(build(files, four_threads).resolution) == expected);
    } while (std::next_permutation(files.begin(), files.end()) && files[0] != corpus + "/lithium-note.txt");
}

TEST_CASE("pipeline: a document is one document however often and however its path is given") {
    const test::TemporaryFolder folder;
    const std::string note = folder.write("a/note.txt", kNote);
    const BuildResult result = build({note, folder / "a/../a/note.txt", folder / "a"});
    CHECK(result.documents == 1);
    CHECK(result.resolution.graph.find_nodes("Document").size() == 1);
}

TEST_CASE("pipeline: documents of one name in two folders stay two") {
    const test::TemporaryFolder folder;
    folder.write("a/note.txt", kNote);
    folder.write("b/note.txt", kNote);
    folder.write(".git/note.txt", kNote);
    CHECK(build({folder.path().string()}).documents == 2);
}

TEST_CASE("pipeline: one bad document is reported, the others are in the graph") {
    const test::TemporaryFolder folder;
    folder.write("a.txt", kNote);
    folder.write("b.txt", "");
    folder.write("c.bin", std::string("\x7F"
                                      "ELF\0\0\0",
                                      7));
    const BuildResult result = build({folder.path().string()});
    CHECK(result.documents == 1);
    CHECK(result.resolution.graph.find_node("committee:ISO/TC 333"));
    REQUIRE(result.problems.size() == 2);
    CHECK(result.problems[0].path == folder / "b.txt");
    CHECK_THAT(result.problems[0].error.what(), test::contains("is empty"));
    CHECK_THAT(result.problems[1].error.what(), test::contains("is a program"));
    BuildOptions strict;
    strict.strict = true;
    CHECK(error_of({folder.path().string()}, strict) == ErrorCode::kInvalidData);
}

TEST_CASE("pipeline: a thousand documents of which one is bad give the other 999") {
    const test::TemporaryFolder folder;
    for (int i = 0; i < 1000; ++i) {
        folder.write(std::to_string(i) + ".txt",
                     i == 500 ? "%PDF-1.4 broken" : "SAC/TC" + std::to_string(i + 1) + " met.\n");
    }
    const BuildResult result = build({folder.path().string()});
    CHECK(result.documents == 999);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].path == folder / "500.txt");
    CHECK(result.resolution.graph.find_node("committee:SAC/TC1000"));
    BuildOptions strict;
    strict.strict = true;
    CHECK_THROWS_WITH(build({folder.path().string()}, strict), test::contains("500.txt: is a damaged PDF"));
}

TEST_CASE("pipeline: files of an archive have the size that a document may have") {
    const test::TemporaryFolder folder;
    const std::string zip = folder.write("a.zip", test::make_zip({{"long.txt", kNote + kNote}, {"note.txt", kNote}}));
    BuildOptions options;
    options.read.max_bytes = kNote.size();
    CHECK(error_of({zip}, options) == ErrorCode::kLimit);
    const std::string small =
        folder.write("b.zip", test::make_zip({{"long.txt", std::string(5000, 'a')}, {"note.txt", kNote}}));
    options.read.max_bytes = 1000;
    const BuildResult result = build({small}, options);
    CHECK(result.documents == 1);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].path == small + "/long.txt");
}

TEST_CASE("pipeline: what is not there is an error") {
    const test::TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "empty");
    CHECK(error_of({folder / "missing.txt"}) == ErrorCode::kIo);
    CHECK(error_of({folder / "empty"}) == ErrorCode::kNotFound);
    CHECK(error_of({folder.write("empty.txt", "")}) == ErrorCode::kInvalidData);
    BuildOptions small;
    small.read.max_bytes = 10;
    CHECK(error_of({folder.write("long.txt", kNote)}, small) == ErrorCode::kLimit);
}

TEST_CASE("pipeline: an archive is a folder") {
    const test::TemporaryFolder folder;
    const std::string zip = folder.write("a.zip", test::make_zip({{"x/note.txt", kNote},
                                                                  {"x/.hidden", "no"},
                                                                  {"y/empty.txt", ""},
                                                                  {"z.zip", test::make_zip({{"n.txt", kNote}})}}));
    const BuildResult result = build({zip});
    CHECK(result.documents == 1);
    CHECK(result.resolution.graph.find_node("committee:ISO/TC 333"));
    REQUIRE(result.problems.size() == 2);
    CHECK(result.problems[0].path == zip + "/y/empty.txt");
    CHECK_THAT(result.problems[1].error.what(), test::contains("is an archive inside an archive"));
    const std::string bomb =
        folder.write("bomb.zip", test::make_zip({{"big.txt", std::string(std::size_t{80} << 20, 'a')}}));
    CHECK(error_of({bomb}) == ErrorCode::kLimit);
    CHECK(error_of({folder.write("broken.zip", "PK\x03\x04 and nothing")}) == ErrorCode::kInvalidData);
}

TEST_CASE("pipeline: a table without a mapping is rows for the rules") {
    const Document document =
        read_document("f.csv", "name,code,\"full, title\"\nA,CW 1,\"say \"\"x\"\"\"\nB,,\"two\nlines\"\n");
    REQUIRE(document.blocks.size() == 3);
    CHECK(document.blocks[0].header);
    const auto cell = [&document](std::size_t row, std::size_t column) {
        const Span span = document.blocks[row].cells.at(column);
        return document.text.substr(span.begin, span.size());
    };
    CHECK(cell(0, 2) == "full, title");
    CHECK(cell(1, 1) == "CW 1");
    CHECK(cell(2, 1).empty());
    CHECK(cell(2, 2) == "two lines");
    CHECK(document.map.locate(document.blocks[2].span).line == 3);
    CHECK(read_document("f", "One, two, three.\nFour, and five.\n").blocks[0].kind != BlockKind::kTableRow);
}

TEST_CASE("pipeline: the standard input is a document") {
    const BuildResult result = build({"-"}, {}, kNote);
    CHECK(result.resolution.graph.find_node("document:-"));
    CHECK(result.resolution.graph.find_node("committee:ISO/TC 333"));
}

TEST_CASE("pipeline: facts of a registry stand on their rows") {
    const test::TemporaryFolder folder;
    const std::string table =
        "reference,title,parent,secretariat,established\n"
        "ISO/TC 149,Cycles,,JISC,1973\n"
        "ISO/TC 149/SC 1,\"Cycles and\nmajor sub-assemblies\",ISO/TC 149,JISC,1973\n";
    const BuildResult result = build({folder.write("committees.csv", table)});
    const PropertyGraph& graph = result.resolution.graph;
    const auto child = graph.find_node("committee:ISO/TC 149/SC 1");
    REQUIRE(child);
    const auto relationships = graph.outgoing(*child);
    const auto part_of = std::find_if(relationships.begin(), relationships.end(),
                                      [&](RelationshipId id) { return graph.type(id) == "PART_OF"; });
    REQUIRE(part_of != relationships.end());
    CHECK(graph.id(graph.target(*part_of)) == "committee:ISO/TC 149");
    REQUIRE_FALSE(graph.evidence(*part_of).empty());
    const Evidence& evidence = graph.evidence(*part_of).front();
    CHECK(evidence.line == 3);
    CHECK(table.substr(evidence.begin, evidence.end - evidence.begin).starts_with("ISO/TC 149/SC 1,"));
}

TEST_CASE("build: writes the graph whole or leaves the old one") {
    const test::TemporaryFolder folder;
    const std::string note = folder.write("note.txt", kNote);
    const std::string out = folder / "graph.json";
    const test::Outcome good = test::run({"build", "--out", out, note});
    CHECK(good.status == 0);
    CHECK(good.out.empty());
    CHECK_THAT(good.err, test::contains("1 document, "));
    const std::string graph = test::read_file(out);
    CHECK(load_graph(out).find_node("committee:ISO/TC 333"));

    const test::Outcome missing = test::run({"build", "--out", out, folder / "missing.txt"});
    CHECK(missing.status == 1);
    CHECK_THAT(missing.err, test::contains("missing.txt: no such file or folder"));
    CHECK(test::run({"build", "--out", out, folder.write("bad.txt", "")}).status == 4);
    CHECK(test::run({"build", "--out", out, "--max-bytes", "9", note}).status == 5);
    CHECK(test::run({"build", "--out", out}).status == 2);
    CHECK(test::read_file(out) == graph);

    const test::Outcome partly = test::run({"build", "--out", folder / "partly.json", note, folder / "bad.txt"});
    CHECK(partly.status == 1);
    CHECK_THAT(partly.err, test::contains("1 of 2 documents could not be read and are not in the graph"));
    CHECK(load_graph(folder / "partly.json").find_node("committee:ISO/TC 333"));
}

TEST_CASE("build: --no-quotes leaves the sentences out, - writes to the standard output") {
    const test::Outcome with = test::run({"build", "--out", "-", "-"}, kNote);
    const test::Outcome without = test::run({"build", "--no-quotes", "--out", "-", "-"}, kNote);
    CHECK(with.status == 0);
    CHECK_THAT(with.out, test::contains("is mirrored in China by"));
    CHECK(without.out.find("is mirrored in China by") == std::string::npos);
}

TEST_CASE("build: the five seeds give the seventeen mirrors of their table") {
    const auto seeds = test::shared_path("seeds");
    if (!seeds) return;
    const BuildResult result = build({*seeds});
    CHECK(result.problems.empty());
    const PropertyGraph& graph = result.resolution.graph;
    std::size_t mirrors = 0;
    for (const RelationshipId id : graph.relationships()) {
        if (graph.type(id) != "MIRRORS") continue;
        const auto& evidence = graph.evidence(id);
        mirrors += std::any_of(evidence.begin(), evidence.end(), [](const Evidence& e) {
            return e.document.find("003_") != std::string::npos && e.line >= 225 && e.line <= 305;
        });
    }
    CHECK(mirrors == 17);
}

TEST_CASE("pipeline: a body that a registry names is the one that texts name") {
    const test::TemporaryFolder folder;
    const std::string table = folder.write("committees.csv",
                                           "reference,title,parent,secretariat,established\n"
                                           "ISO/TC 333,Lithium,,SAC,2020\n");
    const std::string note =
        folder.write("note.txt", "The Standardization Administration of China (SAC) met ISO/TC 333.\n");
    const BuildResult result = build({table, note});
    const auto sac = result.resolution.graph.find_node("agency:sac");
    REQUIRE(sac);
    CHECK(result.resolution.graph.find_nodes("Organization").empty());
    const auto outgoing = result.resolution.graph.outgoing(*sac);
    CHECK(std::any_of(outgoing.begin(), outgoing.end(),
                      [&](RelationshipId r) { return result.resolution.graph.type(r) == "SECRETARIAT_OF"; }));
}

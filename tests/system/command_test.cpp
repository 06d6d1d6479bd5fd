#include <algorithm>
#include <array>
#include <filesystem>

#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

const std::array<std::string, 5> kSeeds = {"000_405f3ed91f674330.txt", "001_ec4552b100b503aa.txt",
                                           "002_9a81398e1b194743.txt", "003_2f23be253f1a08a5.txt",
                                           "004_9e54aa665dafba94.txt"};

std::string build(const std::vector<std::string>& inputs, const TemporaryFolder& folder, const std::string& name) {
    std::vector<std::string> arguments = {"build", "--out", folder / name};
    arguments.insert(arguments.end(), inputs.begin(), inputs.end());
    const Outcome outcome = run(arguments);
    INFO(outcome.err);
    REQUIRE(outcome.status == 0);
    return folder / name;
}

std::string seed_path(const std::string& name) { return shared_path("seeds/" + name).value_or(""); }

}  // namespace

TEST_CASE("commands: build, validate and stats agree on the corpus") {
    const TemporaryFolder folder;
    const std::string graph = corpus_graph(folder);
    CHECK(run({"validate", graph}).status == 0);
    const Outcome stats = run({"stats", "--graph", graph});
    CHECK(stats.status == 0);
    CHECK_THAT(stats.out, contains("MIRRORS") && contains("Committee"));
}

TEST_CASE("commands: trace finds the mirror body from any spelling, with its evidence") {
    const TemporaryFolder folder;
    const std::string graph = corpus_graph(folder);
    const std::string first = run({"trace", "--graph", graph, "ISO/TC 333"}).out;
    CHECK_THAT(first, contains("mirror body: China Nonferrous Metals Industry Standard Measurement and Quality") &&
                          contains("2021-06-17") && contains("mirror-table-2021.txt:"));
    for (const std::string spelling : {"iso/tc333", "ISO TC 333", "ＩＳＯ／ＴＣ　３３３", "committee:ISO/TC 333"}) {
        INFO(spelling);
        CHECK(run({"trace", "--graph", graph, spelling}).out == first);
    }
}

TEST_CASE("commands: trace leads back from the Chinese body") {
    const TemporaryFolder folder;
    const std::string graph = corpus_graph(folder);
    const Outcome outcome = run({"trace", "--graph", graph, "China Bicycle Association"});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, contains("mirrors (2)") && contains("├─ ISO/TC 149 ·") && contains("╰─ ISO/TC 149/SC 1 ·"));
}

TEST_CASE("commands: identify reads lines and writes lines") {
    const Outcome outcome = run({"identify"}, "iso-iec 27001:2022\nGB\n");
    CHECK(outcome.status == 0);
    CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') == 2);
    CHECK_THAT(outcome.out, contains(R"("normalized":"ISO/IEC 27001:2022")") && contains("\"error\""));
}

TEST_CASE("commands: schema tells what may exist") {
    const Outcome outcome = run({"schema"});
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out, contains("MIRRORS") && contains("Policy"));
}

TEST_CASE("commands: query answers as table, JSON and CSV; nothing found is exit code 3") {
    const TemporaryFolder folder;
    const std::string graph = corpus_graph(folder);
    const std::string text =
        "MATCH (body)-[m:MIRRORS]->(c:Committee) WHERE c.name = 'ISO/TC 149' RETURN body.name AS body, c.name AS "
        "committee";
    CHECK_THAT(run({"query", "--graph", graph, text}).out, contains("China Bicycle Association"));
    CHECK(run({"query", "--graph", graph, "--format", "csv", text}).out ==
          "body,committee\r\nChina Bicycle Association,ISO/TC 149\r\n");
    CHECK_THAT(run({"query", "--graph", graph, "--format", "json", text}).out, contains("China Bicycle Association"));
    CHECK(run({"query", "--graph", graph, "MATCH (c:Committee {name: 'none'}) RETURN c"}).status == 3);
}

TEST_CASE("commands: the same inputs in any order give the same bytes") {
    std::vector<std::string> inputs;
    for (const std::string& name : kSeeds) inputs.push_back(seed_path(name));
    if (inputs.front().empty()) {
        inputs.clear();
        for (const auto& entry : std::filesystem::directory_iterator(source_path("data/corpus"))) {
            inputs.push_back(entry.path().string());
        }
    }
    std::sort(inputs.begin(), inputs.end());
    const TemporaryFolder folder;
    const std::string first = read_file(build(inputs, folder, "first.json"));
    CHECK(read_file(build(inputs, folder, "again.json")) == first);
    std::reverse(inputs.begin(), inputs.end());
    CHECK(read_file(build(inputs, folder, "reversed.json")) == first);
    std::rotate(inputs.begin(), inputs.begin() + 2, inputs.end());
    CHECK(read_file(build(inputs, folder, "rotated.json")) == first);
}

TEST_CASE("commands: the mirror table of a newsletter comes out whole") {
    const std::string newsletter = seed_path(kSeeds[3]);
    if (newsletter.empty()) return;
    const TemporaryFolder folder;
    const std::string graph = build({newsletter}, folder, "g.json");
    struct Row {
        std::string committee;
        std::string body;
    };
    const std::vector<Row> rows = {
        {"ISO/TC 20/SC 17", "China Academy of Civil Aviation Science and Technology"},
        {"ISO/TC 35/SC 16", "Changzhou Coating Chemical Research Institute of China National Offshore Oil Corporation"},
        {"ISO/TC 51", "China Federation of Logistics & Purchasing"},
        {"ISO/TC 71/SC 4", "China Academy of Building Research"},
        {"ISO/TC 71/SC 8", "China Academy of Building Research"},
        {"ISO/TC 107/SC 9", "Wuhan Research Institute of Materials Protection"},
        {"ISO/TC 148", "China Sewing Machinery Association"},
        {"ISO/TC 149", "China Bicycle Association"},
        {"ISO/TC 149/SC 1", "China Bicycle Association"},
        {"ISO/TC 186", "China Daily Hardware Technology Development Center"},
        {"ISO/TC 260", "China Association for Professional Managers"},
        {"ISO/TC 316", "China National Institute of Standardization"},
        {"ISO/TC 321", "Hangzhou Institute of Standardization"},
        {"ISO/TC 322", "China National Institute of Standardization"},
        {"ISO/TC 329", "China National Institute of Standardization"},
        {"ISO/TC 331", "China National Institute of Standardization"},
        {"ISO/TC 333", "China Nonferrous Metals Industry Standard Measurement and Quality Research Institute"}};
    for (const Row& row : rows) {
        INFO(row.committee);
        const Outcome outcome =
            run({"query", "--graph", graph, "--format", "csv", "--param", "committee=" + row.committee,
                 "MATCH (b)-[m:MIRRORS]->(c:Committee) WHERE c.name = $committee "
                 "RETURN b.name AS body, b.aliases AS aliases, toString(m.date) AS date"});
        CHECK_THAT(outcome.out, contains(row.body) && contains("2021-06-17"));
    }
}

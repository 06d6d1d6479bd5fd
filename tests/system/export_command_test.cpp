#include <filesystem>

#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

std::string fixture() { return source_path("tests/cases/export/nasty.json"); }

Outcome run_export(std::vector<std::string> more) {
    more.insert(more.begin(), {"export", "--graph", fixture()});
    return run(more);
}

}  // namespace

TEST_CASE("export command: format by name, by extension, to a file, a folder and the standard output") {
    const TemporaryFolder folder;
    CHECK(run_export({"--format", "json"}).out == read_file(fixture()));
    CHECK(run_export({"--out", folder / "a.gexf"}).status == 0);
    CHECK(read_file(folder / "a.gexf").find("http://gexf.net/1.3") != std::string::npos);
    CHECK(run_export({"--format", "csv", "--out", folder / "tables"}).status == 0);
    CHECK(std::filesystem::exists(folder / "tables/relationships.csv"));
    CHECK(run({"export", "--list"}).out.find("graphml-yed") != std::string::npos);
}

TEST_CASE("export command: only what a query returns") {
    const Outcome outcome = run_export({"--format", "d3", "--query", "MATCH (a)-[r:MIRRORS]->(b) RETURN r"});
    CHECK(outcome.status == 0);
    CHECK(outcome.out.find("committee:iso/tc 333") != std::string::npos);
    CHECK(outcome.out.find("emoji") == std::string::npos);
    CHECK(run_export({"--format", "d3", "--query", "MATCH (a) RETURN a.name AS n"}).status == 3);
}

TEST_CASE("export command: what cannot be done is said, and nothing is left behind") {
    const TemporaryFolder folder;
    const auto refused = [&](std::vector<std::string> words, int status, const std::string& message) {
        const Outcome outcome = run_export(std::move(words));
        INFO(outcome.err);
        CHECK(outcome.status == status);
        CHECK(outcome.err.find(message) != std::string::npos);
    };
    refused({}, 2, "no format was given");
    refused({"--format", "gefx"}, 2, "unknown format 'gefx'; did you mean 'gexf'?");
    refused({"--out", folder / "a.xyz"}, 2, "no format is known by the name of");
    refused({"--format", "csv"}, 2, "'csv' is written as several files");
    refused({"--format", "svg", "--layout", "round"}, 2, "unknown layout 'round'");
    refused({"--format", "svg", "--max-nodes", "3"}, 5, "a picture of 10 nodes cannot be read; the limit is 3");
    refused({"--format", "turtle", "--base", "no iri"}, 2, "'no iri' cannot begin the names of RDF");
    refused({"--format", "gexf", "--out", folder / "no/such/folder/a.gexf"}, 1, "cannot write");
    refused({"--format", "csv", "--out", "/dev/null/tables"}, 1, "cannot make the folder");
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("export command: a machine without a Chinese font is told what is drawn instead") {
    const TemporaryFolder folder;
    const std::string fonts = folder.write("fonts.conf", "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
    const Outcome outcome = shell(
        "FONTCONFIG_FILE='" + fonts + "' mirrorgraph export --graph '" + fixture() + "' --format svg --out picture.svg",
        folder.path().string());
    INFO(outcome.err);
    CHECK(outcome.status == 0);
    CHECK(outcome.err.find("no font on this machine has Chinese characters") != std::string::npos);
    CHECK(read_file(folder / "picture.svg").find("标准化工作导则") != std::string::npos);
}

#include "graph/provenance/decisions.h"

#include <thread>

#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using mirrorgraph::test::contains;

namespace {

const Schema& schema() {
    static const auto loaded = load_schema(test::source_path("data/schema.json"));
    return *loaded;
}

Decision merge(std::string node, std::string other) {
    Decision made;
    made.kind = DecisionKind::kMerge;
    made.node = std::move(node);
    made.others = {std::move(other)};
    made.author = "L. Chen";
    made.reason = "one body, two \"names\"";
    made.date = *parse_date("2026-03-01");
    return made;
}

std::string fault_of(const std::string& decision) {
    const std::string text =
        "{\"format\": \"mirrorgraph-decisions\", \"version\": 1, \"decisions\": [\n" + decision + "\n]}\n";
    try {
        parse_decisions(text, "decisions.json", schema());
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kInvalidData);
        return error.render();
    }
    return "no fault";
}

const std::string kSigned = R"("author": "A", "date": "2026", "reason": "r")";

}  // namespace

TEST_CASE("decisions: what is added is read back, with its line") {
    const test::TemporaryFolder folder;
    const std::string path = decisions_path(folder / "graph.json");
    CHECK(path == folder / "decisions.json");
    CHECK(load_decisions(path, schema()).list.empty());
    add_decision(path, merge("agency:a", "agency:b"), schema());
    Decision fact;
    fact.kind = DecisionKind::kAdd;
    fact.source = "organization:x";
    fact.type = "MIRRORS";
    fact.target = "committee:ISO/TC 9";
    fact.properties = {{"date", Value(*parse_date("2021-06"))}};
    fact.author = "王";
    fact.reason = "见公告";
    fact.date = *parse_date("2026-03-02");
    add_decision(path, fact, schema());
    const Decisions read = load_decisions(path, schema());
    REQUIRE(read.list.size() == 2);
    CHECK(read.list[0].others == std::vector<std::string>{"agency:b"});
    CHECK(read.list[0].line == 3);
    CHECK(read.list[1].line == 4);
    CHECK(read.list[1].properties == fact.properties);
    CHECK_THAT(read.text.substr(read.list[1].span.begin, read.list[1].span.size()), contains("见公告"));
    CHECK(describe(read.list[1]) == "so it is: organization:x -[MIRRORS]-> committee:ISO/TC 9");
    fact.kind = DecisionKind::kConfirm;
    fact.documents = {"document:x"};
    add_decision(path, fact, schema());
    CHECK(describe(load_decisions(path, schema()).list.at(2)) ==
          "confirmed: organization:x -[MIRRORS]-> committee:ISO/TC 9, as 'document:x' has it, with {date: "
          "date('2021-06')}");
}

TEST_CASE("decisions: the same one twice is a conflict, a removed one is gone") {
    const test::TemporaryFolder folder;
    const std::string path = folder / "decisions.json";
    add_decision(path, merge("agency:a", "agency:b"), schema());
    const std::string before = test::read_file(path);
    CHECK_THROWS_AS(add_decision(path, merge("agency:a", "agency:b"), schema()), Error);
    CHECK(test::read_file(path) == before);
    CHECK_THROWS_AS(remove_decision(path, 2, schema()), Error);
    CHECK(remove_decision(path, 1, schema()).node == "agency:a");
    CHECK(load_decisions(path, schema()).list.empty());
}

TEST_CASE("decisions: a broken file is told with its place and left as it is") {
    const test::TemporaryFolder folder;
    const std::string path = folder.write("decisions.json", "{\"format\": \"mirrorgraph-decisions\",\n");
    CHECK_THROWS_AS(add_decision(path, merge("agency:a", "agency:b"), schema()), Error);
    CHECK(test::read_file(path) == "{\"format\": \"mirrorgraph-decisions\",\n");
}

TEST_CASE("decisions: writers at once lose nothing") {
    const test::TemporaryFolder folder;
    const std::string path = folder / "decisions.json";
    std::vector<std::thread> writers;
    for (int w = 0; w < 4; ++w) {
        writers.emplace_back([&, w] {
            for (int i = 0; i < 5; ++i) {
                add_decision(path, merge("agency:a", "agency:" + std::to_string(w * 5 + i)), schema());
            }
        });
    }
    for (std::thread& writer : writers) writer.join();
    CHECK(load_decisions(path, schema()).list.size() == 20);
}

TEST_CASE("decisions: faults name the place and the remedy") {
    CHECK_THAT(fault_of("{\"kind\": \"merg\", \"node\": \"a\", " + kSigned + "}"),
               contains("decisions.json:2:10: unknown kind of decision 'merg'; did you mean 'merge'?"));
    CHECK_THAT(fault_of("{\"kind\": \"merge\", \"node\": \"a\", " + kSigned + "}"), contains("'merge' needs 'others'"));
    CHECK_THAT(fault_of("{\"kind\": \"alias\", \"names\": [\"x\"], " + kSigned + "}"),
               contains("'alias' needs 'node'"));
    CHECK_THAT(fault_of("{\"kind\": \"alias\", \"node\": \"a\", \"names\": [\"x\"]}"),
               contains("the key 'author' is missing"));
    CHECK_THAT(
        fault_of(R"({"kind": "alias", "node": "a", "names": ["x"], "author": " ", "date": "2026", "reason": "r"})"),
        contains("'alias' needs an 'author'"));
    CHECK_THAT(
        fault_of(R"({"kind": "alias", "node": "a", "names": ["x"], "author": "A", "date": "soon", "reason": "r"})"),
        contains("'soon' is no date") && contains("2021-06-17"));
    CHECK_THAT(fault_of("{\"kind\": \"split\", \"node\": \"a\", \"documents\": [\"d\"], " + kSigned + "}"),
               contains("'documents' and 'as' together"));
    CHECK_THAT(
        fault_of("{\"kind\": \"reject\", \"source\": \"a\", \"type\": \"MIRORS\", \"target\": \"b\", " + kSigned + "}"),
        contains("did you mean 'MIRRORS'"));
    CHECK_THAT(fault_of("{\"kind\": \"confirm\", \"source\": \"a\", \"target\": \"b\", " + kSigned + "}"),
               contains("'confirm' needs 'source', 'type' and 'target'"));
    CHECK_THAT(
        fault_of("{\"kind\": \"add\", \"source\": \"agency:a\", \"type\": \"ISSUED\", \"target\": \"committee:b\", " +
                 kSigned + "}"),
        contains("ISSUED"));
    CHECK_THAT(fault_of("{\"kind\": \"add\", \"node\": \"a\", \"properties\": {\"titel\": \"x\"}, " + kSigned + "}"),
               contains("did you mean 'title'"));
    CHECK_THAT(
        fault_of("{\"kind\": \"add\", \"node\": \"a\", \"properties\": {\"issued\": \"yesterday\"}, " + kSigned + "}"),
        contains("'yesterday' is no date"));
    CHECK_THAT(fault_of("{\"kind\": \"add\", \"nod\": \"a\", " + kSigned + "}"),
               contains("unknown key 'nod'; did you mean 'node'?"));
}

TEST_CASE("decisions: another format or a newer version is refused") {
    CHECK_THROWS_WITH(parse_decisions(R"({"format": "x", "version": 1, "decisions": []})", "d", schema()),
                      contains("no file of decisions"));
    CHECK_THROWS_WITH(
        parse_decisions(R"({"format": "mirrorgraph-decisions", "version": 2, "decisions": []})", "d", schema()),
        contains("newer mirrorgraph"));
}

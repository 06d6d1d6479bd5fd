#include <sstream>

#include "schema/text/text.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

TEST_CASE("task commands: the mirror table as CSV, coverage on the error stream") {
    const TemporaryFolder folder;
    const std::string graph = corpus_graph(folder);
    const Outcome csv = run({"trace", "--graph", graph, "--all-mirrors"});
    CHECK(csv.status == 0);
    CHECK_THAT(csv.err, contains("international committees have a known mirror body"));
    std::istringstream lines(csv.out);
    std::string line;
    std::getline(lines, line);
    CHECK(line ==
          "committee,title,status,mirror,mirror_zh,national_committee,secretariat,since,confidence,document,line,"
          "evidence,nearest_committee,nearest_mirror");
    CHECK_THAT(csv.out, contains("\nISO/TC 149,Cycles,,China Bicycle Association,") && contains(",2021-06-17,"));
    CHECK_THAT(run({"trace", "--graph", graph, "--all-mirrors", "--format", "text"}).out,
               contains("\nISO/TC 149 · Cycles\n╰─ China Bicycle Association"));
    CHECK_THAT(run({"trace", "--graph", graph, "--all-mirrors", "--format", "json"}).out,
               contains(R"({"coverage":{"committees":)"));
}

TEST_CASE("task commands: wrong words have exit code 2, nothing found 3") {
    const TemporaryFolder folder;
    const std::string graph = corpus_graph(folder);
    struct Case {
        std::vector<std::string> words;
        int status;
        const char* message;
    };
    for (const Case& c :
         {Case{{"trace", "ISO/TC 3333"}, 3, "nearest: 'ISO/TC 333'"}, Case{{"trace"}, 2, "a subject is wanted"},
          Case{{"trace", "ISO/TC 333", "--all-mirrors"}, 2, "takes no subject"},
          Case{{"trace", "ISO/TC 333", "--format", "csv"}, 2, "csv is for --all-mirrors"},
          Case{{"trace", "ISO/TC 333", "--as-of", "2021-02-30"}, 2, "'2021-02-30' is no date of the calendar"},
          Case{{"impact", "ISO/TC 3333"}, 3, "nearest: 'ISO/TC 333'"}, Case{{"impact"}, 2, "one subject is wanted"},
          Case{{"impact", "ISO/TC 333", "--compare", "ISO/TC 149", "SAC"}, 2, "one subject is wanted"},
          Case{{"impact", "ISO/TC 333", "--as-of", "yesterday"}, 2, "no date of the calendar"},
          Case{{"impact", "ISO/TC 333", "--types", "Standrad"}, 3, "did you mean 'Standard'?"},
          Case{{"impact", "ISO/TC 333", "--what-if", "eaten"}, 2, "eaten"},
          Case{{"impact", "ISO/TC 333", "--what-if", "withdrawn", "--format", "csv"}, 2, "csv is for an impact"},
          Case{{"analyse", "path", "ISO/TC 333"}, 2, "path takes two subjects"},
          Case{{"analyse", "degree", "ISO/TC 333"}, 2, "takes no subject"},
          Case{{"analyse", "degree", "--labels", "Comittee"}, 3, "did you mean 'Committee'?"},
          Case{{"analyse", "wisdom"}, 2, "wisdom"}}) {
        std::vector<std::string> words = c.words;
        words.insert(words.end(), {"--graph", graph});
        const Outcome outcome = run(words);
        INFO(c.words.front() << " " << c.message << "\n" << outcome.err);
        CHECK(outcome.status == c.status);
        CHECK(outcome.out.empty());
        CHECK_THAT(outcome.err, contains(c.message));
    }
}

TEST_CASE("task commands: impact says what is touched and why, in every form") {
    const TemporaryFolder folder;
    const std::string graph = corpus_graph(folder);
    const Outcome text = run({"impact", "--graph", graph, "ISO 31000:2018"});
    CHECK(text.status == 0);
    CHECK_THAT(text.out, contains("GB/T 24353-2022") && contains("adopts it") &&
                             contains("GB/T 24353-2022 adopts ISO 31000:2018 [") && contains("Evidence"));
    CHECK_THAT(run({"impact", "--graph", graph, "ISO 31000:2018", "--format", "json"}).out,
               contains(R"("affected":[{"id":"standard:GB/T 24353-2022")"));
    CHECK_THAT(run({"impact", "--graph", graph, "ISO 31000:2018", "--format", "csv"}).out,
               contains("\nstandard:GB/T 24353-2022,GB/T 24353-2022,Standard,direct,"));
    CHECK_THAT(run({"impact", "--graph", graph, "ISO 31000:2018", "--what-if", "replaced"}).out,
               contains("adopts a dead edition\n  GB/T 24353-2022\n"));
    CHECK_THAT(run({"impact", "--graph", graph, "--compare", "GB/T 24353-2022", "GB/T 19011-2021"}).out,
               contains("touched by both"));
}

TEST_CASE("task commands: lines keep to the width") {
    const TemporaryFolder folder;
    const std::string graph = corpus_graph(folder);
    for (const std::vector<std::string>& words : {std::vector<std::string>{"trace", "ISO/TC 333"},
                                                  {"trace", "GB/T 24353-2022"},
                                                  {"impact", "GB/T 24353-2022"},
                                                  {"trace", "--all-mirrors", "--format", "text"},
                                                  {"impact", "SAC"}}) {
        std::vector<std::string> all = words;
        all.insert(all.end(), {"--graph", graph});
        std::istringstream lines(run(all).out);
        for (std::string line; std::getline(lines, line);) {
            INFO(line);
            CHECK(mirrorgraph::display_width(line) <= 100);
        }
    }
}

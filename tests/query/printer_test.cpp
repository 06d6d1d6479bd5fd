#include "query/syntax/printer.h"

#include "query/query_error.h"
#include "query/syntax/parser.h"
#include "tests/support/catch.h"
#include "tests/support/features.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

void check_round_trip(const std::string& text) {
    const ast::Statement tree = parse(text);
    const std::string printed = print(tree);
    INFO(text << "\nprinted\n" << printed);
    const ast::Statement again = parse(printed);
    CHECK(again == tree);
    CHECK(print(again) == printed);
}

bool does_parse(const std::string& text) {
    try {
        parse(text);
        return true;
    } catch (const QueryError&) {
        return false;
    }
}

}  // namespace

TEST_CASE("printer: every query of the conformance features parses back to the same tree") {
    const auto folder = test::shared_path("tck/features");
    if (!folder) return;
    std::size_t parsed = 0;
    for (const test::Scenario& scenario : test::read_scenarios(*folder)) {
        INFO(scenario.title);
        for (const std::string& text : scenario.setup) check_round_trip(text);
        if (scenario.error && scenario.error->phase == "compile time" && !does_parse(scenario.queries.at(0))) continue;
        for (const std::string& text : scenario.queries) check_round_trip(text);
        parsed += scenario.setup.size() + scenario.queries.size();
    }
    CHECK(parsed > 1000);
}

#include "query/bind/binder.h"

#include "query/query_error.h"
#include "query/syntax/parser.h"
#include "tests/support/catch.h"
#include "tests/support/features.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

// "SyntaxError UndefinedVariable", or "" where the query binds.
std::string fault_of(const std::string& text) {
    try {
        bind(parse(text), *Schema::open());
        return "";
    } catch (const QueryError& error) {
        INFO(error.render());
        CHECK(error.has_place());
        return fmt::format("{} {}", error.kind(), error.detail());
    }
}

}  // namespace

TEST_CASE("binder: raises the compile-time errors of the conformance features, and no others") {
    const auto folder = test::shared_path("tck/features");
    if (!folder) return;
    std::size_t faults = 0;
    for (const test::Scenario& scenario : test::read_scenarios(*folder)) {
        if (scenario.needs_procedure) continue;
        INFO(scenario.title);
        for (const std::string& query : scenario.setup) CHECK(fault_of(query) == "");
        for (const std::string& query : scenario.queries) {
            INFO(query);
            const std::string fault = fault_of(query);
            if (!scenario.error) {
                CHECK(fault == "");
            } else if (scenario.error->phase == "compile time") {
                CHECK(fault == scenario.error->kind + " " + scenario.error->detail);
                ++faults;
            }
        }
    }
    CHECK(faults > 200);
}

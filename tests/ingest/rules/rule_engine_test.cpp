#include "ingest/rules/rule_engine.h"

#include "ingest/rules/notation/example.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

TEST_CASE("rules: every rule passes its own examples") {
    const RuleEngine engine = RuleEngine::load(test::source_path("data/rules"));
    REQUIRE_NOTHROW(engine.check_examples());
    for (const Rule& rule : engine.rules()) {
        INFO(rule.name);
        CHECK(std::any_of(rule.examples.begin(), rule.examples.end(), [](const auto& e) { return !e.claims.empty(); }));
        CHECK(std::any_of(rule.examples.begin(), rule.examples.end(), [](const auto& e) { return e.claims.empty(); }));
    }
}

// Random queries of a grammar: nothing but rows and errors of ours come of them.
#include <fmt/core.h>

#include <random>
#include <vector>

#include "tests/query/random_query_check.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::test;

TEST_CASE("engine: queries of a random grammar end with rows or an error, and counting them agrees") {
    const auto database = random_query_world();
    std::mt19937 random(5);
    std::size_t answered = 0;
    for (int i = 0; i < 4000; ++i) {
        std::vector<std::uint8_t> bytes(120);
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
        const std::string wrong = check_random_query(*database, bytes);
        if (!wrong.empty()) FAIL(wrong);
        RandomQuery query(bytes);
        answered += count_rows(*database, query.clauses() + " RETURN 1", false).has_value();
    }
    // The grammar is of use only where enough of it is valid; how much, differs with the order in which a compiler draws.
    CHECK(answered > 400);
}

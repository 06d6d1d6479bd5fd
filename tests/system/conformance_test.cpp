#include <fmt/core.h>

#include <cstdio>

#include "tests/support/catch.h"
#include "tests/support/server.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

// Not run are 22 scenarios that call procedures which only a harness inside the engine can register, and one that the
// suite itself leaves out.
TEST_CASE("conformance: every scenario of openCypher's suite that is at hand passes") {
    const auto suite = shared_path("tck");
    if (!suite) return;
    const Server server({"--writable", "--schema", "open"});
    for (const std::string format : {"", "--typed"}) {
        INFO(format);
        const Outcome outcome = shell(
            fmt::format("python3 {0}/run_tck.py --features {0}/features --url http://127.0.0.1:{1}/db/test/query/v2 "
                        "--strict-errors --list-failures {2}",
                        *suite, server.port(), format),
            *suite);
        CHECK(outcome.status == 0);
        CHECK_THAT(outcome.out, !contains("FAIL"));
        CHECK_THAT(outcome.out, contains("scenarios in"));
    }
}

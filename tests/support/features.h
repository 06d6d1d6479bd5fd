// Scenarios of the openCypher conformance features, as far as tests inside the process need them: the
// queries, and which error the last one asks for.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mirrorgraph::test {

struct ExpectedError {
    std::string kind;    // "SyntaxError"
    std::string phase;   // "compile time", "runtime", "any time"
    std::string detail;  // "UndefinedVariable"
};

struct Scenario {
    std::string title;                 // "Match1.feature: [6] Fail when .."
    std::vector<std::string> setup;    // queries that prepare the graph
    std::vector<std::string> queries;  // the queries under test, in order
    std::optional<ExpectedError> error;
    bool needs_procedure = false;  // of the suite's own, test.my.proc and the like
};

// All scenarios below the folder; a scenario outline gives one for each row of its examples.
std::vector<Scenario> read_scenarios(const std::string& folder);

}  // namespace mirrorgraph::test

#include <sstream>

#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

// The commands that --help lists, one a line with its description.
std::vector<std::string> command_names() {
    std::istringstream help(run({"--help"}).out);
    std::vector<std::string> out;
    bool in_commands = false;
    for (std::string line; std::getline(help, line);) {
        if (line == "Subcommands:")
            in_commands = true;
        else if (in_commands && line.size() > 2 && line[2] != ' ')
            out.push_back(line.substr(2, line.find(' ', 2) - 2));
    }
    return out;
}

}  // namespace

TEST_CASE("manual: names every command") {
    const std::string manual = run({"man"}).out;
    REQUIRE(command_names().size() > 5);
    for (const std::string& name : command_names()) CHECK_THAT(manual, contains(".SS " + name + "\n"));
    CHECK_THAT(manual, contains(".SH EXIT STATUS"));
}

TEST_CASE("completion: bash offers commands, options, and the words that an option takes") {
    const TemporaryFolder folder;
    const auto complete = [&](const std::string& line, const std::string& current) {
        return shell("bash -c 'source <(mirrorgraph completion bash); COMP_WORDS=(" + line + " \"" + current +
                         "\"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _mirrorgraph; echo \"${COMPREPLY[@]}\"'",
                     folder.path().string())
            .out;
    };
    for (const std::string& name : command_names()) CHECK_THAT(complete("mirrorgraph", ""), contains(name));
    CHECK(complete("mirrorgraph", "que") == "query\n");
    CHECK(complete("mirrorgraph query", "--form") == "--format\n");
    CHECK(complete("mirrorgraph query --format", "") == "table json csv\n");
    folder.write("graph.json", "{}");
    CHECK(complete("mirrorgraph query --graph", "gra") == "graph.json\n");
}

TEST_CASE("completion: another shell is refused by name") {
    const Outcome outcome = run({"completion", "tcsh"});
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, contains("tcsh"));
}

#include <filesystem>
#include <sstream>

#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

struct Example {
    std::string command;
    std::vector<std::string> output;
};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

// Blocks fenced as ```console hold commands behind "$ ", each with the output that it gives.
std::vector<Example> read_examples(const std::string& path) {
    std::vector<Example> out;
    bool inside = false;
    for (const std::string& line : lines_of(read_file(path))) {
        if (line.rfind("```", 0) == 0) {
            inside = line == "```console";
        } else if (inside && line.rfind("$ ", 0) == 0) {
            out.push_back({line.substr(2), {}});
        } else if (inside && !out.empty()) {
            out.back().output.push_back(line);
        }
    }
    return out;
}

// A line of the README that is "..." stands for any lines.
bool matches(const std::vector<std::string>& expected, std::size_t i, const std::vector<std::string>& got,
             std::size_t j) {
    if (i == expected.size()) return j == got.size();
    if (expected[i] == "...") {
        for (; j <= got.size(); ++j) {
            if (matches(expected, i + 1, got, j)) return true;
        }
        return false;
    }
    return j < got.size() && expected[i] == got[j] && matches(expected, i + 1, got, j + 1);
}

}  // namespace

TEST_CASE("README: every mirrorgraph command in it gives what it shows") {
    const TemporaryFolder folder;
    std::filesystem::create_directory_symlink(source_path("data"), folder.path() / "data");
    std::size_t tried = 0;
    for (const Example& example : read_examples(source_path("README.md"))) {
        INFO(example.command);
        if (example.command.find("mirrorgraph ") == std::string::npos) continue;
        ++tried;
        const Outcome outcome = shell(example.command, folder.path().string());
        CHECK(outcome.status == 0);
        const std::vector<std::string> got = lines_of(outcome.out);
        const bool same = matches(example.output, 0, got, 0);
        if (!same) UNSCOPED_INFO(outcome.out << outcome.err);
        CHECK(same);
    }
    CHECK(tried >= 4);
}

TEST_CASE("README: every file and folder it links to is there") {
    const std::string text = read_file(source_path("README.md"));
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
        const std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
        if (target.find("://") != std::string::npos || target[0] == '#') continue;
        INFO(target);
        CHECK(std::filesystem::exists(source_path(target)));
    }
}

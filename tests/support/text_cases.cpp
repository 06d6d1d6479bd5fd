#include "tests/support/text_cases.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/support.h"

namespace mirrorgraph::test {

namespace fs = std::filesystem;

namespace {

struct TextCase {
    std::string comment;
    std::string input;
    std::string expected;
    int line = 0;
};

std::vector<TextCase> read_text_cases(const fs::path& file) {
    std::istringstream lines(read_file(file.string()));
    std::vector<TextCase> cases;
    TextCase current;
    bool in_expected = false;
    const auto finish = [&] {
        if (!current.input.empty()) cases.push_back(current);
        current = {};
        in_expected = false;
    };
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty()) {
            finish();
        } else if (line == "----") {
            in_expected = true;
        } else if (line[0] == '#' && current.input.empty()) {
            current.comment += line + "\n";
        } else {
            if (current.input.empty()) current.line = number;
            std::string& text = in_expected ? current.expected : current.input;
            text += (text.empty() ? "" : "\n") + line;
        }
    }
    finish();
    return cases;
}

void write_text_cases(const fs::path& file, const std::vector<TextCase>& cases) {
    std::ofstream out(file, std::ios::binary);
    for (const TextCase& entry : cases) {
        out << (&entry == &cases[0] ? "" : "\n") << entry.comment << entry.input << "\n----\n"
            << entry.expected << "\n";
    }
}

}  // namespace

void check_text_cases(const std::string& folder, const std::function<std::string(const std::string&)>& actual) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(source_path("tests/cases/" + folder))) {
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    REQUIRE(!files.empty());
    const bool update = std::getenv("MIRRORGRAPH_UPDATE_CASES") != nullptr;
    for (const fs::path& file : files) {
        std::vector<TextCase> cases = read_text_cases(file);
        CHECK(!cases.empty());
        for (TextCase& entry : cases) {
            INFO(file.filename().string() << ":" << entry.line << "\n" << entry.input);
            const std::string got = actual(entry.input);
            if (!update) CHECK(got == entry.expected);
            entry.expected = got;
        }
        if (update) write_text_cases(file, cases);
    }
}

}  // namespace mirrorgraph::test

#include "tests/support/features.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "tests/support/support.h"

namespace mirrorgraph::test {

namespace fs = std::filesystem;

namespace {

std::string stripped(const std::string& line) {
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string::npos) return "";
    return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

bool has_prefix(const std::string& text, const std::string& prefix) { return text.rfind(prefix, 0) == 0; }

// The cells of "| a | b |"; \| stands for a bar.
std::vector<std::string> cells(const std::string& row) {
    std::vector<std::string> out;
    std::string cell;
    for (std::size_t i = 1; i < row.size(); ++i) {
        if (row[i] == '\\' && i + 1 < row.size() && row[i + 1] == '|') {
            cell += row[++i];
        } else if (row[i] == '|') {
            out.push_back(stripped(cell));
            cell.clear();
        } else {
            cell += row[i];
        }
    }
    return out;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t i = text.find(from); i != std::string::npos; i = text.find(from, i + to.size())) {
        text.replace(i, from.size(), to);
    }
}

class FeatureReader {
  public:
    FeatureReader(const fs::path& file, std::vector<Scenario>& out) : name_(file.filename().string()), out_(out) {
        std::istringstream lines(read_file(file.string()));
        for (std::string line; std::getline(lines, line);) read(line);
        finish();
    }

  private:
    void read(const std::string& raw) {
        const std::string line = stripped(raw);
        if (line == "\"\"\"") {
            if (in_text_) store_text();
            in_text_ = !in_text_;
        } else if (in_text_) {
            text_ += raw + "\n";
        } else if (has_prefix(line, "Scenario")) {
            finish();
            scenario_ = Scenario{name_ + ": " + stripped(line.substr(line.find(':') + 1)), {}, {}, {}, false};
        } else if (has_prefix(line, "Examples")) {
            in_examples_ = true;
        } else if (in_examples_ && has_prefix(line, "|")) {
            examples_.push_back(cells(line));
        } else if (!line.empty() && line[0] != '#' && line[0] != '|') {
            read_step(line);
        }
    }

    void read_step(const std::string& line) {
        step_ = line;
        const std::size_t raised = line.find(" should be raised at ");
        if (line.find("there exists a procedure") != std::string::npos) scenario_.needs_procedure = true;
        if (raised == std::string::npos) return;
        const std::size_t kind = line.rfind(' ', raised - 1) + 1;
        const std::string rest = line.substr(raised + 21);
        const std::size_t colon = rest.find(':');
        scenario_.error =
            ExpectedError{line.substr(kind, raised - kind), rest.substr(0, colon), stripped(rest.substr(colon + 1))};
    }

    void store_text() {
        const bool is_setup = step_.find("having executed") != std::string::npos;
        (is_setup ? scenario_.setup : scenario_.queries).push_back(std::move(text_));
        text_.clear();
    }

    void finish() {
        if (!scenario_.title.empty() && examples_.empty()) out_.push_back(scenario_);
        for (std::size_t row = 1; row < examples_.size(); ++row) {
            Scenario filled = scenario_;
            for (std::size_t i = 0; i < examples_[0].size() && i < examples_[row].size(); ++i) {
                const std::string placeholder = "<" + examples_[0][i] + ">";
                for (std::string& query : filled.setup) replace_all(query, placeholder, examples_[row][i]);
                for (std::string& query : filled.queries) replace_all(query, placeholder, examples_[row][i]);
            }
            out_.push_back(std::move(filled));
        }
        scenario_ = {};
        examples_.clear();
        in_examples_ = false;
    }

    std::string name_;
    std::vector<Scenario>& out_;
    Scenario scenario_;
    std::string step_;
    std::string text_;
    bool in_text_ = false;
    bool in_examples_ = false;
    std::vector<std::vector<std::string>> examples_;
};

}  // namespace

std::vector<Scenario> read_scenarios(const std::string& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".feature") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<Scenario> out;
    for (const fs::path& file : files) FeatureReader(file, out);
    return out;
}

}  // namespace mirrorgraph::test

#include "tests/support/support.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace mirrorgraph::test {

namespace fs = std::filesystem;

namespace {

std::string shell_quote(const std::string& text) {
    std::string out = "'";
    for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

// REQUIRES: the command redirects its own standard input, or reads none.
Outcome capture(const std::string& command) {
    const TemporaryFolder folder;
    const std::string whole = "export MIRRORGRAPH_DATA=" + shell_quote(source_path("data")) + "; { " + command +
                              "\n} >" + folder / "out" + " 2>" + folder / "err";
    const int status = std::system(whole.c_str());
    Outcome outcome;
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.out = read_file(folder / "out");
    outcome.err = read_file(folder / "err");
    return outcome;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "mirrorgraph-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, std::string_view content) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file.string();
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

Outcome run(const std::vector<std::string>& arguments, const std::string& input) {
    const TemporaryFolder folder;
    std::string command = MIRRORGRAPH_BINARY;
    for (const std::string& argument : arguments) command += " " + shell_quote(argument);
    return capture(command + " <" + folder.write("in", input));
}

std::string corpus_graph(const TemporaryFolder& folder) {
    const std::string graph = folder / "g.json";
    if (run({"build", "--out", graph, source_path("data/corpus")}).status != 0)
        throw std::runtime_error("build failed");
    return graph;
}

Outcome shell(const std::string& command, const std::string& folder) {
    const std::string path = fs::path(MIRRORGRAPH_BINARY).parent_path().string();
    return capture("cd " + shell_quote(folder) + " && PATH=" + shell_quote(path) + ":$PATH && { " + command + "\n}");
}

std::string source_path(const std::string& relative) { return MIRRORGRAPH_SOURCE_DIR "/" + relative; }

std::optional<std::string> shared_path(const std::string& relative) {
    const fs::path path = fs::path(MIRRORGRAPH_SOURCE_DIR) / ".." / "shared" / relative;
    if (fs::exists(path)) return path.lexically_normal().string();
    std::cerr << "not tested against ../shared/" << relative << ": it is not there\n";
    return std::nullopt;
}

}  // namespace mirrorgraph::test

// What tests share: folders that vanish, the program run as a person runs it, and the data that may not be there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mirrorgraph::test {

// A fresh folder, removed with everything in it at the end of the scope.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    // Writes a file and gives its path.
    std::string write(const std::string& name, std::string_view content) const;

  private:
    std::filesystem::path path_;
};

std::string read_file(const std::string& path);

struct Outcome {
    int status = 0;
    std::string out;
    std::string err;
};

// Runs `mirrorgraph ARGUMENTS` with the project's data folder and waits for it.
Outcome run(const std::vector<std::string>& arguments, const std::string& input = {});

// Builds the graph of data/corpus and gives its path.
std::string corpus_graph(const TemporaryFolder& folder);

// Runs a shell command in a folder, with `mirrorgraph` on the path and the project's data folder.
Outcome shell(const std::string& command, const std::string& folder);

// A file below the project's sources: "data/schema.json".
std::string source_path(const std::string& relative);

// A file below ../shared, or nullopt after saying on the standard error that the test cannot look there.
std::optional<std::string> shared_path(const std::string& relative);

}  // namespace mirrorgraph::test

#include "ingest/inputs.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "ingest/readers/reader.h"
#include "schema/error.h"

namespace mirrorgraph::ingest {

namespace {

namespace fs = std::filesystem;

bool is_hidden_file(const fs::path& path) { return path.filename().string().starts_with("."); }

// The path given to one document by several inputs is the first in the alphabet, so that their order does not matter.
void add(const std::string& path, std::map<std::string, std::string>& found) {
    const auto [known, fresh] = found.emplace(document_id(path), path);
    if (!fresh) known->second = std::min(known->second, path);
}

bool is_any_of(const std::string& path, const std::vector<std::string>& files) {
    return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
        std::error_code ignored;
        return fs::equivalent(path, file, ignored);
    });
}

void walk(const std::string& folder, const std::vector<std::string>& excluded,
          std::map<std::string, std::string>& found) {
    std::size_t count = 0;
    try {
        for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator();
             ++entry) {
            if (is_hidden_file(entry->path())) {
                entry.disable_recursion_pending();
                continue;
            }
            if (!entry->is_regular_file()) continue;
            const std::string path = entry->path().string();
            if (is_any_of(path, excluded)) continue;
            add(path, found);
            ++count;
        }
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorCode::kIo, error.path1().string() + ": " + error.code().message());
    }
    if (count == 0) throw Error(ErrorCode::kNotFound, folder + ": holds no document");
}

}  // namespace

std::vector<std::string> collect_inputs(const std::vector<std::string>& inputs,
                                        const std::vector<std::string>& excluded) {
    std::map<std::string, std::string> found;  // by the id of the document
    for (const std::string& input : inputs) {
        std::error_code ignored;
        if (input == "-") {
            found.emplace(input, input);
        } else if (fs::is_directory(input, ignored)) {
            walk(input, excluded, found);
        } else if (fs::exists(input, ignored)) {
            if (is_any_of(input, excluded)) {
                throw Error(ErrorCode::kUsage, input + ": belongs to the graph that is built, it is no document");
            }
            add(input, found);
        } else {
            throw Error(ErrorCode::kIo, input + ": no such file or folder");
        }
    }
    std::vector<std::string> paths;
    for (auto& [id, path] : found) paths.push_back(path);
    return paths;
}

}  // namespace mirrorgraph::ingest

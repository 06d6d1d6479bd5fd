#include "schema/files/data_path.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph {

namespace {

namespace fs = std::filesystem;

std::string& chosen_folder() {
    static std::string folder;
    return folder;
}

std::optional<fs::path> named_folder() {
    if (!chosen_folder().empty()) return chosen_folder();
    if (const char* folder = std::getenv("MIRRORGRAPH_DATA"); folder != nullptr && *folder != '\0') return folder;
    return std::nullopt;
}

std::vector<fs::path> folders_of_program() {
    std::vector<fs::path> out;
    std::error_code fault;
    const fs::path program = fs::read_symlink("/proc/self/exe", fault);
    if (!fault) {
        out.push_back(program.parent_path().parent_path() / "share/mirrorgraph");  // wherever it was installed
        for (fs::path folder = program.parent_path(); out.size() < 4; folder = folder.parent_path()) {
            out.push_back(folder / "data");
        }
    }
    out.emplace_back(MIRRORGRAPH_INSTALLED_DATA);
    return out;
}

std::vector<fs::path> candidates() {
    if (auto named = named_folder()) return {std::move(*named)};
    return folders_of_program();
}

std::optional<std::string> find_in(const std::vector<fs::path>& folders, std::string_view relative) {
    for (const fs::path& folder : folders) {
        std::error_code fault;
        if (const fs::path path = folder / relative; fs::exists(path, fault)) return path.string();
    }
    return std::nullopt;
}

}  // namespace

void set_data_folder(std::string folder) { chosen_folder() = std::move(folder); }

std::optional<std::string> find_data_path(std::string_view relative) { return find_in(candidates(), relative); }

std::optional<std::string> find_built_path(std::string_view relative) {
    if (auto found = find_data_path(relative)) return found;
    return find_in(folders_of_program(), relative);
}

std::string data_path(std::string_view relative) {
    if (auto found = find_data_path(relative)) return std::move(*found);
    std::string tried;
    for (const fs::path& folder : candidates()) tried += "\n  " + (folder / relative).string();
    throw Error(ErrorCode::kIo, "cannot find the data file '" + std::string(relative) + "'; looked at" + tried,
                "set MIRRORGRAPH_DATA to the folder data/ of mirrorgraph");
}

}  // namespace mirrorgraph

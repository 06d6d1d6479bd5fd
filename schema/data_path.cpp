#include "schema/data_path.h"

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

std::vector<fs::path> candidates() {
    if (!chosen_folder().empty()) return {chosen_folder()};
    if (const char* folder = std::getenv("MIRRORGRAPH_DATA"); folder != nullptr && *folder != '\0') return {folder};
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

}  // namespace

void set_data_folder(std::string folder) { chosen_folder() = std::move(folder); }

std::optional<std::string> find_data_path(std::string_view relative) {
    for (const fs::path& folder : candidates()) {
        std::error_code fault;
        if (const fs::path path = folder / relative; fs::exists(path, fault)) return path.string();
    }
    return std::nullopt;
}

std::string data_path(std::string_view relative) {
    if (auto found = find_data_path(relative)) return std::move(*found);
    std::string tried;
    for (const fs::path& folder : candidates()) tried += "\n  " + (folder / relative).string();
    throw Error(ErrorCode::kIo, "cannot find the data file '" + std::string(relative) + "'; looked at" + tried,
                "set MIRRORGRAPH_DATA to the folder data/ of mirrorgraph");
}

}  // namespace mirrorgraph

// The documents and registries that benchmarks measure on: those of ../shared, or samples of this repository.
#pragma once

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace mirrorgraph::bench {

// Paths below ../shared, those that are there; `fallback`, a path of the repository, where none is.
inline std::vector<std::string> samples(const std::vector<std::string>& shared, const std::string& fallback) {
    namespace fs = std::filesystem;
    std::vector<std::string> paths;
    for (const std::string& name : shared) {
        const fs::path path = fs::path(MIRRORGRAPH_SOURCE_DIR) / "../shared" / name;
        if (fs::exists(path)) paths.push_back(path.lexically_normal().string());
    }
    if (!paths.empty()) return paths;
    std::cerr << "../shared is not there: measured on " << fallback << " instead\n";
    return {std::string(MIRRORGRAPH_SOURCE_DIR) + "/" + fallback};
}

}  // namespace mirrorgraph::bench

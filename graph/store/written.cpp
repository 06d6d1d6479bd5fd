#include "graph/store/written.h"

#include <fmt/core.h>

#include <sstream>
#include <vector>

#include "graph/changes/merge.h"
#include "graph/store/atomic_file.h"
#include "graph/store/store.h"
#include "schema/error.h"
#include "schema/files/sha256.h"

namespace mirrorgraph {

namespace {

constexpr const char* kKey = "written";

std::string built_path(const std::string& path, const std::string& digest) {
    return fmt::format("{}.built-{}", path, digest.substr(0, 16));
}

PropertyGraph load_built(const std::string& path, const std::string& digest, FileSystem& files) {
    const std::string file = built_path(files.resolve(path), digest);
    const auto gone = [&](const std::string& why) {
        return Error(ErrorCode::kConflict,
                     fmt::format("queries have changed '{}', and the graph as it was built {}: {}", path, why, file),
                     "put the file back, or build the graph anew: what was written is then gone");
    };
    if (files.kind(file) != FileKind::kRegular) throw gone("is not there any more");
    const std::string bytes = files.read(file);
    if (sha256(bytes) != digest) throw gone("is damaged");
    return parse_graph(bytes, file);
}

[[noreturn]] void refuse(const std::vector<std::string>& conflicts) {
    std::string what = conflicts.front();
    if (conflicts.size() > 1) what += fmt::format(", and {} more", conflicts.size() - 1);
    throw Error(ErrorCode::kConflict, fmt::format("what queries have written does not fit the new graph: {}", what),
                "take that change back by a query first");
}

// Names of files in the folder of `path` that keep a graph for it.
std::vector<std::string> built_names(const std::string& path, FileSystem& files) {
    const std::string prefix = path.substr(path.rfind('/') + 1) + ".built-";
    std::vector<std::string> names = files.list(folder_of(path));
    std::erase_if(names, [&prefix](const std::string& name) { return !name.starts_with(prefix); });
    return names;
}

}  // namespace

bool is_built(const Snapshot& graph) {
    const auto label = graph.find_label("Document");
    return label && !graph.nodes_with_label(*label).empty();
}

std::optional<std::string> built_digest(const Map& metadata) {
    const auto found = metadata.find(kKey);
    if (found == metadata.end() || !found->second.is_string()) return std::nullopt;
    return found->second.as_string();
}

void set_built_digest(Map& metadata, const std::string& digest) { metadata.insert_or_assign(kKey, Value(digest)); }

std::string keep_built(const std::string& path, const PropertyGraph& built, FileSystem& files) {
    std::ostringstream out;
    write_graph(built, out);
    const std::string bytes = std::move(out).str();
    std::string digest = sha256(bytes);
    write_file_atomically(built_path(files.resolve(path), digest), bytes, files);
    return digest;
}

void keep_built_file(const std::string& path, const std::string& file, const std::string& digest, FileSystem& files) {
    const std::string kept = built_path(files.resolve(path), digest);
    const bool is_there = files.identity(kept) == files.identity(file);
    if (!is_there && files.kind(kept) != FileKind::kAbsent) files.remove(kept);
    if (!is_there) files.link(file, kept);
    files.sync_folder(folder_of(kept));
}

bool has_built(const std::string& path, FileSystem& files) { return !built_names(files.resolve(path), files).empty(); }

PropertyGraph carry_written(const std::string& path, const PropertyGraph& now, PropertyGraph built,
                            const std::string& to, FileSystem& files) {
    const auto digest = built_digest(now.metadata());
    // What stands in a graph that no build made, queries have written.
    const bool is_all_written = !digest && now.find_nodes("Document").empty() && now.node_count() > 0;
    if (!digest && !is_all_written) return built;
    const PropertyGraph before = digest ? load_built(path, *digest, files) : PropertyGraph(now.shared_schema());
    Merge merged = merge(before, now, built);
    if (!merged.conflicts.empty()) refuse(merged.conflicts);
    if (!merged.has_changes) return built;
    set_built_digest(merged.graph.metadata(), keep_built(to, built, files));
    return std::move(merged.graph);
}

void forget_built(const std::string& path, const Map& metadata, FileSystem& files) {
    const std::string real = files.resolve(path);
    const auto digest = built_digest(metadata);
    const std::string kept = digest ? built_path(real, *digest) : std::string();
    try {
        for (const std::string& name : built_names(real, files)) {
            if (!kept.ends_with("/" + name) && kept != name) files.remove(folder_of(real) + "/" + name);
        }
    } catch (const Error&) {
        // It is tried again after the next build.
    }
}

}  // namespace mirrorgraph

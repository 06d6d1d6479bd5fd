#include "graph/store/written.h"

#include <fmt/format.h>

#include <sstream>

#include "graph/store/atomic_file.h"
#include "graph/store/store.h"
#include "schema/error.h"
#include "schema/sha256.h"

namespace mirrorgraph {

namespace {

constexpr const char* kKey = "written";

std::string built_path(const std::string& path, const std::string& digest) {
    return fmt::format("{}.built-{}", path, digest.substr(0, 16));
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
    const std::string digest = sha256(bytes);
    write_file_atomically(built_path(files.resolve(path), digest), bytes, files);
    return digest;
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

void forget_built(const std::string& path, const Map& metadata, FileSystem& files) {
    const std::string real = files.resolve(path);
    const std::string prefix = real.substr(real.rfind('/') + 1) + ".built-";
    const auto digest = built_digest(metadata);
    const std::string kept = digest ? built_path(real, *digest) : std::string();
    try {
        for (const std::string& name : files.list(folder_of(real))) {
            const std::string file = folder_of(real) + "/" + name;
            const bool is_kept = digest && (file == kept || "./" + kept == file);
            if (name.starts_with(prefix) && !is_kept) files.remove(file);
        }
    } catch (const Error&) {
        // It is tried again after the next build.
    }
}

}  // namespace mirrorgraph

#include "graph/store/journal/snapshot.h"

#include <fmt/core.h>

#include "graph/store/store.h"
#include "schema/files/sha256.h"

namespace mirrorgraph {

SnapshotNote note_of(std::string_view bytes, const PropertyGraph& graph) {
    SnapshotNote note;
    note.bytes = bytes.size();
    note.sha256 = sha256(bytes);
    note.nodes = graph.node_count();
    note.relationships = graph.relationship_count();
    return note;
}

SnapshotNote write_snapshot(FileSystem& files, const std::string& path, const std::string& like,
                            const PropertyGraph& graph) {
    const auto file = files.create(path, like);
    SnapshotNote note;
    Sha256 hash;
    write_graph(graph, [&](std::string_view bytes) {
        file->append(bytes);
        hash.add(bytes);
        note.bytes += bytes.size();
    });
    file->sync();
    file->close();
    note.sha256 = hash.hexadecimal();
    note.nodes = graph.node_count();
    note.relationships = graph.relationship_count();
    return note;
}

void keep_snapshot(FileSystem& files, const std::string& graph_path, const SnapshotNote& note,
                   const std::string& before) {
    const std::string folder = journal_folder(graph_path);
    const std::string name = note.file_name();
    if (files.kind(folder + "/" + name) == FileKind::kAbsent) files.link(graph_path, folder + "/" + name);
    files.sync_folder(folder);
    for (const std::string& other : files.list(folder)) {
        const bool is_snapshot = other.starts_with("snapshot");
        if (is_snapshot && other != name && other != before) files.remove(fmt::format("{}/{}", folder, other));
    }
}

}  // namespace mirrorgraph

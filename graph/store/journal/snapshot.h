// Snapshots as files: written under a name of their own, then made the graph file.
//
// Errors:  Error kIo; kInvalidData for a graph that cannot be stored
// Threads: one thread a graph file
#pragma once

#include <string>

#include "graph/graph.h"
#include "graph/store/file_system.h"
#include "graph/store/journal/journal.h"

namespace mirrorgraph {

// The note of a graph file's bytes; its record and sequence are the caller's to fill in.
SnapshotNote note_of(std::string_view bytes, const PropertyGraph& graph);

// Writes and flushes the graph as `path`, with the permissions of the file `like`.
SnapshotNote write_snapshot(FileSystem& files, const std::string& path, const std::string& like,
                            const PropertyGraph& graph);

// Keeps the present graph file in its journal's folder under the name of its note, and removes all snapshots there but
// this one and `before`.
void keep_snapshot(FileSystem& files, const std::string& graph_path, const SnapshotNote& note,
                   const std::string& before);

}  // namespace mirrorgraph

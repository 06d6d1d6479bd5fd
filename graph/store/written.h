// What queries have written into a graph that was built of documents: told apart from what the documents say, so that a
// build that follows them does not lose it.
//
// The first write after a build keeps the graph as it was built in a file beside it, GRAPH.built-HASH, and names it in the
// metadata of the graph under "written". Where the graph file still is what was built, that is a second name for it. What
// was written is the difference between the two (graph/changes/merge.h).
//
// Errors:  Error kIo for files that cannot be written; carry_written throws Error kConflict where the graph as it was built
//          is not there any more, and where what was written does not fit the new one
// Threads: functions may run at once on different graphs
#pragma once

#include <optional>
#include <string>

#include "graph/graph.h"
#include "graph/snapshot/snapshot.h"
#include "graph/store/file_system.h"

namespace mirrorgraph {

// Whether a build made it, of documents that may be read again.
bool is_built(const Snapshot& graph);

// What `metadata` name as the graph before the first write; nullopt where no query has written.
std::optional<std::string> built_digest(const Map& metadata);
void set_built_digest(Map& metadata, const std::string& digest);

// Keeps a graph as it was built; its digest.
std::string keep_built(const std::string& path, const PropertyGraph& built, FileSystem& files = FileSystem::system());

// The same for one that stands in `file` with this digest.
void keep_built_file(const std::string& path, const std::string& file, const std::string& digest, FileSystem& files);

// Whether a graph was kept for this one, of which only load_graph can tell whether it still counts.
bool has_built(const std::string& path, FileSystem& files = FileSystem::system());

// A new build of the documents of `now`, with what queries have written into `now` on top. `path` is that of `now`; what
// is built is kept beside `to`, where the result goes.
PropertyGraph carry_written(const std::string& path, const PropertyGraph& now, PropertyGraph built,
                            const std::string& to, FileSystem& files = FileSystem::system());

// Removes the kept graphs but the one that `metadata` name. What cannot be removed stays.
void forget_built(const std::string& path, const Map& metadata, FileSystem& files = FileSystem::system());

}  // namespace mirrorgraph

// Puts a graph and its journal in order after damage: keeps the longest unbroken series of changes that can be read, on
// top of a snapshot that is whole, and sets the rest aside.
//
// Nothing is changed before a copy of all files lies beside the graph, in GRAPH.before-repair-N; there, dropped.jsonl has
// the changes that could be read but not kept, one a line. A repair that is interrupted goes on from that copy when it is
// run again; until then the graph is not opened for writing.
//
// Errors:  Error kConflict while the graph is open for writing; kInvalidData where nothing is left to start from, and for
//          a journal of another version; kIo. The graph is then as it was
// Threads: one thread a graph
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/store/file_system.h"

namespace mirrorgraph {

struct RepairOptions {
    bool discard_changes = false;  // keep the graph file as it is, and set aside what the journal has on top
};

struct RepairReport {
    std::vector<std::string> found;  // what was wrong, in words
    std::string base;                // the snapshot that was started from
    std::uint64_t kept = 0;          // changes of the journal that the graph file has now
    std::uint64_t set_aside = 0;     // changes in dropped.jsonl
    std::string copy;                // folder of the copies; empty where nothing had to be repaired
};

RepairReport repair_graph(const std::string& path, const RepairOptions& options = {},
                          FileSystem& files = FileSystem::system());

}  // namespace mirrorgraph

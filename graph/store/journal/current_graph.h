// A graph file with what its journal has on top, for those who only read: without a lock, also while a service writes.
//
// What is read is the graph of one moment: every change that was acknowledged before the call, and none by half.
//
// Errors:  as load_graph; Error kInvalidData for a damaged journal, naming `mirrorgraph repair`; kConflict where the file
//          was replaced while changes waited for it
// Cost:    load_graph, and where there is a journal the hash of the file and the changes that it lacks
// Threads: may run at once
#pragma once

#include <string>

#include "graph/graph.h"
#include "graph/store/file_system.h"

namespace mirrorgraph {

PropertyGraph load_current_graph(const std::string& path, FileSystem& files = FileSystem::system());

}  // namespace mirrorgraph

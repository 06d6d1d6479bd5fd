// How a graph that is being served is made anew of its documents: what whoever serves it asks of whoever reads them.
//
// The wing that reads and the wing that serves never include each other; main hands the one's Rebuilder to the other.
//
// Errors:  a Rebuilder throws the error of the first document that cannot be read, Error kIo for one that stays and can be
//          read neither from the cache nor from its unchanged file, kCancelled once `stop` is set; nothing has changed then
// Threads: a Rebuilder is called by one thread at a time; `progress` by several, never at once
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "graph/provenance/decisions.h"
#include "graph/provenance/table_mapping.h"

namespace mirrorgraph {

struct SourceDocument {
    std::string id;
    std::string path;
    std::string sha256;
};

// A document that is not where its path says, yet.
struct DeliveredDocument {
    std::string path;  // as the graph will name it
    std::string file;  // that holds its bytes now
};

struct RebuildRequest {
    std::string graph;                      // path of its file: the cache lies beside it
    std::vector<SourceDocument> documents;  // that it holds; they stay as they were, unless named below
    std::vector<DeliveredDocument> add;     // new, or in place of what has that path
    std::vector<std::string> remove;        // paths
    Decisions decisions;
    std::optional<TableMapping> mapping;  // that all tables are read by
    bool quotes = true;                   // evidence carries the sentence it was read in
    std::function<void(std::size_t done, std::size_t total)> progress;
    const std::atomic<bool>* stop = nullptr;
};

struct Rebuilt {
    PropertyGraph graph;  // what a build of all its documents gives
    std::size_t documents = 0;
    std::size_t read = 0;               // that were not taken from the cache
    std::vector<std::string> warnings;  // of the documents that were added
    // Keeps what was read for the next time. To be called once the graph is in its place.
    std::function<void()> remember;
};

using Rebuilder = std::function<Rebuilt(const RebuildRequest&)>;

}  // namespace mirrorgraph

// The graph as one JSON file (node-link shape), read and written whole.
//
// Errors:  Error kIo for files that cannot be read or written; kInvalidData with file, line and column for damaged
//          content, duplicate keys, bad UTF-8, unknown endpoints, a newer format version, or content that breaks the
//          schema the file names; kLimit past depth 64 or LoadOptions::max_bytes. A failed load gives no graph, a
//          failed save leaves the old file as it was.
// Threads: functions may run at once on different files
// Source:  DESIGN of the persisted graph; node-link data as NetworkX and D3 read it
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "graph/graph.h"

namespace mirrorgraph {

inline constexpr int kFormatVersion = 1;

struct LoadOptions {
    std::uint64_t max_bytes = std::uint64_t{8} << 30;
};

struct SaveOptions {
    bool quotes = true;  // write Evidence::text
};

PropertyGraph load_graph(const std::string& path, const LoadOptions& options = {});
PropertyGraph parse_graph(std::string_view json, const std::string& source = "graph");

// Equal graphs give equal bytes: nodes are written by id, relationships by source, target, type and content.
void save_graph(const PropertyGraph& graph, const std::string& path, const SaveOptions& options = {});
void write_graph(const PropertyGraph& graph, std::ostream& out, const SaveOptions& options = {});

// Writes a file whole or not at all: temporary file beside it, fsync, rename, fsync of the folder.
void write_file_atomically(const std::string& path, std::string_view content);

}  // namespace mirrorgraph

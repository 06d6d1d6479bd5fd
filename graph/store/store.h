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
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"
#include "schema/error.h"

namespace mirrorgraph {

inline constexpr int kFormatVersion = 1;

struct LoadOptions {
    std::uint64_t max_bytes = (std::uint64_t{1} << 31) - 1;
};

struct SaveOptions {
    bool quotes = true;  // write Evidence::text
};

PropertyGraph load_graph(const std::string& path, const LoadOptions& options = {});
// What the header of the file says, without the rest. Throws as load_graph, but for what only the rest can show.
Map load_metadata(const std::string& path, const LoadOptions& options = {});
PropertyGraph parse_graph(std::string_view json, const std::string& source = "graph");

// Everything that is wrong with a file, in its order, as far as it can be read; empty for a good one. A file that
// cannot be opened throws.
struct Validation {
    std::vector<Error> problems;  // the first kMaxProblems
    std::size_t problem_count = 0;
    std::size_t nodes = 0;
    std::size_t relationships = 0;
};
inline constexpr std::size_t kMaxProblems = 100;
Validation validate_graph(const std::string& path, const LoadOptions& options = {});

// Equal graphs give equal bytes: nodes are written by id, relationships by source, target, type and content, evidence
// by document and place; `key` numbers the relationships from one node to another. Throws Error kInvalidData for
// a graph that load_graph would refuse.
void save_graph(const PropertyGraph& graph, const std::string& path, const SaveOptions& options = {});
void write_graph(const PropertyGraph& graph, std::ostream& out, const SaveOptions& options = {});
void write_graph(const PropertyGraph& graph, const std::function<void(std::string_view)>& sink,
                 const SaveOptions& options = {});

}  // namespace mirrorgraph

// What extraction depends on besides the document: the program with its libraries, and the files of the data folder.
//
// Two runs with equal fingerprints extract the same from the same bytes. Programs and libraries are told by their build
// ids, which the linker makes of their content; where one has none, by size and time of the file.
//
// Errors:  Error kIo for data files that cannot be read
// Threads: may run at once
#pragma once

#include <optional>
#include <string>

#include "graph/provenance/table_mapping.h"

namespace mirrorgraph::ingest {

// `mapping`: that all tables are read by; without one, those of the data folder.
std::string fingerprint(const std::optional<TableMapping>& mapping);

}  // namespace mirrorgraph::ingest

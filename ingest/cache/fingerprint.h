// What extraction depends on besides the document: the program with its libraries, and the files of the data folder.
//
// Two runs with equal fingerprints extract the same from the same bytes. Programs and libraries are told by their build
// ids, which the linker makes of their content; where one has none, by size and time of the file.
//
// Errors:  Error kIo for data files that cannot be read
// Threads: may run at once
#pragma once

#include <string>

namespace mirrorgraph::ingest {

// `mapping_path`: the mapping that all tables are read by; empty for those of the data folder.
std::string fingerprint(const std::string& mapping_path);

}  // namespace mirrorgraph::ingest

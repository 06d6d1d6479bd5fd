// A file's bytes, in one piece.
//
// Errors:  Error kIo that names the file and says why it cannot be read
// Threads: may run at once
#pragma once

#include <string>

namespace mirrorgraph {

// Pipes and devices are read to their end.
std::string read_file(const std::string& path);

}  // namespace mirrorgraph

// SHA-256 of files, as 64 lower-case hexadecimal digits.
//
// Errors:  Error kIo for a file that cannot be read
// Threads: functions may run at once
#pragma once

#include <string>

#include "schema/files/sha256.h"

namespace mirrorgraph::ingest {

using mirrorgraph::sha256;
std::string file_sha256(const std::string& path);

}  // namespace mirrorgraph::ingest

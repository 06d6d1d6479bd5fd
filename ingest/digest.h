// SHA-256 of bytes, as 64 lower-case hexadecimal digits.
//
// Errors:  Error kIo where OpenSSL offers no SHA-256; file_digest throws kIo for a file that cannot be read
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>

namespace mirrorgraph::ingest {

std::string sha256(std::string_view bytes);
std::string file_sha256(const std::string& path);

}  // namespace mirrorgraph::ingest

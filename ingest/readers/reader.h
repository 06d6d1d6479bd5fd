// One door for every kind of source: the content tells which reader takes it.
//
// Errors:  Error kIo for a file that cannot be read; kLimit for one above ReadOptions::max_bytes;
// kInvalidData for
//          content that no reader can read
// Threads: functions may run at once
#pragma once

#include <cstdint>
#include <string>

#include "ingest/document.h"

namespace mirrorgraph::ingest {

struct ReadOptions {
    std::uint64_t max_bytes = std::uint64_t{256} << 20;
};

// The bytes of a regular file.
std::string read_bytes(const std::string& path, const ReadOptions& options = {});

// `path` as given: it names the document and appears in messages; the bytes are not read again.
Document read_document(const std::string& path, std::string bytes);

// "document:" and the path, its '.' and '..' resolved and '/' as separator.
std::string document_id(const std::string& path);

}  // namespace mirrorgraph::ingest

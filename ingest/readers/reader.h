// One door for every kind of source: the content tells which reader takes it.
//
// Errors:  Error kIo for a file that cannot be read; kLimit for one above ReadOptions::max_bytes;
// kInvalidData for
//          content that no reader can read
// Threads: functions and const methods may run at once
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "graph/provenance/table_mapping.h"
#include "graph/source_text.h"
#include "ingest/document.h"
#include "ingest/extraction.h"
#include "ingest/readers/registry/registry.h"

namespace mirrorgraph::ingest {

struct ReadOptions {
    std::uint64_t max_bytes = std::uint64_t{64} << 20;
};

// Throws Error kLimit for more bytes than a document may have.
void check_size(const std::string& path, std::uint64_t size, const ReadOptions& options);

// The bytes of a regular file.
std::string read_bytes(const std::string& path, const ReadOptions& options = {});

// Reads the content of any format. Loaded once, used for all documents.
class Reader {
  public:
    // Registries are read by the mappings of the data folder; by `mapping` alone where there is one.
    static Reader load(const std::optional<TableMapping>& mapping = {});

    // `path` as given: it names the document and appears in messages; the bytes are not read again. Registries come
    // with their facts, all others with their text alone.
    Extraction read(const std::string& path, std::string bytes) const;

  private:
    Extraction read_content(const std::string& path, std::string bytes) const;

    RegistryOptions registries_;
};

// The text of a source that is no registry.
Document read_document(const std::string& path, std::string bytes);

}  // namespace mirrorgraph::ingest

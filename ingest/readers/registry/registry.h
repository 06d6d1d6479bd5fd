// Tables and JSON lines of registries, read straight into entities and relationships by a mapping.
//
// Every row is one piece of evidence: its line and bytes stand behind all that it states.
//
// Units:   spans are bytes of Document::text, which is the whole source
// Errors:  Error kInvalidData with the place for a header that lacks a column of the mapping, a row with more fields
//          than the header, or a line that is no JSON
// Threads: functions may run at once
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ingest/extraction.h"
#include "ingest/readers/registry/mapping.h"
#include "ingest/readers/source_text.h"

namespace mirrorgraph::ingest {

struct RegistryOptions {
    std::shared_ptr<const MappingSet> mappings;
    std::shared_ptr<const Mapping> forced;  // from --mapping: tables are read by it whatever their header
};

// nullopt where the source is no registry: no table, or none that a mapping is for. `path` is for messages. The
// Extraction has its facts and text; what the file system knows of the document is the caller's.
std::optional<Extraction> read_registry(SourceText& source, const std::string& path, const RegistryOptions& options);

}  // namespace mirrorgraph::ingest

// Comma or semicolon separated tables that no mapping is for: rows and cells, for the rules about tables.
//
// Threads: read_csv_table may run at once
#pragma once

#include <optional>
#include <string>

#include "ingest/document.h"
#include "ingest/readers/source_text.h"

namespace mirrorgraph::ingest {

// nullopt where the first rows do not agree on their fields: prose has commas too.
std::optional<Document> read_csv_table(const SourceText& source, const std::string& path);

}  // namespace mirrorgraph::ingest

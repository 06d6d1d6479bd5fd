// Plain text and Markdown.
//
// Threads: read_text may run at once
#pragma once

#include "ingest/document.h"
#include "ingest/readers/source_text.h"

namespace mirrorgraph::ingest {

// Text, map, blocks and language; what the file system knows is the caller's.
Document read_text(const SourceText& source);

}  // namespace mirrorgraph::ingest

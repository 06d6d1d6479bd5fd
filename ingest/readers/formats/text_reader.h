// Plain text and Markdown.
//
// Threads: read_text may run at once
#pragma once

#include <vector>

#include "ingest/document.h"
#include "ingest/readers/layout/layout.h"
#include "ingest/readers/source_text.h"

namespace mirrorgraph::ingest {

// Text, map, blocks and language; what the file system knows is the caller's.
Document read_text(const SourceText& source);

// The same from blocks whose pieces lie in the source, whoever found them.
Document build_document(const SourceText& source, const std::vector<LayoutBlock>& blocks);

}  // namespace mirrorgraph::ingest

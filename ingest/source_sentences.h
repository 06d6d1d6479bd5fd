// The readers as what a service asks to show a document (graph/source_text.h).
//
// Errors:  as SourceReader
// Threads: as SourceReader
#pragma once

#include "graph/source_text.h"

namespace mirrorgraph::ingest {

SourceReader make_source_reader();

}  // namespace mirrorgraph::ingest

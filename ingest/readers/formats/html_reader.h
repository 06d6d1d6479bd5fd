// HTML pages: their text as blocks, tables as rows, links kept, navigation left out.
//
// Threads: read_html may run at once
#pragma once

#include <string>
#include <string_view>

#include "ingest/document.h"
#include "ingest/readers/source_text.h"

namespace mirrorgraph::ingest {

// The first thing in the text is a tag or declaration of HTML.
bool looks_like_html(std::string_view text);

// Text, map, blocks, and the title and date that the page states. `path` is for messages.
Document read_html(const SourceText& source, const std::string& path);

}  // namespace mirrorgraph::ingest

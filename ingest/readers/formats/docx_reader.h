// DOCX: paragraphs, headings, lists and tables of a word processor's document.
//
// Its text is compressed inside the file: evidence counts lines and bytes of the text taken out, one paragraph or row
// a line.
//
// Errors:  Error kInvalidData for a damaged file or one that declares a document type, kLimit for one that unpacks to
//          too much
// Threads: read_docx may run at once
// Source:  ECMA-376 part 1, WordprocessingML
#pragma once

#include <string>
#include <string_view>

#include "ingest/document.h"

namespace mirrorgraph::ingest {

// A zip with the main part of a WordprocessingML document.
bool looks_like_docx(std::string_view bytes, const std::string& path);

Document read_docx(std::string_view bytes, const std::string& path);

}  // namespace mirrorgraph::ingest

// PDF: the text of its pages, in the order it is read.
//
// Pages set in columns are read column by column; all others line by line as printed, so that tables keep their rows.
// The text then goes the way of plain text. Evidence in a PDF counts lines and bytes of that text, and pages of the
// file.
//
// Errors:  Error kInvalidData for a damaged or encrypted file, or one without text (a scan); kLimit past the limits
// Threads: read_pdf_text may run at once
#pragma once

#include <string>
#include <string_view>

namespace mirrorgraph::ingest {

bool looks_like_pdf(std::string_view bytes);

// Pages are told apart by form feeds. `path` is for messages.
std::string read_pdf_text(const std::string& bytes, const std::string& path);

}  // namespace mirrorgraph::ingest

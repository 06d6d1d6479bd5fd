// One line of text in, one JSON object out: what `mirrorgraph identify` and the service answer about an identifier.
//
// {"input", "kind": "standard" | "committee", "body", "type", "number", "part", "year", "stage", "supplement",
//  "normalized", "key", "urn", "confidence", "repairs", ...}, or {"input", "error", "column"}.
//
// Units:   columns are code points, 1-based
// Errors:  none for text of any kind; Error kIo where `out` no longer takes text
// Threads: functions may run at once
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

namespace mirrorgraph {

std::string identify(std::string_view text);

// Line by line until `in` ends; each answer is written before the next line is read.
void identify_lines(std::istream& in, std::ostream& out);

}  // namespace mirrorgraph

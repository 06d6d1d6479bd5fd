// One line of text in, one JSON object out: what `mirrorgraph identify` and the service answer about an identifier.
//
// {"input", "kind": "standard", "body", "type", "number", "part", "year", "stage", "supplement": [], "normalized", "key",
//  "confidence", "repairs": []} and, where there is one, "date", "edition", "language", "adopted", "all_parts", "sector"
//  (what a Chinese prefix stands for), "series", "urn";
// {"input", "kind": "committee", "body", "type", "number", "normalized", "key", "parent", "confidence", "repairs": []};
// {"input", "error", "column"} for anything else.
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

// The notation of example texts in rule files: prose whose mentions are marked.
//
//   On {Date:6 May 2021=2021-05-06}, {Agency:SAC} issued the {Policy:Data Measures}.
//
// A mark is {Label:words} or {Label:words=key}. Each line is a block of one sentence: "# ..." a heading ("## ..." one
// level deeper), "- ..." a list item, "| a | b |" a row of a table (the first row of a table is its header), other
// lines paragraphs. An empty line ends a table.
//
// Errors:  read_example throws Error kInvalidData with the place in the text
// Threads: all functions may run at once
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/extraction.h"

namespace mirrorgraph::ingest {

// A document with mentions and no claims.
Extraction read_example(std::string_view text);

// "SAC -[ISSUED]-> Data Measures @ 2021-05-06 {degree: IDT}": names as marked, date and properties where there are any.
std::string print_claim(const Extraction& example, const Claim& claim);

}  // namespace mirrorgraph::ingest

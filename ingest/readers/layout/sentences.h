// Where sentences end: English with its abbreviations and identifiers, Chinese with its own full stops.
//
// Threads: functions may run at once
#pragma once

#include <string_view>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::ingest {

// The sentences of text[span], in order, without the blanks between them. Linear in the size of the span.
std::vector<Span> split_sentences(std::string_view text, Span span);

// True where a line or sentence that ends with this text is complete: a full stop, question or exclamation
// mark of either script, maybe followed by closing quotes and brackets.
bool ends_sentence(std::string_view text);

}  // namespace mirrorgraph::ingest

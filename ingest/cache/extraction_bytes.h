// An Extraction as bytes, and back.
//
// Errors:  decode throws Error kInvalidData for bytes that encode() did not make
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>

#include "ingest/extraction.h"

namespace mirrorgraph::ingest {

std::string encode(const Extraction& extraction);
Extraction decode(std::string_view bytes);

}  // namespace mirrorgraph::ingest

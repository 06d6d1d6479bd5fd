// Where a page lost the blank around the number of a standard, behind a date, "by" or "the": "ChinaGB/T 44464-2024",
// "GB/T 12549Automotive", "2024-08-23Published byState".
//
// Units:   bytes
// Threads: functions may run at once
#pragma once

#include <cstddef>
#include <string_view>

#include "schema/error.h"

namespace mirrorgraph::ingest {

// The first such place behind span.begin; span.end where there is none.
std::size_t next_seam(std::string_view text, Span span);

}  // namespace mirrorgraph::ingest

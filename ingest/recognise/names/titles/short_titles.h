// Titles of standards that a text gives whole once and short elsewhere: "Smart Contract Specification" beside one "Smart
// Contract Specification for Ledgers" is that one. A short form of several titles joins nothing.
//
// Errors:  none
// Threads: one reading, one thread
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

void join_short_titles(Reading& reading);

}  // namespace mirrorgraph::ingest

// How blocks of the document stand to each other: what a reference looks back over.
//
// Blocks are told by their index in Document::blocks. Free functions without state: any thread.
#pragma once

#include <cstdint>

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

// Whether a heading parts unit `from`, an index of Reading::units(), and a unit below it.
bool is_heading_between(const Reading& reading, std::uint32_t from, const Unit& to);

// An item of a list or a row of a table.
bool is_listed(const Reading& reading, std::uint32_t block);

// Whether blocks [from, to) are all listed.
bool is_run(const Reading& reading, std::uint32_t from, std::uint32_t to);

}  // namespace mirrorgraph::ingest

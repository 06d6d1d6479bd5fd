// What the clause of a pronoun says of what it stands for.
//
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <cstddef>

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

// "It" at word i: begins what it says, and does not stand inside a clause about something else.
bool opens_clause(const Reading& reading, const Unit& unit, std::size_t i);

// A body does this, not a text: "It has issued", "It hosts".
bool acts(const Reading& reading, const Unit& unit, std::size_t i);

// Only a text does this: "It makes normative reference to", "It specifies".
bool says_of_text(const Reading& reading, const Unit& unit, std::size_t i);

// It stands for nothing: "It is expected that".
bool is_impersonal(const Reading& reading, const Unit& unit, std::size_t i);

}  // namespace mirrorgraph::ingest

// What its clause says of a name, or of what a pronoun stands for.
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

// "The committee", from word i up to its head, does something in the sentence: "…, the committee is", "when published, the
// standard will".
bool is_subject(const Reading& reading, const Unit& unit, std::size_t i, std::size_t head);

// "Measures aim at ..." begins a sentence with word i: "the Measures", as some write.
bool lacks_article(const Reading& reading, const Unit& unit, std::size_t i);

// It stands as the object of something else: "... replaces GB/T 1-2010".
bool is_object(const Reading& reading, const Found& found);

// Whether the word is what a reference may end with: "the Measures", "the edition".
bool is_reference_head(const Reading& reading, std::size_t i);

}  // namespace mirrorgraph::ingest

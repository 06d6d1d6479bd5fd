// Finds bodies in Chinese text by the form of their names, from behind a mark or a preposition to the word for what they
// are.
//
// Errors:  none
// Threads: one thread a Reading
#pragma once

#include "ingest/recognise/lexicon/chinese_words.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest::chinese {

void find_bodies(Reading& reading, const ChineseWords& words, const Unit& unit);

}  // namespace mirrorgraph::ingest::chinese

// Finds the bodies of lists in Chinese text: 起草单位：甲、乙、丙.
//
// Errors:  none
// Threads: one thread a Reading
#pragma once

#include "ingest/recognise/lexicon/chinese_words.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest::chinese {

void find_lists(Reading& reading, const ChineseWords& words, const Unit& unit);

}  // namespace mirrorgraph::ingest::chinese

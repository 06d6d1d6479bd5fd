// Finds policies in Chinese text: titles between 《》, and notices whose title is a line of its own.
//
// Errors:  none
// Threads: one thread a Reading
#pragma once

#include "ingest/recognise/lexicon/chinese_words.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest::chinese {

void find_policies(Reading& reading, const ChineseWords& words);

}  // namespace mirrorgraph::ingest::chinese

// Finds committees in Chinese text by the form of their names: 全国……标准化技术委员会, with subcommittees and groups.
//
// Errors:  none
// Threads: one thread a Reading
#pragma once

#include "ingest/recognise/lexicon/chinese_words.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest::chinese {

void find_committees(Reading& reading, const ChineseWords& words, const Unit& unit);

}  // namespace mirrorgraph::ingest::chinese

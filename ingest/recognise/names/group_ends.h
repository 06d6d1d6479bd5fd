// Where the name of a committee or group ends and the body that it belongs to begins.
//
// Units:   positions are word indices of the Reading
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <cstddef>

#include "ingest/recognise/names/phrases.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

// "on Ropes comes under the Committee": small words of a sentence, and then the head of another group.
bool begins_another_group(const Reading& reading, WordRange words);

// "on Ropes of SAC/TC 1", "on Ropes within MIIT", "on Ropes of the National Technical Committee on Hemp": what a group is
// for, without the body behind it. The whole where a code in brackets follows: that is the group's own.
std::size_t before_owner(const Reading& reading, const Unit& unit, WordRange complement);

}  // namespace mirrorgraph::ingest

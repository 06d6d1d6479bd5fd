// Names of policies that a number makes: the numbers of European acts, the years that a plan is for.
//
// Units:   positions are word indices of the Reading
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <cstddef>
#include <optional>

#include "ingest/recognise/names/phrases.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

// "Regulation (EU) 2019/1020", built on `head`: ends behind the number, right behind the head where there is none.
std::size_t european_end(const Reading& reading, const Unit& unit, std::size_t head);

// "the 2021-2035 NEV plan": the years that a plan is for, and what it plans. Gives where it begins, the head for none.
std::size_t period_before(const Reading& reading, const Unit& unit, std::size_t head);

// "Action plan for smart standards (2024-2027) released by": ends behind the bracket with the years; the head for none.
std::size_t period_behind(const Reading& reading, const Unit& unit, std::size_t head);

// "the 2019 yearly work tasks", "Key work in 2019", from `first` on; `first` for none.
std::size_t yearly_end(const Reading& reading, const Unit& unit, std::size_t first);

// "the strategy Made in China 2025", "the Healthy China 2030 plan": named by what China shall be in the year at `i`. Gives
// where it begins, `i` for none.
std::size_t vision_before(const Reading& reading, const Unit& unit, std::size_t i);

// "NMPA Announcement 2021 No. 32", "State Council Decree No. 727": who sent it and its number.
std::optional<WordRange> numbered_notice(const Reading& reading, const Unit& unit, std::size_t head);

// "Technology Roadmap 1.0": ends behind the number of a version right behind the head; `last` for none.
std::size_t with_version(const Reading& reading, const Unit& unit, std::size_t head, std::size_t last);

}  // namespace mirrorgraph::ingest

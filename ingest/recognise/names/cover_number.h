// The number that a foreword's cover prints of its own standard, where no publisher is known that numbers so: "ITSS.1—2015"
// of an association.
//
// Threads: functions may run at once
#pragma once

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

// One of the first lines, alone, in a document that speaks of itself and its drafters. REQUIRES: known codes were found.
void find_cover_number(Reading& reading);

}  // namespace mirrorgraph::ingest

// Whether two ends of a relationship can stand on the sides of the border that its type asks for: a Chinese standard
// adopts an international one, a Chinese body mirrors an international committee, an edition replaces one of its own
// side that is not younger.
//
// Errors:  none; what no identifier tells is possible
// Threads: all functions may run at once
#pragma once

#include <string_view>

#include "ingest/mention.h"

namespace mirrorgraph::ingest {

bool sides_fit(std::string_view type, const Mention& source, const Mention& target);

// Whether the identifiers themselves speak for it: what is claimed by default leans on them where the words are few.
bool sides_speak_for(std::string_view type, const Mention& source, const Mention& target);

}  // namespace mirrorgraph::ingest

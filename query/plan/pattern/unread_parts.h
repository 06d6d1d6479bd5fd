// Parts of a pattern that have nothing to do with the rest and that nobody reads: they are counted by themselves.
//
// Threads: functions may run at once
#pragma once

#include <vector>

#include "query/plan/pattern/pattern.h"

namespace mirrorgraph::query::plan {

// Takes such parts out of the pattern, of which something is always left.
std::vector<Pattern> take_unread_parts(Pattern& pattern);

}  // namespace mirrorgraph::query::plan

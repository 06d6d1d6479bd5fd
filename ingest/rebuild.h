// The pipeline as what a service asks to have its graph made anew (graph/rebuild.h).
//
// It loads the rules and the gazetteer at the first call, and again when their files have changed.
//
// Errors:  as Rebuilder
// Threads: one thread at a time
#pragma once

#include "graph/rebuild.h"

namespace mirrorgraph::ingest {

Rebuilder make_rebuilder();

}  // namespace mirrorgraph::ingest

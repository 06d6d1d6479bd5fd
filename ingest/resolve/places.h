// Where in its source a mention or claim stands, as evidence for people.
//
// Threads: functions may run at once
#pragma once

#include "graph/evidence.h"
#include "ingest/extraction.h"

namespace mirrorgraph::ingest {

// `place` in the source; with `quotes` the text of `sentence`, at most 300 characters of it.
Evidence evidence_at(const Document& document, Span place, Span sentence, bool quotes);

// The place of a mention, the sentence or row around it, its recogniser and confidence.
Evidence evidence_of(const Document& document, const Mention& mention, bool quotes);

}  // namespace mirrorgraph::ingest

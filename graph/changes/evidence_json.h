// Evidence as the persisted graph and the journal write it.
//
// Threads: functions may run at once
#pragma once

#include "graph/evidence.h"
#include "schema/json/json.h"

namespace mirrorgraph {

// An array, by document and place; `quotes`: Evidence::text too.
void write_evidence(JsonWriter& json, const EvidenceList& evidence, bool quotes = true);

}  // namespace mirrorgraph

// How many bodies a sentence says issued a thing together: "SAC, together with nine other ministries", 等八部门.
//
// Sources that name different numbers disagree, though each names only the first issuers.
//
// Threads: may run at once
#pragma once

#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"

namespace mirrorgraph::ingest {

// Gives ISSUED claims the property `issuers` where their sentence states a number.
void count_issuers(const Document& document, const std::vector<Mention>& mentions, std::vector<Claim>& claims);

}  // namespace mirrorgraph::ingest

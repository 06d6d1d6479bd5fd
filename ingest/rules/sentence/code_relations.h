// What identifiers say about each other: SAC/TC28/SC42 is part of SAC/TC28, GB 4706.1-2005/XG1-2014 amends
// GB 4706.1-2005, GB/T 24353-2022/ISO 31000:2018 adopts ISO 31000:2018.
//
// Units:   mentions are positions in the document's mentions
// Errors:  none
// Threads: may run at once
#pragma once

#include <vector>

#include "ingest/mention.h"

namespace mirrorgraph::ingest {

struct CodeRelation {
    const char* from_role;  // child, amendment, national, edition
    const char* to_role;    // parent (a committee), body, association, base, international, earlier
    std::size_t from;
    std::size_t to;
};

// Only between things that the mentions name; for each mention with a code, to the first mention of the other.
std::vector<CodeRelation> code_relations(const std::vector<Mention>& mentions);

}  // namespace mirrorgraph::ingest

// All that one document says: itself, what it names, and what it claims. The unit that the resolver joins.
//
// Readers of registries (ingest/readers/) make one directly; for prose the pipeline makes it of a reader's
// Document, the recogniser's mentions and the rules' claims.
//
// Units:   Claim::source and Claim::target are positions in `mentions`; spans are bytes of document.text
// Owns:    its content
// Threads: values
#pragma once

#include <string>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"

namespace mirrorgraph::ingest {

struct Extraction {
    Document document;
    std::vector<Mention> mentions;
    std::vector<Claim> claims;
    bool is_registry = false;           // mentions and claims are complete: no rule has anything to add
    std::vector<std::string> warnings;  // what was read with a reserve, for people
};

}  // namespace mirrorgraph::ingest

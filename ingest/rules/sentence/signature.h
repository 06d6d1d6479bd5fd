// Who signs a notice: lines of nothing but bodies and a date, below what they say or above it.
//
// Units:   positions in Outline::units() and among the mentions
// Errors:  none
// Owns:    its content
// Threads: may run at once
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"
#include "ingest/rules/sentence/masked_text.h"
#include "ingest/rules/sentence/outline.h"

namespace mirrorgraph::ingest {

struct Signature {
    std::size_t first = 0;  // units [first, last)
    std::size_t last = 0;
    std::vector<std::size_t> bodies;  // in order
    std::size_t date = 0;             // the mention
    Span span;
};

// In the order of the text. `mask_of` gives the mask of a unit.
std::vector<Signature> find_signatures(const Document& document, const Outline& outline,
                                       const std::vector<Mention>& mentions,
                                       const std::function<const MaskedText&(std::size_t)>& mask_of);

}  // namespace mirrorgraph::ingest

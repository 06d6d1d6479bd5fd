// Whether a text can match a pattern at all, by where the words that it needs stand.
//
// Cost:    a few looks at the places of each word, where holding the pattern against the text walks it
// Errors:  none
// Owns:    numbers of words; the index gives them their texts
// Threads: const methods may run at once
#pragma once

#include <cstddef>
#include <vector>

#include "ingest/rules/notation/pattern.h"
#include "ingest/rules/sentence/masked_text.h"
#include "ingest/rules/sentence/trigger_index.h"

namespace mirrorgraph::ingest {

class PatternNeeds {
  public:
    // Adds the words to the index. REQUIRES: it is not built yet.
    PatternNeeds(const Pattern& pattern, TriggerIndex& index);

    // False where neither the text nor any part of it can match. `places`: of the text, by the same index.
    bool met(const MaskedText& text, const TriggerPlaces& places) const;
    // No match begins behind it. REQUIRES: met.
    std::size_t latest_begin(const MaskedText& text, const TriggerPlaces& places) const;

  private:
    // Pattern::Need with words as numbers of the index.
    struct Need {
        std::vector<std::size_t> words;
        LabelSet labels;
    };
    std::vector<Need> needs_;
};

}  // namespace mirrorgraph::ingest

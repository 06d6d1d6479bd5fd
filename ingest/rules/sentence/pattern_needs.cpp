#include "ingest/rules/sentence/pattern_needs.h"

#include <algorithm>

namespace mirrorgraph::ingest {

PatternNeeds::PatternNeeds(const Pattern& pattern, TriggerIndex& index) {
    for (const Pattern::Need& need : pattern.needs()) {
        Need& numbered = needs_.emplace_back(Need{{}, need.labels});
        for (const std::string& word : need.words) numbered.words.push_back(index.add(word));
    }
}

// Places between the first and the last of a word are not known: each counts as the earliest that is not excluded.
bool PatternNeeds::met(const MaskedText& text, const TriggerPlaces& places) const {
    std::size_t reached = 0;
    for (const Need& need : needs_) {
        std::size_t earliest = std::string::npos;
        for (const std::size_t word : need.words) {
            if (!places.has(word) || places.last_end(word) <= reached) continue;
            earliest = std::min<std::size_t>(earliest, std::max<std::size_t>(places.first_end(word), reached + 1));
        }
        for (const MaskedText::Slot& slot : text.slots) {
            if ((slot.label & need.labels) == 0 || slot.offset < reached) continue;
            earliest = std::min(earliest, slot.offset + 1);
            break;
        }
        if (earliest == std::string::npos) return false;
        reached = earliest;
    }
    return true;
}

}  // namespace mirrorgraph::ingest

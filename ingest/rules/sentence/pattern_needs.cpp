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

// The same from behind: each word counts as the latest that is not excluded.
std::size_t PatternNeeds::latest_begin(const MaskedText& text, const TriggerPlaces& places) const {
    std::size_t begin = text.text.size();
    for (auto need = needs_.rbegin(); need != needs_.rend(); ++need) {
        std::size_t latest = 0;
        for (const std::size_t word : need->words) {
            if (!places.has(word) || places.first_end(word) > begin) continue;
            latest = std::max(latest, std::min<std::size_t>(places.last_end(word), begin));
        }
        if (need->labels != 0) {
            const auto slot = std::find_if(text.slots.rbegin(), text.slots.rend(), [&](const MaskedText::Slot& it) {
                return (it.label & need->labels) != 0 && it.offset < begin;
            });
            if (slot != text.slots.rend()) latest = std::max(latest, slot->offset + 1);
        }
        begin = latest - std::min<std::size_t>(latest, 1);
    }
    return begin;
}

}  // namespace mirrorgraph::ingest

#include "ingest/rules/trigger_index.h"

#include <cassert>

namespace mirrorgraph::ingest {

std::uint32_t TriggerIndex::fresh_state() {
    states_.emplace_back().next.fill(kNone);
    return static_cast<std::uint32_t>(states_.size() - 1);
}

std::size_t TriggerIndex::add(std::string_view text) {
    assert(!text.empty());
    if (states_.empty()) fresh_state();
    std::uint32_t state = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (states_[state].next[byte] == kNone) {
            const std::uint32_t fresh = fresh_state();
            states_[state].next[byte] = fresh;
        }
        state = states_[state].next[byte];
    }
    if (states_[state].word == kNone) states_[state].word = static_cast<std::uint32_t>(count_++);
    return states_[state].word;
}

void TriggerIndex::build() {
    if (states_.empty()) fresh_state();
    std::vector<std::uint32_t> fail(states_.size(), 0);
    std::vector<std::uint32_t> queue;
    for (std::uint32_t& next : states_[0].next) {
        if (next == kNone) {
            next = 0;
        } else {
            queue.push_back(next);
        }
    }
    for (std::size_t head = 0; head < queue.size(); ++head) {
        State& state = states_[queue[head]];
        const std::uint32_t fallback = fail[queue[head]];
        state.suffix = states_[fallback].word != kNone ? fallback : states_[fallback].suffix;
        for (std::size_t byte = 0; byte < state.next.size(); ++byte) {
            const std::uint32_t next = state.next[byte];
            if (next == kNone) {
                state.next[byte] = states_[fallback].next[byte];
            } else {
                fail[next] = states_[fallback].next[byte];
                queue.push_back(next);
            }
        }
    }
}

void TriggerIndex::find(std::string_view text, TriggerPlaces& places) const {
    for (const std::size_t word : places.found_) places.first_[word] = TriggerPlaces::kNowhere;
    places.found_.clear();
    places.first_.resize(count_, TriggerPlaces::kNowhere);
    places.last_.resize(count_, TriggerPlaces::kNowhere);
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        at = states_[at].next[static_cast<unsigned char>(text[i])];
        for (std::uint32_t end = at; end != kNone; end = states_[end].suffix) {
            const std::uint32_t word = states_[end].word;
            if (word == kNone) continue;
            places.last_[word] = static_cast<std::uint32_t>(i + 1);
            if (places.has(word)) continue;
            places.first_[word] = places.last_[word];
            places.found_.push_back(word);
        }
    }
}

}  // namespace mirrorgraph::ingest

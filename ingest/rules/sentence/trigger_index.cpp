#include "ingest/rules/sentence/trigger_index.h"

#include <cassert>

namespace mirrorgraph::ingest {

std::size_t TriggerIndex::add(std::string_view text) {
    assert(!text.empty() && states_.empty());
    return words_.try_emplace(std::string(text), words_.size()).first->second;
}

void TriggerIndex::build() {
    find_letters();
    add_states();
    link_states();
    mark_ends();
}

// A table of letters that occur is a small one, most of which stays at hand.
void TriggerIndex::find_letters() {
    for (const auto& [text, number] : words_) {
        for (const char c : text) {
            std::uint16_t& letter = letter_of_[static_cast<unsigned char>(c)];
            if (letter == 0) letter = static_cast<std::uint16_t>(letters_++);
        }
    }
}

std::uint32_t TriggerIndex::fresh_state() {
    next_.resize(next_.size() + letters_, kNone);
    states_.emplace_back();
    return static_cast<std::uint32_t>(states_.size() - 1);
}

void TriggerIndex::add_states() {
    fresh_state();
    for (const auto& [text, number] : words_) {
        std::uint32_t state = 0;
        for (const char c : text) {
            const std::size_t letter = letter_of_[static_cast<unsigned char>(c)];
            if (next(state, letter) == kNone) {
                const std::uint32_t fresh = fresh_state();
                next(state, letter) = fresh;
            }
            state = next(state, letter);
        }
        states_[state].word = static_cast<std::uint32_t>(number);
    }
}

void TriggerIndex::link_states() {
    std::vector<std::uint32_t> fail(states_.size(), 0);
    std::vector<std::uint32_t> queue;
    for (std::size_t letter = 0; letter < letters_; ++letter) {
        std::uint32_t& child = next(0, letter);
        if (child == kNone) {
            child = 0;
        } else {
            queue.push_back(child);
        }
    }
    for (std::size_t head = 0; head < queue.size(); ++head) {
        const std::uint32_t state = queue[head];
        const std::uint32_t fallback = fail[state];
        states_[state].suffix = states_[fallback].word != kNone ? fallback : states_[fallback].suffix;
        for (std::size_t letter = 0; letter < letters_; ++letter) {
            std::uint32_t& child = next(state, letter);
            if (child == kNone) {
                child = next(fallback, letter);
            } else {
                fail[child] = next(fallback, letter);
                queue.push_back(child);
            }
        }
    }
}

// Where no string ends, as almost everywhere, a byte costs one look into one table.
void TriggerIndex::mark_ends() {
    for (std::uint32_t& state : next_) {
        const bool ends = states_[state].word != kNone || states_[state].suffix != kNone;
        state = state * static_cast<std::uint32_t>(letters_) | (ends ? kEnds : 0);
    }
}

void TriggerIndex::find(std::string_view text, TriggerPlaces& places) const {
    for (const std::size_t word : places.found_) places.first_[word] = TriggerPlaces::kNowhere;
    places.found_.clear();
    places.first_.resize(size(), TriggerPlaces::kNowhere);
    places.last_.resize(size(), TriggerPlaces::kNowhere);
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        at = next_[(at & ~kEnds) + letter_of_[static_cast<unsigned char>(text[i])]];
        if ((at & kEnds) == 0) continue;
        const auto state = static_cast<std::uint32_t>((at & ~kEnds) / letters_);
        for (std::uint32_t end = state; end != kNone; end = states_[end].suffix) {
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

#include "ingest/rules/sentence/trigger_index.h"

#include <algorithm>
#include <cassert>

#include "ingest/rules/notation/expression_program.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kThree = 3;  // bytes of strings that are too short for a head

std::uint32_t byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

}  // namespace

void TriggerPlaces::add(std::uint32_t number, std::size_t end) {
    last_[number] = static_cast<std::uint32_t>(end);
    if (has(number)) return;
    first_[number] = last_[number];
    found_.push_back(number);
}

std::size_t TriggerIndex::add(std::string_view text) {
    assert(!text.empty() && !is_built_);
    const auto known = words_.find(text);
    return known != words_.end() ? known->second : words_.emplace(text, words_.size()).first->second;
}

void TriggerIndex::Heads::build() {
    known_.assign((std::size_t{1} << kHashBits) / 64, 0);
    const auto bucket_of = [](const Entry& entry) { return hash(entry.head) >> (kHashBits - kBucketBits); };
    std::stable_sort(entries_.begin(), entries_.end(),
                     [&](const Entry& a, const Entry& b) { return bucket_of(a) < bucket_of(b); });
    buckets_.assign((std::size_t{1} << kBucketBits) + 1, 0);
    for (const Entry& entry : entries_) {
        ++buckets_[bucket_of(entry) + 1];
        known_[hash(entry.head) / 64] |= std::uint64_t{1} << (hash(entry.head) % 64);
    }
    for (std::size_t i = 1; i < buckets_.size(); ++i) buckets_[i] += buckets_[i - 1];
}

void TriggerIndex::build() {
    for (const auto& [text, number] : words_) {
        std::uint32_t head = 0;
        for (std::size_t i = 0; i < kHead && i < text.size(); ++i) head = head << 8 | byte_at(text, i);
        const std::string_view whole = text;
        Entry entry{head, static_cast<std::uint32_t>(number), whole, 0, 0};
        if (whole.size() < kThree) {
            short_.push_back(entry);
        } else if (whole.size() == kThree) {
            threes_.add(entry);
        } else {
            entry.rest = whole.substr(kHead);
            const std::size_t missing = sizeof(EightBytes) - std::min(entry.rest.size(), sizeof(EightBytes));
            entry.next = first_eight(entry.rest);
            entry.next_mask = entry.rest.empty() ? 0 : ~EightBytes{0} >> 8 * missing;
            heads_.add(entry);
        }
    }
    heads_.build();
    threes_.build();
    is_built_ = true;
}

void TriggerIndex::find(std::string_view text, TriggerPlaces& places) const {
    for (const std::size_t word : places.found_) places.first_[word] = TriggerPlaces::kNowhere;
    places.found_.clear();
    places.first_.resize(size(), TriggerPlaces::kNowhere);
    places.last_.resize(size(), TriggerPlaces::kNowhere);
    for (const Entry& entry : short_) {
        for (std::size_t at = text.find(entry.rest); at != std::string_view::npos; at = text.find(entry.rest, at + 1)) {
            const bool inside = at > 0 && is_word(text[at - 1]) && is_word(text[at]);
            if (!inside) places.add(entry.number, at + entry.rest.size());
        }
    }
    for (std::size_t at = 0; at + kThree <= text.size(); ++at) {
        const std::uint32_t three = byte_at(text, at) << 16 | byte_at(text, at + 1) << 8 | byte_at(text, at + 2);
        for (const Entry& entry : threes_.with(three)) {
            if (entry.head == three) places.add(entry.number, at + kThree);
        }
        if (at + kHead <= text.size()) find_at(text, at, three << 8 | byte_at(text, at + kThree), places);
        if (!is_word(text[at])) continue;
        while (at + kThree < text.size() && is_word(text[at + 1])) ++at;
    }
}

// The strings that begin at `at`, where the bytes of `head` stand.
inline void TriggerIndex::find_at(std::string_view text, std::size_t at, std::uint32_t head,
                                  TriggerPlaces& places) const {
    const std::span<const Entry> entries = heads_.with(head);
    if (entries.empty()) return;
    const std::size_t end = at + kHead;
    const std::string_view rest = text.substr(end);
    const EightBytes next = first_eight(rest);
    for (const Entry& entry : entries) {
        if (entry.head != head || ((next ^ entry.next) & entry.next_mask) != 0) continue;
        if (entry.rest.size() <= std::min(rest.size(), sizeof next) || rest.starts_with(entry.rest))
            places.add(entry.number, end + entry.rest.size());
    }
}

}  // namespace mirrorgraph::ingest

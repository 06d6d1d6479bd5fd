// A set of short texts that stand elsewhere, for the inner loops of reading: one probe and no allocation a text.
//
// Owns:    its table; the texts must outlive it
// Threads: const methods may run at once
#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/text/eight_bytes.h"

namespace mirrorgraph {

class TextSet {
  public:
    TextSet() = default;
    TextSet(std::initializer_list<std::string_view> texts) {
        for (const std::string_view text : texts) insert(text);
    }

    // False where it was there. REQUIRES: `text` is not empty.
    bool insert(std::string_view text) { return number(text).second; }
    // Its number, in the order in which texts came first, and whether it came now. REQUIRES: `text` is not empty.
    std::pair<std::size_t, bool> number(std::string_view text) {
        if (2 * (size_ + 1) > slots_.size()) grow();
        const std::uint64_t hash = hash_of(text);
        Slot& slot = slots_[slot_of(text, hash)];
        if (!slot.text.empty()) return {slot.number, false};
        slot = {text, hash, size_};
        return {size_++, true};
    }
    bool contains(std::string_view text) const {
        return !slots_.empty() && !slots_[slot_of(text, hash_of(text))].text.empty();
    }
    std::size_t size() const { return size_; }

  private:
    struct Slot {
        std::string_view text;  // empty: free
        std::uint64_t hash = 0;
        std::size_t number = 0;
    };

    // Nobody who writes a text knows which words share a slot.
    static std::uint64_t seed() {
        static const std::uint64_t drawn = std::uint64_t{std::random_device()()} << 32 | std::random_device()();
        return drawn;
    }

    std::uint64_t hash_of(std::string_view text) const {
        constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;
        std::uint64_t hash = (seed_ ^ text.size()) * kMultiplier;
        while (true) {
            hash = (hash ^ first_eight(text)) * kMultiplier;
            hash ^= hash >> 32;
            if (text.size() <= sizeof(EightBytes)) break;
            text.remove_prefix(sizeof(EightBytes));
        }
        return hash;
    }

    // Where the text stands, or the free slot where it belongs.
    std::size_t slot_of(std::string_view text, std::uint64_t hash) const {
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
            if (slots_[i].text.empty() || (slots_[i].hash == hash && slots_[i].text == text)) return i;
        }
    }

    void grow() {
        std::vector<Slot> old(slots_.empty() ? 64 : 2 * slots_.size());
        old.swap(slots_);
        for (const Slot& slot : old) {
            if (!slot.text.empty()) slots_[slot_of(slot.text, slot.hash)] = slot;
        }
    }

    std::uint64_t seed_ = seed();
    std::vector<Slot> slots_;  // open addressing, a power of two
    std::size_t size_ = 0;
};

}  // namespace mirrorgraph

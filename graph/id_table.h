// A hash table from string ids to positions that keeps no strings: whoever owns them is asked to compare.
//
// Cost:    find, insert, erase: O(1); memory: 8 to 32 bytes an id
// Owns:    positions and 32 bits of each hash
// Threads: one writer, or many readers
// Source:  open addressing with linear probing; erasing shifts back what follows (Knuth, TAOCP 6.4, algorithm R)
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace mirrorgraph {

class IdTable {
  public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    void reserve(std::size_t count) {
        if (count * 2 > slots_.size()) rehash(std::bit_ceil(count * 2));
    }

    // The position whose string equals `id`; id_of(position) gives the string of a position.
    template <class IdOf>
    std::uint32_t find(std::string_view id, IdOf&& id_of) const {
        if (slots_.empty()) return kNone;
        const std::uint32_t hash = hash_of(id);
        for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
            const Slot& slot = slots_[at];
            if (slot.position == kNone) return kNone;
            if (slot.hash == hash && id_of(slot.position) == id) return slot.position;
        }
    }

    // REQUIRES: the id is not there yet.
    void insert(std::string_view id, std::uint32_t position) {
        reserve(++count_);
        place({hash_of(id), position});
    }

    // REQUIRES: the position is there under this id.
    void erase(std::string_view id, std::uint32_t position) {
        std::size_t hole = hash_of(id) & mask();
        while (slots_[hole].position != position) hole = (hole + 1) & mask();
        --count_;
        for (std::size_t at = (hole + 1) & mask(); slots_[at].position != kNone; at = (at + 1) & mask()) {
            const std::size_t wanted = slots_[at].hash & mask();
            if (((at - wanted) & mask()) < ((at - hole) & mask())) continue;
            slots_[hole] = slots_[at];
            hole = at;
        }
        slots_[hole] = {};
    }

    std::size_t memory() const { return slots_.capacity() * sizeof(Slot); }

  private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t position = kNone;
    };

    static std::uint32_t hash_of(std::string_view id) {
        const std::uint64_t hash = std::hash<std::string_view>{}(id);
        return static_cast<std::uint32_t>(hash ^ (hash >> 32));
    }

    std::size_t mask() const { return slots_.size() - 1; }

    void place(Slot slot) {
        std::size_t at = slot.hash & mask();
        while (slots_[at].position != kNone) at = (at + 1) & mask();
        slots_[at] = slot;
    }

    void rehash(std::size_t size) {
        std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(size < 16 ? 16 : size));
        for (const Slot& slot : old) {
            if (slot.position != kNone) place(slot);
        }
    }

    std::vector<Slot> slots_;
    std::size_t count_ = 0;
};

}  // namespace mirrorgraph

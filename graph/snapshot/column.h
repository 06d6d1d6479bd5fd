// The values of one property key over all nodes, or all relationships: compact where many have none.
//
// A bit says whether an element has a value, the number of bits before it says where the value lies.
//
// Cost:    at: O(1); memory: 16 bytes a value and 1.5 bits for every element between the first and last that have one
// Owns:    its values
// Threads: immutable after building; const methods may run at once
// Source:  rank over bit vectors (Jacobson 1989), one level
#pragma once

#include <bit>
#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "schema/value.h"

namespace mirrorgraph {

class Column {
  public:
    // REQUIRES: called with ascending positions.
    void append(std::uint32_t position, Value value) {
        if (values_.empty()) first_ = position & ~63U;
        const std::uint32_t at = position - first_;
        while (bits_.size() <= at / 64) {
            bits_.push_back(0);
            ranks_.push_back(static_cast<std::uint32_t>(values_.size()));
        }
        assert((bits_[at / 64] >> (at % 64)) == 0);
        bits_[at / 64] |= std::uint64_t{1} << (at % 64);
        values_.push_back(std::move(value));
    }

    void shrink_to_fit() {
        bits_.shrink_to_fit();
        ranks_.shrink_to_fit();
        values_.shrink_to_fit();
    }

    // The null value where there is none.
    const Value& at(std::uint32_t position) const {
        const std::uint32_t i = position - first_;  // wraps round below `first_`
        if (i / 64 >= bits_.size()) return kNull;
        const std::uint64_t word = bits_[i / 64];
        const std::uint64_t bit = std::uint64_t{1} << (i % 64);
        if ((word & bit) == 0) return kNull;
        return values_[ranks_[i / 64] + static_cast<std::uint32_t>(std::popcount(word & (bit - 1)))];
    }

    std::span<const Value> values() const { return values_; }  // of those that have one, ascending by position
    std::size_t memory() const {
        return bits_.capacity() * 8 + ranks_.capacity() * 4 + values_.capacity() * sizeof(Value);
    }

  private:
    inline static const Value kNull;

    std::uint32_t first_ = 0;
    std::vector<std::uint64_t> bits_;
    std::vector<std::uint32_t> ranks_;  // values before each word
    std::vector<Value> values_;
};

}  // namespace mirrorgraph

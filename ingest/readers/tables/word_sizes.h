// Which sizes the words of a list have, by their first letter: refuses nearly all texts that are none of them, unread.
//
// Threads: immutable once made; may_hold may run at once
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mirrorgraph::ingest {

class WordSizes {
  public:
    // REQUIRES: 0 < word.size() < 64.
    constexpr void add(std::string_view word) { sizes_[word[0] & 0x1F] |= std::uint64_t{1} << word.size(); }

    // Case does not matter. Of ASCII alone: case folding may change the size of other words.
    constexpr bool may_hold(std::string_view word) const {
        return !word.empty() && word.size() < 64 && (sizes_[word[0] & 0x1F] >> word.size() & 1U) != 0;
    }

  private:
    std::array<std::uint64_t, 32> sizes_{};  // by the last five bits of the first letter: one bit a size
};

}  // namespace mirrorgraph::ingest

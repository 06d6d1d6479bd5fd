// How many bytes of a text are of a kind, for whole documents: the loop is one that compilers turn into vector code.
//
// Threads: may run at once
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mirrorgraph {

// `is` tells it of one byte, by comparisons and arithmetic of bytes alone.
template <typename Predicate>
std::size_t count_bytes(std::string_view text, Predicate is) {
    constexpr std::size_t kChunk = 128;  // its count fits into a byte
    std::size_t count = 0;
    for (; text.size() >= kChunk; text.remove_prefix(kChunk)) {
        std::uint8_t here = 0;
        for (std::size_t i = 0; i < kChunk; ++i) {
            const int one = is(static_cast<unsigned char>(text[i])) ? 1 : 0;
            here = static_cast<std::uint8_t>(here + one);
        }
        count += here;
    }
    for (const char c : text) count += is(static_cast<unsigned char>(c)) ? 1 : 0;
    return count;
}

}  // namespace mirrorgraph

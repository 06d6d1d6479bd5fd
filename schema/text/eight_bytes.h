// Texts eight bytes at a time: most of a text is ASCII, and most of that stays as it is.
//
// Units:   the first byte of a text is the lowest of the number, on every machine
// Threads: functions may run at once
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace mirrorgraph {

using EightBytes = std::uint64_t;

constexpr EightBytes eight(unsigned char byte) { return 0x0101010101010101 * EightBytes{byte}; }

inline EightBytes load_eight(const char* text) {
    EightBytes bytes = 0;
    std::memcpy(&bytes, text, sizeof bytes);
    return std::endian::native == std::endian::little ? bytes : __builtin_bswap64(bytes);
}

inline std::uint32_t load_four(const char* text) {
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, text, sizeof bytes);
    return std::endian::native == std::endian::little ? bytes : __builtin_bswap32(bytes);
}

inline void store_eight(EightBytes bytes, char* text) {
    if (std::endian::native != std::endian::little) bytes = __builtin_bswap64(bytes);
    std::memcpy(text, &bytes, sizeof bytes);
}

// The first eight bytes of a text, or all of a shorter one behind which zeros stand.
inline EightBytes first_eight(std::string_view text) {
    if (text.size() >= sizeof(EightBytes)) return load_eight(text.data());
    if (text.size() >= sizeof(std::uint32_t)) {
        const std::size_t last = text.size() - sizeof(std::uint32_t);
        return load_four(text.data()) | EightBytes{load_four(text.data() + last)} << 8 * last;
    }
    if (text.empty()) return 0;
    const auto byte = [text](std::size_t i) { return EightBytes{static_cast<unsigned char>(text[i])} << 8 * i; };
    return byte(0) | byte(text.size() / 2) | byte(text.size() - 1);
}

// 0x80 for every byte from `first` to `last`, both of ASCII.
constexpr EightBytes in_range(EightBytes bytes, char first, char last) {
    const EightBytes low = bytes & eight(0x7F);
    const EightBytes from_first = low + eight(static_cast<unsigned char>(0x80 - first));
    const EightBytes behind_last = low + eight(static_cast<unsigned char>(0x7F - last));
    return from_first & ~behind_last & ~bytes & eight(0x80);
}

// 0x80 for every letter of ASCII.
constexpr EightBytes ascii_letters(EightBytes bytes) { return in_range(bytes | eight(0x20), 'a', 'z'); }

// Capital letters of ASCII made small.
constexpr EightBytes lowered(EightBytes bytes) { return bytes | in_range(bytes, 'A', 'Z') >> 2; }

// 0x80 for the first byte that is `byte`; those behind it may be told wrong.
constexpr EightBytes equal_to(EightBytes bytes, unsigned char byte) {
    const EightBytes others = bytes ^ eight(byte);
    return (others - eight(1)) & ~others & eight(0x80);
}

// The first byte from `at` on that `marks` sets 0x80 for, or the end of the text.
template <typename Marks>
std::size_t find_marked(std::string_view text, std::size_t at, Marks marks) {
    for (; at + sizeof(EightBytes) <= text.size(); at += sizeof(EightBytes)) {
        const EightBytes found = marks(load_eight(text.data() + at));
        if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
    if (at >= text.size()) return text.size();
    const EightBytes rest = ~EightBytes{0} >> 8 * (sizeof(EightBytes) - (text.size() - at));
    const EightBytes found = marks(first_eight(text.substr(at))) & rest;
    return found == 0 ? text.size() : at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
}

// Do the first `size` of eight bytes agree? REQUIRES: 0 < size <= 8.
constexpr bool agree(EightBytes a, EightBytes b, std::size_t size) {
    return (a ^ b) << 8 * (sizeof(EightBytes) - size) == 0;
}

// A letter, digit or mark of ASCII.
constexpr bool is_printed_ascii(char c) { return c > ' ' && c < 0x7F; }

// Behind the printed ASCII with single blanks inside that stands at `begin`: what collapse_space() leaves as it is. The byte
// before is no blank. REQUIRES: text[begin] is printed ASCII.
inline std::size_t skip_collapsed(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    EightBytes blank_before = 0;
    for (; at + sizeof(EightBytes) <= text.size(); at += sizeof(EightBytes)) {
        const EightBytes bytes = load_eight(text.data() + at);
        const EightBytes controls = bytes - eight(0x20);
        const EightBytes wide = bytes | (bytes + eight(1));  // 0x7F, too
        if (((controls | wide) & eight(0x80)) != 0) break;
        const EightBytes others = bytes ^ eight(' ');
        const EightBytes blanks = (others - eight(1)) & ~others & eight(0x80);  // '!' behind a blank counts as one
        if ((blanks & (blanks << 8 | blank_before)) != 0) break;
        blank_before = blanks >> 56;
    }
    while (at < text.size() && (is_printed_ascii(text[at]) || (text[at] == ' ' && at > begin && text[at - 1] != ' ')))
        ++at;
    return text[at - 1] == ' ' ? at - 1 : at;
}

}  // namespace mirrorgraph

// Texts eight bytes at a time: most of a text is ASCII, and most of that stays as it is.
//
// Threads: functions may run at once
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace mirrorgraph {

using EightBytes = std::uint64_t;

constexpr EightBytes eight(unsigned char byte) { return 0x0101010101010101 * EightBytes{byte}; }

// The first eight bytes of a text, or all of a shorter one behind which zeros stand.
inline EightBytes first_eight(std::string_view text) {
    EightBytes bytes = 0;
    if (text.size() >= sizeof bytes) {
        std::memcpy(&bytes, text.data(), sizeof bytes);
    } else if (text.size() >= sizeof(std::uint32_t)) {
        std::uint32_t first = 0, last = 0;
        std::memcpy(&first, text.data(), sizeof first);
        std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
        bytes = first | EightBytes{last} << 8 * (text.size() - sizeof last);
    } else if (!text.empty()) {
        const auto byte = [text](std::size_t i) { return EightBytes{static_cast<unsigned char>(text[i])} << 8 * i; };
        bytes = byte(0) | byte(text.size() / 2) | byte(text.size() - 1);
    }
    return bytes;
}

// A letter, digit or mark of ASCII.
constexpr bool is_printed_ascii(char c) { return c > ' ' && c < 0x7F; }

// Behind the printed ASCII with single blanks inside that stands at `begin`: what collapse_space() leaves as it is. The byte
// before is no blank. REQUIRES: text[begin] is printed ASCII.
inline std::size_t skip_collapsed(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    EightBytes blank_before = 0;
    for (EightBytes bytes = 0; at + sizeof bytes <= text.size(); at += sizeof bytes) {
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
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

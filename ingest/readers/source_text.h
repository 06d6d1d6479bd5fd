// The bytes of a source as UTF-8, and the way from each character back to its bytes.
//
// No-break and other odd blanks become plain ones, full-width letters and digits and the bars of boxes too, and characters
// that cannot be seen (soft hyphens, zero-width spaces, byte order marks) go. The ideographic space and Chinese punctuation stay.
//
// The encoding is told by the content: byte order marks, then UTF-8 if it is well-formed, then the two-byte
// encodings of Chinese (GB18030, Big5) and UTF-16 without mark.
//
// Units:   offsets are bytes, 0-based
// Errors:  decode throws Error kInvalidData for an empty source, for binary junk, and for the first byte that
// the
//          encoding cannot have
// Owns:    its text
// Threads: decode may run at once
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph::ingest {

// From text offset `begin` on, `text_unit` bytes of text stand for `source_unit` bytes of the source.
struct CharacterRun {
    std::size_t begin;
    std::uint64_t source;
    std::uint8_t text_unit;
    std::uint8_t source_unit;
};

struct SourceText {
    std::string text;
    std::vector<CharacterRun> runs;  // ascending; the first begins at 0
    std::string encoding;            // "UTF-8", "GB18030", ...
    std::string printed;             // where `text` was put into simplified characters: as it stood; else empty
};

// What is read for a character: blanks that only print tells apart are one, full-width letters and digits and the bars of boxes
// are plain ones; nothing
// for what cannot be seen. Whatever is changed is changed to ASCII.
std::optional<char32_t> plain_character(char32_t c);

// `path` is for the messages only.
SourceText decode(std::string bytes, const std::string& path);
// The same for what a reader of another format made, which is UTF-8 and may be empty.
SourceText take_utf8(std::string text);

}  // namespace mirrorgraph::ingest

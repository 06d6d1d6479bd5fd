// Reads identifiers out of UTF-8 text as if it were plain ASCII, without copying or normalising it first.
//
// Full-width letters, digits and marks read as their ASCII twins, every dash as '-', every slash as '/',
// every kind of white space (line breaks too) as ' ', a wave dash as '~'; any other character reads as
// kOther.
//
// Units:   positions are bytes of the text, 0-based
// Owns:    nothing; the text must outlive the cursor
// Threads: a value; one thread
// Source:  Unicode 15, compatibility decompositions of the blocks concerned
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/text/ascii.h"

namespace mirrorgraph::identifiers {

struct Glyph {
    char c;              // folded
    std::uint8_t width;  // bytes it takes
};

constexpr char kOther = '\x01';
constexpr char kEnd = '\0';

// What every byte of a text is asked for.
inline constexpr std::array<bool, 256> kWordBytes = [] {
    std::array<bool, 256> bytes{};
    for (unsigned c = 0; c < bytes.size(); ++c)
        bytes[c] = is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c));
    return bytes;
}();
inline bool is_word(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }
inline char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

Glyph fold_wide_glyph(std::string_view text, std::size_t position);

// A short ASCII word without allocation; longer ones are cut, and say so by size() > capacity.
class Word {
  public:
    static constexpr std::size_t kCapacity = 15;
    void push(char c) {
        if (size_ < kCapacity) letters_[size_] = c;
        ++size_;
    }
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    std::string_view view() const {
        return size_ <= kCapacity ? std::string_view(letters_.data(), size_) : std::string_view();
    }

  private:
    std::array<char, kCapacity + 1> letters_{};
    std::size_t size_ = 0;
};

// The next byte at which a word begins, or the end of the text; `position` stands between words.
inline std::size_t skip_to_word(std::string_view text, std::size_t position) {
    for (; position < text.size() && !is_word(text[position]); ++position) {
        if (static_cast<unsigned char>(text[position]) < 0x80) continue;
        const Glyph glyph = fold_wide_glyph(text, position);
        if (is_word(glyph.c)) break;
        position += glyph.width - 1U;
    }
    return position;
}

// Behind the word at `position`.
inline std::size_t skip_word(std::string_view text, std::size_t position) {
    for (;; ++position) {
        while (position < text.size() && is_word(text[position])) ++position;
        if (position == text.size() || static_cast<unsigned char>(text[position]) < 0x80) return position;
        const Glyph glyph = fold_wide_glyph(text, position);
        if (!is_word(glyph.c)) return position;
        position += glyph.width - 1U;
    }
}

// Reads a text from end to end, but for the words that `is_mere` tells of. `read_at` gives the place behind what it found at
// a word, or the word's own where nothing begins.
template <typename IsMere, typename ReadAt>
void read_words(std::string_view text, IsMere is_mere, ReadAt read_at) {
    for (std::size_t at = 0; (at = skip_to_word(text, at)) < text.size();) {
        const std::size_t end = is_mere(text, at) ? at : read_at(at);
        at = end > at ? end : skip_word(text, at);
    }
}

// The same of a text whose words are known: `starts`, in order.
template <typename IsMere, typename ReadAt>
void read_words(std::string_view text, const std::vector<std::size_t>& starts, IsMere is_mere, ReadAt read_at) {
    std::size_t end = 0;
    for (const std::size_t at : starts) {
        if (at >= end && !is_mere(text, at)) end = read_at(at);
    }
}

class Cursor {
  public:
    enum class Mode {
        kWholeText,   // the text is one identifier: forms that would be reckless in prose are read too
        kRunningText  // the identifier stands in prose
    };

    Cursor(std::string_view text, std::size_t position, Mode mode)
        : text_(text), position_(position), furthest_(position), mode_(mode) {}

    bool is_whole_text() const { return mode_ == Mode::kWholeText; }
    std::string_view text() const { return text_; }
    std::size_t position() const { return position_; }
    std::size_t furthest() const { return furthest_; }
    void back_to(std::size_t position) { position_ = position; }
    bool at_end() const { return position_ >= text_.size(); }

    Glyph glyph() const { return glyph_at(position_); }
    char peek() const { return glyph().c; }
    // The glyph behind `count` more.
    char peek(std::size_t count) const;
    // The glyph before the cursor; kEnd at the beginning.
    char previous() const;

    void advance() {
        position_ += glyph().width;
        if (position_ > furthest_) furthest_ = position_;
    }
    bool accept(char c) {
        if (peek() != c) return false;
        advance();
        return true;
    }
    // Letters in either case, as a whole word: no letter may follow.
    bool accept_word(std::string_view upper);
    // Letters in either case, whatever follows.
    bool accept_prefix(std::string_view upper);
    // UTF-8 bytes as they stand.
    bool accept_bytes(std::string_view bytes);

    // Up to two breaks of white space are skipped; an empty line ends an identifier. True if something was
    // skipped.
    bool skip_space();
    // White space round a mark: "/", " / ". Leaves the cursor alone if the mark is not there.
    bool accept_spaced(char c);

    // What stands between the members of a list: ",", ";", "&", "、", "和", "及", "与", "and", "or", with blanks.
    bool accept_list_mark();

    // The letters from here, upper case; the cursor stays.
    Word peek_letters() const;

    // The letters from here, as printed.
    std::string letters();
    // The letters from here, upper case.
    std::string capitals();

    // At least `minimum` and at most `maximum` digits with no further digit behind them; empty and unmoved
    // otherwise.
    std::string digits(std::size_t minimum, std::size_t maximum);

    // No letter or digit follows.
    bool at_word_end() const { return !is_word(peek()); }

  private:
    Glyph glyph_at(std::size_t position) const {
        if (position >= text_.size()) return {kEnd, 0};
        const auto byte = static_cast<unsigned char>(text_[position]);
        if (byte >= 0x80) return fold_wide_glyph(text_, position);
        if (byte > 0x20 && byte < 0x7F) return {static_cast<char>(byte), 1};
        const bool blank = byte == ' ' || (byte >= '\t' && byte <= '\r');
        return {blank ? ' ' : kOther, 1};
    }

    std::string_view text_;
    std::size_t position_;
    std::size_t furthest_;
    Mode mode_;
};

}  // namespace mirrorgraph::identifiers

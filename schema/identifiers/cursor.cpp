#include "schema/identifiers/cursor.h"

#include <algorithm>

#include "schema/text/text.h"

namespace mirrorgraph::identifiers {

namespace {

constexpr char32_t kFullWidthFirst = 0xFF01;
constexpr char32_t kFullWidthLast = 0xFF5E;

char fold(char32_t c) {
    if (c >= kFullWidthFirst && c <= kFullWidthLast) return static_cast<char>(c - kFullWidthFirst + '!');
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0xFE58 || c == 0xFE63 || c == 0x00AD)
        return '-';
    if (c == 0x2044 || c == 0x2215) return '/';
    if (c == 0x00A0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x2028 || c == 0x3000) return ' ';
    if (c == 0x301C || c == 0x223C || c == 0x02DC) return '~';
    if (c == 0x2236 || c == 0xFE55) return ':';
    if (c >= 0x2160 && c <= 0x216B) return kOther;
    return kOther;
}

}  // namespace

Glyph fold_wide_glyph(std::string_view text, std::size_t position) {
    const bool stray = (static_cast<unsigned char>(text[position]) & 0xC0) == 0x80;
    const std::size_t end = stray ? position + 1 : std::min(next_code_point(text, position), position + 4);
    return {fold(code_point_at(text, position)), static_cast<std::uint8_t>(end - position)};
}

char Cursor::peek(std::size_t count) const {
    std::size_t at = position_;
    for (; count > 0; --count) at += glyph_at(at).width;
    return glyph_at(at).c;
}

char Cursor::previous() const { return position_ == 0 ? kEnd : glyph_at(previous_code_point(text_, position_)).c; }

bool Cursor::accept_prefix(std::string_view upper) {
    const std::size_t start = position_;
    for (char c : upper) {
        if (to_upper(peek()) != c) {
            position_ = start;
            return false;
        }
        advance();
    }
    return true;
}

bool Cursor::accept_word(std::string_view upper) {
    const std::size_t start = position_;
    if (accept_prefix(upper) && !is_letter(peek())) return true;
    position_ = start;
    return false;
}

bool Cursor::accept_bytes(std::string_view bytes) {
    if (text_.substr(position_, bytes.size()) != bytes) return false;
    position_ += bytes.size();
    if (position_ > furthest_) furthest_ = position_;
    return true;
}

bool Cursor::skip_space() {
    const std::size_t start = position_;
    int line_breaks = 0;
    while (peek() == ' ') {
        if (text_[position_] == '\n' && ++line_breaks > 1) {
            position_ = start;
            return false;
        }
        advance();
    }
    return position_ != start;
}

bool Cursor::accept_spaced(char c) {
    const std::size_t start = position_;
    skip_space();
    if (accept(c)) {
        skip_space();
        return true;
    }
    position_ = start;
    return false;
}

bool Cursor::accept_list_mark() {
    const std::size_t start = position_;
    skip_space();
    bool mark = accept(',') || accept(';') || accept('&');
    for (std::string_view chinese : {"、", "和", "及", "与"}) mark = mark || accept_bytes(chinese);
    skip_space();
    if (accept_word("AND") || accept_word("OR")) {
        mark = true;
        skip_space();
    }
    if (!mark) position_ = start;
    return mark;
}

Word Cursor::peek_letters() const {
    Word word;
    for (std::size_t at = position_;;) {
        const Glyph glyph = glyph_at(at);
        if (!is_letter(glyph.c) || word.size() > Word::kCapacity) return word;
        word.push(to_upper(glyph.c));
        at += glyph.width;
    }
}

std::string Cursor::letters() {
    std::string out;
    for (; is_letter(peek()); advance()) out += peek();
    return out;
}

std::string Cursor::capitals() {
    std::string out;
    for (; is_letter(peek()); advance()) out += to_upper(peek());
    return out;
}

std::string Cursor::digits(std::size_t minimum, std::size_t maximum) {
    const std::size_t start = position_;
    std::string out;
    while (is_digit(peek()) && out.size() <= maximum) {
        out += peek();
        advance();
    }
    if (out.size() >= minimum && out.size() <= maximum) return out;
    position_ = start;
    return {};
}

}  // namespace mirrorgraph::identifiers

#include "ingest/readers/formats/markup.h"

#include <algorithm>

#include "schema/text/ascii.h"

namespace mirrorgraph::ingest {

namespace {

bool is_blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }

constexpr std::size_t kLongestTag = 200;
constexpr std::size_t kLongestLink = 1000;

// Bytes of an HTML tag at `i`, or 0. "<https://...>" is an address in angle brackets: only its frame is markup.
std::size_t tag_size(std::string_view text, std::size_t i) {
    if (text[i] != '<' || i + 2 >= text.size()) return 0;
    const char next = text[i + 1];
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!';
    const std::size_t end = text.substr(i, kLongestTag).find('>');
    if (!letter || end == std::string_view::npos) return 0;
    return text.substr(i, end).find("://") == std::string_view::npos ? end + 1 : 1;
}

// "<https://...>": the bracket at `i` is its end.
bool closes_address(std::string_view text, std::size_t i) {
    const std::size_t from = i > kLongestLink ? i - kLongestLink : 0;
    const std::size_t open = text.substr(from, i - from).rfind('<');
    if (open == std::string_view::npos) return false;
    const std::string_view address = text.substr(from + open, i - from - open);
    return address.find("://") != std::string_view::npos && address.find(' ') == std::string_view::npos;
}

// Bytes of "](address)" at `i`, or 0.
std::size_t link_tail_size(std::string_view text, std::size_t i) {
    if (text.substr(i, 2) != "](") return 0;
    const std::size_t end = text.substr(0, i + kLongestLink).find(')', i);
    return end == std::string_view::npos ? 0 : end - i + 1;
}

// Bytes of emphasis at `i`, or 0: stars beside a word, not a product or a footnote.
std::size_t emphasis_size(std::string_view text, std::size_t i) {
    const std::size_t end = std::min(text.find_first_not_of('*', i), text.size());
    if (end == i) return 0;
    const bool opens = end < text.size() && !is_blank(text[end]) && text[end] != '.' && text[end] != ',';
    const bool closes = i > 0 && !is_blank(text[i - 1]);
    const bool product = opens && closes && is_digit(text[i - 1]) && is_digit(text[end]);
    return (opens || closes) && !product ? end - i : 0;
}

struct Markup {
    std::size_t size = 0;
    bool blank = false;  // what stood on its two sides is not one word
};

Markup markup_at(std::string_view text, std::size_t i) {
    switch (text[i]) {
        case '*': return {emphasis_size(text, i), false};
        case '`': return {1, false};
        case '<': {
            const std::size_t size = tag_size(text, i);
            return {size, size > 1};
        }
        case '>': return {closes_address(text, i) ? 1U : 0U, false};
        case '[': return {text.substr(i, kLongestLink).find("](") != std::string_view::npos ? 1U : 0U, false};
        case '!': return {text.substr(i, 2) == "![" ? 2U : 0U, false};
        case ']': return {link_tail_size(text, i), false};
        case '\\':
            return {i + 1 < text.size() && std::string_view("*_|[]#`").find(text[i + 1]) != std::string_view::npos ? 1U
                                                                                                                   : 0U,
                    false};
        default: return {};
    }
}

}  // namespace

bool is_markdown(std::string_view text, const std::vector<Line>& lines) {
    constexpr std::size_t kLinesSeen = 5000;
    std::size_t signs = 0;
    for (std::size_t i = 0; i < lines.size() && i < kLinesSeen; ++i) {
        const std::string_view line =
            text.substr(lines[i].span.begin, std::min<std::size_t>(lines[i].span.size(), 2000));
        if (lines[i].mark == Mark::kHashtag && lines[i].level > 1 && line[lines[i].mark_size] == ' ') signs += 2;
        if (line.starts_with("|--") || line.starts_with("| --") || line.starts_with("|:-") || line.starts_with("```"))
            signs += 2;
        const std::size_t bold = line.find("**");
        if (bold != std::string_view::npos && line.find("**", bold + 2) != std::string_view::npos) ++signs;
        if (line.find("](http") != std::string_view::npos) ++signs;
        if (signs >= 2) return true;
    }
    return false;
}

void mark_headings(std::string_view text, std::vector<Line>& lines) {
    for (Line& line : lines) {
        if (line.mark != Mark::kHashtag || line.level > 6) continue;
        const std::string_view content = text.substr(line.span.begin, line.span.size());
        const std::size_t begin = content.find_first_not_of(' ', line.mark_size);
        if (begin == std::string_view::npos || begin == line.mark_size) continue;
        line.mark = Mark::kHeading;
        line.mark_size = static_cast<std::uint32_t>(begin);
    }
}

void append_stripped(std::string_view text, const Piece& piece, std::vector<Piece>& out) {
    const std::string_view line = text.substr(piece.span.begin, piece.span.size());
    Join join = piece.join;
    std::size_t begin = 0;
    const auto add = [&](std::size_t end) {
        if (end == begin) return;
        Piece part = piece;
        part.span = {piece.span.begin + begin, piece.span.begin + end};
        part.join = join;
        out.push_back(part);
        join = Join::kTight;
    };
    bool kept = false;
    for (std::size_t i = 0; i < line.size();) {
        const Markup markup = markup_at(line, i);
        if (markup.size == 0) {
            ++i;
            continue;
        }
        kept = kept || i > begin;
        add(i);
        i += markup.size;
        begin = i;
        if (markup.blank && kept) join = Join::kBlank;
    }
    add(line.size());
}

}  // namespace mirrorgraph::ingest

#include "schema/text/text.h"

#include <fmt/core.h>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <utility>

#include "schema/text/eight_bytes.h"

namespace mirrorgraph {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

char32_t decode_wide(std::string_view text, std::size_t& offset) {
    // ICU's offsets have 32 bits: look at one code point's bytes at a time.
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data()) + offset;
    const auto window = static_cast<int32_t>(std::min<std::size_t>(text.size() - offset, U8_MAX_LENGTH));
    int32_t i = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, i, window, c);
    offset += static_cast<std::size_t>(i);
    return c < 0 ? kReplacement : static_cast<char32_t>(c);
}

// Decodes one code point and moves `offset` behind it; a malformed sequence gives one U+FFFD.
inline char32_t decode(std::string_view text, std::size_t& offset) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    if (byte >= 0x80) return decode_wide(text, offset);
    ++offset;
    return byte;
}

std::string normalise_with(const icu::Normalizer2* normalizer, std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
    normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr,
                              status);
    return out;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Behind the ASCII that the text begins with, eight bytes at a time: most of most texts.
std::size_t skip_ascii(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    while (at + sizeof(EightBytes) <= text.size() && (load_eight(text.data() + at) & eight(0x80)) == 0)
        at += sizeof(EightBytes);
    while (at < text.size() && is_ascii(text[at])) ++at;
    return at;
}

// The capital letters of ASCII alone.
void to_lower_ascii(std::string& text) {
    std::size_t at = 0;
    for (; at + sizeof(EightBytes) <= text.size(); at += sizeof(EightBytes))
        store_eight(lowered(load_eight(text.data() + at)), text.data() + at);
    for (; at < text.size(); ++at)
        text[at] = static_cast<char>(text[at] + (text[at] >= 'A' && text[at] <= 'Z' ? 'a' - 'A' : 0));
}

// Han characters and the dashes, quotes, bullets and stops of prose, all of three bytes: neither NFKC nor folding changes them.
bool is_stable(unsigned char first, unsigned char second, unsigned char third) {
    if ((second & 0xC0) != 0x80 || (third & 0xC0) != 0x80) return false;
    switch (first) {
        case 0xE2:
            return second == 0x80 &&
                   (third == 0x93 || third == 0x94 || third == 0x98 || third == 0x99 || third == 0x9C || third == 0x9D);
        case 0xE3: return second == 0x80 && (third == 0x81 || third == 0x82 || third == 0x8A || third == 0x8B);
        case 0xE4: return second >= 0xB8;
        default: return first >= 0xE5 && first <= 0xE9;
    }
}

// Most texts: NFKC leaves them as they are, and folding changes their capital letters of ASCII alone.
bool is_plain(std::string_view text) {
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; (i = skip_ascii(text, i)) < text.size(); i += 3) {
        if (text.size() - i < 3 || !is_stable(byte(i), byte(i + 1), byte(i + 2))) return false;
    }
    return true;
}

// NFKC of plain text with full-width forms of ASCII, which Chinese sets its brackets and colons in; nullopt for any other.
std::optional<std::string> nfkc_of_full_width(std::string_view text) {
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); i += 3) {
        const std::size_t ascii = skip_ascii(text, i);
        out.append(text, i, ascii - i);
        i = ascii;
        if (i == text.size()) break;
        if (text.size() - i < 3) return std::nullopt;
        const unsigned row = byte(i) == 0xEF ? byte(i + 1) : 0, place = byte(i + 2);
        if (row == 0xBC && place > 0x80 && place < 0xC0) {
            out += static_cast<char>(place - 0x81 + '!');
        } else if (row == 0xBD && place >= 0x80 && place <= 0x9E) {
            out += static_cast<char>(place - 0x80 + '`');
        } else if (is_stable(byte(i), byte(i + 1), byte(i + 2))) {
            out.append(text, i, 3);
        } else {
            return std::nullopt;
        }
    }
    return out;
}

bool is_ascii_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

// organise, organised, organisation ... -> organize ...: only at the end of a word.
void unify_ise(std::string& text) {
    static constexpr std::array<std::string_view, 6> kEndings = {"ations", "ation", "ing", "ed", "es", "e"};
    for (std::size_t at = text.find("is"); at != std::string::npos; at = text.find("is", at + 2)) {
        for (std::string_view ending : kEndings) {
            const std::size_t end = at + 2 + ending.size();
            if (text.compare(at + 2, ending.size(), ending) == 0 && (end == text.size() || !is_ascii_word(text[end]))) {
                text[at + 1] = 'z';
                break;
            }
        }
    }
}

std::size_t leading_article(std::string_view text) {
    for (std::string_view article : {"the ", "an ", "a "}) {
        if (text.starts_with(article)) return article.size();
    }
    return 0;
}

std::size_t width_by_category(UChar32 c) {
    if (c >= 0x4E00 && c <= 0x9FFF) return 2;  // Han
    const int category = u_charType(c);
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
    const int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

// White space beyond ASCII.
constexpr bool is_wide_space(char32_t c) {
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

// In columns.
inline std::size_t width_of(char32_t c) { return c < 0x80 ? 1 : width_by_category(static_cast<UChar32>(c)); }

std::u32string to_code_points(std::string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) out += decode(text, i);
    return out;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const std::size_t n = text.size();
    for (std::size_t i = 0; (i = skip_ascii(text, i)) < n;) {
        const std::size_t start = i;
        // U8_NEXT works on 32-bit offsets: look at four bytes at a time.
        const auto window = static_cast<int32_t>(std::min<std::size_t>(4, n - i));
        int32_t j = 0;
        UChar32 c = 0;
        U8_NEXT(bytes + start, j, window, c);
        if (c < 0) return start;
        i = start + static_cast<std::size_t>(j);
    }
    return std::nullopt;
}

std::size_t wide::next_code_point(std::string_view text, std::size_t offset) {
    assert(offset < text.size());
    decode(text, offset);
    return offset;
}

std::size_t previous_code_point(std::string_view text, std::size_t offset) {
    assert(offset > 0 && offset <= text.size());
    const std::size_t window = std::min<std::size_t>(offset, U8_MAX_LENGTH);
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data()) + (offset - window);
    auto i = static_cast<int32_t>(window);
    U8_BACK_1(bytes, 0, i);
    return offset - window + static_cast<std::size_t>(i);
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t ascii = skip_ascii(text, i);
        count += ascii - i;
        for (i = ascii; i < text.size() && !is_ascii(text[i]); ++count) decode(text, i);
    }
    return count;
}

char32_t wide::code_point_at(std::string_view text, std::size_t offset) {
    assert(offset < text.size());
    return decode(text, offset);
}

void append_code_point(std::string& out, char32_t code_point) {
    std::array<uint8_t, U8_MAX_LENGTH> bytes{};
    int32_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(code_point));
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t ascii = skip_ascii(text, i);
        width += ascii - i;
        for (i = ascii; i < text.size() && !is_ascii(text[i]);) width += width_of(decode(text, i));
    }
    return width;
}

std::string truncate_to_width(std::string_view text, std::size_t columns) {
    std::size_t width = 0;
    std::size_t kept = 0;  // bytes in front of an ellipsis
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t ascii = skip_ascii(text, i);
        if (width < columns) kept = std::min(ascii, i + columns - width - 1);
        width += ascii - i;
        i = ascii;
        if (i < text.size() && width <= columns) {
            width += width_of(decode(text, i));
            if (width < columns) kept = i;
        }
        if (width > columns) return columns == 0 ? std::string() : std::string(text.substr(0, kept)) + "…";
    }
    return std::string(text);
}

std::vector<std::string> wrap_to_width(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    text = trim(text);
    while (true) {
        std::size_t end = 0;
        std::size_t blank = 0;
        std::size_t used = 0;
        while (end < text.size()) {
            std::size_t next = end;
            used += width_of(decode(text, next));
            if (used > width && end > 0) break;
            end = next;
            if (end < text.size() && text[end] == ' ') blank = end;
        }
        if (end == text.size()) break;
        if (blank != 0) end = blank;
        lines.emplace_back(text.substr(0, end));
        text = trim(text.substr(end));
    }
    lines.emplace_back(text);
    return lines;
}

std::string without_controls(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return out;
}

std::string nfkc(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    if (auto narrow = nfkc_of_full_width(text)) return *std::move(narrow);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
    return normalise_with(normalizer, text);
}

std::string fold_case(std::string_view text) {
    if (is_plain(text)) {
        std::string out(text);
        to_lower_ascii(out);
        return out;
    }
    if (auto narrow = nfkc_of_full_width(text)) {
        to_lower_ascii(*narrow);
        return *std::move(narrow);
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::string compatible = nfkc(text);
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(compatible.size()));
    icu::CaseMap::utf8Fold(0, icu::StringPiece(compatible.data(), static_cast<int32_t>(compatible.size())), sink,
                           nullptr, status);
    return out;
}

bool is_identifier_start(char32_t code_point) {
    return u_hasBinaryProperty(static_cast<UChar32>(code_point), UCHAR_ID_START) ||
           u_charType(static_cast<UChar32>(code_point)) == U_CONNECTOR_PUNCTUATION;
}

bool is_identifier_part(char32_t code_point) {
    return u_hasBinaryProperty(static_cast<UChar32>(code_point), UCHAR_ID_CONTINUE);
}

bool is_space(char32_t code_point) {
    return u_isUWhiteSpace(static_cast<UChar32>(code_point)) || (code_point >= 0x1C && code_point <= 0x1F);
}

std::string to_upper(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
    icu::CaseMap::utf8ToUpper("", 0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr,
                              status);
    return out;
}

std::string to_lower(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
    icu::CaseMap::utf8ToLower("", 0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr,
                              status);
    return out;
}

bool is_han(char32_t code_point) {
    if (code_point < 0x2E80) return false;
    if (code_point >= 0x4E00 && code_point < 0x9FF0) return true;
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(code_point), &status) == USCRIPT_HAN;
}

bool contains_han(std::string_view text) {
    for (std::size_t i = 0; (i = skip_ascii(text, i)) < text.size();) {
        if (is_han(decode(text, i))) return true;
    }
    return false;
}

std::string collapse_space(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t copied = 0;  // text[copied, i) waits to be copied
    const auto copy = [&](std::size_t end) {
        if (end == copied) return;
        if (!out.empty()) out += ' ';
        out.append(text, copied, end - copied);
    };
    for (std::size_t i = 0; i < text.size();) {
        if (is_printed_ascii(text[i])) {
            i = skip_collapsed(text, i);
            continue;
        }
        const std::size_t begin = i;
        const char32_t c = decode(text, i);
        if (c > 0x20 && (c < 0x80 || !is_wide_space(c))) continue;
        copy(begin);
        copied = i;
    }
    copy(text.size());
    return out;
}

std::string counted(std::size_t number, std::string_view noun) {
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string_view trim(std::string_view text) {
    const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string name_key(std::string_view name) {
    std::string folded = fold_case(trim(name));
    folded.erase(0, leading_article(folded));
    unify_ise(folded);
    replace_all(folded, "&", "and");
    replace_all(folded, "centre", "center");
    replace_all(folded, "programme", "program");
    std::string out;
    out.reserve(folded.size());
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t begin = i;
        const char32_t c = decode(folded, i);
        if (c < 0x80) {
            if (is_ascii_word(static_cast<char>(c))) out += static_cast<char>(c);
        } else if (u_isalnum(static_cast<UChar32>(c))) {
            out.append(folded, begin, i - begin);
        }
    }
    return out;
}

bool natural_less(std::string_view a, std::string_view b) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto take_number = [&](std::string_view& text) {
        std::size_t end = 0;
        while (end < text.size() && is_digit(text[end])) ++end;
        std::string_view digits = text.substr(0, end);
        text.remove_prefix(end);
        while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
        return digits;
    };
    std::string_view left = a;
    std::string_view right = b;
    while (!left.empty() && !right.empty()) {
        if (is_digit(left.front()) && is_digit(right.front())) {
            const std::string_view x = take_number(left);
            const std::string_view y = take_number(right);
            if (x != y) return x.size() != y.size() ? x.size() < y.size() : x < y;
        } else {
            if (left.front() != right.front()) return left.front() < right.front();
            left.remove_prefix(1);
            right.remove_prefix(1);
        }
    }
    if (left.empty() != right.empty()) return left.empty();
    return a < b;
}

std::size_t edit_distance(std::string_view a_text, std::string_view b_text) {
    const std::u32string a = to_code_points(fold_case(a_text));
    const std::u32string b = to_code_points(fold_case(b_text));
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
    const std::size_t length = count_code_points(word);
    const std::size_t limit = std::max<std::size_t>(1, length / 3);
    std::optional<std::string> best;
    std::size_t best_distance = limit + 1;
    for (const std::string& candidate : candidates) {
        if (!may_be_near(length, count_code_points(candidate), limit)) continue;
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
    const auto best = nearest(word, candidates);
    return best ? "; did you mean '" + *best + "'?" : std::string();
}

}  // namespace mirrorgraph

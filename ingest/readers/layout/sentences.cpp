#include "ingest/readers/layout/sentences.h"

#include <algorithm>
#include <array>

#include "schema/text/ascii.h"
#include "schema/text/eight_bytes.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

// Never the end of a sentence: a name or number follows.
constexpr std::array<std::string_view, 41> kOpenAbbreviations = {
    "no",  "nos",    "dr",  "mr",  "ms",  "mrs", "prof", "fig", "figs", "vs",   "cf",  "e.g",  "i.e", "eg",
    "ie",  "art",    "sec", "vol", "st",  "ver", "rev",  "gen", "col",  "hon",  "pp",  "dept", "tel", "incl",
    "viz", "approx", "jan", "feb", "mar", "apr", "jun",  "jul", "aug",  "sept", "oct", "nov",  "dec"};

// The end of a sentence where a capital follows, as any other word; not where the sentence plainly goes on.
constexpr std::array<std::string_view, 8> kClosingAbbreviations = {"etc", "ltd", "inc", "corp",
                                                                   "co",  "al",  "jr",  "u.s"};

std::string lower(std::string_view word) {
    std::string out(word);
    for (char& c : out) {
        if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

// Bytes of the Chinese full stop at `i`; 0 for none. A semicolon ends one clause of a provision: a sentence
// here.
std::size_t chinese_stop(std::string_view text, std::size_t i) {
    static constexpr std::array<std::string_view, 4> kStops = {"。", "！", "？", "；"};
    if (i >= text.size() || static_cast<unsigned char>(text[i]) < 0x80) return 0;
    for (std::string_view stop : kStops) {
        if (text.substr(i, stop.size()) == stop) return stop.size();
    }
    return 0;
}

// Bytes of the closing quote or bracket at `i`; 0 for none.
std::size_t closing(std::string_view text, std::size_t i) {
    static constexpr std::array<std::string_view, 6> kMarks = {"”", "’", "）", "」", "』", "》"};
    if (i >= text.size()) return 0;
    if (static_cast<unsigned char>(text[i]) < 0x80)
        return text[i] == ')' || text[i] == '"' || text[i] == '\'' || text[i] == ']' ? 1 : 0;
    for (std::string_view mark : kMarks) {
        if (text.substr(i, mark.size()) == mark) return mark.size();
    }
    return 0;
}

constexpr std::size_t kLongestWord = 64;  // what a look back or ahead may cost

// The run of letters, digits and points that ends before `i`.
std::string_view word_before(std::string_view text, std::size_t i) {
    std::size_t begin = i;
    while (begin > 0 && i - begin < kLongestWord) {
        const char c = text[begin - 1];
        if (!is_upper(c) && !is_lower(c) && !is_digit(c) && c != '.') break;
        --begin;
    }
    return text.substr(begin, i - begin);
}

bool starts_sentence(std::string_view text, std::size_t i) {
    if (i >= text.size()) return true;
    const char c = text[i];
    if (is_upper(c) || is_digit(c) || c == '"' || c == '(' || c == '[' || c == '#' || c == '-') return true;
    return static_cast<unsigned char>(c) >= 0x80;
}

// A full stop at `i` with blank or end behind it.
bool is_stop(std::string_view text, std::size_t i, std::size_t next) {
    const std::string_view word = word_before(text, i);
    if (word.empty()) return true;
    // "GB/T 1. 1-2009": a scanner's blank inside a number.
    if (next < text.size() && is_digit(text[next]) && is_digit(word.back())) {
        const std::string_view before = text.substr(0, i - word.size());
        if (before.ends_with("/T ") || before.ends_with("/Z ") || before.ends_with("GB ") ||
            (before.ends_with("/") && is_upper(word[0])))
            return false;
    }
    // An initial: "Luis J. Romero"; "R. China". A lone letter before a stop ends nothing.
    const bool initial = word.size() == 1
                             ? is_upper(word[0])
                             : word.size() == 3 && word[1] == '.' && is_upper(word[0]) && is_upper(word[2]);
    if (initial) return next >= text.size();
    const std::string name = lower(word);
    if (std::find(kOpenAbbreviations.begin(), kOpenAbbreviations.end(), name) != kOpenAbbreviations.end()) {
        // "No." with nothing to number is the word.
        return name == "no" && next < text.size() && is_upper(text[next]);
    }
    if (name == "co" && (text.substr(next).starts_with("Ltd") || text.substr(next).starts_with("Inc"))) return false;
    if (std::find(kClosingAbbreviations.begin(), kClosingAbbreviations.end(), name) != kClosingAbbreviations.end()) {
        return next >= text.size() || is_upper(text[next]);
    }
    return true;
}

// "...in Berlin.Over 100 partners": the blank was lost between two sentences.
bool is_tight_stop(std::string_view text, std::size_t i) {
    if (i < 3 || i + 3 >= text.size() || !is_upper(text[i + 1]) || !is_lower(text[i + 2])) return false;
    if (!is_lower(text[i - 1]) && text[i - 1] != ')') return false;
    if (is_lower(text[i - 1]) && !is_lower(text[i - 2])) return false;
    std::size_t end = i + 2;
    while (end < text.size() && end < i + kLongestWord && is_lower(text[end])) ++end;
    if (end < text.size() && text[end] != ' ' && text[end] != ',') return false;
    // Not inside an address.
    for (std::size_t at = i; at > 0 && i - at < kLongestWord && text[at] != ' '; --at) {
        if (text[at] == '/' || text[at] == '@') return false;
    }
    return true;
}

// The count of a list item: "3.", "2.1.", "b."
bool is_count(std::string_view text) {
    return text.size() <= 6 && text.ends_with(".") &&
           (is_digit(text[0]) || (text.size() == 2 && (is_lower(text[0]) || is_upper(text[0])))) &&
           text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

// The next byte that can begin what ends a sentence: no byte inside of a character can.
std::size_t find_stop(std::string_view text, std::size_t at) {
    return find_marked(text, at, [](EightBytes bytes) {
        return equal_to(bytes, '.') | equal_to(bytes, '!') | equal_to(bytes, '?') | equal_to(bytes, 0xE3) |
               equal_to(bytes, 0xEF);
    });
}

// Offset behind the sentence end at `i`, or `i` where none is.
std::size_t sentence_end(std::string_view text, std::size_t i) {
    if (const std::size_t size = static_cast<unsigned char>(text[i]) >= 0x80 ? chinese_stop(text, i) : 0; size > 0) {
        std::size_t end = i + size;
        while (const std::size_t more = closing(text, end)) end += more;
        return end;
    }
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') return i;
    std::size_t end = i + 1;
    while (const std::size_t more = closing(text, end)) end += more;
    if (end < text.size() && text[end] != ' ')
        return end == i + 1 && text[i] == '.' && is_tight_stop(text, i) ? end : i;
    const std::size_t next = std::min(end + 1, text.size());
    if (!starts_sentence(text, next)) return i;
    if (text[i] == '.' && !is_stop(text, i, next)) return i;
    return end;
}

}  // namespace

std::vector<Span> split_sentences(std::string_view text, Span span) {
    std::vector<Span> sentences;
    const std::string_view block = text.substr(0, span.end);
    const auto skip_blanks = [&block](std::size_t i) {
        while (i < block.size() && static_cast<unsigned char>(block[i]) <= 0x20) ++i;
        return i;
    };
    const std::size_t first = skip_blanks(span.begin);
    std::size_t begin = first;
    for (std::size_t i = begin; (i = find_stop(block, i)) < block.size();) {
        const std::size_t end = sentence_end(block, i);
        if (end == i || (begin == first && is_count(block.substr(begin, end - begin)))) {
            i = next_code_point(block, i);
            continue;
        }
        sentences.push_back({begin, end});
        begin = i = skip_blanks(end);
    }
    if (begin < block.size()) sentences.push_back({begin, block.size()});
    return sentences;
}

bool ends_sentence(std::string_view text) {
    std::size_t end = text.size();
    while (end > 0) {
        const std::size_t begin = previous_code_point(text, end);
        if (closing(text.substr(0, end), begin) == 0) break;
        end = begin;
    }
    if (end == 0) return false;
    const std::size_t begin = previous_code_point(text, end);
    const std::string_view last = text.substr(begin, end - begin);
    if (last == "." || last == "!" || last == "?") return last != "." || is_stop(text.substr(0, end), begin, end);
    return chinese_stop(text, begin) > 0 && last != "；";
}

}  // namespace mirrorgraph::ingest

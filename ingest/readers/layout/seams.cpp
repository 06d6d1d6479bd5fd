#include "ingest/readers/layout/seams.h"

#include <bit>

#include "schema/text/ascii.h"
#include "schema/text/eight_bytes.h"

namespace mirrorgraph::ingest {

namespace {

// The next capital or dash at or behind `at`: nearly no other byte has to be looked at.
std::size_t next_looked_at(std::string_view text, std::size_t at) {
    for (; at + sizeof(EightBytes) <= text.size(); at += sizeof(EightBytes)) {
        const EightBytes bytes = load_eight(text.data() + at);
        const EightBytes looked_at = in_range(bytes, 'A', 'Z') | in_range(bytes, '-', '-');
        if (looked_at != 0) return at + static_cast<std::size_t>(std::countr_zero(looked_at)) / 8;
    }
    while (at < text.size() && !is_upper(text[at]) && text[at] != '-') ++at;
    return at;
}

// "Automotive", not "AMD1": a word of its own that stands at `at`.
bool begins_word(std::string_view text, std::size_t at) {
    return at + 2 < text.size() && is_upper(text[at]) && is_lower(text[at + 1]) && is_lower(text[at + 2]);
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

// Behind "GB/T 12549", "GB 21670.1-2008" at `at`; `at` where no such number stands.
std::size_t end_of_code(std::string_view text, std::size_t at) {
    constexpr std::size_t kYear = 4;
    std::size_t i = at + 2;
    if (text.substr(i).starts_with("/T") || text.substr(i).starts_with("/Z")) i += 2;
    if (i < text.size() && text[i] == ' ') ++i;
    std::size_t end = skip_digits(text, i);
    if (end == i) return at;
    while (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) end = skip_digits(text, end + 1);
    for (std::string_view dash : {"-", "—", "–"}) {
        if (!text.substr(end).starts_with(dash)) continue;
        const std::size_t year = skip_digits(text, end + dash.size());
        if (year == end + dash.size() + kYear) return year;
    }
    return end;
}

// Behind "2024-08-23", whose first dash stands at `dash`; `dash` where no date does.
std::size_t end_of_date(std::string_view text, std::size_t begin, std::size_t dash) {
    constexpr std::size_t kYear = 4, kRest = 6;
    if (dash < begin + kYear || dash + kRest > text.size() || text[dash + 3] != '-') return dash;
    const auto digits = [text](std::size_t first, std::size_t count) {
        return skip_digits(text.substr(0, first + count), first) == first + count;
    };
    return digits(dash - kYear, kYear) && digits(dash + 1, 2) && digits(dash + 4, 2) ? dash + kRest : dash;
}

// "by", "the" right in front of `end`, which no name ends in.
bool ends_small_word(std::string_view text, std::size_t begin, std::size_t end) {
    std::size_t first = end;
    while (first > begin && is_lower(text[first - 1])) --first;
    if (first > begin && text[first - 1] != ' ') return false;
    const std::string_view word = text.substr(first, end - first);
    return word == "by" || word == "the" || word == "of" || word == "and";
}

}  // namespace

std::size_t next_seam(std::string_view text, Span span) {
    const std::string_view row = text.substr(0, span.end);
    for (std::size_t i = next_looked_at(row, span.begin); i < span.end; i = next_looked_at(row, i + 1)) {
        const char c = row[i];
        if (c == '-') {
            const std::size_t end = end_of_date(row, span.begin, i);
            if (end > i && begins_word(row, end)) return end;
        } else if (is_upper(c) && i > span.begin && is_lower(row[i - 1]) && ends_small_word(row, span.begin, i) &&
                   begins_word(row, i)) {
            return i;
        } else if (c == 'G' && i + 1 < span.end && row[i + 1] == 'B') {
            const std::size_t end = end_of_code(row, i);
            if (end == i) continue;
            const char before = i > span.begin ? row[i - 1] : ' ';
            if (is_lower(before) || before == '.' || before == ')') return i;
            if (begins_word(row, end)) return end;
        }
    }
    return span.end;
}

}  // namespace mirrorgraph::ingest

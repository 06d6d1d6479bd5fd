#include "ingest/readers/layout/seams.h"

#include <algorithm>

#include "schema/text/ascii.h"

namespace mirrorgraph::ingest {

namespace {

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

}  // namespace

std::size_t next_seam(std::string_view text, Span span) {
    constexpr std::string_view kBy = " by";
    const std::string_view row = text.substr(0, span.end);
    std::size_t code = row.find("GB", span.begin), dash = row.find('-', span.begin), by = row.find(kBy, span.begin);
    while (code < span.end || dash < span.end || by < span.end) {
        if (by < std::min(code, dash)) {
            by += kBy.size();
            if (begins_word(row, by)) return by;
            by = row.find(kBy, by);
        } else if (dash < code) {
            const std::size_t end = end_of_date(row, span.begin, dash);
            if (end > dash && begins_word(row, end)) return end;
            dash = row.find('-', std::max(end, dash + 1));
        } else {
            const std::size_t end = end_of_code(row, code);
            if (end > code) {
                const char before = code > span.begin ? row[code - 1] : ' ';
                if (is_lower(before) || before == '.' || before == ')') return code;
                if (begins_word(row, end)) return end;
            }
            code = row.find("GB", std::max(end, code + 1));
        }
    }
    return span.end;
}

}  // namespace mirrorgraph::ingest

#include "schema/error.h"

#include <fmt/core.h>

#include <algorithm>

#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kExcerptWidth = 100;  // columns shown of a long line

constexpr std::string_view kEllipsis = "…";

// Bytes of a line that can matter for its excerpt.
constexpr std::size_t kExcerptBytes = 4 * kExcerptWidth;

struct Line {
    std::size_t begin;
    std::size_t end;
    std::size_t number;
};

Line line_of(std::string_view text, std::size_t offset) {
    Line line{0, text.size(), 1};
    for (std::size_t i = 0; i < offset; ++i) {
        if (text[i] == '\n') {
            ++line.number;
            line.begin = i + 1;
        }
    }
    if (auto end = text.find('\n', offset); end != std::string_view::npos) line.end = end;
    return line;
}

// The first offset from `at` on that does not stand inside a code point.
std::size_t boundary(std::string_view text, std::size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) ++at;
    return at;
}

constexpr std::string_view kReplacement = "\uFFFD";

// Blanks for control characters, and a sign for each byte that is no UTF-8: it goes to terminals and into JSON.
std::string displayable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t good = find_invalid_utf8(text).value_or(text.size());
        out += text.substr(0, good);
        if (good < text.size()) out += kReplacement;
        text.remove_prefix(std::min(good + 1, text.size()));
    }
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return out;
}

}  // namespace

Error& Error::at(std::string source, std::string_view text, Span span, TextBefore before) {
    span.begin = std::min(span.begin, text.size());
    span.end = std::clamp(span.end, span.begin, text.size());
    const Line line = line_of(text, span.begin);
    source_ = std::move(source);
    span_ = {before.bytes + span.begin, before.bytes + span.end};
    line_ = before.lines + line.number;
    column_ = count_code_points(text.substr(line.begin, span.begin - line.begin)) + 1;
    if (line.begin == 0) column_ += before.columns;

    std::size_t from = boundary(text, std::max(line.begin, span.begin - std::min(span.begin, kExcerptBytes)));
    while (display_width(text.substr(from, span.begin - from)) > kExcerptWidth / 2) {
        from = next_code_point(text, from);
    }
    std::size_t to = boundary(text, std::min(line.end, span.begin + kExcerptBytes));
    while (to > span.begin && display_width(text.substr(from, to - from)) > kExcerptWidth) {
        to = previous_code_point(text, to);
    }
    const std::string_view cut_left = from > line.begin ? kEllipsis : "";
    const std::string_view cut_right = to < line.end ? kEllipsis : "";
    excerpt_ = fmt::format("{}{}{}", cut_left, displayable(text.substr(from, to - from)), cut_right);
    const std::size_t marked =
        display_width(displayable(text.substr(span.begin, std::max(std::min(span.end, to), span.begin) - span.begin)));
    const std::string before_caret = displayable(text.substr(from, span.begin - from));
    caret_ = std::string(display_width(cut_left) + display_width(before_caret), ' ') +
             std::string(std::max<std::size_t>(marked, 1), '^');
    return *this;
}

std::string Error::render() const {
    std::string out;
    if (!source_.empty()) out += source_ + ":";
    if (has_place()) out += fmt::format("{}:{}: ", line_, column_);
    if (!source_.empty() && !has_place()) out += " ";
    out += what();
    if (has_place()) out += "\n  " + excerpt_ + "\n  " + caret_;
    if (!remedy_.empty()) out += "\n" + remedy_;
    return out;
}

std::string_view error_code_name(ErrorCode code) {
    switch (code) {
        case ErrorCode::kUsage: return "usage";
        case ErrorCode::kNotFound: return "not-found";
        case ErrorCode::kInvalidData: return "invalid-data";
        case ErrorCode::kIo: return "io";
        case ErrorCode::kSyntax: return "syntax";
        case ErrorCode::kSemantic: return "semantic";
        case ErrorCode::kRuntime: return "runtime";
        case ErrorCode::kLimit: return "limit";
        case ErrorCode::kCancelled: return "cancelled";
        case ErrorCode::kConflict: return "conflict";
    }
    return "unknown";
}

int exit_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::kUsage:
        case ErrorCode::kSyntax:
        case ErrorCode::kSemantic: return 2;
        case ErrorCode::kNotFound: return 3;
        case ErrorCode::kInvalidData: return 4;
        case ErrorCode::kLimit: return 5;
        case ErrorCode::kIo:
        case ErrorCode::kRuntime:
        case ErrorCode::kCancelled:
        case ErrorCode::kConflict: return 1;
    }
    return 1;
}

}  // namespace mirrorgraph

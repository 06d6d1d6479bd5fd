#include "schema/error.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/text.h"

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

std::string without_tabs(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
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
    excerpt_ = fmt::format("{}{}{}", cut_left, without_tabs(text.substr(from, to - from)), cut_right);
    const std::size_t marked =
        display_width(text.substr(span.begin, std::max(std::min(span.end, to), span.begin) - span.begin));
    caret_ = std::string(display_width(cut_left) + display_width(text.substr(from, span.begin - from)), ' ') +
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

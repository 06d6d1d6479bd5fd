// The lines of a text as they were set on the page, and which of them are furniture.
//
// Text that came out of a PDF keeps what belongs to the page and not to the text: page numbers, running
// headers and footers, addresses of links collected at the foot. They are marked here, so that a sentence
// goes on behind them.
//
// Units:   spans are bytes of the decoded text; lines and pages are 1-based; widths are display columns
// Threads: functions may run at once
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::ingest {

enum class LineRole {
    kText,
    kPageNumber,
    kRunning,   // header or footer, repeated on other pages
    kFloating,  // stands at the edge of a page and interrupts what goes on behind it
    kLink       // an address and nothing else
};

// What the line begins with.
enum class Mark {
    kNone,
    kBullet,   // "•", "- ", a dash of a Chinese list
    kNumber,   // "1.", "2)", "（三）", "a."
    kBracket,  // "(i)", "(2)": also met in running text
    kHashtag,  // "#topic"
    kHeading   // Markdown: "## "
};

struct Line {
    Span span;  // without blanks at its ends; never empty
    std::uint32_t number = 0;
    std::uint32_t page = 0;    // 0: the text has no form feeds
    std::uint32_t gap = 0;     // empty lines above it
    std::uint32_t indent = 0;  // columns before it
    std::uint32_t width = 0;
    bool page_start = false;  // first line behind a form feed
    bool ruled = false;       // a ruler stands above it
    LineRole role = LineRole::kText;
    Mark mark = Mark::kNone;
    std::uint32_t mark_size = 0;  // bytes of the mark and the blanks behind it
    int level = 0;                // headings: number of '#'; numbers: of their parts ("2.1" is 2)
};

// Every line that is neither empty nor a ruler ("--------", "---  -----", "+----+---+"), with its mark. Linear in the size of
// the text.
std::vector<Line> split_lines(std::string_view text);

// Sets the roles. A lone number is a page number where a page ends behind it, a line is running where it
// comes again and again with nothing changed but its digits.
void find_furniture(std::string_view text, std::vector<Line>& lines);

// An integer and nothing else but dots and dashes around it: "4.", "- 12 -", "第 3 页", "Page 2 of 9"; -1
// otherwise.
int lone_number(std::string_view line);

bool is_link(std::string_view line);

}  // namespace mirrorgraph::ingest

// From the lines of a page to what the author wrote: paragraphs, headings, list items, rows of tables.
//
// Lines are joined where a sentence or a name goes on, whatever was put between: the wrap of a narrow column,
// empty lines between all lines of the page, a page number, a table. Nothing here looks at what the text is
// about.
//
// Units:   spans are bytes of the decoded text
// Owns:    nothing of the text
// Threads: functions may run at once
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/readers/layout/lines.h"

namespace mirrorgraph::ingest {

// How a piece follows the one before it.
enum class Join {
    kBlank,      // a blank stands for the line break
    kTight,      // nothing: Chinese, identifiers broken behind a hyphen
    kDropHyphen  // the hyphen at the end of the piece before goes: "cyberse-" + "curity"
};

// A stretch of one source line.
struct Piece {
    Span span;
    std::uint32_t line = 0;
    std::uint32_t page = 0;
    Join join = Join::kBlank;
};

struct LayoutBlock {
    BlockKind kind = BlockKind::kParagraph;
    int level = 0;
    Mark marked = Mark::kNone;
    std::vector<Piece> pieces;              // all but table rows
    std::vector<std::vector<Piece>> cells;  // table rows
    std::uint32_t table = 0;
    bool header = false;
};

// REQUIRES: `lines` come from split_lines and find_furniture over the same text.
std::vector<LayoutBlock> find_blocks(std::string_view text, const std::vector<Line>& lines);

}  // namespace mirrorgraph::ingest

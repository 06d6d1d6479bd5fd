// Markdown: told from plain text by its signs, and stripped of them.
//
// Threads: functions may run at once
#pragma once

#include <string_view>
#include <vector>

#include "ingest/readers/layout/layout.h"
#include "ingest/readers/layout/lines.h"

namespace mirrorgraph::ingest {

// Hash tags are not enough: emphasis, ruled tables, links or headings of several levels are.
bool is_markdown(std::string_view text, const std::vector<Line>& lines);

// "## Title" heads a section instead of tagging it.
void mark_headings(std::string_view text, std::vector<Line>& lines);

// The piece without emphasis, code marks, tags and the frames of links; each part after the first keeps its join.
void append_stripped(std::string_view text, const Piece& piece, std::vector<Piece>& out);

}  // namespace mirrorgraph::ingest

// A source as the recognisers see it: clean text, its layout as blocks, and the way back to the bytes it came
// from.
//
// Readers (ingest/readers/) make it. `text` is UTF-8 with page furniture (numbers, running headers) gone,
// lines that were broken inside a sentence joined, and table rows kept apart as cells. Every fact found in
// `text` is reported at the place of the original bytes through `map`.
//
// Units:   offsets into `text` and into the source are bytes, 0-based; lines and pages are 1-based
// Owns:    its content
// Threads: immutable once a reader has returned it
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::ingest {

// Piecewise linear: text[begin ..] came from source byte `source`, on `line` and `page`, until the next
// segment. A segment does not cross a source line. Every `text_unit` bytes of text stand for `source_unit`
// bytes of the source: 1 and 1 where the source is UTF-8 itself, 3 and 2 for Chinese that came from GB18030
// or UTF-16.
struct SourceSegment {
    std::size_t begin;
    std::uint64_t source;
    std::uint32_t line;
    std::uint32_t page;  // 0: the source has no pages
    std::uint8_t text_unit = 1;
    std::uint8_t source_unit = 1;
};

struct SourcePlace {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint32_t line = 0;
    std::uint32_t page = 0;
};

class SourceMap {
  public:
    // REQUIRES: segments added with ascending begin.
    void add(SourceSegment segment) { segments_.push_back(segment); }
    // The bytes of the source that text[span] came from, and the line and page where they begin. Whole
    // characters: a span that cuts one covers all of it. Where the text was put together out of order (a
    // paragraph that went on behind a table), the bytes from the first to the last piece. REQUIRES:
    // span.begin lies in a non-empty text.
    SourcePlace locate(Span span) const;
    const std::vector<SourceSegment>& segments() const { return segments_; }

  private:
    std::vector<SourceSegment> segments_;
};

enum class BlockKind { kHeading, kParagraph, kListItem, kTableRow };

struct Block {
    BlockKind kind = BlockKind::kParagraph;
    Span span;                    // in Document::text
    int level = 0;                // headings and list items: 1 is the outermost
    std::vector<Span> cells;      // table rows: cells in order, each in Document::text; an empty cell is an empty span
    std::vector<Span> sentences;  // in order, not overlapping; a table row is one sentence
    std::uint32_t table = 0;      // table rows: rows of one table share a number, from 1
    bool header = false;          // table rows: the row that names the columns
};

struct Document {
    std::string id;    // "document:" + a name derived from the path as given
    std::string path;  // as given
    std::string title;
    std::string date;      // ISO date the source states for itself; empty if none
    std::string language;  // "en", "zh", "en+zh"
    std::string sha256;    // of the source bytes, lower-case hexadecimal
    std::uint64_t size = 0;
    std::string text;
    std::string printed;  // traditional Chinese as it stood, where `text` has simplified characters; else empty
    SourceMap map;
    std::vector<Block> blocks;
};

}  // namespace mirrorgraph::ingest

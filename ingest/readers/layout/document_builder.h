// Puts a Document together out of stretches of its source, keeping the map back to their bytes.
//
// White space inside a stretch becomes one blank; characters that cannot be seen (soft hyphens, zero-width
// spaces) are dropped, and so are the blanks that set Chinese characters apart one by one. A block is opened, filled,
// and closed; sentences are found when it is closed.
//
// Units:   spans are bytes of SourceText::text
// Owns:    the document until take(); the source must outlive the builder
// Threads: one thread
#pragma once

#include <cstdint>
#include <string_view>

#include "ingest/document.h"
#include "ingest/readers/source_text.h"

namespace mirrorgraph::ingest {

class DocumentBuilder {
  public:
    explicit DocumentBuilder(const SourceText& source) : source_(source) {}

    // Blocks are told apart by a line break in the text.
    Block& open_block(BlockKind kind);
    Block& block() { return document_.blocks.back(); }
    void close_block();

    // A cell of an open table row; cells are told apart by a tab.
    void open_cell();
    void close_cell();

    void append(Span span, std::uint32_t line, std::uint32_t page);
    // Text that stands in the source under another form, all of it for all of `place`: "&" for "&amp;".
    void append_literal(std::string_view text, Span place, std::uint32_t line);
    // What follows is told apart by a blank.
    void append_break() { blank_pending_ = true; }
    // Text that the source does not have: the blank between two lines that were joined.
    void append_joint(std::string_view text);
    // Takes back the last `bytes` of the text: the hyphen of a broken word.
    // REQUIRES: they were appended since the block was opened.
    void drop(std::size_t bytes);

    bool block_is_empty() const { return document_.text.size() == block_begin_; }
    std::string_view block_text() const { return std::string_view(document_.text).substr(block_begin_); }

    Document take();

  private:
    // The same text, in simplified characters and as it stands in the source.
    void write(std::string_view text, std::string_view printed) {
        document_.text += text;
        if (!source_.printed.empty()) document_.printed += printed;
    }
    void write(std::string_view text) { write(text, text); }
    void cut(std::size_t size);
    void append_whole(Span span, std::uint32_t line, std::uint32_t page);
    void copy(Span span, std::uint32_t line, std::uint32_t page);
    void write_pending_blank();
    std::uint64_t source_offset(std::size_t offset) const;

    const SourceText& source_;
    Document document_;
    std::size_t block_begin_ = 0;
    std::size_t cell_begin_ = 0;
    bool blank_pending_ = false;  // a stretch ended with a blank
    std::size_t run_ = 0;         // of the last copied byte: stretches mostly come in order
};

}  // namespace mirrorgraph::ingest

// JSON lines read as rows: one object a line, its parts named by paths.
//
// "title.en" is a member of a member; "pMembers[].acronym" is that member of every item of a list.
//
// Units:   spans are bytes of the text, lines are 1-based
// Errors:  next throws Error kInvalidData with the place for a line that is no JSON object
// Owns:    the current row; the text must outlive the reader
// Threads: one thread
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::ingest {

// The first line is an object, whole.
bool looks_like_json_lines(std::string_view text);

class JsonRows {
  public:
    JsonRows(std::string_view text, std::string source);
    ~JsonRows();

    bool next();
    Span span() const { return span_; }
    std::uint32_t line() const { return line_; }

    // The path leads somewhere in this row, if only to null.
    bool has(std::string_view path) const;
    // The scalars at the path; none for null.
    std::vector<std::string> values(std::string_view path) const;

  private:
    struct Row;
    std::string_view text_;
    std::string source_;
    std::unique_ptr<Row> row_;
    Span span_;
    std::size_t position_ = 0;
    std::uint32_t line_ = 0;
};

}  // namespace mirrorgraph::ingest

// Rows of comma, tab or semicolon separated text, with the place of each.
//
// Units:   spans are bytes of the text, 0-based; lines are 1-based
// Errors:  next throws Error kInvalidData with the line for a quote that never closes
// Owns:    the fields of the last row; the text must outlive the reader
// Threads: one thread
// Source:  RFC 4180, read by libcsv: quotes inside a field without quotes are taken as they stand
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::ingest {

struct CsvRow {
    Span span;  // without the line break at its end
    std::uint32_t line = 0;
    std::vector<std::string> fields;
};

class CsvReader {
  public:
    // `source` is for messages.
    CsvReader(std::string_view text, char delimiter, std::string source);
    ~CsvReader();
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    // Fills the next row that is not empty; false at the end.
    bool next(CsvRow& row);

  private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
    std::string_view text_;
    std::string source_;
    std::size_t position_ = 0;
    std::uint32_t line_ = 1;
};

// The separator of the first line: the one of ",\t;|" met most often outside quotes; '\0' where there is none.
char find_delimiter(std::string_view text);

}  // namespace mirrorgraph::ingest

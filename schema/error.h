// The one family of errors, thrown where a fault is known and caught only at the borders.
//
// Borders: the command line, an HTTP handler, one document of an ingest. Absent but normal is std::optional;
// a bug is an assert and never reachable from input.
//
// Units:   spans are bytes, 0-based, [begin, end)
// Threads: values; distinct objects may be used at once
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mirrorgraph {

enum class ErrorCode {
    kUsage,        // wrong command-line words
    kNotFound,     // a name that nothing answers to
    kInvalidData,  // a file or value that breaks its format or the schema
    kIo,           // the operating system said no
    kSyntax,       // a query that does not parse
    kSemantic,     // a query that parses and cannot mean anything: unknown variable, wrong type
    kRuntime,      // a query that fails on the values it meets: division by zero, bad conversion
    kLimit,        // stopped by a limit on time, rows, memory, depth or size
    kCancelled,    // stopped by the caller
    kConflict      // the graph changed underneath, or a constraint of it would be broken
};

// Bytes [begin, end) of some text.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool empty() const { return begin == end; }
    bool contains(std::size_t offset) const { return begin <= offset && offset < end; }
    bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
    std::size_t size() const { return end - begin; }
    friend auto operator<=>(const Span&, const Span&) = default;
};

// What stood before a text that is a part of a longer one: whole lines, then code points of the line it
// begins in.
struct TextBefore {
    std::size_t bytes = 0;
    std::size_t lines = 0;
    std::size_t columns = 0;
};

class Error : public std::runtime_error {
  public:
    Error(ErrorCode code, const std::string& message, std::string remedy = {})
        : std::runtime_error(message), code_(code), remedy_(std::move(remedy)) {}

    // The same fault, shown at `span` of `text`, which came from `source` (a file name; empty for a query).
    // Cost: one pass over the text before the span.
    Error& at(std::string source, std::string_view text, Span span, TextBefore before = {});

    ErrorCode code() const { return code_; }
    const std::string& remedy() const { return remedy_; }
    bool has_place() const { return line_ != 0; }
    std::size_t line() const { return line_; }      // 1-based; 0 when no place is known
    std::size_t column() const { return column_; }  // 1-based, in code points
    Span span() const { return span_; }             // in the whole text, that before what at() was given too

    // "source:line:column: message", the faulty line with a caret below it, and the remedy.
    std::string render() const;

  private:
    ErrorCode code_;
    std::string remedy_;
    std::string source_;
    std::string excerpt_;
    std::string caret_;
    Span span_;
    std::size_t line_ = 0;
    std::size_t column_ = 0;
};

[[noreturn]] inline void fail(const std::string& message) { throw Error(ErrorCode::kInvalidData, message); }

// Stable lower-case name of a code, as used in JSON answers: "invalid-data".
std::string_view error_code_name(ErrorCode code);

// Exit code of the command line: 1 failure, 2 usage, 3 nothing found, 4 invalid data, 5 limit reached.
int exit_code(ErrorCode code);

}  // namespace mirrorgraph

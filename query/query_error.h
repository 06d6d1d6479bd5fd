// A fault of a query, with the two names that the openCypher conformance suite gives it.
//
// The kind is the class of fault ("TypeError"), the detail which one of it ("InvalidArgumentValue"). The code
// says when: kSyntax and kSemantic before the first row, all others while running.
//
// Threads: values; distinct objects may be used at once
// Source:  openCypher Technology Compatibility Kit, error classification
#pragma once

#include <string>
#include <string_view>

#include "schema/error.h"

namespace mirrorgraph::query {

class QueryError : public Error {
  public:
    // `kind` and `detail` must be string literals: they are kept by reference.
    QueryError(ErrorCode code, std::string_view kind, std::string_view detail, const std::string& message,
               std::string remedy = {})
        : Error(code, message, std::move(remedy)), kind_(kind), detail_(detail) {}

    std::string_view kind() const { return kind_; }
    std::string_view detail() const { return detail_; }

  private:
    std::string_view kind_;
    std::string_view detail_;
};

// A query that cannot mean anything, found before it runs: UndefinedVariable, InvalidArgumentType ...
inline QueryError semantic_error(std::string_view detail, const std::string& message, std::string remedy = {}) {
    return {ErrorCode::kSemantic, "SyntaxError", detail, message, std::move(remedy)};
}

// A value of the wrong type, met while running: InvalidArgumentValue, InvalidArgumentType ...
inline QueryError type_error(std::string_view detail, const std::string& message, std::string remedy = {}) {
    return {ErrorCode::kRuntime, "TypeError", detail, message, std::move(remedy)};
}

// A value of the right type that is out of range or malformed: NumberOutOfRange, InvalidArgumentValue ...
inline QueryError argument_error(std::string_view detail, const std::string& message, std::string remedy = {}) {
    return {ErrorCode::kRuntime, "ArgumentError", detail, message, std::move(remedy)};
}

// Division by zero and integer overflow: DivisionByZero, IntegerOverflow.
inline QueryError arithmetic_error(std::string_view detail, const std::string& message, std::string remedy = {}) {
    return {ErrorCode::kRuntime, "ArithmeticError", detail, message, std::move(remedy)};
}

// Throws the error, shown at `span` of the query text.
[[noreturn]] inline void throw_at(QueryError error, std::string_view query, Span span) {
    error.at("", query, span);
    throw error;
}

}  // namespace mirrorgraph::query

// Reads query text into a syntax tree.
//
// Errors:  QueryError kSyntax with place and remedy for a text that is no query; kLimit beyond kMaxNesting
// Cost:    linear in the length of the text
// Threads: functions may run at once
// Source:  openCypher 9 grammar; ISO/IEC 39075:2024, path pattern expression
#pragma once

#include <cstddef>
#include <string_view>

#include "query/syntax/ast.h"

namespace mirrorgraph::query {

// Levels of a syntax tree: of nested expressions, patterns and subqueries, and of chained + - * / % ^ and .
// []. Chains of AND, OR, XOR and of comparisons are one level.
inline constexpr std::size_t kMaxNesting = 400;

ast::Statement parse(std::string_view text);

// One expression alone, as printed by print(expression).
ast::Expression parse_expression(std::string_view text);

}  // namespace mirrorgraph::query

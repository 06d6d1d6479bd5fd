// Prints a syntax tree as query text in one canonical layout, a clause a line.
//
// parse(print(tree)) == tree for every tree that parse has made.
//
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <string>

#include "query/syntax/ast.h"

namespace mirrorgraph::query {

std::string print(const ast::Statement& statement);
std::string print(const ast::Query& query);
std::string print(const ast::PathPattern& pattern);
std::string print(const ast::LabelExpression& labels);
std::string print(const ast::Expression& expression);

// The name, in backticks where it needs them.
std::string print_name(std::string_view name);

}  // namespace mirrorgraph::query

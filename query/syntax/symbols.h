// How operators and fixed words are written, for printers and messages.
//
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <string_view>

#include "query/syntax/ast.h"

namespace mirrorgraph::query {

std::string_view symbol(ast::BinaryOperator op);      // "+", "STARTS WITH"
std::string_view symbol(ast::ComparisonOperator op);  // "<="
std::string_view symbol(ast::LogicalOperator op);     // "AND"
std::string_view symbol(ast::UnaryOperator op);       // "NOT ", "-": as a prefix
std::string_view symbol(ast::Quantified kind);        // "all"
std::string_view symbol(ast::PathMode mode);          // "TRAIL"
std::string_view symbol(ast::SubqueryKind kind);      // "EXISTS"

}  // namespace mirrorgraph::query

// Resolves the names of a syntax tree, checks its types, and brings it into the form that the planner reads.
//
// What can be known before the first row is decided here: undefined variables, type conflicts, bad aggregation; and
// against a schema that is not open, unknown labels, relationship types and properties and patterns that cannot match.
//
// Errors:  QueryError kSemantic (few kSyntax) with place and remedy
// Owns:    the result owns all it holds
// Threads: functions may run at once
// Source:  openCypher 9; the compile-time errors of its Technology Compatibility Kit
#pragma once

#include "query/bind/bound.h"
#include "query/syntax/ast.h"
#include "schema/schema.h"

namespace mirrorgraph::query {

bound::Statement bind(const ast::Statement& statement, const Schema& schema);

}  // namespace mirrorgraph::query

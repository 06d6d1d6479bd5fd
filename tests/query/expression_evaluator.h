// Evaluates an expression straight over its syntax tree, for tests of functions and operators.
//
// Knows all but patterns, labels and subqueries; there is no graph.
//
// Errors:  those of the parser, the functions and the operators; UnknownFunction and InvalidNumberOfArguments
#pragma once

#include <map>
#include <string>

#include "query/functions/context.h"
#include "query/syntax/ast.h"
#include "schema/value.h"

namespace mirrorgraph::test {

using Variables = std::map<std::string, Value>;

Value evaluate(query::EvaluationContext& context, const query::ast::Expression& expression,
               const Variables& variables = {});

// The value of the text of an expression. The statement's clock stands at 2020-02-29T12:31:14.645876123Z.
Value evaluate(const std::string& text, const Variables& variables = {});

}  // namespace mirrorgraph::test

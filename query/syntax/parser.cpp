#include "query/syntax/parser.h"

#include "query/syntax/grammar.h"

namespace mirrorgraph::query {

ast::Statement parse(std::string_view text) { return Grammar(text).statement(); }

ast::Expression parse_expression(std::string_view text) { return Grammar(text).expression_alone(); }

}  // namespace mirrorgraph::query

#include <fmt/core.h>

#include <utility>

#include "query/restore.h"
#include "query/syntax/grammar.h"

namespace mirrorgraph::query {

using namespace ast;

// Statement = ['EXPLAIN' | 'PROFILE'] RegularQuery [';']
Statement Grammar::statement() {
    Statement result;
    result.text = std::string(cursor_.text());
    if (cursor_.accept_word("EXPLAIN")) {
        result.prefix = Prefix::kExplain;
    } else if (cursor_.accept_word("PROFILE")) {
        result.prefix = Prefix::kProfile;
    }
    result.query = query(false);
    cursor_.accept(TokenKind::kSemicolon);
    if (!cursor_.at(TokenKind::kEnd)) cursor_.fail_expected("the end of the query");
    return result;
}

// RegularQuery = SingleQuery {'UNION' ['ALL'] SingleQuery}
// In EXISTS and COUNT also PatternList ['WHERE' Expression], which stands for one MATCH; there a query needs no RETURN.
Query Grammar::query(bool may_be_pattern) {
    Query result;
    result.parts.push_back(single_query(may_be_pattern));
    while (cursor_.at_word("UNION")) {
        const std::size_t begin = cursor_.begin();
        cursor_.take();
        const bool all = cursor_.accept_word("ALL");
        if (!all) cursor_.accept_word("DISTINCT");
        result.unions.push_back({all, cursor_.place_from(begin)});
        result.parts.push_back(single_query(may_be_pattern));
    }
    return result;
}

// SingleQuery = Clause {Clause}
SingleQuery Grammar::single_query(bool may_be_pattern) {
    const std::size_t begin = cursor_.begin();
    SingleQuery result;
    const bool is_pattern =
        may_be_pattern && !cursor_.at_any_word({"MATCH", "OPTIONAL", "UNWIND", "WITH", "CALL", "RETURN", "FOREACH"});
    if (is_pattern) {
        Match pattern;
        pattern.patterns = pattern_list();
        pattern.where = optional_where();
        result.clauses.push_back({std::move(pattern), cursor_.place_from(begin)});
    } else {
        do {
            result.clauses.push_back(clause());
            require_end_of_clause();
        } while (!cursor_.at(TokenKind::kEnd) && !cursor_.at(TokenKind::kSemicolon) &&
                 !cursor_.at(TokenKind::kRightBrace) && !cursor_.at_word("UNION"));
    }
    result.place = cursor_.place_from(begin);
    check_order(result.clauses);
    if (!may_be_pattern) check_end(result.clauses);
    return result;
}

// What follows a clause is another one or an end; anything else is most likely a slip in the clause itself.
void Grammar::require_end_of_clause() const {
    if (cursor_.at(TokenKind::kEnd) || cursor_.at(TokenKind::kSemicolon) || cursor_.at(TokenKind::kRightBrace)) return;
    if (cursor_.at_any_word({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE", "SET", "REMOVE",
                             "DELETE", "DETACH", "FOREACH", "CALL", "UNION"})) {
        return;
    }
    cursor_.fail_expected("a clause or the end of the query",
                          {"MATCH",  "OPTIONAL", "UNWIND", "WITH",    "RETURN", "CREATE",   "MERGE",  "SET",
                           "REMOVE", "DELETE",   "DETACH", "FOREACH", "CALL",   "UNION",    "WHERE",  "ORDER",
                           "SKIP",   "LIMIT",    "YIELD",  "AND",     "XOR",    "CONTAINS", "STARTS", "ENDS"});
}

// Which clause may stand where: RETURN is the last one.
void Grammar::check_order(const std::vector<Clause>& clauses) const {
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        const bool is_last = i + 1 == clauses.size();
        const Place place = clauses[i].place;
        if (std::holds_alternative<Return>(clauses[i].node) && !is_last) {
            cursor_.fail(clauses[i + 1].place, "InvalidClauseComposition", "no clause can follow RETURN",
                         "use WITH to pass rows on");
        }
        const auto* call = std::get_if<Call>(&clauses[i].node);
        if (call == nullptr || clauses.size() == 1) continue;
        if (!call->arguments) {
            cursor_.fail(place, "InvalidArgumentPassingMode",
                         "a CALL among other clauses needs its arguments in brackets",
                         fmt::format("write CALL {}(..)", call->procedure.text));
        }
        if (call->yield_star) {
            cursor_.fail(place, "UnexpectedSyntax", "YIELD * can be used only where CALL is the whole query",
                         "name the results: YIELD a, b");
        }
    }
}

// A query that only reads has a RETURN.
void Grammar::check_end(const std::vector<Clause>& clauses) const {
    const Clause& last = clauses.back();
    const auto* call = std::get_if<Call>(&last.node);
    const auto* subquery = std::get_if<CallSubquery>(&last.node);
    const bool yields_nowhere = call != nullptr && call->yields && !call->yields->empty() && clauses.size() > 1;
    const bool returns_nowhere =
        subquery != nullptr && std::holds_alternative<Return>(subquery->query->parts[0].clauses.back().node);
    if (std::holds_alternative<Match>(last.node) || std::holds_alternative<Unwind>(last.node) ||
        std::holds_alternative<With>(last.node) || yields_nowhere || returns_nowhere) {
        cursor_.fail({last.place.end, last.place.end}, "InvalidClauseComposition",
                     "the query reads and gives nothing back", "end it with RETURN and the expressions to return");
    }
}

// Clause = Match | Unwind | With | Return | Create | Merge | Set | Remove | Delete | Foreach | Call
Clause Grammar::clause() {
    const std::size_t begin = cursor_.begin();
    const auto finish = [&](Clause::Node node) { return Clause{std::move(node), cursor_.place_from(begin)}; };
    if (cursor_.at_any_word({"MATCH", "OPTIONAL"})) return finish(match());
    if (cursor_.at_word("UNWIND")) return finish(unwind());
    if (cursor_.at_word("WITH")) return finish(with());
    if (cursor_.at_word("RETURN")) return finish(return_clause());
    if (cursor_.at_word("CREATE")) return finish(create());
    if (cursor_.at_word("MERGE")) return finish(merge());
    if (cursor_.at_word("SET")) return finish(set());
    if (cursor_.at_word("REMOVE")) return finish(remove());
    if (cursor_.at_any_word({"DELETE", "DETACH"})) return finish(delete_clause());
    if (cursor_.at_word("FOREACH")) return finish(foreach ());
    if (cursor_.at_word("CALL")) return finish(call());
    cursor_.fail_expected("a clause such as MATCH, CREATE or RETURN",
                          {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE", "SET", "REMOVE",
                           "DELETE", "DETACH", "FOREACH", "CALL", "EXPLAIN", "PROFILE"});
}

// Match = ['OPTIONAL'] 'MATCH' PatternList ['WHERE' Expression]
Match Grammar::match() {
    Match result;
    result.optional = cursor_.accept_word("OPTIONAL");
    cursor_.expect_word("MATCH");
    result.patterns = pattern_list();
    result.where = optional_where();
    return result;
}

std::optional<Expression> Grammar::optional_where() {
    if (!cursor_.accept_word("WHERE")) return std::nullopt;
    return expression();
}

// Unwind = 'UNWIND' Expression 'AS' Variable
Unwind Grammar::unwind() {
    cursor_.expect_word("UNWIND");
    Expression list = expression();
    cursor_.expect_word("AS");
    return {std::move(list), cursor_.take_variable("a variable behind AS")};
}

// With = 'WITH' Projection ['WHERE' Expression]
With Grammar::with() {
    cursor_.expect_word("WITH");
    With result{projection(), {}};
    result.where = optional_where();
    return result;
}

// Return = 'RETURN' Projection
Return Grammar::return_clause() {
    cursor_.expect_word("RETURN");
    return {projection()};
}

// Projection = ['DISTINCT'] ('*' {',' ProjectionItem} | ProjectionItem {',' ProjectionItem})
//              ['ORDER' 'BY' SortItem {',' SortItem}] [('SKIP' | 'OFFSET') Expression] ['LIMIT' Expression]
Projection Grammar::projection() {
    Projection result;
    result.distinct = cursor_.accept_word("DISTINCT");
    result.star = cursor_.accept(TokenKind::kStar);
    if (!result.star) result.items.push_back(projection_item());
    while (cursor_.accept(TokenKind::kComma)) result.items.push_back(projection_item());
    if (cursor_.accept_word("ORDER")) {
        cursor_.expect_word("BY");
        do {
            result.order.push_back(sort_item());
        } while (cursor_.accept(TokenKind::kComma));
    }
    if (cursor_.accept_word("SKIP") || cursor_.accept_word("OFFSET")) result.skip = expression();
    if (cursor_.accept_word("LIMIT")) result.limit = expression();
    return result;
}

// ProjectionItem = Expression ['AS' Variable]
ProjectionItem Grammar::projection_item() {
    ProjectionItem item{expression(), {}};
    if (cursor_.accept_word("AS")) item.alias = cursor_.take_variable("a name behind AS");
    return item;
}

// SortItem = Expression ['ASCENDING' | 'ASC' | 'DESCENDING' | 'DESC']
SortItem Grammar::sort_item() {
    SortItem item{expression()};
    if (cursor_.accept_word("DESCENDING") || cursor_.accept_word("DESC")) {
        item.descending = true;
    } else if (!cursor_.accept_word("ASCENDING")) {
        cursor_.accept_word("ASC");
    }
    return item;
}

// Create = 'CREATE' PatternList
Create Grammar::create() {
    cursor_.expect_word("CREATE");
    return {pattern_list()};
}

// Merge = 'MERGE' PathPattern {'ON' ('CREATE' | 'MATCH') 'SET' SetItem {',' SetItem}}
Merge Grammar::merge() {
    cursor_.expect_word("MERGE");
    Merge result{path_pattern(), {}};
    while (cursor_.accept_word("ON")) {
        MergeAction action;
        action.on_create = cursor_.accept_word("CREATE");
        if (!action.on_create && !cursor_.accept_word("MATCH"))
            cursor_.fail_expected("CREATE or MATCH", {"CREATE", "MATCH"});
        cursor_.expect_word("SET");
        action.items = set_items();
        result.actions.push_back(std::move(action));
    }
    return result;
}

// Set = 'SET' SetItem {',' SetItem}
Set Grammar::set() {
    cursor_.expect_word("SET");
    return {set_items()};
}

std::vector<SetItem> Grammar::set_items() {
    std::vector<SetItem> items;
    do {
        items.push_back(set_item());
    } while (cursor_.accept(TokenKind::kComma));
    return items;
}

// SetItem = PropertyExpression '=' Expression | Variable ('=' | '+=') Expression | Variable {':' LabelName}
SetItem Grammar::set_item() {
    const std::size_t begin = cursor_.begin();
    if (cursor_.at_variable() && cursor_.at(TokenKind::kColon, 1)) {
        Name variable = cursor_.take_variable("a variable");
        return {SetLabels{std::move(variable), label_names()}, cursor_.place_from(begin)};
    }
    if (cursor_.at_variable() && (cursor_.at(TokenKind::kEqual, 1) || cursor_.at(TokenKind::kPlusEqual, 1))) {
        Name variable = cursor_.take_variable("a variable");
        const bool keep_others = cursor_.take().kind == TokenKind::kPlusEqual;
        return {SetProperties{std::move(variable), expression(), keep_others}, cursor_.place_from(begin)};
    }
    Expression target = postfix();
    auto* access = std::get_if<PropertyAccess>(&target.node);
    if (access == nullptr)
        cursor_.fail(target.place, "UnexpectedSyntax", "SET needs a property, variable or label",
                     "write SET n.key = value");
    if (!cursor_.accept(TokenKind::kEqual)) cursor_.fail_expected("'=' and the new value");
    Expression value = expression();
    return {SetProperty{std::move(*access->subject), std::move(access->key), std::move(value)},
            cursor_.place_from(begin)};
}

// {':' LabelName}, at least one
std::vector<Name> Grammar::label_names() {
    std::vector<Name> names;
    while (cursor_.accept(TokenKind::kColon)) names.push_back(cursor_.take_name("a label"));
    return names;
}

// Remove = 'REMOVE' RemoveItem {',' RemoveItem}
Remove Grammar::remove() {
    cursor_.expect_word("REMOVE");
    Remove result;
    do {
        result.items.push_back(remove_item());
    } while (cursor_.accept(TokenKind::kComma));
    return result;
}

// RemoveItem = Variable {':' LabelName} | PropertyExpression
RemoveItem Grammar::remove_item() {
    const std::size_t begin = cursor_.begin();
    if (cursor_.at_variable() && cursor_.at(TokenKind::kColon, 1)) {
        Name variable = cursor_.take_variable("a variable");
        return {RemoveLabels{std::move(variable), label_names()}, cursor_.place_from(begin)};
    }
    Expression target = postfix();
    auto* access = std::get_if<PropertyAccess>(&target.node);
    if (access == nullptr)
        cursor_.fail(target.place, "UnexpectedSyntax", "REMOVE needs a property or label",
                     "write REMOVE n.key or REMOVE n:Label");
    return {RemoveProperty{std::move(*access->subject), std::move(access->key)}, cursor_.place_from(begin)};
}

// Delete = ['DETACH'] 'DELETE' Expression {',' Expression}
Delete Grammar::delete_clause() {
    Delete result;
    result.detach = cursor_.accept_word("DETACH");
    cursor_.expect_word("DELETE");
    do {
        result.items.push_back(expression());
    } while (cursor_.accept(TokenKind::kComma));
    return result;
}

// Foreach = 'FOREACH' '(' Variable 'IN' Expression '|' Update {Update} ')'
// Update  = Create | Merge | Set | Remove | Delete | Foreach
Foreach Grammar::foreach () {
    const TokenCursor::Level level(cursor_);
    cursor_.expect_word("FOREACH");
    cursor_.expect(TokenKind::kLeftParenthesis, "'('");
    Foreach result;
    result.variable = cursor_.take_variable("a variable");
    cursor_.expect_word("IN");
    {
        const Restore list(bar_ends_, true);
        result.list = expression();
    }
    cursor_.expect(TokenKind::kBar, "'|'");
    do {
        if (!cursor_.at_any_word({"CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH", "FOREACH"})) {
            cursor_.fail_expected("a clause that changes the graph",
                                  {"CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH", "FOREACH"});
        }
        result.updates.push_back(clause());
    } while (!cursor_.accept(TokenKind::kRightParenthesis));
    return result;
}

// Call = CallProcedure | CallSubquery
Clause::Node Grammar::call() {
    cursor_.expect_word("CALL");
    if (cursor_.at(TokenKind::kLeftBrace) || cursor_.at(TokenKind::kLeftParenthesis)) return call_subquery();
    return call_procedure();
}

// CallSubquery = 'CALL' ['(' ['*' | Variable {',' Variable}] ')'] '{' RegularQuery '}'
CallSubquery Grammar::call_subquery() {
    const TokenCursor::Level level(cursor_);
    std::optional<CallSubquery::Scope> scope;
    if (cursor_.at(TokenKind::kLeftParenthesis)) scope = call_scope();
    return {std::move(scope), in_braces(false)};
}

CallSubquery::Scope Grammar::call_scope() {
    CallSubquery::Scope scope;
    cursor_.expect(TokenKind::kLeftParenthesis, "'('");
    scope.all = cursor_.accept(TokenKind::kStar);
    if (!scope.all && !cursor_.at(TokenKind::kRightParenthesis)) {
        do {
            scope.variables.push_back(cursor_.take_variable("a variable that the subquery sees"));
        } while (cursor_.accept(TokenKind::kComma));
    }
    cursor_.expect(TokenKind::kRightParenthesis, "',' or ')'");
    return scope;
}

// '{' RegularQuery '}'
Query Grammar::in_braces(bool may_be_pattern) {
    cursor_.expect(TokenKind::kLeftBrace, "'{'");
    Query body = query(may_be_pattern);
    cursor_.expect(TokenKind::kRightBrace, "'}'");
    return body;
}

// CallProcedure = 'CALL' ProcedureName ['(' [Expression {',' Expression}] ')']
//                 ['YIELD' ('*' | YieldItems) ['WHERE' Expression]]
Call Grammar::call_procedure() {
    Call result;
    result.procedure = procedure_name();
    if (cursor_.accept(TokenKind::kLeftParenthesis)) {
        result.arguments = expressions_until(TokenKind::kRightParenthesis, "',' or ')'");
    }
    if (!cursor_.accept_word("YIELD")) return result;
    result.yield_star = cursor_.accept(TokenKind::kStar);
    if (!result.yield_star) result.yields = yield_items();
    result.where = optional_where();
    return result;
}

// YieldItems = '-' | Field ['AS' Variable] {',' Field ['AS' Variable]}
std::vector<YieldItem> Grammar::yield_items() {
    std::vector<YieldItem> items;
    if (cursor_.accept(TokenKind::kMinus)) return items;
    do {
        YieldItem item{cursor_.take_variable("a result of the procedure"), {}};
        if (cursor_.accept_word("AS")) item.alias = cursor_.take_variable("a name behind AS");
        items.push_back(std::move(item));
    } while (cursor_.accept(TokenKind::kComma));
    return items;
}

// ProcedureName = FunctionName = {Namespace '.'} SymbolicName
Name Grammar::procedure_name() {
    const std::size_t begin = cursor_.begin();
    Name result = cursor_.take_name("a name");
    while (cursor_.accept(TokenKind::kDot)) result.text += "." + cursor_.take_name("a name behind '.'").text;
    result.place = cursor_.place_from(begin);
    return result;
}

}  // namespace mirrorgraph::query

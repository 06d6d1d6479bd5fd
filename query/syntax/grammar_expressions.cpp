#include <fmt/core.h>

#include <limits>
#include <utility>

#include "query/restore.h"
#include "query/syntax/grammar.h"

namespace mirrorgraph::query {

using namespace ast;

namespace {

std::optional<ComparisonOperator> comparison_operator(TokenKind kind) {
    if (kind == TokenKind::kEqual) return ComparisonOperator::kEqual;
    if (kind == TokenKind::kNotEqual) return ComparisonOperator::kNotEqual;
    if (kind == TokenKind::kLess) return ComparisonOperator::kLess;
    if (kind == TokenKind::kLessOrEqual) return ComparisonOperator::kLessOrEqual;
    if (kind == TokenKind::kGreater) return ComparisonOperator::kGreater;
    if (kind == TokenKind::kGreaterOrEqual) return ComparisonOperator::kGreaterOrEqual;
    return std::nullopt;
}

// Levels of arithmetic, loosest first.
constexpr int kSum = 0;
constexpr int kPower = 2;
constexpr int kSign = 3;

std::optional<BinaryOperator> arithmetic_operator(int level, TokenKind kind) {
    if (level == kSum && kind == TokenKind::kPlus) return BinaryOperator::kAdd;
    if (level == kSum && kind == TokenKind::kMinus) return BinaryOperator::kSubtract;
    if (level == 1 && kind == TokenKind::kStar) return BinaryOperator::kMultiply;
    if (level == 1 && kind == TokenKind::kSlash) return BinaryOperator::kDivide;
    if (level == 1 && kind == TokenKind::kPercent) return BinaryOperator::kModulo;
    if (level == kPower && kind == TokenKind::kCaret) return BinaryOperator::kPower;
    return std::nullopt;
}

std::string_view logical_word(LogicalOperator op) {
    switch (op) {
        case LogicalOperator::kAnd: return "AND";
        case LogicalOperator::kOr: return "OR";
        case LogicalOperator::kXor: return "XOR";
    }
    return "";
}

std::optional<Quantified> quantified_word(const TokenCursor& cursor) {
    if (cursor.at_word("ALL")) return Quantified::kAll;
    if (cursor.at_word("ANY")) return Quantified::kAny;
    if (cursor.at_word("NONE")) return Quantified::kNone;
    if (cursor.at_word("SINGLE")) return Quantified::kSingle;
    return std::nullopt;
}

}  // namespace

Expression Grammar::expression_alone() {
    Expression result = expression();
    if (!cursor_.at(TokenKind::kEnd)) cursor_.fail_expected("the end of the expression");
    return result;
}

// Expression = OrExpression
Expression Grammar::expression() {
    const TokenCursor::Level level(cursor_);
    return logical(LogicalOperator::kOr);
}

// OrExpression  = XorExpression {'OR' XorExpression}
// XorExpression = AndExpression {'XOR' AndExpression}
// AndExpression = NotExpression {'AND' NotExpression}
Expression Grammar::logical(LogicalOperator op) {
    const auto operand = [this, op] {
        if (op == LogicalOperator::kOr) return logical(LogicalOperator::kXor);
        if (op == LogicalOperator::kXor) return logical(LogicalOperator::kAnd);
        return negation();
    };
    const std::size_t begin = cursor_.begin();
    Expression first = operand();
    if (!cursor_.at_word(logical_word(op))) return first;
    std::vector<Expression> operands;
    operands.push_back(std::move(first));
    while (cursor_.accept_word(logical_word(op))) {
        const TokenCursor::Operand measured(cursor_);
        operands.push_back(operand());
    }
    cursor_.grow();
    return {Logical{op, std::move(operands)}, cursor_.place_from(begin)};
}

// NotExpression = {'NOT'} ComparisonExpression
Expression Grammar::negation() {
    const std::size_t begin = cursor_.begin();
    if (!cursor_.accept_word("NOT")) return comparison();
    const TokenCursor::Level level(cursor_);
    Expression operand = negation();
    return {Unary{UnaryOperator::kNot, std::move(operand)}, cursor_.place_from(begin)};
}

// ComparisonExpression = Predicate {('=' | '<>' | '<' | '<=' | '>' | '>=') Predicate}
Expression Grammar::comparison() {
    const std::size_t begin = cursor_.begin();
    Expression first = predicate();
    std::vector<ComparisonStep> rest;
    while (auto op = comparison_operator(cursor_.peek().kind)) {
        const TokenCursor::Operand measured(cursor_);
        cursor_.take();
        rest.push_back({*op, predicate()});
    }
    if (rest.empty()) return first;
    cursor_.grow();
    return {Comparison{std::move(first), std::move(rest)}, cursor_.place_from(begin)};
}

// Predicate = AddOrSubtract {StringOperator AddOrSubtract | 'IN' AddOrSubtract | '=~' AddOrSubtract
//             | 'IS' ['NOT'] ('NULL' | ['LABELED'] LabelExpression)}
Expression Grammar::predicate() {
    const std::size_t begin = cursor_.begin();
    Expression left = arithmetic(kSum);
    while (true) {
        if (cursor_.at_word("IS")) {
            left = label_or_null_test(std::move(left), begin);
        } else if (auto op = predicate_operator()) {
            const TokenCursor::Operand measured(cursor_);
            Expression right = arithmetic(kSum);
            left = {Binary{*op, std::move(left), std::move(right)}, cursor_.place_from(begin)};
        } else {
            return left;
        }
        cursor_.grow();
    }
}

// StringOperator = 'STARTS' 'WITH' | 'ENDS' 'WITH' | 'CONTAINS'
std::optional<BinaryOperator> Grammar::predicate_operator() {
    if (cursor_.accept_word("IN")) return BinaryOperator::kIn;
    if (cursor_.accept_word("CONTAINS")) return BinaryOperator::kContains;
    if (cursor_.accept(TokenKind::kMatches)) return BinaryOperator::kMatches;
    if (!cursor_.at_any_word({"STARTS", "ENDS"})) return std::nullopt;
    const BinaryOperator op = cursor_.at_word("STARTS") ? BinaryOperator::kStartsWith : BinaryOperator::kEndsWith;
    cursor_.take();
    cursor_.expect_word("WITH");
    return op;
}

Expression Grammar::label_or_null_test(Expression subject, std::size_t begin) {
    cursor_.expect_word("IS");
    const bool negated = cursor_.accept_word("NOT");
    if (cursor_.accept_word("NULL")) return {NullTest{std::move(subject), negated}, cursor_.place_from(begin)};
    if (cursor_.at_word("LABELED")) cursor_.take();
    LabelExpression labels = label_expression();
    return {LabelTest{std::move(subject), std::move(labels), negated}, cursor_.place_from(begin)};
}

// AddOrSubtract        = MultiplyDivideModulo {('+' | '-') MultiplyDivideModulo}
// MultiplyDivideModulo = PowerOf {('*' | '/' | '%') PowerOf}
// PowerOf              = Sign {'^' Sign}
Expression Grammar::arithmetic(int level) {
    if (level == kSign) return sign();
    const std::size_t begin = cursor_.begin();
    Expression left = arithmetic(level + 1);
    while (auto op = arithmetic_operator(level, cursor_.peek().kind)) {
        {
            const TokenCursor::Operand measured(cursor_);
            cursor_.take();
            Expression right = arithmetic(level + 1);
            left = {Binary{*op, std::move(left), std::move(right)}, cursor_.place_from(begin)};
        }
        cursor_.grow();
    }
    return left;
}

// Sign = {'+' | '-'} Postfix
// A minus directly before a number belongs to it: only so the smallest integer can be written.
Expression Grammar::sign() {
    const std::size_t begin = cursor_.begin();
    if (!cursor_.at(TokenKind::kPlus) && !cursor_.at(TokenKind::kMinus)) return postfix();
    const TokenCursor::Level level(cursor_);
    const bool minus = cursor_.take().kind == TokenKind::kMinus;
    const bool is_literal = cursor_.at(TokenKind::kInteger) || cursor_.at(TokenKind::kFloat);
    const bool has_postfix =
        cursor_.at(TokenKind::kDot, 1) || cursor_.at(TokenKind::kLeftBracket, 1) || cursor_.at(TokenKind::kColon, 1);
    if (minus && is_literal && !has_postfix) {
        Expression literal = number(true);
        literal.place = cursor_.place_from(begin);
        return literal;
    }
    Expression operand = sign();
    return {Unary{minus ? UnaryOperator::kMinus : UnaryOperator::kPlus, std::move(operand)}, cursor_.place_from(begin)};
}

// Postfix = Atom {'.' PropertyKeyName | '[' Subscript ']'} [':' LabelExpression]
Expression Grammar::postfix() {
    const std::size_t begin = cursor_.begin();
    Expression subject = atom();
    while (true) {
        if (cursor_.accept(TokenKind::kDot)) {
            Name key = cursor_.take_name("a property name behind '.'");
            subject = {PropertyAccess{std::move(subject), std::move(key)}, cursor_.place_from(begin)};
        } else if (cursor_.at(TokenKind::kLeftBracket)) {
            subject = subscript(std::move(subject), begin);
        } else {
            break;
        }
        cursor_.grow();
    }
    if (!cursor_.accept(TokenKind::kColon)) return subject;
    LabelExpression labels = label_expression();
    cursor_.grow();
    return {LabelTest{std::move(subject), std::move(labels)}, cursor_.place_from(begin)};
}

// Subscript = Expression | [Expression] '..' [Expression]
Expression Grammar::subscript(Expression subject, std::size_t begin) {
    const Restore inner(bar_ends_, false);
    cursor_.expect(TokenKind::kLeftBracket, "'['");
    OptionalBox<Expression> from;
    OptionalBox<Expression> to;
    if (!cursor_.at(TokenKind::kDots)) from = expression();
    if (!cursor_.accept(TokenKind::kDots)) {
        cursor_.expect(TokenKind::kRightBracket, "']' or '..'");
        return {Subscript{std::move(subject), std::move(*from)}, cursor_.place_from(begin)};
    }
    if (!cursor_.at(TokenKind::kRightBracket)) to = expression();
    cursor_.expect(TokenKind::kRightBracket, "']'");
    return {Slice{std::move(subject), std::move(from), std::move(to)}, cursor_.place_from(begin)};
}

// Atom = Literal | Parameter | CaseExpression | 'COUNT' '(' '*' ')' | ListComprehension |
// PatternComprehension
//        | Quantifier | RelationshipsPattern | '(' Expression ')' | FunctionInvocation | ExistentialSubquery
//        | Variable
Expression Grammar::atom() {
    const Token& token = cursor_.peek();
    switch (token.kind) {
        case TokenKind::kInteger:
        case TokenKind::kFloat: return number(false);
        case TokenKind::kString: cursor_.take(); return {Literal{token.text}, token.span};
        case TokenKind::kParameter: cursor_.take(); return {Parameter{token.text}, token.span};
        case TokenKind::kLeftBracket: return bracketed();
        case TokenKind::kLeftBrace: return map_literal();
        case TokenKind::kLeftParenthesis: return parenthesized();
        case TokenKind::kWord:
        case TokenKind::kQuotedName: return word_atom();
        case TokenKind::kEnd:
        case TokenKind::kRightParenthesis:
        case TokenKind::kRightBracket:
        case TokenKind::kRightBrace:
        case TokenKind::kComma:
        case TokenKind::kColon:
        case TokenKind::kSemicolon:
        case TokenKind::kDot:
        case TokenKind::kDots:
        case TokenKind::kPlus:
        case TokenKind::kPlusEqual:
        case TokenKind::kMinus:
        case TokenKind::kStar:
        case TokenKind::kSlash:
        case TokenKind::kPercent:
        case TokenKind::kCaret:
        case TokenKind::kEqual:
        case TokenKind::kNotEqual:
        case TokenKind::kLess:
        case TokenKind::kLessOrEqual:
        case TokenKind::kGreater:
        case TokenKind::kGreaterOrEqual:
        case TokenKind::kMatches:
        case TokenKind::kBar:
        case TokenKind::kAmpersand:
        case TokenKind::kExclamation:
        case TokenKind::kForeign: break;
    }
    cursor_.fail_expected("an expression");
}

Expression Grammar::number(bool negative) {
    const Token& token = cursor_.take();
    if (token.kind == TokenKind::kFloat) return {Literal{negative ? -token.number : token.number}, token.span};
    if (negative) return {Literal{static_cast<std::int64_t>(~token.integer + 1)}, token.span};
    if (token.integer > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        cursor_.fail(token.span, "IntegerOverflow", "the integer does not fit into 64 bits",
                     "integers reach from -9223372036854775808 to 9223372036854775807");
    }
    return {Literal{static_cast<std::int64_t>(token.integer)}, token.span};
}

// '(' Expression ')' | RelationshipsPattern
Expression Grammar::parenthesized() {
    const std::size_t begin = cursor_.begin();
    const Restore inner(bar_ends_, false);
    if (looks_like_pattern()) {
        PathPattern path;
        path.elements = path_elements();
        path.place = cursor_.place_from(begin);
        return {PatternExpression{std::move(path)}, cursor_.place_from(begin)};
    }
    cursor_.expect(TokenKind::kLeftParenthesis, "'('");
    Expression inside = expression();
    cursor_.expect(TokenKind::kRightParenthesis, "')'");
    inside.place = cursor_.place_from(begin);
    return inside;
}

Expression Grammar::word_atom() {
    const Token& token = cursor_.peek();
    const bool before_parenthesis = cursor_.at(TokenKind::kLeftParenthesis, 1);
    const bool before_brace = cursor_.at(TokenKind::kLeftBrace, 1);
    if (cursor_.at_word("CASE")) return case_expression();
    if (cursor_.accept_word("NULL")) return {Literal{}, token.span};
    if (cursor_.accept_word("TRUE")) return {Literal{true}, token.span};
    if (cursor_.accept_word("FALSE")) return {Literal{false}, token.span};
    if (before_brace && cursor_.at_word("EXISTS")) return subquery(SubqueryKind::kExists);
    if (before_brace && cursor_.at_word("COUNT")) return subquery(SubqueryKind::kCount);
    if (before_brace && cursor_.at_word("COLLECT")) return subquery(SubqueryKind::kCollect);
    if (before_parenthesis && cursor_.at_word("REDUCE")) return reduce();
    if (before_parenthesis && cursor_.at_any_word({"SHORTESTPATH", "ALLSHORTESTPATHS"})) {
        PathPattern path;
        path_function(path);
        const Place place = path.place;
        return {PatternExpression{std::move(path)}, place};
    }
    if (auto kind = quantified_word(cursor_); kind && before_parenthesis && cursor_.at_word("IN", 3)) {
        return quantifier_call(*kind);
    }
    if (at_function_call()) return function_call();
    if (cursor_.at_word("NOT")) {
        cursor_.fail(token.span, "UnexpectedSyntax", "NOT cannot stand behind an operator that binds tighter",
                     "write (NOT ..) in parentheses");
    }
    if (!cursor_.at_variable()) {
        cursor_.fail(token.span, "UnexpectedSyntax", fmt::format("expected an expression, but found '{}'", token.text),
                     fmt::format("a variable of this name is written `{}`", token.text));
    }
    if (before_brace) return map_projection();
    Name name = cursor_.take_name("a variable");
    return {Variable{std::move(name.text)}, name.place};
}

// True before Name {'.' Name} '('.
bool Grammar::at_function_call() const {
    std::size_t ahead = 1;
    while (cursor_.at(TokenKind::kDot, ahead) && cursor_.at_name(ahead + 1)) ahead += 2;
    return cursor_.at(TokenKind::kLeftParenthesis, ahead) && (ahead > 1 || cursor_.at_variable());
}

// FunctionInvocation = FunctionName '(' ['DISTINCT'] [Expression {',' Expression}] ')' | 'COUNT' '(' '*' ')'
Expression Grammar::function_call() {
    const std::size_t begin = cursor_.begin();
    const Restore inner(bar_ends_, false);
    FunctionCall call{procedure_name(), false, {}};
    cursor_.expect(TokenKind::kLeftParenthesis, "'('");
    if (cursor_.at(TokenKind::kStar) && cursor_.at(TokenKind::kRightParenthesis, 1)) {
        cursor_.take();
        cursor_.take();
        const Place place = cursor_.place_from(begin);
        const bool is_count = call.name.text.size() == 5 && (call.name.text[0] | 0x20) == 'c';
        if (!is_count) cursor_.fail(place, "UnexpectedSyntax", "only count takes *", "write count(*)");
        return {CountStar{}, place};
    }
    call.distinct = cursor_.accept_word("DISTINCT");
    call.arguments = expressions_until(TokenKind::kRightParenthesis, "',' or ')'");
    return {std::move(call), cursor_.place_from(begin)};
}

// [Expression {',' Expression}] and the closing token.
std::vector<Expression> Grammar::expressions_until(TokenKind end, std::string_view what) {
    std::vector<Expression> items;
    if (cursor_.accept(end)) return items;
    do {
        items.push_back(expression());
    } while (cursor_.accept(TokenKind::kComma));
    cursor_.expect(end, what);
    return items;
}

// Quantifier = ('ALL' | 'ANY' | 'NONE' | 'SINGLE') '(' Variable 'IN' Expression 'WHERE' Expression ')'
Expression Grammar::quantifier_call(Quantified kind) {
    const std::size_t begin = cursor_.begin();
    const Restore inner(bar_ends_, false);
    cursor_.take();
    cursor_.expect(TokenKind::kLeftParenthesis, "'('");
    Name variable = cursor_.take_variable("a variable");
    cursor_.expect_word("IN");
    Expression list = expression();
    cursor_.expect_word("WHERE");
    Expression where = expression();
    cursor_.expect(TokenKind::kRightParenthesis, "')'");
    return {QuantifierCall{kind, std::move(variable), std::move(list), std::move(where)}, cursor_.place_from(begin)};
}

// Reduce = 'REDUCE' '(' Variable '=' Expression ',' Variable 'IN' Expression '|' Expression ')'
Expression Grammar::reduce() {
    const std::size_t begin = cursor_.begin();
    cursor_.take();
    cursor_.expect(TokenKind::kLeftParenthesis, "'('");
    Name accumulator = cursor_.take_variable("a variable for the accumulator");
    cursor_.expect(TokenKind::kEqual, "'='");
    const Restore inner(bar_ends_, false);
    Expression start = expression();
    cursor_.expect(TokenKind::kComma, "','");
    Name variable = cursor_.take_variable("a variable");
    cursor_.expect_word("IN");
    bar_ends_ = true;
    Expression list = expression();
    bar_ends_ = false;
    cursor_.expect(TokenKind::kBar, "'|'");
    Expression step = expression();
    cursor_.expect(TokenKind::kRightParenthesis, "')'");
    return {Reduce{std::move(accumulator), std::move(start), std::move(variable), std::move(list), std::move(step)},
            cursor_.place_from(begin)};
}

// CaseExpression = 'CASE' [Expression] {'WHEN' Expression 'THEN' Expression} ['ELSE' Expression] 'END'
Expression Grammar::case_expression() {
    const std::size_t begin = cursor_.begin();
    cursor_.expect_word("CASE");
    Case result;
    if (!cursor_.at_word("WHEN")) result.subject = expression();
    while (cursor_.accept_word("WHEN")) {
        Expression when = expression();
        cursor_.expect_word("THEN");
        result.branches.push_back({std::move(when), expression()});
    }
    if (result.branches.empty()) cursor_.expect_word("WHEN");
    if (cursor_.accept_word("ELSE")) result.otherwise = expression();
    if (!cursor_.accept_word("END")) cursor_.fail_expected("WHEN, ELSE or END", {"WHEN", "ELSE", "END"});
    return {std::move(result), cursor_.place_from(begin)};
}

// '[' [Expression {',' Expression}] ']' | ListComprehension | PatternComprehension
Expression Grammar::bracketed() {
    const std::size_t begin = cursor_.begin();
    const bool path_variable = cursor_.at_variable(1) && cursor_.at(TokenKind::kEqual, 2) && looks_like_pattern(3);
    if (path_variable || looks_like_pattern(1)) return pattern_comprehension(begin);
    const bool may_comprehend = cursor_.at_variable(1) && cursor_.at_word("IN", 2);
    const Restore inner(bar_ends_, may_comprehend);
    cursor_.expect(TokenKind::kLeftBracket, "'['");
    if (!may_comprehend) {
        return {ListLiteral{expressions_until(TokenKind::kRightBracket, "',' or ']'")}, cursor_.place_from(begin)};
    }

    // [x IN list ..] opens a comprehension; it is a literal of one test only where more follows than a list.
    std::vector<Expression> items;
    items.push_back(expression());
    auto* test = std::get_if<Binary>(&items[0].node);
    const bool is_test = test != nullptr && test->op == BinaryOperator::kIn;
    auto* variable = is_test ? std::get_if<Variable>(&test->left->node) : nullptr;
    if (variable != nullptr && !cursor_.at(TokenKind::kComma)) {
        return list_comprehension(begin, {variable->name, test->left->place}, std::move(*test->right));
    }
    bar_ends_ = false;
    while (cursor_.accept(TokenKind::kComma)) items.push_back(expression());
    cursor_.expect(TokenKind::kRightBracket, "',' or ']'");
    return {ListLiteral{std::move(items)}, cursor_.place_from(begin)};
}

// ListComprehension = '[' Variable 'IN' Expression ['WHERE' Expression] ['|' Expression] ']'
Expression Grammar::list_comprehension(std::size_t begin, Name variable, Expression list) {
    ListComprehension result{std::move(variable), std::move(list), {}, {}};
    if (cursor_.accept_word("WHERE")) result.where = expression();
    bar_ends_ = false;
    if (cursor_.accept(TokenKind::kBar)) result.projection = expression();
    cursor_.expect(TokenKind::kRightBracket, "WHERE, '|' or ']'");
    return {std::move(result), cursor_.place_from(begin)};
}

// PatternComprehension = '[' [Variable '='] RelationshipsPattern ['WHERE' Expression] '|' Expression ']'
Expression Grammar::pattern_comprehension(std::size_t begin) {
    const Restore inner(bar_ends_, false);
    cursor_.expect(TokenKind::kLeftBracket, "'['");
    PathPattern path;
    const std::size_t path_begin = cursor_.begin();
    if (cursor_.at(TokenKind::kEqual, 1)) {
        path.variable = cursor_.take_variable("a variable");
        cursor_.take();
    }
    path.elements = path_elements();
    path.place = cursor_.place_from(path_begin);
    OptionalBox<Expression> where;
    bar_ends_ = true;
    if (cursor_.accept_word("WHERE")) where = expression();
    bar_ends_ = false;
    cursor_.expect(TokenKind::kBar, where ? "'|'" : "WHERE or '|'");
    Expression projection = expression();
    cursor_.expect(TokenKind::kRightBracket, "']'");
    return {PatternComprehension{std::move(path), std::move(where), std::move(projection)}, cursor_.place_from(begin)};
}

// MapLiteral = '{' [PropertyKeyName ':' Expression {',' PropertyKeyName ':' Expression}] '}'
Expression Grammar::map_literal() {
    const std::size_t begin = cursor_.begin();
    const Restore inner(bar_ends_, false);
    cursor_.expect(TokenKind::kLeftBrace, "'{'");
    MapLiteral map;
    if (cursor_.accept(TokenKind::kRightBrace)) return {std::move(map), cursor_.place_from(begin)};
    do {
        map.entries.push_back(map_entry());
    } while (cursor_.accept(TokenKind::kComma));
    cursor_.expect(TokenKind::kRightBrace, "',' or '}'");
    return {std::move(map), cursor_.place_from(begin)};
}

MapEntry Grammar::map_entry() {
    Name key = cursor_.take_name("a key");
    cursor_.expect(TokenKind::kColon, "':' behind the key");
    return {std::move(key), expression()};
}

// MapProjection = Variable '{' [MapProjectionItem {',' MapProjectionItem}] '}'
Expression Grammar::map_projection() {
    const std::size_t begin = cursor_.begin();
    const TokenCursor::Level level(cursor_);
    const Restore inner(bar_ends_, false);
    MapProjection projection{cursor_.take_variable("a variable"), {}};
    cursor_.expect(TokenKind::kLeftBrace, "'{'");
    if (cursor_.accept(TokenKind::kRightBrace)) return {std::move(projection), cursor_.place_from(begin)};
    do {
        projection.items.push_back(map_projection_item());
    } while (cursor_.accept(TokenKind::kComma));
    cursor_.expect(TokenKind::kRightBrace, "',' or '}'");
    return {std::move(projection), cursor_.place_from(begin)};
}

// MapProjectionItem = '.' '*' | '.' PropertyKeyName | PropertyKeyName ':' Expression | Variable
MapProjectionItem Grammar::map_projection_item() {
    if (cursor_.accept(TokenKind::kDot)) {
        if (cursor_.accept(TokenKind::kStar)) return {AllProperties{}};
        return {OneProperty{cursor_.take_name("a property or '*' behind '.'")}};
    }
    if (cursor_.at(TokenKind::kColon, 1)) return {map_entry()};
    return {cursor_.take_variable("'.*', a property, a key or a variable")};
}

// Subquery = ('EXISTS' | 'COUNT') '{' (RegularQuery | PatternList ['WHERE' Expression]) '}'
//          | 'COLLECT' '{' RegularQuery '}'
Expression Grammar::subquery(SubqueryKind kind) {
    const std::size_t begin = cursor_.begin();
    const TokenCursor::Level level(cursor_);
    const Restore inner(bar_ends_, false);
    cursor_.take();
    return {Subquery{kind, in_braces(kind != SubqueryKind::kCollect)}, cursor_.place_from(begin)};
}

}  // namespace mirrorgraph::query

// Cuts query text into tokens.
//
// Words are not told apart into keywords and names here: the grammar allows most keywords as names. Arrows
// are single characters, because a<-1 compares and (a)<-[]-(b) points.
//
// Units:   spans are bytes of the text, 0-based, [begin, end)
// Errors:  QueryError kSyntax: InvalidNumberLiteral, IntegerOverflow, FloatingPointOverflow,
// InvalidUnicodeLiteral,
//          InvalidUnicodeCharacter, UnexpectedSyntax
// Owns:    tokens own their text
// Threads: functions may run at once
// Source:  openCypher 9 grammar
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::query {

enum class TokenKind {
    kEnd,         // behind the last token; its span is empty
    kWord,        // keyword or name without quotes
    kQuotedName,  // `name`
    kString,
    kInteger,
    kFloat,
    kParameter,  // $name
    kLeftParenthesis,
    kRightParenthesis,
    kLeftBracket,
    kRightBracket,
    kLeftBrace,
    kRightBrace,
    kComma,
    kColon,
    kSemicolon,
    kDot,
    kDots,  // ..
    kPlus,
    kPlusEqual,
    kMinus,
    kStar,
    kSlash,
    kPercent,
    kCaret,
    kEqual,
    kNotEqual,  // <>
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kMatches,  // =~
    kBar,
    kAmpersand,
    kExclamation,
    kForeign  // an operator of other languages: == != && || !~
};

struct Token {
    TokenKind kind = TokenKind::kEnd;
    Span span;
    std::string text;           // of words, names, strings and parameters: the content without quotes, escapes resolved
    std::uint64_t integer = 0;  // of integers: the magnitude, at most 2^63
    double number = 0;          // of floats
};

// All tokens, the last one kEnd.
std::vector<Token> tokenize(std::string_view text);

// True when `name` can be written without backticks wherever a name can stand.
bool is_plain_name(std::string_view name);

// True for words that structure a query and are never names without backticks: MATCH, WHERE ...; any case.
bool is_reserved(std::string_view word);

}  // namespace mirrorgraph::query

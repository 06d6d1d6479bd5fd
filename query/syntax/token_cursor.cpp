#include "query/syntax/token_cursor.h"

#include <fmt/core.h>

#include <algorithm>

#include "query/query_error.h"
#include "query/syntax/parser.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

bool is_same_word(std::string_view word, std::string_view keyword) {
    return std::ranges::equal(word, keyword, [](char a, char b) {
        return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
    });
}

// What people write who know other languages, and how it is said here.
struct ForeignWord {
    std::string_view word;
    std::string_view remedy;
};
constexpr ForeignWord kForeignWords[] = {
    {"==", "equality is written ="},
    {"!=", "inequality is written <>"},
    {"&&", "write AND"},
    {"||", "write OR, or + to join strings"},
    {"!~", "write NOT x =~ pattern"},
    {"!", "write NOT"},
    {"SELECT", "a query reads MATCH pattern WHERE condition RETURN expressions"},
    {"FROM", "a query reads MATCH pattern WHERE condition RETURN expressions"},
    {"INSERT", "write CREATE (n:Label {key: value})"},
    {"UPDATE", "write MATCH pattern SET n.key = value"},
    {"GROUP", "items without an aggregate are the grouping keys; no GROUP BY is needed"},
    {"HAVING", "write WITH .. WHERE behind the aggregation"},
    {"JOIN", "write a pattern: (a)-[:TYPE]->(b)"},
    {"LIKE", "write STARTS WITH, ENDS WITH, CONTAINS or =~"},
    {"BETWEEN", "write low <= x <= high"},
};

bool opens(TokenKind kind) {
    return kind == TokenKind::kLeftParenthesis || kind == TokenKind::kLeftBracket || kind == TokenKind::kLeftBrace;
}

bool closes(TokenKind kind) {
    return kind == TokenKind::kRightParenthesis || kind == TokenKind::kRightBracket || kind == TokenKind::kRightBrace;
}

std::vector<std::size_t> closing_positions(const std::vector<Token>& tokens) {
    std::vector<std::size_t> positions(tokens.size(), tokens.size() - 1);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (opens(tokens[i].kind)) open.push_back(i);
        if (closes(tokens[i].kind) && !open.empty()) {
            positions[open.back()] = i;
            open.pop_back();
        }
    }
    return positions;
}

}  // namespace

TokenCursor::TokenCursor(std::string_view text)
    : text_(text), tokens_(tokenize(text)), closing_(closing_positions(tokens_)) {}

const Token& TokenCursor::peek(std::size_t ahead) const { return tokens_[std::min(here_ + ahead, tokens_.size() - 1)]; }

const Token& TokenCursor::take() {
    const Token& token = peek();
    last_end_ = token.span.end;
    if (token.kind != TokenKind::kEnd) ++here_;
    return token;
}

bool TokenCursor::at_word(std::string_view keyword, std::size_t ahead) const {
    return at(TokenKind::kWord, ahead) && is_same_word(peek(ahead).text, keyword);
}

bool TokenCursor::at_any_word(std::initializer_list<std::string_view> keywords) const {
    return std::ranges::any_of(keywords, [this](std::string_view keyword) { return at_word(keyword); });
}

bool TokenCursor::at_name(std::size_t ahead) const {
    return at(TokenKind::kWord, ahead) || at(TokenKind::kQuotedName, ahead);
}

bool TokenCursor::at_variable(std::size_t ahead) const {
    return at(TokenKind::kQuotedName, ahead) || (at(TokenKind::kWord, ahead) && !is_reserved(peek(ahead).text));
}

bool TokenCursor::accept(TokenKind kind) {
    if (!at(kind)) return false;
    take();
    return true;
}

bool TokenCursor::accept_word(std::string_view keyword) {
    if (!at_word(keyword)) return false;
    take();
    return true;
}

void TokenCursor::expect(TokenKind kind, std::string_view what) {
    if (!accept(kind)) fail_expected(what);
}

void TokenCursor::expect_word(std::string_view keyword) {
    if (!accept_word(keyword)) fail_expected(keyword, {keyword});
}

ast::Name TokenCursor::take_name(std::string_view what) {
    if (!at_name()) fail_expected(what);
    const Token& token = take();
    return {token.text, token.span};
}

ast::Name TokenCursor::take_variable(std::string_view what) {
    if (at(TokenKind::kWord) && is_reserved(peek().text)) {
        fail(peek().span, "UnexpectedSyntax", fmt::format("expected {}, but found '{}'", what, peek().text),
             fmt::format("a variable of this name is written `{}`", peek().text));
    }
    return take_name(what);
}

std::size_t TokenCursor::closing(std::size_t ahead) const {
    return closing_[std::min(here_ + ahead, tokens_.size() - 1)] - here_;
}

std::string TokenCursor::found() const {
    if (at(TokenKind::kEnd)) return "the query ends";
    return fmt::format("found '{}'", truncate_to_width(text_.substr(peek().span.begin, peek().span.size()), 40));
}

void TokenCursor::fail_expected(std::string_view what, std::initializer_list<std::string_view> keywords) const {
    const Token& token = peek();
    std::string remedy;
    for (const ForeignWord& foreign : kForeignWords) {
        if (token.kind != TokenKind::kQuotedName && is_same_word(token.text, foreign.word)) remedy = foreign.remedy;
    }
    if (token.kind == TokenKind::kWord && remedy.empty()) {
        const std::vector<std::string> candidates(keywords.begin(), keywords.end());
        if (auto word = nearest(token.text, candidates)) remedy = fmt::format("did you mean '{}'?", *word);
    }
    fail(token.span, "UnexpectedSyntax", fmt::format("expected {}, but {}", what, found()), std::move(remedy));
}

void TokenCursor::fail(Span span, std::string_view detail, const std::string& message, std::string remedy) const {
    throw_at({ErrorCode::kSyntax, "SyntaxError", detail, message, std::move(remedy)}, text_, span);
}

TokenCursor::Operand::Operand(TokenCursor& cursor) : cursor_(cursor), outer_height_(cursor.height_) {
    cursor.height_ = 0;
}

TokenCursor::Operand::~Operand() { cursor_.height_ = std::max(outer_height_, cursor_.height_); }

TokenCursor::Level::Level(TokenCursor& cursor) : cursor_(cursor), inside_(cursor) {
    ++cursor.depth_;
    cursor.check_height();
}

TokenCursor::Level::~Level() {
    --cursor_.depth_;
    ++cursor_.height_;
}

void TokenCursor::grow() {
    ++height_;
    check_height();
}

void TokenCursor::check_height() const {
    if (depth_ + height_ <= kMaxNesting) return;
    throw_at({ErrorCode::kLimit, "SyntaxError", "UnexpectedSyntax",
              fmt::format("the query is nested more than {} levels deep", kMaxNesting),
              "pass large values as parameters, or split the query with WITH"},
             text_, peek().span);
}

}  // namespace mirrorgraph::query

// Walks the tokens of a query for the grammar: looks ahead, takes what is expected, and says what was
// expected instead.
//
// Also keeps the bound on nesting. A tree is as high as its deepest path of levels; a level opens wherever
// the grammar may come back to itself, and a chain of operators adds its length, for it makes a tree as high.
//
// Errors:  QueryError kSyntax UnexpectedSyntax unless said; kLimit beyond kMaxNesting
// Owns:    the tokens; the text must outlive it
// Threads: one thread
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "query/syntax/ast.h"
#include "query/syntax/lexer.h"

namespace mirrorgraph::query {

class TokenCursor {
  public:
    explicit TokenCursor(std::string_view text);

    std::string_view text() const { return text_; }

    // The token `ahead` of the current one; the end token behind the last.
    const Token& peek(std::size_t ahead = 0) const;
    const Token& take();
    bool at(TokenKind kind, std::size_t ahead = 0) const { return peek(ahead).kind == kind; }
    bool at_word(std::string_view keyword,
                 std::size_t ahead = 0) const;  // in any case; `keyword` in capitals
    bool at_any_word(std::initializer_list<std::string_view> keywords) const;
    bool at_name(std::size_t ahead = 0) const;      // any word or quoted name
    bool at_variable(std::size_t ahead = 0) const;  // a name that is not reserved
    bool accept(TokenKind kind);
    bool accept_word(std::string_view keyword);
    void expect(TokenKind kind, std::string_view what);
    void expect_word(std::string_view keyword);

    // A name where any word may stand (labels, types, keys), and where reserved words may not (variables).
    ast::Name take_name(std::string_view what);
    ast::Name take_variable(std::string_view what);

    // How many tokens ahead the bracket that closes the one `ahead` stands; the end token where none does.
    std::size_t closing(std::size_t ahead) const;

    std::size_t begin() const { return peek().span.begin; }
    // From `begin` to the end of the last token taken.
    ast::Place place_from(std::size_t begin) const { return Span{begin, last_end_}; }

    // "expected WHAT, but found 'x'", with the nearest of the keywords that could stand here.
    [[noreturn]] void fail_expected(std::string_view what, std::initializer_list<std::string_view> keywords = {}) const;
    [[noreturn]] void fail(Span span, std::string_view detail, const std::string& message,
                           std::string remedy = {}) const;

    // Measures one operand by itself, while it lives; the highest operand counts.
    class Operand {
      public:
        explicit Operand(TokenCursor& cursor);
        ~Operand();
        Operand(const Operand&) = delete;
        Operand& operator=(const Operand&) = delete;

      private:
        TokenCursor& cursor_;
        std::size_t outer_height_;
    };
    // One level of nesting, while it lives.
    class Level {
      public:
        explicit Level(TokenCursor& cursor);
        ~Level();
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

      private:
        TokenCursor& cursor_;
        Operand inside_;
    };
    // The operand that is being read gets one node higher.
    void grow();

  private:
    void check_height() const;
    std::string found() const;

    std::string_view text_;
    std::vector<Token> tokens_;
    std::vector<std::size_t> closing_;  // position of the closing bracket, for opening ones
    std::size_t here_ = 0;
    std::size_t last_end_ = 0;
    std::size_t depth_ = 0;
    std::size_t height_ = 0;  // of the current operand so far
};

}  // namespace mirrorgraph::query

// A regular expression held against masked text: what RE2 would find, found by a walk that knows gaps of words.
//
// RE2 builds automata while it searches and looks three times at a text whose groups are asked for; a sentence is too
// short to win that back. Here the first alternative that leads on is followed and the others are returned to; a gap
// "up to twenty words" is one step, not twenty optional ones, and each of its ends is tried once. What begins with
// bytes that the text does not have is not tried at all. Notation: RE2's, as far as Pattern writes it.
//
// Cost:    a search has a budget of steps linear in the text; where it is used up, RE2 answers, whose time is linear
// Units:   spans are bytes of the text
// Errors:  compile throws Error kInvalidData when the expression is too large or malformed; search throws nothing
// Owns:    its program; RE2's automaton is made when first needed
// Threads: const methods may run at once
// Source:  Cox, Regular Expression Matching: the Virtual Machine Approach, 2009, for the memory of dead ends
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "ingest/rules/notation/expression_syntax.h"
#include "schema/error.h"

namespace mirrorgraph::ingest {

class Expression {
  public:
    // `groups` capture; the same text at the end of two alternatives is one group each.
    static Expression compile(const std::string& source);
    // The same of a tree, asked for when it is first needed; `most` is no less than its source has bytes.
    static Expression compile(std::function<ExpressionChoice()> tree, std::size_t most);
    ~Expression();
    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;

    static constexpr std::size_t kUnset = static_cast<std::size_t>(-1);
    static constexpr std::size_t kAnywhere = static_cast<std::size_t>(-1);

    // The leftmost match that begins at or behind `from`: groups[0] is all of it, groups[i] the i-th group, kUnset at
    // both ends where it took no part. Fewer spans may be given than there are groups. REQUIRES: no match begins behind
    // `latest`.
    bool search(std::string_view text, std::size_t from, std::span<Span> groups, std::size_t latest = kAnywhere) const;

    // The same by RE2 alone: what search() is tested against.
    bool search_by_automaton(std::string_view text, std::size_t from, std::span<Span> groups) const;

  private:
    struct Program;
    Expression(std::unique_ptr<Program> program, std::size_t most);
    std::unique_ptr<Program> program_;
};

}  // namespace mirrorgraph::ingest

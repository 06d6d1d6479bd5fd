// The tree of a regular expression, its parser and its printer: the part of RE2's notation that patterns are compiled to.
//
// Grammar: choice   := sequence ("|" sequence)*
//          sequence := (atom repeat?)*
//          atom     := "(" choice ")" | "(?:" choice ")" | "[" "^"? (range | "\p{Han}")+ "]" | "\b" | "^" | "$" | character
//          repeat   := ("?" | "*" | "+" | "{" number "," number "}") "?"?
//
// Threads: all functions may run at once
#pragma once

#include <bitset>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mirrorgraph::ingest {

using ByteSet = std::bitset<256>;
inline const ByteSet kAsciiBytes = ~ByteSet() >> 128;

struct ExpressionNode;
using ExpressionSequence = std::vector<ExpressionNode>;

// "\\bword\\b ?", which patterns are full of, or part of it.
struct ExpressionText {
    std::string text;
    bool begins_word = false;  // "\\b" in front
    bool ends_word = false;    // "\\b" behind
    bool then_blank = false;   // " ?" behind that
};
// One character: an ASCII one of the set, or any other where `others` is set, but Han ones where `no_han` is.
struct ExpressionClass {
    ByteSet set;
    bool others = false;
    bool no_han = false;
};
struct ExpressionEdge {
    enum Kind { kBegin, kEnd, kWord } kind = kWord;
};
struct ExpressionChoice {
    std::vector<ExpressionSequence> options;
    int group = 0;  // 0: captures nothing
};
struct ExpressionRepeat {
    static constexpr int kAny = -1;
    std::vector<ExpressionNode> body;  // one node
    int least = 0;
    int most = kAny;
    bool lazy = false;
};
// What many expressions have in common; it outlives them.
struct ExpressionPart {
    const ExpressionChoice* tree = nullptr;
};
struct ExpressionNode : std::variant<ExpressionText, ExpressionClass, ExpressionEdge, ExpressionChoice,
                                     ExpressionRepeat, ExpressionPart> {
    using variant::variant;
};

// nullopt for notation beyond this grammar, which RE2 may know.
std::optional<ExpressionChoice> parse_expression(std::string_view source);
// The same expression in RE2's notation.
std::string print_expression(const ExpressionChoice& tree);

}  // namespace mirrorgraph::ingest

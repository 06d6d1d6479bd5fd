// The tree of a pattern, and its parser.
//
// Grammar: pattern  := choice
//          choice   := sequence ("|" sequence)*
//          sequence := part*
//          part     := word | role | gap | name | "(" choice ")" | "[" choice "]" | "^" | "$"
//
// Errors:  parse_pattern throws Error kInvalidData with the place in the notation
// Threads: all functions may run at once
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ingest/rules/notation/pattern.h"

namespace mirrorgraph::ingest {

struct PatternWord {
    std::string text;            // lower case; one word, or punctuation, or a stretch of Han characters
    bool any_ending = false;     // `announc*`
    bool any_beginning = false;  // `*ly`
};
struct PatternGap {
    int words = 0;
    LabelSet stops = 0;  // labels of the mentions that the gap does not run over
};
struct PatternAside {};
struct PatternEdge {
    bool begin = false;
};
struct PatternNode;
struct PatternName {
    std::shared_ptr<const PatternChoice> meaning;
};
using PatternSequence = std::vector<PatternNode>;
struct PatternChoice {
    std::vector<PatternSequence> options;
    bool may_be_missing = false;
    bool repeated = false;  // `(a|b)*`
};
struct PatternNode
    : std::variant<PatternWord, Pattern::Role, PatternGap, PatternAside, PatternEdge, PatternName, PatternChoice> {
    using variant::variant;
};

PatternChoice parse_pattern(std::string_view notation, const Vocabulary& vocabulary);
// Parses an entry once for all patterns that use it.
void parse_entry(VocabularyEntry& entry, const Vocabulary& vocabulary);

}  // namespace mirrorgraph::ingest

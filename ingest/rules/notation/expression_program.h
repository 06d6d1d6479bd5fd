// An expression as steps to walk.
//
// Owns:    its tables
// Threads: immutable once compiled
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/rules/notation/expression_syntax.h"

namespace mirrorgraph::ingest {

enum class StepKind : std::uint8_t {
    kText,       // `text`, a word of its own where `begins_word` and `ends_word` say so, and the blank behind it
    kCharacter,  // one character of `set`
    kRun,        // `least` or more characters of `set`, as many as lead on
    kWords,      // up to `most` runs of `set` with blanks between, as few as lead on
    kSplit,      // `next`, or else `other`
    kChoice,     // the options of `choice`, in their order
    kSave,       // notes the place in `slot`
    kBegin,      // of the text
    kEnd,        // of the text
    kBoundary,   // of a word
    kMatch
};

// Where the blank of kWords stands: "(?:x+ ?)*", "(?: ?x+)*", "(?:x+ )*".
enum class Blank : std::uint8_t { kMayFollow, kMayPrecede, kMustFollow };

// A set of bytes to run over a text with.
using ByteTable = std::array<bool, 256>;

// What words are made of, as patterns know them (\\b): ASCII letters, digits and '_'.
inline constexpr ByteTable kWordBytes = [] {
    ByteTable bytes{};
    for (unsigned i = 0; i < 26; ++i) bytes['a' + i] = bytes['A' + i] = true;
    for (unsigned c = '0'; c <= '9'; ++c) bytes[c] = true;
    bytes['_'] = true;
    return bytes;
}();
inline bool is_word(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }

// What a step and those behind it can begin with.
struct Look {
    ByteSet bytes;
    bool end = false;  // the end of the text
    friend bool operator==(const Look&, const Look&) = default;
};

// Which options of a choice a byte may begin, in their order, so that a walk looks at no other. Choices whose options
// begin alike share one.
struct OptionTable {
    struct Range {  // in `options`
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    std::array<std::uint16_t, 256> range_of{};  // byte -> ranges
    std::uint16_t at_end = 0;                   // the range for the end of the text
    std::vector<Range> ranges;                  // different ones
    std::vector<std::uint16_t> options;         // positions among those of the choice
};

struct Choice {
    std::uint32_t first = 0;  // of its options in ExpressionProgram::options
    std::uint32_t count = 0;
    std::uint32_t table = 0;
};

// Small, because a walk jumps about in hundreds of them: sets, looks and texts stand once each in the program.
struct Step {
    static constexpr std::uint32_t kNoMemory = 0xFFFFFFFF;
    StepKind kind = StepKind::kMatch;
    Blank blank = Blank::kMayFollow;
    bool whole = false;        // kRun, kWords: what follows cannot begin inside a run
    bool no_han = false;       // kCharacter, kRun, kWords: Han characters are not of the set
    bool begins_word = false;  // kText
    bool ends_word = false;    // kText
    bool then_blank = false;   // kText: a blank may follow
    bool at_word = false;      // it is taken at the beginning of a word only
    std::uint16_t least = 0;
    std::uint16_t most = 0;
    std::uint32_t next = 0;
    std::uint32_t look = 0;            // of this step and those behind it
    std::uint32_t memory = kNoMemory;  // loops: which dead ends are theirs
    union {
        std::uint32_t other = 0;  // kSplit
        std::uint32_t choice;     // kChoice
        std::uint32_t set;        // kCharacter, kRun, kWords: the bytes that may stand
        std::uint32_t text;       // kText: where it begins in the texts; `least` is its size
        std::uint32_t slot;       // kSave
    };
};

struct ExpressionProgram {
    std::vector<Step> steps;
    std::vector<Look> looks;  // each once
    std::vector<ByteSet> sets;
    std::vector<ByteTable> set_tables;  // parallel to sets
    std::vector<Choice> choices;
    std::vector<OptionTable> tables;
    std::vector<std::uint32_t> options;  // steps
    std::string texts;                   // and zeros behind, so that eight bytes may be read at each
    std::uint32_t start = 0;
    Look later;               // what a match can begin with anywhere but at the beginning of the text
    ByteTable later_bytes{};  // the same, for the walk over all bytes of a text
    std::uint32_t memories = 0;

    const Look& look(std::uint32_t step) const { return looks[steps[step].look]; }
};

// nullopt when it takes too many steps, or has a loop whose rounds may be empty.
std::optional<ExpressionProgram> compile_expression(const ExpressionChoice& tree);

}  // namespace mirrorgraph::ingest

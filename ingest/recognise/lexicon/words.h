// The words of a text, each looked at once: where it stands, how it is written, what it can do in a name.
//
// A word's key is the same for spellings that do not tell names apart: case, full-width letters, a possessive 's,
// -ise/-ize, centre/center, & for "and". Every Han character is a word of its own.
//
// Units:   begin and end are bytes of Document::text
// Errors:  WordClasses::load throws Error kInvalidData with file and line for an unknown class, kIo without the file
// Threads: const methods may run at once
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"
#include "schema/text/eight_bytes.h"

namespace mirrorgraph::ingest {

using WordKey = std::uint64_t;

enum class WordShape : std::uint8_t {
    kLower,    // law
    kCapital,  // Law
    kUpper,    // LAW, A
    kMixed,    // IoT, MoHURD
    kNumber,   // begins with a digit: 2021, 14th, 5G
    kHan,      // one Chinese character
    kMark      // anything else, one code point
};

// What a word can do, one bit each; data/gazetteer/words.csv says which words.
enum class WordClass : std::uint32_t {
    kAgencyHead = 1U << 0,
    kOrganizationHead = 1U << 1,
    kCompanyHead = 1U << 2,
    kCommitteeHead = 1U << 3,
    kGroupKind = 1U << 4,
    kPolicyHead = 1U << 5,
    kPolicyKind = 1U << 6,
    kNotPolicy = 1U << 7,
    kStandardHead = 1U << 8,
    kConnector = 1U << 9,
    kDeterminer = 1U << 10,
    kVerb = 1U << 11,
    kMonth = 1U << 12,
    kRole = 1U << 13,
    kStarter = 1U << 14,
    kSentenceWord = 1U << 15,
    kGenericBody = 1U << 16,
    kGenericField = 1U << 17,
    kIssuing = 1U << 18,
    kEffect = 1U << 19,
    kPlace = 1U << 20
};

struct Word {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    WordKey key = 0;
    EightBytes head = 0;  // its first bytes as printed, capital letters of ASCII made small
    std::uint32_t classes = 0;
    char32_t mark = 0;  // the code point of a kMark or kHan
    WordShape shape = WordShape::kMark;
    bool possessive = false;  // 's follows, which is not part of the word
    bool joined = false;      // by a hyphen to the word before
    bool plain = false;       // nothing but ASCII letters, no digit or apostrophe behind it

    bool is(WordClass c) const { return (classes & static_cast<std::uint32_t>(c)) != 0; }
    bool is_mark(char32_t c) const { return shape == WordShape::kMark && mark == c; }
    bool is_mark() const { return shape == WordShape::kMark; }
    // Written as the words of names are: Law, LAW, IoT, 14th.
    bool is_name_like() const {
        return shape == WordShape::kCapital || shape == WordShape::kUpper || shape == WordShape::kMixed ||
               shape == WordShape::kNumber;
    }
};

// A word that others are compared with, in small letters: nearly all are told from it by their first eight bytes.
struct LowerWord {
    consteval LowerWord(const char* lower) : LowerWord(std::string_view(lower)) {}
    constexpr explicit LowerWord(std::string_view lower) : text(lower) {
        for (std::size_t i = 0; i < lower.size() && i < sizeof head; ++i)
            head |= EightBytes{static_cast<unsigned char>(lower[i])} << 8 * i;
    }
    EightBytes head = 0;
    std::string_view text;
};

// The key of one word, as the tokeniser makes it.
WordKey word_key(std::string_view word);

class WordClasses {
  public:
    static WordClasses load(const std::string& path);
    std::uint32_t find(WordKey key) const;

  private:
    void add(WordKey key, WordClass c);
    void grow();
    struct Slot {
        WordKey key = 0;
        std::uint32_t classes = 0;
    };
    std::vector<Slot> slots_;  // open addressing, a power of two
    std::size_t used_ = 0;
};

// Appends the words of text[span]. Hyphens between letters leave no word; other marks do, white space does not.
void split_words(std::string_view text, Span span, const WordClasses& classes, std::vector<Word>& out);

}  // namespace mirrorgraph::ingest

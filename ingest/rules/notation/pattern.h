// The notation in which an analyst writes what a sentence says, and its matcher.
//
//   {issuer:Agency|Organization+} [jointly] (issued|published) <words 6> {text:Policy}
//
//   word            that word, in any case; -ise and -ize are one; `announc*`, `*ly` any word that begins or ends so
//   {role:A|B}      a mention with label A or B; `{role:A+}` a list of them: "X, Y and Z", "X together with Y";
//                   `{role:A*}` all that come in the rest of the sentence
//   (a b | c)       one of them;  [a | b]  one of them or nothing;  (a | b)*  any number of them
//   <words 6>       up to six words and no mention but dates;  <any 20>  up to twenty words, mentions too
//   <aside>         what may stand between two commas, dashes or brackets, or nothing
//   <name>          an entry of the vocabulary
//   ^  $            begin and end of the sentence;  \( is a bracket itself
//
// Blanks between two parts of a pattern may be missing in the text. Punctuation is written as it is printed; full-width
// forms, dashes and quotation marks are already plain (masked_text.h).
//
// Errors:  compile throws Error kInvalidData with the place in the notation
// Owns:    the compiled expression
// Threads: const methods may run at once
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/rules/notation/expression.h"
#include "ingest/rules/sentence/masked_text.h"

namespace mirrorgraph::ingest {

// Parts of patterns that have a name: "issued" -> "(issued|released|published)".
struct PatternChoice;
struct VocabularyEntry {
    std::string notation;
    std::shared_ptr<const PatternChoice> tree = {};  // null: parsed wherever it is used
    int parts = 0;                                   // of the tree
    int depth = 0;                                   // likewise
};
using Vocabulary = std::map<std::string, VocabularyEntry, std::less<>>;

// Sets of labels of each of which a text that matches has one: eight at most, a byte each, so that all are asked for at
// once.
class LabelNeeds {
  public:
    void add(LabelSet labels) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            const std::uint64_t known = sets_ >> shift & 0xFF;
            if (known == labels) return;
            if (known != kAny) continue;
            sets_ ^= (kAny ^ labels) << shift;
            return;
        }
    }
    bool met_by(LabelSet labels) const {
        const std::uint64_t common = sets_ & (labels | kAny) * kEachByte;
        return ((common - kEachByte) & ~common & kAny * kEachByte) == 0;  // no byte of it is zero
    }

  private:
    static constexpr std::uint64_t kEachByte = 0x0101010101010101;
    static constexpr std::uint64_t kAny = 0x80;  // no label's bit: a place that is not taken
    static_assert(kLabelSets <= kAny);
    std::uint64_t sets_ = kAny * kEachByte;
};

class Pattern {
  public:
    struct Role {
        std::string name;
        LabelSet labels = 0;
        bool list = false;
        bool all = false;      // every mention from here to the end of the sentence
        bool required = true;  // it stands outside every choice
    };
    struct Match {
        std::size_t begin = 0;  // in MaskedText::text
        std::size_t end = 0;
        std::vector<std::vector<std::size_t>> mentions;  // parallel to roles(); empty where a choice left a role out
    };

    // What stands in a text that matches: one of the words, or a mention with one of the labels.
    struct Need {
        std::vector<std::string> words;
        LabelSet labels = 0;
    };

    static Pattern compile(std::string_view notation, const Vocabulary& vocabulary);

    const std::vector<Role>& roles() const { return roles_; }
    // One of these strings stands in every text that matches, at the beginning of a word where it begins with a letter or
    // digit; empty when there is no such set.
    const std::vector<std::string>& triggers() const { return triggers_; }
    // What stands in every text that matches, in this order and not overlapping.
    const std::vector<Need>& needs() const { return needs_; }
    const LabelNeeds& label_needs() const { return label_needs_; }
    // False when a text with these labels cannot match.
    bool possible(LabelSet labels) const { return label_needs_.met_by(labels); }

    // The first match that begins at or behind `from`. REQUIRES: none begins behind `latest`.
    std::optional<Match> find(const MaskedText& text, std::size_t from = 0,
                              std::size_t latest = Expression::kAnywhere) const;
    bool matches(std::string_view plain) const;
    // False where none of the triggers stands in the text.
    bool may_match(std::string_view plain) const;

  private:
    explicit Pattern(Expression expression) : expression_(std::move(expression)) {}
    std::vector<Role> roles_;
    LabelNeeds label_needs_;  // of required roles
    std::vector<std::string> triggers_;
    std::vector<Need> needs_;
    Expression expression_;
};

}  // namespace mirrorgraph::ingest

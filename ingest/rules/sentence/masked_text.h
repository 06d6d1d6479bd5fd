// A sentence or row as patterns see it: lower case, plain punctuation, and every mention one byte that tells its label.
//
// "On 6 May 2021, SAC issued the “Data Measures”." reads "on D, A issued the P." where D, A and P are the bytes of the
// labels Date, Agency and Policy. Of mentions that overlap only the outermost counts. The title that follows a
// standard's number is left out, so that "GB/T 1-2020 Rules for X and GB/T 2-2020 Rules for Y" reads as a plain list.
//
// Units:   offsets are bytes of `text`; mentions are positions in the document's mentions
// Errors:  none
// Owns:    its content
// Threads: values; functions may run at once
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"

namespace mirrorgraph::ingest {

// A set of the labels that patterns can name, one bit each.
using LabelSet = std::uint8_t;
inline constexpr std::size_t kLabelSets = 1U << 7;  // how many there are

// The bit of a label; nullopt for a label that is never masked (Document).
std::optional<LabelSet> label_bit(std::string_view label);
// The byte that stands for mentions of the label whose bit is `bit`.
char label_byte(LabelSet bit);
// Stands before the byte of a pronoun, which begins a clause and never goes on with a list.
inline constexpr char kPronounByte = '\x08';
// "Agency", "Date" ...: the names that label_bit knows.
const std::vector<std::string>& maskable_labels();

struct MaskedText {
    struct Slot {
        std::size_t offset;  // of the mention's byte in `text`
        std::size_t mention;
        LabelSet label;
        bool repeats = false;  // it names what the mention before it names
    };
    std::string text;
    std::vector<Slot> slots;  // by offset; "both standards" stands for two mentions at one offset
    LabelSet labels = 0;      // of all slots

    // Positions of the mentions whose byte lies in [begin, end), with a label of `labels`. What stands in brackets
    // belongs to the name in front; only an agency alone in its brackets acts by itself, 市场监管总局(国家标准委), and so does
    // a standard behind words: "implant coatings (YY/T 1-2024)".
    std::vector<std::size_t> mentions(std::size_t begin, std::size_t end, LabelSet labels) const;
};

// The mentions of a document in the order of the text, without those that lie inside another one. Of one stretch only
// references to several things name more than one.
class MentionIndex {
  public:
    // Topics are left out unless asked for: they stand in the middle of titles and sentences.
    MentionIndex(const std::vector<Mention>& mentions, bool with_topics);
    // Positions of the mentions that lie in `span`.
    std::vector<std::size_t> within(Span span) const;

  private:
    std::vector<std::pair<Span, std::size_t>> outermost_;
};

// `cells` are the cells of a table row inside `span`; empty for prose. Two cells read "key : value", more "a | b | c".
MaskedText mask_text(const Document& document, Span span, const std::vector<Span>& cells,
                     const std::vector<Mention>& mentions, const MentionIndex& index);

// The same normal form for text without mentions: headers of tables.
std::string plain_mask(std::string_view text);

}  // namespace mirrorgraph::ingest

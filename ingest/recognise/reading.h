// One document while it is being recognised: its words, the units that names do not cross, and what was found so far.
//
// Recognisers run one after the other over one Reading. A word belongs to at most one mention; the recogniser that runs
// first has it, and a later one that knows better (a title around a body's name) takes words over.
//
// Units:   word positions are indices of words(); spans are bytes of Document::text
// Owns:    the words and mentions; the document must outlive the Reading
// Threads: one thread
#pragma once

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"
#include "ingest/recognise/lexicon/words.h"

namespace mirrorgraph::ingest {

// A sentence, table cell or heading.
struct Unit {
    std::size_t first = 0;  // words [first, last)
    std::size_t last = 0;
    std::uint32_t block = 0;
    std::int32_t cell = -1;  // in its row; -1 outside tables
    BlockKind kind = BlockKind::kParagraph;
};

struct Found {
    Mention mention;
    std::size_t first = 0;  // words [first, last)
    std::size_t last = 0;
    std::uint32_t unit = 0;
    bool dropped = false;
    bool weak =
        false;  // a headline's words: counts where the text names the same thing, or where it is all of the headline
};

class Reading {
  public:
    static constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();

    Reading(const Document& document, const WordClasses& classes);

    const Document& document() const { return *document_; }
    std::string_view text() const { return document_->text; }
    const WordClasses& classes() const { return *classes_; }
    const std::vector<Word>& words() const { return words_; }
    const Word& word(std::size_t i) const { return words_[i]; }
    const std::vector<Unit>& units() const { return units_; }
    const std::vector<Found>& found() const { return found_; }
    Found& found_at(std::size_t i) { return found_[i]; }

    // The mention that holds a word, or kFree.
    std::uint32_t owner(std::size_t word) const { return owner_[word]; }
    bool is_free(std::size_t first, std::size_t last) const;

    // Words [first, last) as printed, white space collapsed.
    std::string printed(std::size_t first, std::size_t last) const;
    std::string_view raw(std::size_t i) const {
        return text().substr(words_[i].begin, words_[i].end - words_[i].begin);
    }
    // Is the word `lower`, in small or capital letters?
    bool is_word(std::size_t i, const LowerWord& lower) const {
        return words_[i].head == lower.head && (lower.text.size() < sizeof lower.head || is_long_word(i, lower.text));
    }
    // The first word at or behind a byte.
    std::size_t word_at(std::size_t byte) const;
    std::uint32_t unit_of(std::size_t word) const;

    // Adds a mention of words [first, last), taking them from those found before (which are dropped when they lose a
    // word of their span). Fills in span and surface, and name where it is empty.
    std::size_t add(Mention mention, std::size_t first, std::size_t last);
    // Adds another mention of words that belong to one already: the second of "GB/T 20438.1~7".
    std::size_t add_beside(Mention mention, std::size_t first, std::size_t last);
    // Gives words [first, last) to a mention without making them part of its span: a standard's title.
    void take_words(std::size_t first, std::size_t last, std::size_t found);
    void drop(std::size_t found);

    // The mentions kept, in the order of the text.
    std::vector<Mention> take() &&;

  private:
    bool is_long_word(std::size_t i, std::string_view lower) const;
    void add_unit(Span span, std::uint32_t block, std::int32_t cell, BlockKind kind);

    const Document* document_;
    const WordClasses* classes_;
    std::vector<Word> words_;
    std::vector<Unit> units_;
    std::vector<Found> found_;
    std::vector<std::uint32_t> owner_;
};

inline bool is_one_of(const Reading& reading, std::size_t i, std::initializer_list<LowerWord> words) {
    const EightBytes head = reading.word(i).head;
    for (const LowerWord& word : words) {
        if (word.head == head && reading.is_word(i, word)) return true;
    }
    return false;
}

// One way of finding names. Implementations are immutable after construction and may be used by threads at once.
class Recogniser {
  public:
    virtual ~Recogniser() = default;
    virtual void recognise(Reading& reading) const = 0;
};

}  // namespace mirrorgraph::ingest

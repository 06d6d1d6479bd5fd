// Names as paths of word keys in one hash table: an automaton over words instead of bytes.
//
// A name matches in every spelling that gives the same keys, and over marks inside it (hyphens, commas, brackets,
// points) and articles. Looking for a name costs one probe where none begins.
//
// Units:   positions are indices of the word list
// Owns:    its nodes
// Threads: const methods may run at once
// Source:  Aho and Corasick (1975), without failure links: names begin at few words, so restarting is cheaper
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/recognise/lexicon/words.h"

namespace mirrorgraph::ingest {

class NameTrie {
  public:
    using Value = std::uint32_t;
    static constexpr Value kNone = 0xFFFFFFFF;

    struct Match {
        Value value = kNone;
        std::size_t end = 0;  // behind the last word matched
    };

    NameTrie() : nodes_(1) {}

    // The first value given to a name stays.
    void add(std::span<const Word> name, Value value);
    bool empty() const { return used_ == 0; }

    // False for nearly all words that no name begins with.
    bool may_begin(const Word& word) const {
        return (first_bits_[(word.key >> 6) & 1023] >> (word.key & 63) & 1U) != 0;
    }

    // The longest name that begins at words[first] and ends before `last`.
    Match match(const std::vector<Word>& words, std::size_t first, std::size_t last) const;

  private:
    struct Edge {
        std::uint32_t node;
        WordKey key;
        friend bool operator==(const Edge&, const Edge&) = default;
    };
    struct Slot {
        Edge edge;
        std::uint32_t child = 0;  // 0: empty; the root is nobody's child
    };
    // The slot of the edge, or the empty one where it belongs.
    std::size_t slot_of(const Edge& edge) const;
    void grow();
    std::vector<Slot> slots_ = std::vector<Slot>(16);  // open addressing, a power of two
    std::size_t used_ = 0;
    std::vector<Value> nodes_ = {};
    std::vector<std::uint64_t> first_bits_ = std::vector<std::uint64_t>(1024);
};

// A mark that may stand inside a name without belonging to it.
bool is_skipped_in_names(const Word& word);

}  // namespace mirrorgraph::ingest

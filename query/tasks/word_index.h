// The names of some nodes by their words: found by how their words begin, in any order, and with slips.
//
// Cost:    finish O(names * length * log); a search O(matches + words like those asked for)
// Owns:    a copy of the names
// Threads: const methods may run at once
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/ids.h"

namespace mirrorgraph::query {

// One blank between them.
std::string join_words(const std::vector<std::string>& words);

class WordIndex {
  public:
    struct Name {
        std::string text;   // as the graph has it
        std::string words;  // folded, one blank between words
        NodeId node;
        std::uint32_t weight;
    };
    // False: enough. A name may be met several times; `at_start` where it begins with what is looked for.
    using Visit = std::function<bool(const Name&, bool at_start)>;

    void add(std::string_view text, NodeId node, std::uint32_t weight);
    // To be called when all are added.
    void finish();

    // Names that have `words` one behind the other, the last one perhaps not to its end.
    void find_beginnings(std::string_view words, const Visit& visit) const;
    // Names that have all of `words`, each as the beginning of a word.
    void find_words(const std::vector<std::string>& words, const Visit& visit) const;
    // The same with one of them a slip away.
    void find_similar(const std::vector<std::string>& words, const Visit& visit) const;

  private:
    struct WordStart {
        std::uint32_t name;
        std::uint32_t offset;  // in its words
    };

    void sort_starts();
    std::string_view suffix(WordStart start) const;
    std::pair<std::size_t, std::size_t> range_of(std::string_view prefix) const;
    bool has_word_beginning(const Name& name, std::string_view prefix) const;
    std::vector<std::string> similar_words(std::string_view word) const;

    std::vector<Name> names_;
    std::vector<WordStart> starts_;        // by suffix
    std::vector<std::string> vocabulary_;  // distinct words of at least four code points, ascending
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_trigram_;
};

}  // namespace mirrorgraph::query

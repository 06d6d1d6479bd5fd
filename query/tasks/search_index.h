// Searches names as a person types them: identifiers in any spelling, beginnings of words, words in any order, slips.
//
// Found, best first: what EntityFinder takes the text for; names that begin with it; names with a word that begins it;
// names that have all its words, each as the beginning of a word; and where that gives few, the same with words that are
// a slip away. Every Han character counts as a word. Among equals: by label, then the better connected, then the shorter.
//
// Cost:    construction O(names * length * log); search O(matches + words like those asked for)
// Owns:    its index; the snapshot must outlive it
// Threads: const methods may run at once
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "query/tasks/entity_finder.h"

namespace mirrorgraph::query {

class SearchIndex {
  public:
    // The finder must outlive the index.
    SearchIndex(const Snapshot& snapshot, const EntityFinder& finder);

    enum class Match { kExact, kBeginning, kWord, kWords, kSimilar };
    struct Hit {
        NodeId node;
        Match match;
        std::string_view name;  // the one that matched; empty for kExact
    };

    // At most `count` hits, of nodes with this label where one is named.
    std::vector<Hit> search(std::string_view text, std::size_t count, std::string_view label = {}) const;

  private:
    struct Name {
        std::string text;   // as the graph has it
        std::string words;  // folded, one blank between words
        NodeId node;
        std::uint32_t weight;  // smaller is better
    };
    struct WordStart {
        std::uint32_t name;
        std::uint32_t offset;  // in its words
    };
    struct Found;

    void add(std::string_view text, NodeId node, std::uint32_t weight);
    void index_words();
    void sort_starts();
    std::string_view suffix(WordStart start) const;
    std::pair<std::size_t, std::size_t> range_of(std::string_view prefix) const;
    bool has_word_beginning(const Name& name, std::string_view prefix) const;
    void find_beginnings(std::string_view words, Found& found) const;
    void find_words(const std::vector<std::string>& words, Match match, Found& found) const;
    void find_similar(const std::vector<std::string>& words, Found& found) const;
    std::vector<std::string> similar_words(std::string_view word) const;

    const Snapshot& snapshot_;
    const EntityFinder& finder_;
    std::vector<Name> names_;
    std::vector<WordStart> starts_;        // by suffix
    std::vector<std::string> vocabulary_;  // distinct words of at least four code points, ascending
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_trigram_;
};

// "exact", "beginning", "word", "words", "similar".
std::string_view match_name(SearchIndex::Match match);

}  // namespace mirrorgraph::query

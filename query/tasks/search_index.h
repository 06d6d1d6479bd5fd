// Searches names as a person types them: identifiers in any spelling, beginnings of words, words in any order, slips.
//
// Found, best first: what EntityFinder takes the text for; names that begin with it; names with a word that begins it;
// names that have all its words, each as the beginning of a word; and where that gives few, the same with words that are
// a slip away. Every Han character counts as a word. Among equals: by label, then the better connected, then the shorter.
//
// Cost:    construction O(names * length * log), for an overlay of those of changed nodes; search O(matches + words like
//          those asked for)
// Owns:    its index, shared with those of overlays; the snapshot must outlive it
// Threads: const methods may run at once
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "query/tasks/entity_finder.h"
#include "query/tasks/word_index.h"

namespace mirrorgraph::query {

class SearchIndex {
  public:
    // The finder must outlive the index.
    SearchIndex(const Snapshot& snapshot, const EntityFinder& finder);
    // For an overlay of the snapshot that `base` is for.
    SearchIndex(const Snapshot& overlay, const EntityFinder& finder, const SearchIndex& base);

    enum class Match { kExact, kBeginning, kWord, kWords, kSimilar };
    struct Hit {
        NodeId node;
        Match match;
        std::string_view name;  // the one that matched; empty for kExact
    };

    // At most `count` hits, of nodes with this label where one is named.
    std::vector<Hit> search(std::string_view text, std::size_t count, std::string_view label = {}) const;

  private:
    struct Found;
    // Calls find(index, add), with add(name, match) for each hit.
    template <class Find>
    void find_in_all(Found& found, Find find) const;

    const Snapshot& snapshot_;
    const EntityFinder& finder_;
    std::shared_ptr<const WordIndex> base_;  // of the snapshot under an overlay; else null
    std::shared_ptr<const WordIndex> own_;
};

// "exact", "beginning", "word", "words", "similar".
std::string_view match_name(SearchIndex::Match match);

}  // namespace mirrorgraph::query

// Finds the entity that a person means: an id, an identifier in any spelling, a name in any spelling.
//
// Names are compared by name_key (schema/text/text.h) over name, name_zh, aliases, code and title.
//
// Cost:    construction O(names in the graph), for an overlay O(names of what was changed); find, find_editions
//          O(matches); suggest, and the first find_by_words, O(names)
// Owns:    its index, shared with those of overlays; the snapshot must outlive it
// Threads: const methods may run at once
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/names.h"
#include "graph/snapshot/snapshot.h"

namespace mirrorgraph::query {

class EntityFinder {
  public:
    explicit EntityFinder(const Snapshot& snapshot);
    // For an overlay of the snapshot that `base` is for.
    EntityFinder(const Snapshot& overlay, const EntityFinder& base);

    // All entities that `text` names, best first: the exact id, then a match of name or code, then of an alias or
    // title; among equals committees, standards, policies, agencies, organisations, others. Documents only by id.
    std::vector<NodeId> find(std::string_view text) const;

    // For an undated standard that is no node itself, its dated editions: those in force on the date (today) first, then the newest.
    std::vector<NodeId> find_editions(std::string_view text, std::optional<Date> on = {}) const;

    // Entities that have all the words of `text` in one of their names, in any order, by rank; empty for fewer than three
    // words that say something, and for identifiers, of which a near one is another thing.
    std::vector<NodeId> find_by_words(std::string_view text) const;

    // Display names of the entities with names nearest to `text`, nearest first, at most `count`.
    std::vector<std::string> suggest(std::string_view text, std::size_t count = 5) const;

    // The first of find(text), else of find_editions(text), else the only one of find_by_words(text); throws Error
    // kNotFound with suggestions when there is none.
    NodeId find_or_throw(std::string_view text, std::optional<Date> on = {}) const;

  private:
    struct Entry {
        NodeId node;
        int rank;  // smaller is better
    };
    struct Edition {
        std::size_t series;  // hash of the name without its year
        NodeId node;
    };
    // Nodes by the words of their names, made when first asked.
    class Words {
      public:
        // Of the nodes that an overlay has changed, or of all.
        Words(const Snapshot& snapshot, bool changed_only) : snapshot_(snapshot), changed_only_(changed_only) {}
        // All nodes with names that have these words, and some that have others of the same hashes or have them apart.
        std::vector<NodeId> nodes_with(const std::vector<std::string>& words) const;

      private:
        using Row = std::pair<std::uint32_t, NodeId>;  // hash of a word
        void fill() const;

        const Snapshot& snapshot_;
        bool changed_only_;
        mutable std::once_flag once_;
        mutable std::vector<Row> rows_;  // ascending
    };
    struct Names {
        std::unordered_map<std::string, std::vector<Entry>> entries;
        std::vector<Edition> editions;  // by series
        Words words;

        Names(const Snapshot& snapshot, bool changed_only) : words(snapshot, changed_only) {}

        void add(std::string_view name, NodeId node, int rank);
        void add(const Snapshot& snapshot, std::span<const NodeId> nodes);
    };
    // Visits what is known under the key, each node as this snapshot numbers it.
    template <class Visit>
    void visit_entries(const std::string& key, Visit visit) const;

    const Snapshot& snapshot_;
    std::shared_ptr<const Names> base_;  // of the snapshot under an overlay; else null
    std::shared_ptr<const Names> own_;
};

}  // namespace mirrorgraph::query

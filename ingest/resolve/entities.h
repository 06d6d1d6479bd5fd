// Which mentions are one thing: groups of mentions by key, joined by names within a document and then between documents.
//
// Units:   positions: of extractions in the order of document ids, of mentions in their extraction
// Threads: one thread
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/extraction.h"

namespace mirrorgraph::ingest {

struct MentionRef {
    std::uint32_t document = 0;
    std::uint32_t mention = 0;
    friend auto operator<=>(const MentionRef&, const MentionRef&) = default;
};

// All mentions of one document with one label and key; after joining, of all documents.
struct Entity {
    std::string label;
    std::string key;
    bool coded = false;  // the key is an identifier or a gazetteer's
    std::vector<MentionRef> mentions;
    std::string series;                        // of a dated standard: the key of its series
    std::map<std::string, std::string> names;  // name_key -> as printed
};

struct Join {
    std::uint32_t kept;
    std::string name;
    std::string rule;
    std::string document;
};

class Entities {
  public:
    // `documents` must outlive the object and be sorted by document id.
    explicit Entities(const std::vector<const Extraction*>& documents);

    // Entities that were not joined into another, in the order of label and key.
    std::vector<std::uint32_t> roots() const;
    const Entity& entity(std::uint32_t id) const { return entities_[id]; }
    std::uint32_t of(MentionRef mention) const;  // the root
    const std::vector<Join>& joins() const { return joins_; }
    std::uint32_t find(std::uint32_t id) const;

  private:
    void collect(std::uint32_t document);
    void join_by_name(std::uint32_t begin, const std::string& document);
    void join_policies(std::uint32_t begin, const std::string& document);
    void join_editions(std::uint32_t begin, std::uint32_t document);
    bool are_claimed_apart(std::uint32_t document, std::uint32_t a, std::uint32_t b) const;
    void join_documents();
    bool may_join(const Entity& a, const Entity& b) const;
    void unite(std::uint32_t a, std::uint32_t b, std::string_view rule, const std::string& document);

    const std::vector<const Extraction*>& documents_;
    std::vector<Entity> entities_;
    mutable std::vector<std::uint32_t> parent_;
    std::vector<std::vector<std::uint32_t>> of_mention_;
    std::vector<Join> joins_;
};

}  // namespace mirrorgraph::ingest

// Which mentions are one thing: groups of mentions by key, joined by names within a document and then between documents.
//
// Units:   positions: of extractions in the order of document ids, of mentions in their extraction
// Threads: one thread
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/extraction.h"
#include "ingest/resolve/corrections.h"
#include "ingest/resolve/name_forms.h"

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
    std::vector<int> sides;                    // of decided splits: 3 and -3 never come together
    bool pinned = false;                       // decided: this key is the one to keep
};

// Two became one.
struct Joined {
    std::uint32_t kept;
    std::string other;  // the id of the node that would have been
    std::string name;   // by which they met
    std::string_view rule;
    MentionRef place;  // where that name stands
};

// Two share a name and stayed two.
struct Apart {
    std::uint32_t a;
    std::uint32_t b;
    std::string name;
    std::string_view rule;
};

class Entities {
  public:
    // `documents` must be sorted by document id; all must outlive the object.
    Entities(const std::vector<const Extraction*>& documents, Corrections& corrections, NameForms& forms);

    // Entities that were not joined into another, in the order of label and key.
    std::vector<std::uint32_t> roots() const;
    const Entity& entity(std::uint32_t id) const { return entities_[id]; }
    std::uint32_t of(MentionRef mention) const;  // the root
    const std::vector<Joined>& joins() const { return joins_; }
    const std::vector<Apart>& aparts() const { return aparts_; }
    std::uint32_t find(std::uint32_t id) const;

  private:
    // What one entity is known by while its document is read; true: by the words of the name, too.
    using KnownNames = std::vector<std::pair<const NameForms::Forms*, bool>>;
    // Of an entity: its label and a name_key, or its key.
    struct LabelledName {
        std::string_view label;
        std::string_view name;
        friend bool operator==(const LabelledName&, const LabelledName&) = default;
    };
    struct HashLabelledName {
        std::size_t operator()(const LabelledName& it) const {
            const std::hash<std::string_view> hash;
            return hash(it.name) * 31 + hash(it.label);
        }
    };
    using Holders = std::unordered_map<LabelledName, std::vector<std::uint32_t>, HashLabelledName>;

    void collect(std::uint32_t document);
    void add_names(const Mention& mention, Entity& entity, KnownNames& known);
    void join_by_name(std::uint32_t begin);
    void join_policies(std::uint32_t begin, std::uint32_t document);
    bool is_dated_policy(std::uint32_t policy) const;
    bool are_other_editions(std::uint32_t document, std::uint32_t a, std::uint32_t b);
    void join_editions(std::uint32_t begin, std::uint32_t document);
    bool are_claimed_apart(std::uint32_t document, std::uint32_t a, std::uint32_t b) const;
    void join_same_keys();
    void join_decided();
    void join_policies_by_words();
    void join_known_elsewhere();
    std::vector<std::uint32_t> others_called(std::uint32_t entity, const std::string& name);
    bool unite(std::uint32_t a, std::uint32_t b, std::string_view rule, const std::string& name);
    void unite_roots(std::uint32_t kept, std::uint32_t other, std::string_view rule, const std::string& name);
    MentionRef place_of(const Entity& entity, const std::string& name);
    void note_apart(std::uint32_t a, std::uint32_t b, std::string_view rule, const std::string& name);

    const std::vector<const Extraction*>& documents_;
    Corrections& corrections_;
    NameForms& forms_;
    std::vector<Entity> entities_;
    mutable std::vector<std::uint32_t> parent_;
    std::vector<std::vector<std::uint32_t>> of_mention_;
    Holders by_name_;  // entities of all documents
    std::vector<Joined> joins_;
    std::vector<Apart> aparts_;
};

}  // namespace mirrorgraph::ingest

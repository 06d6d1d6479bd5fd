// What people have decided (graph/provenance/decisions.h), in the form that the resolver works by, and whether it still applies.
//
// Aliases, added facts and added nodes are an extraction of their own, beside those of the documents; splits change keys
// or keep groups apart, merges join them, rejections drop claims, confirmations are evidence of what they confirm.
//
// Owns:    what it was made of
// Threads: one thread
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/evidence.h"
#include "graph/provenance/decisions.h"
#include "ingest/extraction.h"

namespace mirrorgraph::ingest {

class Corrections {
  public:
    // None.
    Corrections() = default;
    // `documents` are those of the build, without the decisions.
    Corrections(Decisions decisions, const std::vector<const Extraction*>& documents, const Schema& schema);

    // The decisions as a source; nullptr where there are none.
    const Extraction* extraction() const { return extraction_.get(); }

    // The key of a mention, other than its own where a split by documents says so.
    const std::string& key_of(const std::string& document, const Mention& mention);

    // What a group of this label and key must not be joined with: side 3 never meets side -3.
    std::vector<int> sides_of(std::string_view label, std::string_view key) const;

    struct Merge {
        std::string into;
        std::string other;
        std::size_t decision;
    };
    const std::vector<Merge>& merges() const { return merges_; }
    void mark_used(std::size_t decision) { used_[decision] = true; }

    bool judges_claims() const { return !judgements_.empty(); }
    // Each end by the ids it is known by: of the node, and of its own before joins.
    using Ids = std::pair<std::string, std::string>;
    struct Verdict {
        bool rejected = false;
        std::vector<std::size_t> confirmed_by;  // decisions
    };
    Verdict judge(const Claim& claim, const Ids& source, const Ids& target, const std::string& document);
    // The decision as evidence of a claim that it confirms.
    Evidence confirm(std::size_t decision, bool quotes);

    // A claim of extraction() came to nothing.
    void refuse(const Claim& claim, const std::string& reason);

    // Every decision, with the reason why it did not apply.
    std::vector<DecisionRecord> records() const;

  private:
    void look_for_nodes(const std::vector<const Extraction*>& documents);
    void take(std::size_t decision, const Schema& schema);
    void take_split(std::size_t decision);
    void take_addition(std::size_t decision, const Schema& schema);
    bool is_known(std::size_t decision, const std::string& id);
    bool speaks_of(const Decision& decision, const Claim& claim, const Ids& source, const Ids& target,
                   const std::string& document) const;
    std::size_t add_mention(std::size_t decision, const std::string& id, const Schema& schema);
    void start_document();

    struct Renaming {
        std::string key;
        std::size_t decision;
    };

    Decisions decisions_;
    std::vector<char> used_;
    std::vector<std::string> problems_;
    std::set<std::string, std::less<>> symmetric_;  // types of relationships
    std::unique_ptr<Extraction> extraction_;
    std::map<std::string, bool> known_;                                  // ids that decisions name: does any source?
    std::map<std::pair<std::string, std::string>, Renaming> renamings_;  // document and id
    std::map<std::string, std::vector<int>> sides_;                      // by id
    std::vector<Merge> merges_;
    std::vector<std::size_t> judgements_;  // rejections and confirmations
};

// "committee:ISO/TC 333", "policy:data-security-law".
std::string node_id(std::string_view label, std::string_view key);

}  // namespace mirrorgraph::ingest

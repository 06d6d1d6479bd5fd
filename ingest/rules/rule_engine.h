// Finds what a document claims: relationship rules, which are data, held against its sentences, lists and tables.
//
// Cost:    one pass over the text for all words that rules need; a rule is tried only where they and its labels stand in
//          its order
// Errors:  load throws Error kInvalidData with file, line, rule and remedy for a damaged rule, or one whose example
//          fails, kIo for an unreadable file, kNotFound for a folder without rules; find_claims throws nothing
// Owns:    its rules
// Threads: immutable after loading; find_claims may run at once
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"
#include "ingest/rules/claim_finder.h"
#include "ingest/rules/notation/rule_file.h"
#include "ingest/rules/rule.h"
#include "ingest/rules/sentence/pattern_needs.h"
#include "ingest/rules/sentence/trigger_index.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

class RuleEngine {
  public:
    // The rules of the data folder, held against their examples when they or this program are new (checked_rules.h).
    static RuleEngine load();
    // All *.yaml of a folder, held against their examples; vocabulary.yaml holds the words that the others share.
    static RuleEngine load(const std::string& folder);
    RuleEngine(std::vector<Rule> rules, std::shared_ptr<const Schema> schema);

    // In the order of the text; a relationship between two mentions once, with the best rule.
    std::vector<Claim> find_claims(const Document& document, const std::vector<Mention>& mentions) const;
    // The same without a copy: dates stand behind the mentions during the call.
    std::vector<Claim> find_claims(const Document& document, std::vector<Mention>& mentions) const;

    const std::vector<Rule>& rules() const { return rules_; }

    // Holds every rule against its own examples. Throws Error kInvalidData for the first that fails.
    void check_examples() const;

  private:
    // Appends to `texts` what was read.
    static RuleEngine read(const std::string& folder, std::vector<std::string>& texts);

    struct Candidate {
        std::size_t rule;
        std::size_t pattern;
        bool with_topics;
        LabelNeeds labels = {};
        std::optional<PatternNeeds> needs = {};
    };
    void add_candidate(Candidate candidate);
    void number_needs();
    // `only`: hold no other rule against the text; nullptr for all.
    std::vector<Claim> find(const Document& document, std::vector<Mention>& mentions, const Rule* only) const;
    void match_units(ClaimFinder& finder, bool with_topics, const Rule* only) const;

    std::vector<Rule> rules_;
    std::vector<RuleRefusals> refusals_;  // parallel to rules_
    std::shared_ptr<const Schema> schema_;
    TriggerIndex triggers_;
    std::vector<Candidate> candidates_;
    std::vector<std::vector<std::size_t>> by_trigger_;  // trigger -> candidates
    // Candidates without triggers, by the labels of a text that they can match.
    std::array<std::vector<std::size_t>, kLabelSets> untriggered_;
    bool topics_lead_ = true;  // what has topics in it matches nothing without one
    std::vector<std::size_t> table_rules_;
    std::vector<std::size_t> inside_rules_;
    std::vector<std::size_t> identifier_rules_;
};

}  // namespace mirrorgraph::ingest

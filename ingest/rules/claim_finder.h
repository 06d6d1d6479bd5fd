// Holds rules against one document.
//
// Errors:  none
// Owns:    masks of the document's sentences, made when first needed; document, mentions and rules must outlive it
// Threads: one thread
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"
#include "ingest/rules/default_claims.h"
#include "ingest/rules/rule.h"
#include "ingest/rules/sentence/code_relations.h"
#include "ingest/rules/sentence/inner_names.h"
#include "ingest/rules/sentence/outline.h"
#include "ingest/rules/sentence/pattern_needs.h"
#include "ingest/rules/sentence/signature.h"
#include "ingest/rules/sentence/table_columns.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

// Which mentions play which role.
class RoleBinding {
  public:
    // Keeps what a role has already.
    void bind(const std::string& role, std::vector<std::size_t> mentions);
    void bind(const Pattern& pattern, const Pattern::Match& match);
    // Takes over the roles that this one lacks.
    void complete(const RoleBinding& other);
    // nullptr: the role has no mention.
    const std::vector<std::size_t>* find(std::string_view role) const;

  private:
    std::vector<std::pair<std::string, std::vector<std::size_t>>> roles_;
};

// What a rule refuses: its own `unless` and `unless_after`, and the bans of the vocabulary.
struct RuleRefusals {
    struct Refusal {
        const Pattern* pattern;
        PatternNeeds needs;
    };
    std::vector<Refusal> inside;
    std::vector<Refusal> in_front;
};

class ClaimFinder {
  public:
    // A unit that a pattern is held against, and what may refuse its matches there.
    struct Try {
        bool with_topics;
        std::size_t unit;
        const TriggerPlaces& places;  // of the unit's mask
        std::size_t latest;           // no match begins behind it
        const RuleRefusals& refusals;
    };

    ClaimFinder(const Document& document, const std::vector<Mention>& mentions, const Schema& schema);

    const Outline& outline() const { return outline_; }
    const MaskedText& mask(std::size_t unit, bool with_topics);
    bool has_topics(std::size_t unit) const;

    // All that `pattern` of `rule` says about a unit.
    void match_unit(const Rule& rule, const Pattern& pattern, const Try& at);
    // All that rules of scope table say about a row. REQUIRES: the same rules at each call.
    void match_row(const std::vector<const Rule*>& rules, std::size_t unit);
    // All that a rule of scope inside, or identifier, says.
    void match_inside(const Rule& rule);
    void match_identifiers(const Rule& rule);

    // What was found, each claim once, in the order of the text.
    std::vector<Claim> take_claims();

  private:
    struct Place {
        std::size_t unit = 0;
        std::size_t begin = 0;  // of the match, in the unit's mask
        std::size_t end = 0;
        bool with_topics = false;
    };
    // The text of a mention that names others, its slots being these.
    struct InnerText {
        std::size_t whole;
        MaskedText text;
    };
    struct UnitPattern {
        const Pattern* pattern;
        std::size_t unit;
        bool with_topics;
        friend bool operator==(const UnitPattern&, const UnitPattern&) = default;
    };
    struct HashUnitPattern {
        std::size_t operator()(const UnitPattern& it) const {
            return std::hash<const void*>()(it.pattern) +
                   (it.unit * 2 + (it.with_topics ? 1 : 0)) * 0x9E3779B97F4A7C15U;
        }
    };
    const std::vector<InnerText>& inner_texts();
    const std::optional<Pattern::Match>& context_match(const Pattern& pattern, std::size_t unit, bool with_topics);
    bool may_have_context(const Rule& rule, std::size_t unit, bool with_topics);
    void claim_structure(const Rule& rule, const RoleBinding& binding, Span evidence);
    void claim(const Rule& rule, RoleBinding binding, const Place& place);
    // `in_order`: two lists of one length are pairs.
    void claim_pairs(const Rule& rule, const ClaimTemplate& shape, const RoleBinding& binding, const Claim& common,
                     bool in_order = false);
    bool has_its_number(std::size_t one, std::size_t old) const;
    bool crosses_pairs(const Claim& claim) const;
    bool bind_context(const Rule& rule, RoleBinding& binding, const Place& place, Span& context);
    bool bind_from(const Pattern& pattern, const std::vector<std::size_t>& units, bool with_topics,
                   RoleBinding& binding, Span& context);
    std::optional<Date> date_of(const Rule& rule, const RoleBinding& binding, const Place& place);
    std::optional<std::size_t> header_of(std::size_t block) const;
    void read_header(const std::vector<const Rule*>& rules, std::size_t block);
    bool is_foreword();
    bool bind_section(const Rule& rule, const Place& place, RoleBinding& binding, Span& context);
    std::vector<std::size_t> committee_of_title(std::size_t unit);
    std::optional<std::size_t> find_above(const Rule& rule, std::size_t unit, bool with_topics);
    bool bind_subject(const std::string& role, std::size_t unit, RoleBinding& binding, Span& context);
    const Signature* signature_of(std::size_t unit);
    bool bind_signature(const std::string& role, std::size_t unit, RoleBinding& binding, Span& context);
    void add(Claim claim);

    const Document& document_;
    const std::vector<Mention>& mentions_;
    const Schema& schema_;
    MentionIndex index_;
    MentionIndex topic_index_;
    Outline outline_;
    std::optional<std::vector<InnerText>> inner_texts_;        // made when a rule asks
    std::optional<std::vector<CodeRelation>> code_relations_;  // likewise
    std::optional<std::size_t> subject_;  // the mention that the document is; looked for when a rule asks
    std::vector<std::size_t> cards_;      // mentions: numbers of several cards in one document
    bool knows_subject_ = false;
    std::optional<std::vector<Signature>> signatures_;  // likewise
    std::optional<bool> foreword_;                      // likewise
    std::vector<std::optional<MaskedText>> masks_;
    std::vector<std::optional<MaskedText>> topic_masks_;
    std::optional<std::size_t> last_header_;                          // block
    std::vector<std::pair<const Rule*, TableColumns>> header_rules_;  // those whose columns it has
    std::map<std::tuple<const Rule*, std::size_t, bool>, std::optional<std::size_t>>
        above_;  // by find_above's question
    // Many items have one lead-in, many sentences one title: each pattern is held against it once.
    std::unordered_map<UnitPattern, std::optional<Pattern::Match>, HashUnitPattern> context_matches_;
    DefaultClaims defaults_;
    std::map<std::pair<std::string, std::size_t>, std::vector<std::pair<std::size_t, std::size_t>>>
        paired_;  // type, begin of evidence -> ends that stand in order
    std::vector<Claim> claims_;
    std::map<std::tuple<std::string, std::size_t, std::size_t>, std::size_t> known_;  // type, ends -> claims_
};

}  // namespace mirrorgraph::ingest

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
#include <utility>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"
#include "ingest/rules/rule.h"
#include "ingest/rules/sentence/code_relations.h"
#include "ingest/rules/sentence/inner_names.h"
#include "ingest/rules/sentence/outline.h"
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

class ClaimFinder {
  public:
    ClaimFinder(const Document& document, const std::vector<Mention>& mentions, const Schema& schema);

    const Outline& outline() const { return outline_; }
    const MaskedText& mask(std::size_t unit, bool with_topics);
    bool has_topics(std::size_t unit) const;

    // All that `pattern` of `rule` says about a unit.
    void match_unit(const Rule& rule, const Pattern& pattern, bool with_topics, std::size_t unit);
    // All that a rule of scope table says about a row.
    void match_row(const Rule& rule, std::size_t unit);
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
    void claim_structure(const Rule& rule, const RoleBinding& binding, Span evidence);
    void claim(const Rule& rule, RoleBinding binding, const Place& place);
    void claim_pairs(const Rule& rule, const ClaimTemplate& shape, const RoleBinding& binding, const Claim& common);
    bool bind_context(const Rule& rule, RoleBinding& binding, const Place& place, Span& context);
    bool bind_from(const Pattern& pattern, const std::vector<std::size_t>& units, bool with_topics,
                   RoleBinding& binding, Span& context);
    std::optional<Date> date_of(const Rule& rule, const RoleBinding& binding, const Place& place);
    bool refused(const Rule& rule, const MaskedText& text, const Place& place) const;
    std::optional<std::size_t> header_of(std::size_t block) const;
    bool bind_section(const Rule& rule, const Place& place, RoleBinding& binding, Span& context);
    std::vector<std::size_t> committee_of_title(const Place& place);
    bool bind_above(const Rule& rule, const Place& place, RoleBinding& binding, Span& context);
    bool bind_subject(const std::string& role, RoleBinding& binding, Span& context);
    std::vector<std::size_t> units_above(std::size_t unit) const;
    void add(Claim claim);

    const Document& document_;
    const std::vector<Mention>& mentions_;
    const Schema& schema_;
    MentionIndex index_;
    MentionIndex topic_index_;
    Outline outline_;
    std::optional<InnerNames> names_;                          // made when a rule asks
    std::optional<std::vector<CodeRelation>> code_relations_;  // likewise
    std::optional<std::size_t> subject_;  // the mention that the document is; looked for when a rule asks
    bool knows_subject_ = false;
    std::vector<std::optional<MaskedText>> masks_;
    std::vector<std::optional<MaskedText>> topic_masks_;
    std::optional<std::size_t> last_row_;  // rows are asked for by one rule after the other
    std::optional<std::size_t> last_header_;
    std::map<std::pair<const Rule*, std::size_t>, std::optional<TableColumns>> columns_;  // by rule and header
    std::vector<Claim> claims_;
    std::map<std::tuple<std::string, std::size_t, std::size_t>, std::size_t> known_;  // type, ends -> claims_
};

}  // namespace mirrorgraph::ingest

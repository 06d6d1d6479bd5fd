// How relationships pass impact on: data/impact.json, which says the meaning of each weight beside it.
//
// Errors:  load_impact_rules throws Error kInvalidData with file, line and caret for a damaged file, a weight outside
//          (0, 1], a second rule for one type and direction, and types and properties that the schema does not know;
//          kIo for an unreadable file
// Owns:    all its strings
// Threads: immutable after loading
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "schema/json/json.h"
#include "schema/schema.h"

namespace mirrorgraph::query {

struct ImpactRule {
    std::string type;                                    // of the relationship
    Direction direction = Direction::kOutgoing;          // kOutgoing: impact goes from its source to its target
    double weight = 0;                                   // (0, 1]
    std::string property;                                // of the relationship, that tells weights apart; "" for none
    std::map<std::string, double, std::less<>> weights;  // by its value
    bool first_step_only = false;  // from the start only: an agency touches what it issued, a policy not by its issuer
    std::string role;              // what the reached node is: "made under it"
    std::string means;             // why, for people
    std::string if_withdrawn;      // what becomes of the reached node when the other is withdrawn; "": nothing
    std::string if_replaced;       // likewise, replaced
    bool falls_with = false;       // the reached node ends with the other, and passes that on
    std::string others;            // what the reached node may have more of: "bases"; "" where that does not matter
};

struct ImpactTier {
    std::string name;
    std::size_t up_to = 0;  // relationships; 0: no bound, the last tier
    std::string means;
};

struct ImpactRules {
    std::vector<ImpactRule> rules;
    std::vector<ImpactTier> tiers;                          // nearest first
    std::map<std::string, std::string, std::less<>> words;  // by type: "is based on"

    std::size_t tier_of(std::size_t relationships) const;  // position in tiers
    std::string words_of(std::string_view type) const;     // the type itself in small letters where none are given
};

std::shared_ptr<const ImpactRules> load_impact_rules(const JsonInput& input, const Schema& schema);

// data/impact.json against the standards schema, loaded once.
std::shared_ptr<const ImpactRules> default_impact_rules();

}  // namespace mirrorgraph::query

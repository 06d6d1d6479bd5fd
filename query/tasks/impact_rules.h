// How relationships pass impact on: data/impact.json, which says the meaning of each weight beside it.
//
// Errors:  load_impact_rules throws Error kInvalidData with file, line and caret for a damaged file, and for types,
//          labels and values of properties that the schema does not know; kIo for an unreadable one
// Owns:    all its strings
// Threads: immutable after loading
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.h"

namespace mirrorgraph::query {

struct ImpactRule {
    std::string type;          // of the relationship
    bool from_source = false;  // impact goes from the relationship's source to its target; else the other way
    double weight = 0;         // (0, 1]
    bool only_first = false;   // only from the start: an agency touches what it issued, a policy does not by its issuer
    std::string role;          // what the reached node is: "made under it"
    std::string means;         // why, for people
    std::string if_withdrawn;  // what becomes of the reached node when the other is withdrawn; "" nothing
    std::string if_replaced;   // likewise, replaced
    bool falls_with = false;   // the reached node ends with the other, and passes that on
    std::string property;      // of the relationship, that tells weights apart: "degree"; "" for none
    std::map<std::string, double, std::less<>> weights;  // by its value
};

struct ImpactTier {
    std::string name;
    int up_to = 0;  // relationships; 0: no bound, the last tier
    std::string means;
};

struct ImpactRules {
    std::vector<ImpactRule> rules;
    std::vector<ImpactTier> tiers;
    std::map<std::string, std::string, std::less<>> words;  // by type: "is based on"

    std::string_view tier(std::size_t relationships) const;
};

std::shared_ptr<const ImpactRules> load_impact_rules(const std::string& path, const Schema& schema);

// data/impact.json against the standards schema, loaded once.
std::shared_ptr<const ImpactRules> default_impact_rules();

}  // namespace mirrorgraph::query

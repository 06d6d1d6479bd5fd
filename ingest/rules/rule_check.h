// What a rule must obey beyond the form of its file: claims that the schema allows, roles that something fills.
//
// Errors:  parse_claim throws Error kInvalidData with the place in the text; find_fault returns what is wrong
// Threads: all functions may run at once
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/rules/rule.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

// "(source)-[:TYPE {key: value}]->(target)"
ClaimTemplate parse_claim(std::string_view text, const Schema& schema);

struct RuleFault {
    std::string message;
    std::string remedy;
};
std::optional<RuleFault> find_fault(const Rule& rule, const Schema& schema);

}  // namespace mirrorgraph::ingest

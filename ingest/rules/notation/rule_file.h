// Reads rule files: relationship rules as an analyst writes them, in YAML. data/rules/README.md explains the format.
//
// Errors:  Error kInvalidData naming file, line, rule and remedy: a key, type, label, role or property that does not
//          exist, a pattern that does not parse, endpoints that the schema forbids, a rule without examples
// Owns:    nothing
// Threads: all functions may run at once
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/rules/rule.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

// What all rules share.
struct RuleVocabulary {
    Vocabulary words;
    std::shared_ptr<const RuleBans> bans;
};

// `path` is what messages name; `content` is what the file holds.
RuleVocabulary read_vocabulary(const std::string& path, std::string_view content);
std::vector<Rule> read_rules(const std::string& path, std::string_view content, const RuleVocabulary& vocabulary,
                             const Schema& schema);

}  // namespace mirrorgraph::ingest

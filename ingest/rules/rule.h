// A relationship rule as its file states it: what a sentence, list or table must say, and what is claimed then.
//
// Roles tie the two together: a pattern gives a role its mentions, a claim names the roles at its ends.
//
// Units:   lines are 1-based
// Owns:    its content
// Threads: immutable once loaded; const methods may run at once
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/rules/notation/pattern.h"
#include "schema/value.h"

namespace mirrorgraph::ingest {

// (source)-[:TYPE {key: value}]->(target)
struct ClaimTemplate {
    std::string source;  // a role
    std::string type;
    std::string target;  // a role
    Map properties;
};

// What the rule is held against.
enum class RuleScope {
    kSentence,    // sentences, headings, list items, rows
    kItem,        // list items and rows below a lead-in
    kTable,       // cells, by the words of the table's header
    kInside,      // the text of a mention that names another one
    kIdentifier,  // committees and standards whose codes contain one another
};

// Which date of the text is the date of the act, where no role called `date` says it.
enum class DatePolicy { kNone, kSentence, kLeadIn };

// A property whose value the words of the match decide: degree MOD where "modified" is read.
struct PropertyChoice {
    std::string key;
    std::string value;
    Pattern words;
};

struct TableColumn {
    std::string role;
    LabelSet labels = 0;
    Pattern header;
    std::optional<Pattern> name;  // that a mention must have to stand in this column
};

// What the whole vocabulary forbids.
struct RuleBans {
    std::vector<Pattern> inside;    // nothing is claimed where one of these is found in the match
    std::vector<Pattern> in_front;  // no match begins behind one of these
};

struct RuleExample {
    std::string text;                 // in the notation of example.h
    std::vector<std::string> claims;  // empty: the rule must say nothing
    std::size_t line = 0;             // in the rule file
};

struct Rule {
    std::string name;
    RuleScope scope = RuleScope::kSentence;
    std::vector<ClaimTemplate> claims;
    std::vector<Pattern> patterns;
    // Roles that the sentence leaves open come from what stands before it; each pattern must match.
    std::optional<Pattern> lead_in;        // the sentence above the list or table
    std::optional<Pattern> before;         // the sentence before
    std::optional<Pattern> earlier;        // the nearest of the sentences before that the pattern fits
    std::optional<Pattern> section;        // the nearest heading, or line that stands as one, that the pattern fits
    std::optional<Pattern> above;          // the nearest of the sentences above the list or table, other lists left out
    std::optional<Pattern> opening;        // the first lines of the document
    std::string subject;                   // role of the standard that the document is; empty: the rule does not ask
    std::string signed_by;                 // role of those who sign the notice, which the signature dates; may be empty
    std::vector<Pattern> unless;           // nothing is claimed where one of these is found in the match
    std::vector<Pattern> unless_after;     // no match begins behind one of these
    std::string unless_claimed;            // role: claimed by default, where no firmer rule claims this of it
    std::shared_ptr<const RuleBans> bans;  // of all rules; may be null
    std::vector<TableColumn> columns;
    std::vector<PropertyChoice> choices;
    DatePolicy date = DatePolicy::kNone;
    bool respectively = false;  // the first source belongs to the first target, the second to the second
    double confidence = 0.9;
    std::vector<RuleExample> examples;
    std::string file;
    std::size_t line = 0;
};

}  // namespace mirrorgraph::ingest

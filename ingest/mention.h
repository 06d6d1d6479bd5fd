// A stretch of text that names something, and a relationship claimed between two of them.
//
// Units:   spans are bytes of Document::text
// Threads: values
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schema/error.h"
#include "schema/identifiers/side.h"
#include "schema/temporal/date.h"
#include "schema/value.h"

namespace mirrorgraph::ingest {

struct Mention {
    Span span;
    std::string label;    // of the schema: "Agency", "Committee", ...
    std::string key;      // canonical: mentions with one label and key are one entity everywhere
    std::string name;     // the best name this mention gives
    std::string surface;  // the text as printed, white space collapsed
    std::string recogniser;
    double confidence = 1.0;
    Map properties;                    // what this mention alone states: title, status, issued, ...
    std::vector<std::string> aliases;  // other names that this mention states: the acronym in brackets
};

// Names what another mention names, found by this recogniser.
inline Mention naming_the_same(const Mention& named, std::string recogniser, double confidence) {
    Mention mention;
    mention.label = named.label;
    mention.key = named.key;
    mention.name = named.name;
    mention.recogniser = std::move(recogniser);
    mention.confidence = confidence;
    return mention;
}

inline bool is_body(const Mention& mention) {
    return mention.label == "Agency" || mention.label == "Organization" || mention.label == "Committee";
}

// Of a standard or committee, by its key; of anything else kUnknown.
inline Side side_of(const Mention& mention) {
    if (mention.label == "Standard") return side_of_standard(mention.key);
    return mention.label == "Committee" ? side_of_committee(mention.key) : Side::kUnknown;
}

struct Claim {
    std::string type;    // relationship type of the schema
    std::size_t source;  // positions in the document's mentions
    std::size_t target;
    Span evidence;  // the sentence or row it was read in
    Span context;   // the heading or lead-in that the evidence leans on; empty where it stands alone
    std::string rule;
    double confidence = 1.0;
    std::optional<Date> date;
    Map properties;
};

}  // namespace mirrorgraph::ingest

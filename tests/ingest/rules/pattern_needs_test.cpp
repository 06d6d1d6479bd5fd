#include "ingest/rules/sentence/pattern_needs.h"

#include "ingest/rules/notation/example.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

bool needs_met(const std::string& notation, const std::string& sentence) {
    const Extraction text = read_example(sentence);
    const MentionIndex mentions(text.mentions, true);
    const MaskedText masked = mask_text(text.document, text.document.blocks.front().span, {}, text.mentions, mentions);
    const Pattern pattern = Pattern::compile(notation, {});
    TriggerIndex index;
    const PatternNeeds needs(pattern, index);
    index.build();
    TriggerPlaces places;
    index.find(masked.text, places);
    const bool met = needs.met(masked, places);
    if (pattern.find(masked)) CHECK(met);
    return met;
}

}  // namespace

TEST_CASE("pattern needs: what stands in a text in another order does not match") {
    const std::string issues = "{issuer:Agency} [jointly] (issued|published) <words 6> {text:Policy}";
    CHECK(needs_met(issues, "{Agency:SAC} published the {Policy:Data Measures}."));
    CHECK(needs_met(issues, "Yesterday, {Agency:SAC} and {Agency:MIIT} jointly issued new {Policy:Data Measures}."));
    CHECK_FALSE(needs_met(issues, "The {Policy:Data Measures} were issued by {Agency:SAC}."));
    CHECK_FALSE(needs_met(issues, "{Agency:SAC} drafted the {Policy:Data Measures}."));
    CHECK_FALSE(needs_met(issues, "{Agency:SAC} published a report."));
}

TEST_CASE("pattern needs: a word counts at any of its places") {
    const std::string twice = "issued <words 3> {text:Policy} <words 3> issued";
    CHECK(needs_met(twice, "It issued the {Policy:Data Measures} that SAC issued."));
    CHECK_FALSE(needs_met(twice, "It was issued, and issued again, before the {Policy:Data Measures}."));
}

TEST_CASE("pattern needs: a pattern that may match nothing but short words needs none") {
    CHECK(needs_met("(of|to) [the]", "a report"));
    CHECK(needs_met("[issued] (by|in)*", "a report"));
}

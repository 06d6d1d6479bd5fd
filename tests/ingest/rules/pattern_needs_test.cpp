#include "ingest/rules/sentence/pattern_needs.h"

#include <optional>

#include "ingest/rules/notation/example.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

// nullopt where the needs are not met.
std::optional<std::size_t> latest_begin(const std::string& notation, const std::string& sentence) {
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
    const auto match = pattern.find(masked);
    if (match) CHECK(met);
    if (!met) return std::nullopt;
    const std::size_t latest = needs.latest_begin(masked, places);
    for (auto at = match; at; at = pattern.find(masked, at->begin + 1)) CHECK(at->begin <= latest);
    const auto bounded = pattern.find(masked, 0, latest);
    CHECK(bounded.has_value() == match.has_value());
    if (match) CHECK(bounded->begin == match->begin);
    return latest;
}

bool needs_met(const std::string& notation, const std::string& sentence) {
    return latest_begin(notation, sentence).has_value();
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

TEST_CASE("pattern needs: no match begins behind the last place of what it needs") {
    const std::string issues = "{issuer:Agency} (issued|published) <words 6> {text:Policy}";
    const std::string begin = "Of {Agency:SAC} and {Agency:MIIT}, ";
    // "of A and A, A issued P."
    const auto once = latest_begin(issues, begin + "{Agency:MOST} issued {Policy:A Plan}.");
    REQUIRE(once);
    CHECK(*once == 12);
    CHECK(latest_begin(issues, begin + "{Agency:MOST} issued {Policy:A Plan} for {Agency:SAC}.") == once);
    CHECK(latest_begin(issues, begin + "{Agency:MOST} issued {Policy:A Plan}; {Agency:SAC} issued {Policy:B Plan}.") >
          once);
    CHECK(latest_begin("issued <words 4> {text:Policy}", "Issued: {Policy:A Plan}, issued by {Agency:SAC}.") < 8U);
}

TEST_CASE("pattern needs: a pattern that may match nothing but short words needs none") {
    CHECK(needs_met("(of|to) [the]", "a report"));
    CHECK(needs_met("[issued] (by|in)*", "a report"));
}

#include "ingest/rules/default_claims.h"

#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

Mention mention(const char* label, const char* key) {
    Mention it;
    it.label = label;
    it.key = key;
    return it;
}

Claim claim(const char* type, std::size_t source, std::size_t target, std::size_t begin) {
    Claim it;
    it.type = type;
    it.source = source;
    it.target = target;
    it.evidence = {begin, begin + 10};
    return it;
}

const std::vector<Mention> kMentions = {mention("Agency", "miit"), mention("Agency", "sac"), mention("Policy", "plan"),
                                        mention("Policy", "plan"), mention("Policy", "law")};

}  // namespace

TEST_CASE("default claims: each gives way to a firmer one about the same entity") {
    DefaultClaims defaults;
    defaults.add(claim("ISSUED", 0, 2, 10), 2);
    defaults.add(claim("ISSUED", 0, 4, 10), 4);
    SECTION("nothing firmer") { CHECK(defaults.settle({}, kMentions).size() == 2); }
    SECTION("another mention of the plan has an issuer") {
        const auto held = defaults.settle({claim("ISSUED", 1, 3, 90)}, kMentions);
        REQUIRE(held.size() == 1);
        CHECK(held[0].target == 4);
    }
    SECTION("what is said of the plan is no issuer") {
        CHECK(defaults.settle({claim("BASED_ON", 3, 4, 90)}, kMentions).size() == 2);
    }
    SECTION("the two are tied in another way") {
        const auto held = defaults.settle({claim("PART_OF", 0, 4, 90)}, kMentions);
        REQUIRE(held.size() == 1);
        CHECK(held[0].target == 2);
    }
}

TEST_CASE("default claims: of several places the first speaks, with all that it names") {
    DefaultClaims defaults;
    defaults.add(claim("ISSUED", 1, 3, 50), 3);
    defaults.add(claim("ISSUED", 0, 2, 10), 2);
    defaults.add(claim("ISSUED", 1, 2, 10), 2);
    const auto held = defaults.settle({}, kMentions);
    REQUIRE(held.size() == 2);
    CHECK(held[0].evidence.begin == 10);
    CHECK(held[1].evidence.begin == 10);
}

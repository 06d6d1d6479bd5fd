#include "ingest/rules/sentence/issuer_counts.h"

#include "ingest/pipeline.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

// The number that the first ISSUED claim of a text states; 0 for none.
std::int64_t issuers(const std::string& text) {
    static const Pipeline pipeline = Pipeline::load();
    for (const Claim& claim : pipeline.extract("note.txt", text).claims) {
        if (claim.type != "ISSUED") continue;
        const auto found = claim.properties.find("issuers");
        return found == claim.properties.end() ? 0 : found->second.as_integer();
    }
    return -1;
}

}  // namespace

TEST_CASE("issuer counts: others are added to those that are named") {
    CHECK(
        issuers("On 6 December 2021, SAC, together with nine other ministries, issued the Data Security Measures.\n") ==
        10);
    CHECK(
        issuers(
            "The Data Security Measures, issued in December 2021 by MIIT, SAMR, and 6 other ministries, bind all.\n") ==
        8);
    CHECK(issuers("MIIT published the Data Security Measures alongside another 9 ministries including the CAC.\n") ==
          10);
}

TEST_CASE("issuer counts: a total is a total") {
    CHECK(issuers("国家标准化管理委员会等十五部门联合印发《数据安全管理办法》。\n") == 15);
}

TEST_CASE("issuer counts: numbers of other things say nothing") {
    CHECK(issuers("SAC issued the Data Security Measures, which bind 42 ministries.\n") == 0);
    CHECK(issuers("SAC issued the Data Security Measures.\n") == 0);
}

TEST_CASE("issuer counts: a number counts the issuers of its own text only") {
    static const Pipeline pipeline = Pipeline::load();
    const std::string text =
        "SAC and nine other ministries issued the Data Security Measures, and the State Council released the Energy "
        "Saving Plan.\n";
    const Extraction note = pipeline.extract("note.txt", text);
    std::size_t seen = 0;
    for (const Claim& claim : note.claims) {
        if (claim.type != "ISSUED") continue;
        ++seen;
        CHECK(claim.properties.contains("issuers") == (note.mentions[claim.target].name == "Data Security Measures"));
    }
    CHECK(seen == 2);
}

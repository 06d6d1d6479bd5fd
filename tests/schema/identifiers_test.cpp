#include "schema/identifiers/committee.h"
#include "schema/identifiers/standard.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;

TEST_CASE("identifiers: spellings of one standard meet under one key") {
    for (const char* spelling :
         {"GB/T 35273-2020", "gb/t35273—2020", "ＧＢ／Ｔ　３５２７３－２０２０", "GB / T 35273\n- 2020"}) {
        CAPTURE(spelling);
        CHECK(parse_standard(spelling).key() == "GB/T 35273-2020");
    }
}

TEST_CASE("identifiers: an edition meets its series") {
    const StandardIdentifier edition = parse_standard("GB/T 20438.1-2017");
    REQUIRE(edition.series());
    CHECK(edition.series()->key() == parse_standard("GB/T 20438.1").key());
    CHECK(edition.whole()->key() == parse_standard("GB/T 20438 (all parts)").key());
    CHECK_FALSE(parse_standard("GB/T 20438").series());
}

TEST_CASE("identifiers: a committee knows its parent") {
    const CommitteeIdentifier group = parse_committee("ISO/IEC JTC1/SC42/WG 2");
    CHECK(group.normalized() == "ISO/IEC JTC 1/SC 42/WG 2");
    CHECK(group.parent()->normalized() == "ISO/IEC JTC 1/SC 42");
    CHECK(parse_committee("SAC/TC28/SC42").parent()->normalized() == "SAC/TC28");
    CHECK_FALSE(parse_committee("ISO/TC 333").parent());
}

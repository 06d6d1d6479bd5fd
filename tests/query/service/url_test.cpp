#include "query/service/http/url.h"

#include <random>

#include "tests/support/catch.h"

using namespace mirrorgraph::query;

TEST_CASE("url: escapes are decoded, broken ones refused") {
    CHECK(percent_decode("a%20b%2Fc") == "a b/c");
    CHECK(percent_decode("%E6%A0%87%e5%87%86") == "标准");
    CHECK(percent_decode("a+b") == "a+b");
    for (const char* broken : {"%", "%2", "%zz", "%G0", "%00", "%ff", "%c0%af", "%ED%A0%80"}) {
        INFO(broken);
        CHECK_FALSE(percent_decode(broken));
    }
    CHECK(percent_decode(percent_encode("committee:ISO/TC 333 标准%")) == "committee:ISO/TC 333 标准%");
}

TEST_CASE("url: queries keep what stands behind the first equals sign") {
    const auto query = parse_query_string("a=1&b=x=y==&c&d=%26+e&&a=2");
    REQUIRE(query);
    CHECK(query->at("a") == "2");
    CHECK(query->at("b") == "x=y==");
    CHECK(query->at("c").empty());
    CHECK(query->at("d") == "& e");
    CHECK(query->size() == 4);
    CHECK_FALSE(parse_query_string("a=%"));
}

TEST_CASE("url: base64url without padding, round trip") {
    CHECK(to_base64url("\xfb\xff") == "-_8");
    std::mt19937 random(7);
    for (int i = 0; i < 500; ++i) {
        std::string bytes(random() % 40, ' ');
        for (char& c : bytes) c = static_cast<char>(random());
        const std::string text = to_base64url(bytes);
        CHECK(text.find_first_of("=+/") == std::string::npos);
        CHECK(from_base64url(text) == bytes);
    }
    for (const char* broken : {"a", "a=", "ab=", "+", "ab c", "-_9"}) CHECK_FALSE(from_base64url(broken));
}

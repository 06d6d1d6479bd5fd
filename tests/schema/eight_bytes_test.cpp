#include "schema/text/eight_bytes.h"

#include <algorithm>
#include <random>
#include <string>

#include "schema/text/text.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;

namespace {

// Few kinds of bytes, so that all meet at all places of eight.
std::string draw(std::mt19937& random, std::string_view bytes, std::size_t longest) {
    std::string text(random() % (longest + 1), ' ');
    for (char& c : text) c = bytes[random() % bytes.size()];
    return text;
}

std::string collapsed_by_bytes(std::string_view text) {
    std::string out;
    bool blank = false;
    for (const char c : text) {
        const bool is_blank = static_cast<unsigned char>(c) <= 0x20;
        if (!is_blank && blank && !out.empty()) out += ' ';
        if (!is_blank) out += c;
        blank = is_blank;
    }
    return out;
}

}  // namespace

TEST_CASE("eight bytes: blanks collapse wherever they stand") {
    std::mt19937 random(3);
    for (int round = 0; round < 20000; ++round) {
        const std::string text = draw(random, round % 2 == 0 ? "abc !z~ " : "ab!\n\t \x7F", 40);
        REQUIRE(collapse_space(text) == collapsed_by_bytes(text));
    }
}

TEST_CASE("eight bytes: letters fold wherever they stand, other bytes stay") {
    std::mt19937 random(5);
    for (int round = 0; round < 5000; ++round) {
        const std::string text = draw(random, "AZMaz@[`{09 \x7F\x01", 40);
        std::string wanted = text;
        for (char& c : wanted) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        REQUIRE(fold_case(text) == wanted);
    }
}

TEST_CASE("eight bytes: a short text is its bytes with zeros behind") {
    const std::string text = "abcdefghij";
    for (std::size_t size = 0; size <= text.size(); ++size) {
        EightBytes wanted = 0;
        for (std::size_t i = std::min(size, sizeof wanted); i-- > 0;) wanted = wanted << 8 | EightBytes(text[i]);
        CHECK(first_eight(std::string_view(text).substr(0, size)) == wanted);
    }
}

TEST_CASE("eight bytes: agree as far as asked") {
    const EightBytes a = first_eight("standard"), b = first_eight("standing");
    CHECK(agree(a, b, 1));
    CHECK(agree(a, b, 5));
    CHECK_FALSE(agree(a, b, 6));
    CHECK_FALSE(agree(a, b, 8));
}

TEST_CASE("eight bytes: each byte is told by itself, whatever stands beside it") {
    for (unsigned byte = 0; byte < 256; ++byte) {
        INFO(byte);
        const auto c = static_cast<unsigned char>(byte);
        const EightBytes among = eight(0xFF) ^ (EightBytes{0xFFU ^ c} << 24);
        const auto at = [](EightBytes marks) { return (marks >> 24 & 0xFF) != 0; };
        CHECK(at(in_range(among, '0', '9')) == (c >= '0' && c <= '9'));
        CHECK(at(ascii_letters(among)) == ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')));
        CHECK((lowered(among) >> 24 & 0xFF) == (c >= 'A' && c <= 'Z' ? c + 32U : c));
        CHECK(in_range(among, '0', '9') >> 32 == 0);
    }
}

TEST_CASE("eight bytes: the first mark is found at any place") {
    const auto stops = [](EightBytes bytes) { return equal_to(bytes, '.') | equal_to(bytes, 0xE3); };
    for (std::size_t size = 1; size < 30; ++size) {
        const std::string text(size, '/');  // one above a point
        CHECK(find_marked(text, 0, stops) == size);
        for (std::size_t at = 0; at < size; ++at) {
            std::string marked = text;
            marked[at] = at % 2 == 0 ? '.' : '\xE3';
            CHECK(find_marked(marked, 0, stops) == at);
            CHECK(find_marked(marked, at + 1, stops) == size);
        }
    }
}

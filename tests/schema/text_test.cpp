#include "schema/text/text.h"

#include <random>

#include "schema/text/count_bytes.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;

TEST_CASE("text: names meet under one key") {
    CHECK(name_key("The Standardisation Administration of China") ==
          name_key("Standardization Administration of China"));
    CHECK(name_key("Centre & Programme") == "centerandprogram");
    CHECK(name_key("ＧＢ／Ｔ 1") == "gbt1");
    CHECK(name_key("国家标准化管理委员会") == "国家标准化管理委员会");
}

TEST_CASE("text: invalid UTF-8 is found at its byte") {
    CHECK_FALSE(find_invalid_utf8("plain 中文"));
    CHECK(find_invalid_utf8("ab\xFF") == 2);
    CHECK(find_invalid_utf8("\xE4\xB8") == 0);
    CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);  // a surrogate
}

TEST_CASE("text: a slip finds the word that was meant") {
    const std::vector<std::string> types = {"ISSUED", "MIRRORS", "PART_OF"};
    CHECK(nearest("MIRORS", types) == "MIRRORS");
    CHECK(nearest("mirrosr", types) == "MIRRORS");
    CHECK_FALSE(nearest("KNOWS", types));
}

TEST_CASE("text: Han characters are two columns wide") {
    CHECK(display_width("ab中文") == 6);
    CHECK(truncate_to_width("中文字", 5) == "中文…");
}

TEST_CASE("text: what is cut has an ellipsis within its width, in any script") {
    const std::vector<std::pair<std::size_t, std::string>> cuts = {{0, ""},       {1, "…"},       {2, "a…"},
                                                                   {3, "ab…"},    {4, "abc…"},    {5, "abc…"},
                                                                   {6, "abc中…"}, {7, "abc中d…"}, {8, "abc中def"}};
    for (const auto& [columns, cut] : cuts) {
        INFO(columns);
        CHECK(truncate_to_width("abc中def", columns) == cut);
    }
}

TEST_CASE("text: folding is the same for text that needs no normal form and text that does") {
    CHECK(fold_case("GB/T 1—2020《Pumps》“标准”、é") == "gb/t 1—2020《pumps》“标准”、é");
    CHECK(fold_case("GB/T 1—2020《Pumps》“标准”、") == "gb/t 1—2020《pumps》“标准”、");
    CHECK(fold_case("㐀Ⅷ：") == "㐀viii:");
    CHECK(nfkc("標準 A") == "標準 A");
}

TEST_CASE("text: full-width forms, Han and marks of prose read as ICU has them") {
    // A letter that only ICU folds makes it fold all of the text.
    const std::vector<std::string> pieces = {"A",  "z",  " ",  "（", "）", "：", "／", "Ａ", "ｚ",
                                             "！", "～", "｀", "＠", "标", "准", "龥", "一", "—",
                                             "–",  "“",  "”",  "’",  "•",  "、", "。", "《", "》"};
    std::mt19937 random(3);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::size_t i = random() % 12; i > 0; --i) text += pieces[random() % pieces.size()];
        CAPTURE(text);
        CHECK(fold_case(text) + "é" == fold_case(text + "É"));
        CHECK(nfkc(text) + "é" == nfkc(text + "é"));
    }
    for (int c = 0xFF00; c <= 0xFFEF; ++c) {
        std::string text;
        append_code_point(text, static_cast<char32_t>(c));
        CHECK(fold_case(text) + "é" == fold_case(text + "É"));
    }
}

TEST_CASE("text: bytes are counted whatever the length of the text") {
    for (const std::size_t size : {0, 1, 127, 128, 129, 1000}) {
        INFO(size);
        CHECK(count_bytes(std::string(size, 'x') + "yy", [](unsigned char byte) { return byte == 'x'; }) == size);
    }
}

TEST_CASE("text: malformed sequences are code points of their own, forwards and backwards") {
    const std::string text = "a\x80\x80\xE4\xB8中";
    std::vector<std::size_t> forwards;
    for (std::size_t i = 0; i < text.size(); i = next_code_point(text, i)) forwards.push_back(i);
    CHECK(forwards == std::vector<std::size_t>{0, 1, 2, 3, 5});
    std::vector<std::size_t> backwards;
    for (std::size_t i = text.size(); i > 0;) backwards.push_back(i = previous_code_point(text, i));
    CHECK(std::vector<std::size_t>(backwards.rbegin(), backwards.rend()) == forwards);
    CHECK(count_code_points(text) == 5);
}

TEST_CASE("text: lines break at blanks, else where the width ends") {
    using Lines = std::vector<std::string>;
    CHECK(wrap_to_width("one two three", 7) == Lines{"one two", "three"});
    CHECK(wrap_to_width("one two", 7) == Lines{"one two"});
    CHECK(wrap_to_width("abcdefgh ij", 3) == Lines{"abc", "def", "gh", "ij"});
    CHECK(wrap_to_width("国家标准 化", 5) == Lines{"国家", "标准", "化"});
    CHECK(wrap_to_width("国", 1) == Lines{"国"});
    CHECK(wrap_to_width("", 5) == Lines{""});
    CHECK(wrap_to_width(std::string(1'000'000, 'x'), 10).size() == 100'000);
}

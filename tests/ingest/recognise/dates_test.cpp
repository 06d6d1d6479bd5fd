#include "ingest/recognise/context/dates.h"

#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

std::string found_in(std::string_view text) {
    std::string found;
    for (const DateMatch& match : find_dates(text)) {
        if (!found.empty()) found += ' ';
        found += to_string(match.date);
        if (match.until) found += ".." + to_string(*match.until);
    }
    return found;
}

}  // namespace

TEST_CASE("dates: as documents write them") {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"On 6 December 2021, SAC said", "2021-12-06"},
        {"Dec. 6, 2021", "2021-12-06"},
        {"二○○七年六月二十二日", "2007-06-22"},
        {"自二〇二一年十月一日起施行", "2021-10-01"},
        {"二00九年三月", "2009-03"},
        {"十四五规划 第一年 三日", ""},
        {"the 1st of July, 2022", "2022-07-01"},
        {"in May 2021 and in 2019", "2021-05 2019"},
        {"On 27 and 28 July 2021", "2021-07-27..2021-07-28"},
        {"From 22 June to 2 July 2021", "2021-06-22..2021-07-02"},
        {"June 29 to July 15, 2021", "2021-06-29..2021-07-15"},
        {"July 6 to 8, 2021", "2021-07-06..2021-07-08"},
        {"2020-10-01 and 2020/10/02", "2020-10-01 2020-10-02"},
        {"2021年12月6日发布，2022年7月实施，2023年废止", "2021-12-06 2022-07 2023"},
        {"31 February 2021", "2021-02"},
        {"GB/T 35273-2020 of 16 GB", ""},
        {"may 2021 words march on", ""},
        {"14th Five-Year Plan (2021-2025)", ""},
    };
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(found_in(text) == expected);
    }
}

TEST_CASE("dates: the span holds the words of the date") {
    const std::string text = "It was issued on 6 December 2021 by SAC.";
    const auto dates = find_dates(text);
    REQUIRE(dates.size() == 1);
    CHECK(text.substr(dates[0].span.begin, dates[0].span.size()) == "6 December 2021");
}

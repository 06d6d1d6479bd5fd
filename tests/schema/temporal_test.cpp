#include <random>

#include "schema/json/json.h"
#include "schema/temporal/calendar.h"
#include "schema/temporal/temporal_math.h"
#include "schema/temporal/temporal_text.h"
#include "schema/temporal/time_zone.h"
#include "schema/value.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;

namespace {

struct TextCase {
    std::string text;
    std::string printed;  // "" where the text is refused
};

template <class T>
std::string printed(const std::optional<T>& value) {
    return value ? to_string(*value) : "";
}

std::int64_t draw(std::mt19937_64& random, std::int64_t least, std::int64_t greatest) {
    return std::uniform_int_distribution<std::int64_t>(least, greatest)(random);
}

Date draw_date(std::mt19937_64& random) { return *from_days_since_epoch(draw(random, -1'000'000, 1'000'000)); }

LocalTime draw_time(std::mt19937_64& random) {
    const std::int64_t unit = std::int64_t{1} << (10 * draw(random, 0, 3));
    return {draw(random, 0, kNanosPerDay / unit - 1) * unit};
}

Duration draw_duration(std::mt19937_64& random) {
    return {draw(random, -5000, 5000), draw(random, -5000, 5000), draw(random, -200'000, 200'000),
            static_cast<std::int32_t>(draw(random, 0, kNanosPerSecond - 1))};
}

DateTime draw_date_time(std::mt19937_64& random) {
    constexpr const char* kZones[] = {"", "Europe/Stockholm", "America/New_York", "Australia/Eucla", "Asia/Shanghai"};
    const std::string zone = kZones[draw(random, 0, 4)];
    const Instant instant{draw(random, -6'000'000'000, 4'000'000'000), static_cast<std::int32_t>(draw(random, 0, 999))};
    if (!zone.empty()) return *in_zone(instant, zone);
    return *at_offset(instant, static_cast<std::int32_t>(draw(random, -kMaxOffset / 60, kMaxOffset / 60)) * 60);
}

}  // namespace

TEST_CASE("calendar: days and dates are inverse over all years") {
    std::mt19937_64 random(7);
    for (int i = 0; i < 5000; ++i) {
        const std::int64_t days = draw(random, -365'243'219'162, 365'241'780'471);
        const auto date = from_days_since_epoch(days);
        REQUIRE(date);
        REQUIRE(is_valid(*date));
        REQUIRE(days_since_epoch(*date) == days);
    }
    REQUIRE(to_string(*from_days_since_epoch(-365'243'219'162)) == "-999999999-01-01");
    REQUIRE(to_string(*from_days_since_epoch(365'241'780'471)) == "+999999999-12-31");
    REQUIRE_FALSE(from_days_since_epoch(365'241'780'472));
    REQUIRE_FALSE(from_days_since_epoch(-365'243'219'163));
}

TEST_CASE("calendar: week, ordinal and quarter dates are inverse") {
    std::mt19937_64 random(8);
    for (int i = 0; i < 5000; ++i) {
        const Date date = draw_date(random);
        const WeekDate week = week_date(date);
        REQUIRE(from_week_date(week.year, week.week, week.day) == date);
        REQUIRE(from_ordinal_date(date.year, ordinal_day(date)) == date);
        REQUIRE(from_quarter_date(date.year, quarter(date), day_of_quarter(date)) == date);
    }
    REQUIRE(week_date({1984, 1, 1}).year == 1983);
    REQUIRE(week_date({1984, 1, 1}).week == 52);
    REQUIRE_FALSE(from_week_date(2021, 53, 1));
    REQUIRE(from_week_date(2020, 53, 5) == Date{2021, 1, 1});
}

TEST_CASE("date text: every form of ISO 8601, and nothing else") {
    const std::vector<TextCase> cases = {{"2015-07-21", "2015-07-21"},
                                         {"20150721", "2015-07-21"},
                                         {"2015-07", "2015-07-01"},
                                         {"201507", "2015-07-01"},
                                         {"2015-W30-2", "2015-07-21"},
                                         {"2015W302", "2015-07-21"},
                                         {"2015-W30", "2015-07-20"},
                                         {"2015W30", "2015-07-20"},
                                         {"2015-202", "2015-07-21"},
                                         {"2015202", "2015-07-21"},
                                         {"2015-Q3-21", "2015-07-21"},
                                         {"2015Q321", "2015-07-21"},
                                         {"2015-Q3", "2015-07-01"},
                                         {"2015Q3", "2015-07-01"},
                                         {"2015", "2015-01-01"},
                                         {"+2015-W13-4", "2015-03-26"},
                                         {"+12345-01", "+12345-01-01"},
                                         {"-0044-03-15", "-0044-03-15"},
                                         {"", ""},
                                         {"15-07-21", ""},
                                         {"2015-13", ""},
                                         {"2015-02-29", ""},
                                         {"2015-366", ""},
                                         {"2015-W54", ""},
                                         {"2015-Q5", ""},
                                         {"2015-0721", ""},
                                         {"201507-21", ""},
                                         {"+20150721", "+20150721-01-01"},
                                         {"12345-01-01", ""},
                                         {"2015-07-21x", ""},
                                         {"2015-7-1", ""}};
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(printed(parse_iso_date(text)) == expected);
    }
}

TEST_CASE("time text: every form of ISO 8601, and nothing else") {
    const std::vector<TextCase> cases = {{"21:40:32.142", "21:40:32.142Z"},
                                         {"214032.142", "21:40:32.142Z"},
                                         {"21:40:32,5", "21:40:32.500Z"},
                                         {"21:40:32", "21:40:32Z"},
                                         {"214032", "21:40:32Z"},
                                         {"21:40", "21:40Z"},
                                         {"2140", "21:40Z"},
                                         {"21", "21:00Z"},
                                         {"T21:40", "21:40Z"},
                                         {"21:40:32.142+0100", "21:40:32.142+01:00"},
                                         {"214032.142Z", "21:40:32.142Z"},
                                         {"2140-01:30", "21:40-01:30"},
                                         {"21+18:00", "21:00+18:00"},
                                         {"2140+00:00", "21:40Z"},
                                         {"22-0800", "22:00-08:00"},
                                         {"12:31:14.645876123+01:00:30", "12:31:14.645876123+01:00:30"},
                                         {"24:00", ""},
                                         {"21:60", ""},
                                         {"21:40:60", ""},
                                         {"2:40", ""},
                                         {"21:4032", ""},
                                         {"2140:32", ""},
                                         {"21:40+19:00", ""},
                                         {"21:40+0160", ""},
                                         {"21:40:32.1234567891", ""},
                                         {"21:40:32.", ""},
                                         {"21.5", ""},
                                         {"", ""},
                                         {"21:40 Z", ""},
                                         {"21:40+1", ""}};
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(printed(parse_time(text)) == expected);
    }
}

TEST_CASE("instant text: date, time, offset and zone together") {
    const std::vector<TextCase> cases = {
        {"2015-07-21T21:40:32.142+0100", "2015-07-21T21:40:32.142+01:00"},
        {"2015-W30-2T214032.142Z", "2015-07-21T21:40:32.142Z"},
        {"2015-202T21:40:32+01:00", "2015-07-21T21:40:32+01:00"},
        {"20150721T21:40-01:30", "2015-07-21T21:40-01:30"},
        {"2015-07-21T21", "2015-07-21T21:00Z"},
        {"2015-07-21", "2015-07-21T00:00Z"},
        {"2015-07-21T21:40:32.142+02:00[Europe/Stockholm]", "2015-07-21T21:40:32.142+02:00[Europe/Stockholm]"},
        {"2015-07-21T21:40:32.142+0845[Australia/Eucla]", "2015-07-21T21:40:32.142+08:45[Australia/Eucla]"},
        {"2015-07-21T21:40:32.142[Europe/London]", "2015-07-21T21:40:32.142+01:00[Europe/London]"},
        {"2015-07-21T21:40[America/Los Angeles]", "2015-07-21T21:40-07:00[America/Los_Angeles]"},
        {"2015-07-21[Europe/Tirane]", "2015-07-21T00:00+02:00[Europe/Tirane]"},
        // The offset fixes the instant; clocks in Stockholm showed two hours more than UTC.
        {"2015-07-21T21:40+05:00[Europe/Stockholm]", "2015-07-21T18:40+02:00[Europe/Stockholm]"},
        {"2015-07-21T21:40[Europe/Nowhere]", ""},
        {"2015-07-21T21:40+02:00[Europe/Stockholm", ""},
        {"2015-07-21T21:40[]", ""},
        {"2015-07T", ""},
        {"T21:40", ""},
        {"2015-07-21 21:40", ""}};
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(printed(parse_date_time(text)) == expected);
    }
}

TEST_CASE("duration text: units, fractions, signs and the form of an instant") {
    const std::vector<TextCase> cases = {{"P14DT16H12M", "P14DT16H12M"},
                                         {"P5M1.5D", "P5M1DT12H"},
                                         {"P0.75M", "P22DT19H51M49.5S"},
                                         {"PT0.75M", "PT45S"},
                                         {"P2.5W", "P17DT12H"},
                                         {"P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S"},
                                         {"P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S"},
                                         {"PT-60.001S", "PT-1M-0.001S"},
                                         {"-P1DT1S", "P-1DT-1S"},
                                         {"PT0S", "PT0S"},
                                         {"P1DT-0.001S", "P1DT-0.001S"},
                                         {"PT9223372036854775807S", "PT2562047788015215H30M7S"},
                                         {"PT9223372036854775808S", ""},
                                         {"P", ""},
                                         {"PT", ""},
                                         {"P1DT", ""},
                                         {"P1", ""},
                                         {"1D", ""},
                                         {"P1S", ""},
                                         {"PT1D", ""},
                                         {"P1D1Y", ""},
                                         {"P1Y1Y", ""},
                                         {"P1.D", ""},
                                         {"P1d", ""}};
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(printed(parse_duration(text)) == expected);
    }
}

TEST_CASE("temporal values: printing and parsing are inverse") {
    std::mt19937_64 random(11);
    for (int i = 0; i < 2000; ++i) {
        const Date date = draw_date(random);
        const LocalTime clock = draw_time(random);
        const Time time{clock, static_cast<std::int32_t>(draw(random, -kMaxOffset, kMaxOffset))};
        const DateTime instant = draw_date_time(random);
        const Duration duration = draw_duration(random);
        REQUIRE(parse_iso_date(to_string(date)) == date);
        REQUIRE(parse_local_time(to_string(clock)) == clock);
        REQUIRE(parse_time(to_string(time)) == time);
        REQUIRE(parse_local_date_time(to_string(LocalDateTime{date, clock})) == LocalDateTime{date, clock});
        INFO(to_string(instant));
        REQUIRE(parse_date_time(to_string(instant)) == instant);
        INFO(to_string(duration));
        REQUIRE(parse_duration(to_string(duration)) == duration);
        const Value list = List{date, clock, time, LocalDateTime{date, clock}, instant, duration};
        REQUIRE(parse_json_value(to_json(list)) == list);
    }
}

TEST_CASE("zones: gaps move readings later, overlaps take the earlier offset") {
    const std::vector<TextCase> cases = {
        {"2017-03-26T01:59:59[Europe/Stockholm]", "2017-03-26T01:59:59+01:00[Europe/Stockholm]"},
        {"2017-03-26T02:30[Europe/Stockholm]", "2017-03-26T03:30+02:00[Europe/Stockholm]"},
        {"2017-10-29T02:30[Europe/Stockholm]", "2017-10-29T02:30+02:00[Europe/Stockholm]"},
        {"2017-10-29T02:30+01:00[Europe/Stockholm]", "2017-10-29T02:30+01:00[Europe/Stockholm]"},
        {"2017-10-29T03:00[Europe/Stockholm]", "2017-10-29T03:00+01:00[Europe/Stockholm]"},
        {"1890-01-01T00:00[America/New_York]", "1890-01-01T00:00-05:00[America/New_York]"},
        {"1800-01-01T00:00[America/New_York]", "1800-01-01T00:00-04:56:02[America/New_York]"},
        {"2050-07-01T00:00[Europe/Stockholm]", "2050-07-01T00:00+02:00[Europe/Stockholm]"},
        {"2048-03-29T02:30[Europe/Stockholm]", "2048-03-29T03:30+02:00[Europe/Stockholm]"},
        {"2400-10-29T02:59[Europe/Stockholm]", "2400-10-29T02:59+02:00[Europe/Stockholm]"},
        {"2400-10-29T03:00[Europe/Stockholm]", "2400-10-29T03:00+01:00[Europe/Stockholm]"},
        {"2050-01-01T00:00[Europe/Stockholm]", "2050-01-01T00:00+01:00[Europe/Stockholm]"}};
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(printed(parse_date_time(text)) == expected);
    }
    REQUIRE_FALSE(is_known_zone("../../etc/passwd"));
    REQUIRE_FALSE(is_known_zone(""));
}

TEST_CASE("durations: adding and taking away days and seconds is inverse") {
    std::mt19937_64 random(13);
    for (int i = 0; i < 2000; ++i) {
        Duration duration = draw_duration(random);
        duration.months = 0;
        const Duration back = *negate(duration);
        const LocalDateTime local{draw_date(random), draw_time(random)};
        REQUIRE(add(*add(local, duration), back) == local);
        const Time time{local.time, 3600};
        REQUIRE(add(add(time, duration), back) == time);
        REQUIRE(add(*add(local.date, duration), back) == local.date);
        REQUIRE(*add(duration, back) == Duration{});
        const DateTime instant = draw_date_time(random);
        const Duration seconds{0, 0, duration.seconds, duration.nanoseconds};
        REQUIRE(add(*add(instant, seconds), *negate(seconds)) == instant);
    }
}

TEST_CASE("durations: the difference leads from one instant to the other") {
    std::mt19937_64 random(17);
    for (int i = 0; i < 2000; ++i) {
        const DateTime from = draw_date_time(random);
        const DateTime to = draw_date_time(random);
        const Duration mixed = *difference(DifferenceUnit::kMixed, from, to);
        const Duration seconds = *difference(DifferenceUnit::kSeconds, from, to);
        INFO(to_string(from) << " to " << to_string(to) << " is " << to_string(mixed));
        const Duration months{mixed.months, 0, 0, 0};
        const Duration rest{0, mixed.days, mixed.seconds, mixed.nanoseconds};
        REQUIRE(to_instant(*add(*add(from, months), rest)) == to_instant(to));
        REQUIRE(to_instant(*add(from, seconds)) == to_instant(to));
        REQUIRE(difference(DifferenceUnit::kMonths, from, to)->months == mixed.months);
    }
}

TEST_CASE("durations: between instants of different types the missing parts are borrowed") {
    const Date date{2017, 10, 29};
    const DateTime midnight = *parse_date_time("2017-10-29T00:00[Europe/Stockholm]");
    const LocalTime four = *parse_local_time("04:00");
    const auto seconds = [](const Value& a, const Value& b) {
        return to_string(*difference(DifferenceUnit::kSeconds, a, b));
    };
    CHECK(seconds(midnight, four) == "PT5H");  // the night has one hour more
    CHECK(seconds(midnight, LocalDateTime{date, four}) == "PT5H");
    CHECK(seconds(date, *parse_date_time("2017-10-29T04:00[Europe/Stockholm]")) == "PT5H");
    CHECK(seconds(four, date) == "PT-4H");
    CHECK(seconds(Time{four, 3600}, four) == "PT0S");
    const auto mixed = [](const char* a, const char* b) {
        return to_string(*difference(DifferenceUnit::kMixed, *parse_iso_date(a), *parse_iso_date(b)));
    };
    CHECK(mixed("1984-10-11", "2015-06-24") == "P30Y8M13D");
    CHECK(mixed("2015-06-24", "1984-10-11") == "P-30Y-8M-13D");
    CHECK(mixed("-999999999-01-01", "+999999999-12-31") == "P1999999998Y11M30D");
    CHECK(seconds(*parse_local_date_time("-999999999-01-01"), *parse_local_date_time("+999999999-12-31T23:59:59")) ==
          "PT17531639991215H59M59S");
}

TEST_CASE("durations: months keep the day or take the last one; whole days of seconds move a date") {
    const auto plus = [](const char* date, const char* duration) {
        return printed(add(*parse_date(date), *parse_duration(duration)));
    };
    CHECK(plus("2011-01-31", "P1M") == "2011-02-28");
    CHECK(plus("2011-01-31", "P1Y1M") == "2012-02-29");
    CHECK(plus("2011-01-31", "PT47H") == "2011-02-01");
    CHECK(plus("2011-01-31", "PT-47H") == "2011-01-30");
    CHECK(plus("2021", "P2Y") == "2023");
    CHECK(plus("2021", "P18M") == "2022-07");
    CHECK(plus("2021-06", "P1M") == "2021-07");
    CHECK(plus("2021-06", "P1D") == "2021-06-02");
    CHECK(plus("+999999999-12-31", "P1D") == "");
    CHECK(plus("2021-06-01", "P9223372036854775807D") == "");
    CHECK(plus("2021-06-01", "P9223372036854775807M") == "");
}

TEST_CASE("durations: fractions flow down and are cut at the nanosecond") {
    const auto made = [](long double months, long double days, long double seconds, long double nanos) {
        return printed(make_duration(months, days, seconds, nanos));
    };
    CHECK(made(155.5, 14.5, 60220.5, 3) == "P12Y11M29DT33H58M13.500000003S");
    CHECK(made(0.3, 0, 0, 0) == "P9DT3H8M43.8S");
    CHECK(made(0, 0, 0, 0.5) == "PT0S");
    CHECK(made(0, 0, -1, -1) == "PT-1.000000001S");
    CHECK(made(1e19L, 0, 0, 0) == "");
    const Duration whole{149, 14, 58390, 1};
    CHECK(printed(multiply(whole, 0.5L)) == "P6Y2M22DT13H21M8S");
    CHECK(printed(multiply({10, 0, 0, 0}, as_decimal(0.7))) == "P7M");
    CHECK(printed(divide({6, 9, 12, 0}, 3)) == "P2M3DT4S");
    CHECK(printed(divide(whole, 0)) == "");
    CHECK(printed(multiply(whole, 2)) == "P24Y10M28DT32H26M20.000000002S");
    CHECK(printed(multiply(whole, std::numeric_limits<long double>::quiet_NaN())) == "");
}

TEST_CASE("ordering: the order of temporal values is total and agrees with identity") {
    std::mt19937_64 random(19);
    std::vector<Value> values;
    for (int i = 0; i < 40; ++i) {
        const Date date = draw_date(random);
        const LocalTime clock = draw_time(random);
        values.insert(values.end(), {date, Date{date.year, 0, 0}, clock, Time{clock, 3600}, Time{clock, 0},
                                     LocalDateTime{date, clock}, draw_date_time(random), draw_duration(random)});
    }
    values.emplace_back(Duration{1, 0, 0, 0});
    values.emplace_back(Duration{0, 30, 37800, 0});  // the average month
    values.emplace_back();
    std::sort(values.begin(), values.end(), [](const Value& a, const Value& b) { return compare_for_order(a, b) < 0; });
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = 0; j < values.size(); ++j) {
            const auto c = compare_for_order(values[i], values[j]);
            REQUIRE((c == 0) == (values[i] == values[j]));
            if (c != 0) REQUIRE((c < 0) == (i < j));
        }
    }
}

// A calendar date that keeps its precision: a year, a year and month, or a day.
//
// Units:   proleptic Gregorian calendar; month and day are 1-based, 0 where unknown
// Errors:  parse_date gives nullopt for anything that is no date of the calendar
// Threads: values
// Source:  ISO 8601-1:2019, reduced precision
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mirrorgraph {

struct Date {
    std::int32_t year = 0;
    std::uint8_t month = 0;
    std::uint8_t day = 0;

    enum class Precision { kYear, kMonth, kDay };
    Precision precision() const {
        return month == 0 ? Precision::kYear : day == 0 ? Precision::kMonth : Precision::kDay;
    }
    // Earlier first; a less precise date stands before the precise ones it covers.
    friend auto operator<=>(const Date&, const Date&) = default;
};

bool is_valid(Date date);

// True when `date` says all that `coarse` says, and maybe more: 2021-06 refines 2021.
bool refines(Date date, Date coarse);

// "2021-06-17", "2021-06" or "2021", whole text; a year of more than four digits or before 0 has a sign.
// Nullopt for anything else.
std::optional<Date> parse_date(std::string_view text);

std::string to_string(Date date);

}  // namespace mirrorgraph

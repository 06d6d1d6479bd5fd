// The proleptic Gregorian calendar over years -999999999 to 999999999, with ISO week dates and quarters.
//
// Units:   months, days, weeks and quarters are 1-based; Monday is day 1 of a week; years are astronomical
// Errors:  the from_ functions give nullopt for what the calendar does not have
// Threads: all functions may run at once
// Source:  ISO 8601-1:2019; H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"
#pragma once

#include <cstdint>
#include <optional>

#include "schema/temporal/date.h"

namespace mirrorgraph {

inline constexpr std::int64_t kMinYear = -999'999'999;
inline constexpr std::int64_t kMaxYear = 999'999'999;

bool is_leap_year(std::int64_t year);
int days_in_month(std::int64_t year, int month);

// The first and the last day that a date may mean: 2021-06 is 2021-06-01 to 2021-06-30.
Date first_day(Date date);
Date last_day(Date date);

// A date of reduced precision stands for its first day in all functions that take one.
// a / b, rounded down. REQUIRES: b > 0.
constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::int64_t days_since_epoch(Date date);  // 1970-01-01 is 0
std::optional<Date> from_days_since_epoch(std::int64_t days);

int day_of_week(Date date);
int ordinal_day(Date date);
int quarter(Date date);
int day_of_quarter(Date date);

struct WeekDate {
    std::int64_t year = 0;
    int week = 1;
    int day = 1;
};
WeekDate week_date(Date date);

std::optional<Date> from_calendar_date(std::int64_t year, std::int64_t month, std::int64_t day);
std::optional<Date> from_week_date(std::int64_t year, std::int64_t week, std::int64_t day);
std::optional<Date> from_ordinal_date(std::int64_t year, std::int64_t day);
std::optional<Date> from_quarter_date(std::int64_t year, std::int64_t quarter, std::int64_t day);

// The same day of a month `months` later, or the last one where that month is shorter.
std::optional<Date> add_months(Date date, std::int64_t months);
std::optional<Date> add_days(Date date, std::int64_t days);

}  // namespace mirrorgraph

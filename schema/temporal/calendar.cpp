#include "schema/temporal/calendar.h"

#include <algorithm>

namespace mirrorgraph {

namespace {

constexpr std::int64_t kDaysPerEra = 146'097;       // 400 years
constexpr std::int64_t kEpochShift = 719'468;       // days from 0000-03-01 to 1970-01-01
constexpr std::int64_t kMinDay = -365'243'219'162;  // -999999999-01-01
constexpr std::int64_t kMaxDay = 365'241'780'471;   // +999999999-12-31

std::int64_t days_from_civil(std::int64_t year, int month, int day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = floor_divide(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * kDaysPerEra + day_of_era - kEpochShift;
}

bool is_year(std::int64_t year) { return kMinYear <= year && year <= kMaxYear; }

Date make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
    return {static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

// 1970-01-01 was a Thursday.
std::int64_t days_after_monday(std::int64_t day) { return day + 3 - floor_divide(day + 3, 7) * 7; }

// Monday of week 1, which is the week of January 4.
std::int64_t first_monday(std::int64_t year) {
    const std::int64_t fourth = days_from_civil(year, 1, 4);
    return fourth - days_after_monday(fourth);
}

}  // namespace

bool is_leap_year(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(std::int64_t year, int month) {
    if (month == 2) return is_leap_year(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

Date first_day(Date date) {
    if (date.month == 0) date.month = 1;
    if (date.day == 0) date.day = 1;
    return date;
}

Date last_day(Date date) {
    if (date.month == 0) date.month = 12;
    if (date.day == 0) date.day = static_cast<std::uint8_t>(days_in_month(date.year, date.month));
    return date;
}

std::int64_t days_since_epoch(Date date) {
    date = first_day(date);
    return days_from_civil(date.year, date.month, date.day);
}

std::optional<Date> from_days_since_epoch(std::int64_t days) {
    if (days < kMinDay || days > kMaxDay) return std::nullopt;
    days += kEpochShift;
    const std::int64_t era = floor_divide(days, kDaysPerEra);
    const std::int64_t day_of_era = days - era * kDaysPerEra;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t march_month = (5 * day_of_year + 2) / 153;
    const std::int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
    return make_date(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
                     day_of_year - (153 * march_month + 2) / 5 + 1);
}

int day_of_week(Date date) { return static_cast<int>(days_after_monday(days_since_epoch(date))) + 1; }

int ordinal_day(Date date) { return static_cast<int>(days_since_epoch(date) - days_from_civil(date.year, 1, 1)) + 1; }

int quarter(Date date) { return (first_day(date).month - 1) / 3 + 1; }

int day_of_quarter(Date date) {
    const int first_month = (quarter(date) - 1) * 3 + 1;
    return static_cast<int>(days_since_epoch(date) - days_from_civil(date.year, first_month, 1)) + 1;
}

WeekDate week_date(Date date) {
    const std::int64_t day = days_since_epoch(date);
    std::int64_t year = date.year;
    if (day < first_monday(year)) {
        --year;
    } else if (day >= first_monday(year + 1)) {
        ++year;
    }
    return {year, static_cast<int>((day - first_monday(year)) / 7) + 1, day_of_week(date)};
}

std::optional<Date> from_calendar_date(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (!is_year(year) || month < 1 || month > 12) return std::nullopt;
    if (day < 1 || day > days_in_month(year, static_cast<int>(month))) return std::nullopt;
    return make_date(year, month, day);
}

std::optional<Date> from_week_date(std::int64_t year, std::int64_t week, std::int64_t day) {
    if (!is_year(year) || week < 1 || week > 53 || day < 1 || day > 7) return std::nullopt;
    const std::int64_t start = first_monday(year) + (week - 1) * 7;
    if (start >= first_monday(year + 1)) return std::nullopt;
    return from_days_since_epoch(start + day - 1);
}

std::optional<Date> from_ordinal_date(std::int64_t year, std::int64_t day) {
    if (!is_year(year) || day < 1 || day > (is_leap_year(year) ? 366 : 365)) return std::nullopt;
    return from_days_since_epoch(days_from_civil(year, 1, 1) + day - 1);
}

std::optional<Date> from_quarter_date(std::int64_t year, std::int64_t quarter, std::int64_t day) {
    if (!is_year(year) || quarter < 1 || quarter > 4 || day < 1) return std::nullopt;
    const int first_month = static_cast<int>(quarter - 1) * 3 + 1;
    const auto date = from_days_since_epoch(days_from_civil(year, first_month, 1) + day - 1);
    if (!date || date->year != year || mirrorgraph::quarter(*date) != quarter) return std::nullopt;
    return date;
}

std::optional<Date> add_months(Date date, std::int64_t months) {
    date = first_day(date);
    std::int64_t total = 0;
    if (__builtin_add_overflow(std::int64_t{date.year} * 12 + date.month - 1, months, &total)) return std::nullopt;
    const std::int64_t year = floor_divide(total, 12);
    if (!is_year(year)) return std::nullopt;
    const int month = static_cast<int>(total - year * 12) + 1;
    return make_date(year, month, std::min<int>(date.day, days_in_month(year, month)));
}

std::optional<Date> add_days(Date date, std::int64_t days) {
    std::int64_t total = 0;
    if (__builtin_add_overflow(days_since_epoch(date), days, &total)) return std::nullopt;
    return from_days_since_epoch(total);
}

}  // namespace mirrorgraph

#include "schema/temporal/date.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "schema/temporal/calendar.h"

namespace mirrorgraph {

namespace {

std::optional<int> read_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int value = 0;
    const char* end = text.data() + count;
    if (text[0] < '0' || text[0] > '9') return std::nullopt;
    if (auto [stop, fault] = std::from_chars(text.data(), end, value); fault != std::errc() || stop != end) {
        return std::nullopt;
    }
    text.remove_prefix(count);
    return value;
}

}  // namespace

bool is_valid(Date date) {
    if (date.month == 0) return date.day == 0;
    if (date.month > 12) return false;
    if (date.day == 0) return true;
    return date.day <= days_in_month(date.year, date.month);
}

bool refines(Date date, Date coarse) {
    if (date.year != coarse.year) return false;
    if (coarse.month == 0) return true;
    if (date.month != coarse.month) return false;
    return coarse.day == 0 || date.day == coarse.day;
}

std::optional<Date> parse_date(std::string_view text) {
    const bool negative = !text.empty() && text[0] == '-';
    const bool has_sign = negative || (!text.empty() && text[0] == '+');
    if (has_sign) text.remove_prefix(1);
    const std::size_t digits = std::min(text.find('-'), text.size());
    if (digits < 4 || digits > (has_sign ? 9 : 4)) return std::nullopt;
    const auto year = read_digits(text, digits);
    if (!year) return std::nullopt;
    Date date;
    date.year = negative ? -*year : *year;
    for (std::uint8_t* part : {&date.month, &date.day}) {
        if (text.empty()) break;
        if (text[0] != '-') return std::nullopt;
        text.remove_prefix(1);
        const auto value = read_digits(text, 2);
        if (!value || *value == 0) return std::nullopt;
        *part = static_cast<std::uint8_t>(*value);
    }
    if (!text.empty() || !is_valid(date)) return std::nullopt;
    return date;
}

std::string to_string(Date date) {
    const char* sign = date.year < 0 ? "-" : date.year > 9999 ? "+" : "";
    std::string out = fmt::format("{}{:04}", sign, std::abs(date.year));
    if (date.month != 0) out += fmt::format("-{:02}", date.month);
    if (date.day != 0) out += fmt::format("-{:02}", date.day);
    return out;
}

}  // namespace mirrorgraph

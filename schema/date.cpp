#include "schema/date.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

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
    return (std::chrono::year(date.year) / static_cast<int>(date.month) / static_cast<int>(date.day)).ok();
}

bool refines(Date date, Date coarse) {
    if (date.year != coarse.year) return false;
    if (coarse.month == 0) return true;
    if (date.month != coarse.month) return false;
    return coarse.day == 0 || date.day == coarse.day;
}

std::optional<Date> parse_date(std::string_view text) {
    Date date;
    const auto year = read_digits(text, 4);
    if (!year) return std::nullopt;
    date.year = *year;
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
    switch (date.precision()) {
        case Date::Precision::kYear: return fmt::format("{:04}", date.year);
        case Date::Precision::kMonth: return fmt::format("{:04}-{:02}", date.year, date.month);
        case Date::Precision::kDay: return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    }
    return {};
}

}  // namespace mirrorgraph

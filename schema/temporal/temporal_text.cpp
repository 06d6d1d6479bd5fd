#include "schema/temporal/temporal_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "schema/temporal/calendar.h"
#include "schema/temporal/temporal_math.h"
#include "schema/temporal/time_zone.h"
#include "schema/text/ascii.h"

namespace mirrorgraph {

namespace {

// A text that is read from its front.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    bool at(char c) const { return !rest_.empty() && rest_[0] == c; }
    bool at_digit() const { return !rest_.empty() && is_digit(rest_[0]); }
    std::string_view rest() const { return rest_; }

    bool take(char c) {
        if (!at(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::size_t count_digits() const {
        std::size_t count = 0;
        while (count < rest_.size() && is_digit(rest_[count])) ++count;
        return count;
    }

    std::optional<std::int64_t> digits(std::size_t count) {
        if (count == 0 || count > 18 || count_digits() < count) return std::nullopt;
        std::int64_t value = 0;
        std::from_chars(rest_.data(), rest_.data() + count, value);
        rest_.remove_prefix(count);
        return value;
    }

  private:
    std::string_view rest_;
};

// What stands before the first of `stops`, and the rest with the stop.
std::pair<std::string_view, std::string_view> split_before(std::string_view text, std::string_view stops) {
    const std::size_t at = std::min(text.find_first_of(stops), text.size());
    return {text.substr(0, at), text.substr(at)};
}

std::optional<std::int64_t> read_year(Cursor& in) {
    const bool negative = in.at('-');
    if (!in.take('-') && !in.take('+')) return in.digits(4);
    const std::size_t count = in.count_digits();
    // Without separator a signed year would swallow the month.
    const auto year = count < 4 || count > 9 ? std::nullopt : in.digits(count);
    if (!year || !(in.at_end() || in.at('-') || in.at('W') || in.at('Q'))) return std::nullopt;
    return negative ? -*year : *year;
}

std::optional<Date> read_week_date(Cursor& in, std::int64_t year) {
    const auto week = in.digits(2);
    if (!week) return std::nullopt;
    if (in.at_end()) return from_week_date(year, *week, 1);
    in.take('-');
    const auto day = in.digits(1);
    return day ? from_week_date(year, *week, *day) : std::nullopt;
}

std::optional<Date> read_quarter_date(Cursor& in, std::int64_t year) {
    const auto quarter = in.digits(1);
    if (!quarter) return std::nullopt;
    if (in.at_end()) return from_quarter_date(year, *quarter, 1);
    in.take('-');
    const auto day = in.digits(2);
    return day ? from_quarter_date(year, *quarter, *day) : std::nullopt;
}

std::optional<Date> read_month_date(Cursor& in, std::int64_t year, bool extended) {
    const auto month = in.digits(2);
    if (!month) return std::nullopt;
    if (in.at_end()) return from_calendar_date(year, *month, 1);
    if (in.take('-') != extended) return std::nullopt;
    const auto day = in.digits(2);
    return day ? from_calendar_date(year, *month, *day) : std::nullopt;
}

std::optional<Date> read_date(Cursor& in) {
    const auto year = read_year(in);
    if (!year) return std::nullopt;
    if (in.at_end()) return from_calendar_date(*year, 1, 1);
    const bool extended = in.take('-');
    if (in.take('W')) return read_week_date(in, *year);
    if (in.take('Q')) return read_quarter_date(in, *year);
    if (in.count_digits() == 3) return from_ordinal_date(*year, *in.digits(3));
    return read_month_date(in, *year, extended);
}

// Digits behind the decimal sign, as a fraction of 10^9; at most nine of them.
std::optional<std::int64_t> read_fraction(Cursor& in) {
    const std::size_t count = in.count_digits();
    if (count > 9) return std::nullopt;
    auto value = in.digits(count);
    if (!value) return std::nullopt;
    for (std::size_t i = count; i < 9; ++i) *value *= 10;
    return value;
}

std::optional<LocalTime> make_time(std::int64_t hour, std::int64_t minute, std::int64_t second, std::int64_t nano) {
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return LocalTime{((hour * 60 + minute) * 60 + second) * kNanosPerSecond + nano};
}

std::optional<LocalTime> read_time(Cursor& in) {
    std::int64_t parts[4] = {0, 0, 0, 0};
    const auto hour = in.digits(2);
    if (!hour) return std::nullopt;
    parts[0] = *hour;
    const bool extended = in.at(':');
    for (int i = 1; i < 3 && (extended ? in.take(':') : in.at_digit()); ++i) {
        const auto part = in.digits(2);
        if (!part) return std::nullopt;
        parts[i] = *part;
        const bool decimal = i == 2 && (in.take('.') || in.take(','));
        const auto fraction = decimal ? read_fraction(in) : 0;
        if (!fraction) return std::nullopt;
        parts[3] = *fraction;
    }
    return make_time(parts[0], parts[1], parts[2], parts[3]);
}

template <class T, class Read>
std::optional<T> read_whole(std::string_view text, Read read) {
    Cursor in(text);
    const std::optional<T> value = read(in);
    return in.at_end() ? value : std::nullopt;
}

// The name between brackets at the end of `text`, which loses it; empty where there is none.
std::optional<std::string_view> take_zone_name(std::string_view& text) {
    const auto [front, bracket] = split_before(text, "[");
    if (bracket.empty()) return bracket;
    if (bracket.size() < 3 || bracket.back() != ']') return std::nullopt;
    text = front;
    return bracket.substr(1, bracket.size() - 2);
}

// People write "America/Los Angeles".
std::string zone_name(std::string_view text) {
    std::string name(text);
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

}  // namespace

std::optional<Date> parse_iso_date(std::string_view text) { return read_whole<Date>(text, read_date); }

std::optional<LocalTime> parse_local_time(std::string_view text) {
    if (!text.empty() && text[0] == 'T') text.remove_prefix(1);
    return read_whole<LocalTime>(text, read_time);
}

std::optional<Time> parse_time(std::string_view text, std::int32_t default_offset) {
    const auto [clock, zone] = split_before(text, "Z+-[");
    const auto local = parse_local_time(clock);
    if (!local) return std::nullopt;
    const auto offset = zone.empty() ? default_offset : parse_offset(zone);
    if (!offset) return std::nullopt;
    return Time{*local, *offset};
}

std::optional<LocalDateTime> parse_local_date_time(std::string_view text) {
    const auto [day, clock] = split_before(text, "T");
    const auto date = parse_iso_date(day);
    const auto time = clock.empty() ? LocalTime{} : parse_local_time(clock);
    if (!date || !time) return std::nullopt;
    return LocalDateTime{*date, *time};
}

std::optional<DateTime> parse_date_time(std::string_view text, std::string_view default_zone) {
    const auto zone = take_zone_name(text);
    const auto [day, clock_and_offset] = split_before(text, "T");
    const auto [clock, offset_text] = split_before(clock_and_offset, "Z+-");
    const auto local = parse_local_date_time(text.substr(0, day.size() + clock.size()));
    if (!local || !zone) return std::nullopt;
    if (offset_text.empty()) return resolve(zone->empty() ? default_zone : *zone, *local);
    const auto offset = parse_offset(offset_text);
    if (!offset) return std::nullopt;
    return zone->empty() ? DateTime{*local, *offset, {}} : present(*zone, to_instant(*local, *offset));
}

std::optional<std::int32_t> parse_offset(std::string_view text) {
    if (text == "Z") return 0;
    Cursor in(text);
    const bool negative = in.at('-');
    if (!in.take('-') && !in.take('+')) return std::nullopt;
    std::int64_t seconds = 0;
    std::int64_t unit = 3600;
    bool extended = false;
    for (int i = 0; i < 3 && !in.at_end(); ++i, unit /= 60) {
        if (i == 1) extended = in.at(':');
        if (i > 0 && in.take(':') != extended) return std::nullopt;
        const auto part = in.digits(2);
        if (!part || (i > 0 && *part > 59)) return std::nullopt;
        seconds += *part * unit;
    }
    if (unit == 3600 || !in.at_end() || seconds > kMaxOffset) return std::nullopt;
    return static_cast<std::int32_t>(negative ? -seconds : seconds);
}

std::optional<DateTime> resolve(std::string_view zone_or_offset, const LocalDateTime& local) {
    if (const auto offset = parse_offset(zone_or_offset)) return DateTime{local, *offset, {}};
    return resolve_in_zone(zone_name(zone_or_offset), local);
}

std::optional<DateTime> present(std::string_view zone_or_offset, Instant instant) {
    if (const auto offset = parse_offset(zone_or_offset)) return at_offset(instant, *offset);
    return in_zone(instant, zone_name(zone_or_offset));
}

std::string to_string(LocalTime value) {
    std::string out = fmt::format("{:02}:{:02}", value.hour(), value.minute());
    const std::int64_t nano = value.nanosecond();
    if (value.second() == 0 && nano == 0) return out;
    out += fmt::format(":{:02}", value.second());
    if (nano == 0) return out;
    if (nano % 1'000'000 == 0) return out + fmt::format(".{:03}", nano / 1'000'000);
    if (nano % 1'000 == 0) return out + fmt::format(".{:06}", nano / 1'000);
    return out + fmt::format(".{:09}", nano);
}

std::string to_string(const Time& value) { return to_string(value.local) + format_offset(value.offset); }

std::string to_string(const LocalDateTime& value) { return to_string(value.date) + "T" + to_string(value.time); }

std::string to_string(const DateTime& value) {
    std::string out = to_string(value.local) + format_offset(value.offset);
    return value.zone.empty() ? out : out + "[" + value.zone + "]";
}

std::string format_offset(std::int32_t offset) {
    if (offset == 0) return "Z";
    const int seconds = std::abs(offset);
    std::string out = fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', seconds / 3600, seconds / 60 % 60);
    return seconds % 60 == 0 ? out : out + fmt::format(":{:02}", seconds % 60);
}

}  // namespace mirrorgraph

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "schema/temporal/temporal_math.h"
#include "schema/temporal/temporal_text.h"

namespace mirrorgraph {

namespace {

// Kept apart, because together they need more digits than a floating-point number has.
struct Decimal {
    long double whole = 0;
    long double fraction = 0;
};

std::string_view take_digits(std::string_view& text) {
    const std::size_t size = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view digits = text.substr(0, size);
    text.remove_prefix(size);
    return digits;
}

// A signed decimal number at the front of `text`, digits on both sides of the point: "-1.5".
std::optional<Decimal> take_decimal(std::string_view& text) {
    const bool negative = !text.empty() && text[0] == '-';
    if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
    const std::string_view digits = take_digits(text);
    if (digits.empty()) return std::nullopt;
    Decimal value;
    for (char c : digits) value.whole = value.whole * 10 + (c - '0');
    if (!text.empty() && (text[0] == '.' || text[0] == ',')) {
        text.remove_prefix(1);
        const std::string_view decimals = take_digits(text);
        if (decimals.empty()) return std::nullopt;
        for (auto c = decimals.rbegin(); c != decimals.rend(); ++c) value.fraction = (value.fraction + (*c - '0')) / 10;
    }
    return negative ? Decimal{-value.whole, -value.fraction} : value;
}

struct Unit {
    char letter;
    long double months;
    long double days;
    long double seconds;
};
constexpr std::array<Unit, 4> kDateUnits = {{{'Y', 12, 0, 0}, {'M', 1, 0, 0}, {'W', 0, 7, 0}, {'D', 0, 1, 0}}};
constexpr std::array<Unit, 3> kTimeUnits = {{{'H', 0, 0, 3600}, {'M', 0, 0, 60}, {'S', 0, 0, 1}}};

struct Amounts {
    long double months = 0;
    long double days = 0;
    long double seconds = 0;
    long double nanoseconds = 0;
};

// Amounts with their letters, each letter at most once and in the order of `units`; false where none stands
// there.
template <std::size_t N>
bool take_units(std::string_view& text, const std::array<Unit, N>& units, Amounts& amounts) {
    std::size_t next = 0;
    while (!text.empty() && text[0] != 'T') {
        const auto amount = take_decimal(text);
        if (!amount || text.empty()) return false;
        while (next < N && units[next].letter != text[0]) ++next;
        if (next == N) return false;
        amounts.months += (amount->whole + amount->fraction) * units[next].months;
        amounts.days += (amount->whole + amount->fraction) * units[next].days;
        amounts.seconds += amount->whole * units[next].seconds;
        amounts.nanoseconds += amount->fraction * units[next].seconds * kNanosPerSecond;
        ++next;
        text.remove_prefix(1);
    }
    return next > 0;
}

std::optional<Duration> parse_unit_form(std::string_view text) {
    Amounts amounts;
    const bool dated = !text.empty() && text[0] != 'T';
    if (dated && !take_units(text, kDateUnits, amounts)) return std::nullopt;
    if (text.empty()) return dated ? make_duration(amounts.months, amounts.days, 0, 0) : std::nullopt;
    text.remove_prefix(1);
    if (!take_units(text, kTimeUnits, amounts) || !text.empty()) return std::nullopt;
    return make_duration(amounts.months, amounts.days, amounts.seconds, amounts.nanoseconds);
}

// 2012-02-02T14:37:21.545: the fields of an instant, read as amounts.
std::optional<Duration> parse_instant_form(std::string_view text) {
    const auto instant = parse_local_date_time(text);
    if (!instant) return std::nullopt;
    return Duration{std::int64_t{instant->date.year} * 12 + instant->date.month, instant->date.day,
                    instant->time.nanoseconds / kNanosPerSecond, static_cast<std::int32_t>(instant->time.nanosecond())};
}

// "-1.5S"; the fraction without trailing zeros.
std::string format_seconds(std::int64_t seconds, std::int64_t nanoseconds, bool negative) {
    std::string out = fmt::format("{}{}", negative ? "-" : "", seconds);
    if (nanoseconds != 0) {
        out += fmt::format(".{:09}", nanoseconds);
        out.erase(out.find_last_not_of('0') + 1);
    }
    return out + "S";
}

void append_unit(std::string& out, std::int64_t amount, char letter) {
    if (amount != 0) out += fmt::format("{}{}", amount, letter);
}

std::string format_time_part(const Duration& value) {
    std::int64_t seconds = value.seconds;
    std::int64_t nanoseconds = value.nanoseconds;
    const bool negative = seconds < 0;
    if (negative && nanoseconds != 0) {
        ++seconds;
        nanoseconds = kNanosPerSecond - nanoseconds;
    }
    std::string out;
    append_unit(out, seconds / 3600, 'H');
    append_unit(out, seconds / 60 % 60, 'M');
    if (seconds % 60 != 0 || nanoseconds != 0) {
        out += format_seconds(std::abs(seconds % 60), nanoseconds, negative);
    }
    return out;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
    const bool negative = !text.empty() && text[0] == '-';
    if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
    if (text.empty() || text[0] != 'P') return std::nullopt;
    text.remove_prefix(1);
    auto value = parse_unit_form(text);
    if (!value) value = parse_instant_form(text);
    return value && negative ? negate(*value) : value;
}

std::string to_string(const Duration& value) {
    std::string out = "P";
    append_unit(out, value.months / 12, 'Y');
    append_unit(out, value.months % 12, 'M');
    append_unit(out, value.days, 'D');
    const std::string time = format_time_part(value);
    if (!time.empty()) return out + "T" + time;
    return out.size() == 1 ? "PT0S" : out;
}

}  // namespace mirrorgraph

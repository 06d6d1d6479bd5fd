#include "schema/identifiers/grammar.h"

#include <fmt/core.h>

#include <array>

namespace mirrorgraph::identifiers {

namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2099;
constexpr double kRepaired = 0.8;

constexpr std::array<std::string_view, 12> kMonths = {"JANUARY",   "FEBRUARY", "MARCH",    "APRIL",
                                                      "MAY",       "JUNE",     "JULY",     "AUGUST",
                                                      "SEPTEMBER", "OCTOBER",  "NOVEMBER", "DECEMBER"};

// One part: "1", "E01", "1BA", "X", "901A". Not a word.
std::string read_part(Cursor& in) {
    const std::size_t start = in.position();
    std::string out;
    while ((is_digit(in.peek()) || is_upper(in.peek())) && out.size() < 6) {
        out += in.peek();
        in.advance();
    }
    const bool letters_only = out.find_first_of("0123456789") == std::string::npos;
    if (out.empty() || is_word(in.peek()) || (letters_only && out.size() > 3)) {
        in.back_to(start);
        return {};
    }
    return out;
}

// The international bodies adopted four-digit years with the forerunners of ISO.
bool is_likely_year(std::string_view digits) { return digits.size() == 4 && digits >= "1947" && digits <= "2039"; }

bool read_dash_year(Cursor& in, Date& date) {
    const std::size_t start = in.position();
    in.skip_space();
    if (in.accept('-')) {
        in.skip_space();
        if (const auto year = read_year(in)) {
            date = Date{*year};
            return true;
        }
    }
    in.back_to(start);
    return false;
}

}  // namespace

void take_code(StandardIdentifier& id, std::string_view body, std::string code) {
    id.family = StandardFamily::kProject;
    id.body = body;
    id.printed() = code;
    id.number = std::move(code);
}

void add_repair(StandardIdentifier& id, std::string_view printed, std::string_view read_as) {
    id.confidence *= kRepaired;
    id.repairs.push_back(fmt::format("read '{}' as '{}'", printed, read_as));
}

void read_dashed_parts(Cursor& in, StandardIdentifier& id) {
    for (int count = 0; count < 4; ++count) {
        const std::size_t start = in.position();
        if (!in.accept('-')) return;
        if (in.peek() == ' ') {
            in.skip_space();
            if (!is_digit(in.peek())) return in.back_to(start);
        }
        const std::string part = read_part(in);
        const bool year = is_likely_year(part) && in.peek() != ':' && in.peek() != '-';
        if (part.empty() || year) return in.back_to(start);
        id.part += (id.part.empty() ? "" : "-") + part;
    }
}

void read_edition_date(Cursor& in, StandardIdentifier& id) {
    if (!read_colon_date(in, id.date)) read_dash_year(in, id.date);
    if (id.date.year == 0) return;
    const Date printed = id.body == "IEC" ? Date{id.date.year} : id.date;
    id.printed() += ':' + to_string(printed);
}

std::optional<int> read_year(Cursor& in) {
    const std::size_t start = in.position();
    const std::string digits = in.digits(4, 4);
    if (!digits.empty() && in.at_word_end()) {
        if (const int year = std::stoi(digits); year >= kFirstYear && year <= kLastYear) return year;
    }
    in.back_to(start);
    return std::nullopt;
}

bool read_colon_date(Cursor& in, Date& date) {
    const std::size_t start = in.position();
    if (!in.accept_spaced(':')) return false;
    if (in.accept('-')) {
        if (in.at_word_end()) return true;
    } else if (const auto year = read_year(in)) {
        date = Date{*year};
        const std::size_t after_year = in.position();
        if (in.accept('-')) {
            const std::string month = in.digits(2, 2);
            if (month >= "01" && month <= "12" && in.at_word_end()) {
                date.month = static_cast<std::uint8_t>(std::stoi(month));
                return true;
            }
            in.back_to(after_year);
        }
        return true;
    }
    in.back_to(start);
    return false;
}

bool read_all_parts(Cursor& in) {
    const std::size_t start = in.position();
    in.skip_space();
    if (in.accept('(')) {
        in.skip_space();
        const bool english = in.accept_word("ALL") && in.skip_space() && in.accept_word("PARTS");
        if (english || in.accept_bytes("所有部分") || in.accept_bytes("全部") || in.accept_bytes("各部分")) {
            in.accept_bytes("部分");
            in.skip_space();
            if (in.accept(')')) return true;
        }
    }
    in.back_to(start);
    return false;
}

std::optional<int> read_month(Cursor& in, std::string& printed) {
    const Word word = in.peek_letters();
    if (word.size() < 3) return std::nullopt;
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (!kMonths[i].starts_with(word.view()) || (word.size() > 4 && word.view() != kMonths[i])) continue;
        for (std::size_t n = 0; n < word.size(); ++n) {
            printed += in.peek();
            in.advance();
        }
        return static_cast<int>(i) + 1;
    }
    return std::nullopt;
}

}  // namespace mirrorgraph::identifiers

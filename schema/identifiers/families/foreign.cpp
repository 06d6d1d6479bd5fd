// What publishers elsewhere number, and Chinese texts refer to: UN R155, UN GTR No. 20, SAE J3016, UL 1642, ASTM D4236-94,
// NIST SP 800-53, JIS C 8714:2007, BS 7799, DIN 70121, NFPA 70, OIML R 76, GSMA SGP.22.

#include <algorithm>
#include <array>

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

// letters? digits ("." digits)* letter?: "J3016", "D4236", "1642", "B31.3".
std::string read_number(Cursor& in, std::size_t most_letters, std::size_t least_digits) {
    std::string number;
    while (is_upper(in.peek()) && number.size() <= most_letters) {
        number += in.peek();
        in.advance();
    }
    if (number.size() > most_letters) return {};
    const bool lettered = !number.empty();
    if (lettered && in.peek() == ' ' && is_digit(in.peek(1))) {
        in.skip_space();
        number += ' ';
    }
    const std::string digits = in.digits(least_digits, 6);
    if (digits.empty()) return {};
    number += digits;
    while (in.peek() == '.' && is_digit(in.peek(1))) {
        in.advance();
        number += '.' + in.digits(1, 4);
    }
    if (is_upper(in.peek()) && !is_word(in.peek(1))) {
        number += in.peek();
        in.advance();
    }
    return number;
}

// "-94", "-2", ":2007", "_202104": parts and editions, as they stand.
std::string read_edition(Cursor& in) {
    std::string edition;
    for (int field = 0; field < 3; ++field) {
        const char mark = in.peek();
        if ((mark != '-' && mark != ':' && mark != '_') || !is_digit(in.peek(1))) break;
        in.advance();
        edition += mark + in.digits(1, 6);
    }
    return edition;
}

bool finish(Cursor& in, StandardIdentifier& id, std::string_view body, std::string code) {
    if (!in.at_word_end()) return false;
    take_code(id, body, std::move(code));
    return true;
}

struct ForeignPublisher {
    std::string_view name;
    std::size_t letters;  // at most, before the digits
    std::size_t digits;   // at least
};
constexpr std::array<ForeignPublisher, 11> kForeignPublishers = {{{"SAE", 3, 2},
                                                                  {"UL", 0, 2},
                                                                  {"ASTM", 1, 2},
                                                                  {"ASME", 4, 1},
                                                                  {"JIS", 1, 3},
                                                                  {"DIN", 0, 3},
                                                                  {"BS", 0, 3},
                                                                  {"NFPA", 0, 2},
                                                                  {"AATCC", 2, 1},
                                                                  {"OIML", 1, 1},
                                                                  {"GSMA", 3, 1}}};

}  // namespace

// "UN" | "UNECE" | "ECE", then "R" ["No."] number | "GTR" ["No."] number
bool read_vehicle_regulation(Cursor& in, StandardIdentifier& id) {
    if (!in.accept_word("UNECE") && !in.accept_word("UN") && !in.accept_word("ECE")) return false;
    if (!in.accept('-')) in.skip_space();
    const bool global = in.accept_word("GTR");
    if (!global && !in.accept_prefix("R")) return false;
    if (!in.accept('.')) in.skip_space();
    if (in.accept_word("NO")) {
        in.accept('.');
        in.skip_space();
    }
    const std::string number = in.digits(1, 3);
    if (number.empty()) return false;
    return finish(in, id, "UN", (global ? "UN GTR " : "UN R") + number);
}

// publisher number edition
bool read_foreign(Cursor& in, StandardIdentifier& id) {
    const std::string body = in.capitals();
    const auto* known = std::find_if(kForeignPublishers.begin(), kForeignPublishers.end(),
                                     [&](const ForeignPublisher& publisher) { return publisher.name == body; });
    if (known == kForeignPublishers.end()) return false;
    if (!in.accept('-')) in.skip_space();
    if (body == "GSMA") {
        const std::string series = in.capitals();
        if (series.size() < 2 || !in.accept('.')) return false;
        const std::string number = in.digits(1, 3);
        return !number.empty() && finish(in, id, body, body + ' ' + series + '.' + number);
    }
    const std::string number = read_number(in, known->letters, known->digits);
    if (number.empty()) return false;
    const std::string edition = read_edition(in);
    // "DIN 2021 annual report"
    const bool year = number.size() == 4 && number >= "1990" && number <= "2039";
    if (year && edition.empty() && !in.is_whole_text()) return false;
    return finish(in, id, body, body + ' ' + number + edition);
}

// "NIST" ("SP" | "FIPS" | "IR") number
bool read_nist(Cursor& in, StandardIdentifier& id) {
    if (!in.accept_word("NIST")) return false;
    in.skip_space();
    std::string series;
    for (std::string_view word : {"SP", "FIPS", "IR", "AI"}) {
        if (series.empty() && in.accept_word(word)) series = word;
    }
    if (series.empty()) return false;
    in.skip_space();
    const std::string number = in.digits(1, 4);
    if (number.empty()) return false;
    return finish(in, id, "NIST", "NIST " + series + ' ' + number + read_edition(in));
}

}  // namespace mirrorgraph::identifiers

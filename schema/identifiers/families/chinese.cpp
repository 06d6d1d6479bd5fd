// The identifiers of Chinese standards: GB/T 20438.1-2017, YD/T 4981-2024, DB11/T 123-2020, T/CESA 1026-2018.
//
//   identifier := prefix number ("." part)* ("-" year)? sheet? dual? all-parts?
//   prefix     := code ("/" force)? | "NB/SH" ("/" force)? | "DB" province ("/" force)? | "T/" association | "Q/" enterprise
//               | building
//   building   := ("DBJ" province? | "DGJ") ("/" force)? (series "-")? | "DG/TJ" (series "-")?
//   force      := "T" recommended | "Z" guiding
//   sheet      := "/XG" digits "-" year | "第" digits "号修改单"
//   dual       := "/" identifier of ISO, IEC, ITU, IEEE

#include <array>

#include "schema/identifiers/families/prefixes.h"
#include "schema/identifiers/grammar.h"
#include "schema/text/text.h"

namespace mirrorgraph::identifiers {

namespace {

bool is_force(char c) { return c == 'T' || c == 'Z'; }

// A slash, with blanks round it, or the backslash that some print for it; kEnd if none.
char read_slash(Cursor& in) { return in.accept_spaced('/') ? '/' : in.accept_spaced('\\') ? '\\' : kEnd; }

void repair_slash(StandardIdentifier& id, char slash) {
    if (slash == '\\') add_repair(id, "\\", "/");
}

// "/T" or "/Z".
void read_force(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    const char slash = read_slash(in);
    if (slash != kEnd && is_force(to_upper(in.peek())) && !is_letter(in.peek(1))) {
        id.type = std::string(1, to_upper(in.peek()));
        in.advance();
        repair_slash(id, slash);
        return;
    }
    in.back_to(start);
}

bool is_scope_code(std::string_view code) {
    return code != "T" && code != "Q" && prefix_scope(code) != PrefixScope::kNone;
}

// "GBT" for "GB/T", "YDT" for "YD/T": the slash was lost.
bool read_fused_force(StandardIdentifier& id, const std::string& letters) {
    const std::string_view stem(letters.data(), letters.size() - 1);
    if (letters.size() < 3 || !is_force(letters.back()) || !is_scope_code(stem)) return false;
    id.body = stem;
    id.type = letters.substr(letters.size() - 1);
    add_repair(id, letters, id.body + '/' + id.type);
    return true;
}

bool read_local_code(Cursor& in, StandardIdentifier& id) {
    std::string code = in.digits(4, 4);
    if (code.empty()) code = in.digits(2, 2);
    if (!is_local_code(code)) return false;
    id.body = "DB" + code;
    if (to_upper(in.peek()) == 'T' && !is_letter(in.peek(1))) {
        in.advance();
        id.type = "T";
        add_repair(id, id.body + 'T', id.body + "/T");
        return true;
    }
    read_force(in, id);
    // A mandatory one keeps the slash and leaves the force out: "DB11/ 1201-2015".
    const std::size_t start = in.position();
    if (id.type.empty() && read_slash(in) != kEnd && !is_digit(in.peek())) in.back_to(start);
    return true;
}

// The provinces' standards of building, which put a series before the number: "DBJ/T 14-078-2011", "DBJ41/T 123-2020",
// "DG/TJ08-2012-2020".
bool read_building_code(Cursor& in, StandardIdentifier& id, const std::string& letters) {
    id.body = letters;
    if (letters == "DG") {
        if (read_slash(in) == kEnd || !in.accept_prefix("TJ")) return false;
        id.body = "DG/TJ";
    } else {
        const std::size_t start = in.position();
        const std::string province = letters == "DBJ" ? in.digits(2, 2) : std::string();
        if (!province.empty() && in.peek() != '-' && !is_digit(in.peek())) {
            id.body += province;
        } else {
            in.back_to(start);
        }
        read_force(in, id);
    }
    const std::size_t start = in.position();
    in.skip_space();
    const std::string series = in.digits(2, 2);
    if (!series.empty() && in.accept('-')) {
        const std::size_t number = in.position();
        if (!in.digits(1, 4).empty() && in.peek() == '-') {
            in.back_to(number);
            id.number = series + '-';
            return true;
        }
    }
    in.back_to(start);
    return true;
}

// "CESA", "CECS-CBIMU", "320583": the body's code, up to its number.
std::string read_body_code(Cursor& in, bool dashes) {
    std::string code;
    const bool digits = is_digit(in.peek());
    while (code.size() < 16 && (is_word(in.peek()) || (dashes && in.peek() == '-' && is_letter(in.peek(1))))) {
        if (is_digit(in.peek()) != digits && code.size() > 2) break;
        code += to_upper(in.peek());
        in.advance();
    }
    return code;
}

bool read_association(Cursor& in, StandardIdentifier& id) {
    const char slash = read_slash(in);
    if (slash == kEnd || !is_letter(in.peek())) return false;
    id.body = "T/" + read_body_code(in, true);
    repair_slash(id, slash);
    return id.body.size() >= 4;
}

bool read_prefix(Cursor& in, StandardIdentifier& id) {
    const std::string letters = in.capitals();
    if (letters == "T") return read_association(in, id);
    if (letters == "DBJ" || letters == "DGJ" || letters == "DG") return read_building_code(in, id, letters);
    if (letters == "DB") {
        const std::size_t start = in.position();
        // "DB 37/5026-2014", but not "DB 21-1998" of seismology
        const bool apart = in.peek() == ' ';
        if (apart) in.skip_space();
        const bool slash_behind = in.peek(2) == '/' || in.peek(4) == '/';
        if (is_digit(in.peek()) && (!apart || slash_behind) && read_local_code(in, id)) return true;
        in.back_to(start);
    }
    if (is_scope_code(letters)) {
        id.body = letters;
        // "NB/SH/T 0860-2013": petrochemical standards among those of energy.
        const std::size_t start = in.position();
        if (letters == "NB" && read_slash(in) != kEnd && in.accept_prefix("SH") && !is_letter(in.peek())) {
            id.body = "NB/SH";
        } else {
            in.back_to(start);
        }
        read_force(in, id);
        return true;
    }
    return read_fused_force(id, letters);
}

char digit_for_slip(char c) {
    switch (c) {
        case 'I':
        case 'l':
        case '|': return '1';
        case 'O':
        case 'o': return '0';
        default: return kEnd;
    }
}

// Digits in which a scanner took 1 for I or 0 for O: "TI1O" no, "35I2O" yes. At least one digit stands first.
std::string read_digits_with_slips(Cursor& in, StandardIdentifier& id) {
    std::string printed;
    std::string digits;
    bool slipped = false;
    while (digits.size() < 8) {
        const char c = in.peek();
        const char repaired = is_digit(c) || digits.empty() ? c : digit_for_slip(c);
        if (!is_digit(repaired)) break;
        slipped |= repaired != c;
        printed += c;
        digits += repaired;
        in.advance();
    }
    if (slipped) add_repair(id, printed, digits);
    return digits;
}

bool reads_as_year(std::string_view number) {
    return number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
}

// "DB23/T28602021": the dash before the year was lost, no number is that long.
void take_joined_year(const Cursor& in, StandardIdentifier& id, std::string& digits) {
    constexpr std::size_t kYear = 4, kFewest = 3;  // digits
    const bool local = id.body.size() > 2 && id.body.starts_with("DB");
    if (digits.size() < kFewest + kYear || (id.type.empty() && !local) || is_word(in.peek()) || in.peek() == '-')
        return;
    const std::string year = digits.substr(digits.size() - kYear);
    if (!reads_as_year(year)) return;
    digits.resize(digits.size() - kYear);
    id.date = Date{std::stoi(year)};
    add_repair(id, digits + year, digits + '-' + year);
}

// "35273", "D0001", "151B", "001".
bool read_number(Cursor& in, StandardIdentifier& id) {
    in.skip_space();
    if (is_upper(in.peek()) && is_digit(in.peek(1))) {
        id.number += in.peek();
        in.advance();
    }
    std::string digits = read_digits_with_slips(in, id);
    take_joined_year(in, id, digits);
    if (digits.empty() || digits.size() > 7) return false;
    id.number += digits;
    if (is_upper(in.peek()) && !is_word(in.peek(1))) {
        id.number += in.peek();
        in.advance();
    }
    return true;
}

// "GB/T 1. 1- 2009": a scanner's blank between the point and the part, where a year follows.
std::string read_part_apart(Cursor& in, StandardIdentifier& id) {
    in.skip_space();
    std::string part = in.digits(1, 2);
    const std::size_t behind = in.position();
    in.skip_space();
    const bool dated = in.peek() == '-' || in.accept_bytes("一");
    in.back_to(behind);
    if (part.empty() || !dated) return {};
    add_repair(id, ". " + part, "." + part);
    return part;
}

void read_parts(Cursor& in, StandardIdentifier& id) {
    for (int depth = 0; depth < 4; ++depth) {
        const std::size_t start = in.position();
        std::string part;
        if (in.accept('.')) part = in.peek() == ' ' ? read_part_apart(in, id) : in.digits(1, 4);
        if (part.empty()) return in.back_to(start);
        id.part += (id.part.empty() ? "" : ".") + part;
    }
}

// "GJB 150.12A-2009": a revision of a military standard.
void read_revision_letter(Cursor& in, StandardIdentifier& id) {
    if (id.body != "GJB" || id.part.empty() || !is_upper(in.peek()) || is_word(in.peek(1))) return;
    id.part += in.peek();
    in.advance();
}

// The year of a draft that is not numbered yet: "20XX", "XXXX", "××××".
bool read_open_year(Cursor& in) {
    const std::size_t start = in.position();
    in.accept_prefix("20") || in.accept_prefix("19");
    int marks = 0;
    while (in.accept_prefix("X") || in.accept_bytes("×")) ++marks;
    if (marks >= 1 && marks <= 4 && in.at_word_end()) return true;
    in.back_to(start);
    return false;
}

// "92": the last two digits of a year before 2000.
std::optional<int> read_short_year(Cursor& in) {
    const std::size_t start = in.position();
    const std::string digits = in.digits(2, 2);
    if (digits >= "50" && in.at_word_end()) return 1900 + std::stoi(digits);
    in.back_to(start);
    return std::nullopt;
}

// "-2020", " — 2020", "--92", ":2002". False when digits follow the dash and are no year: then the whole is
// refused.
bool read_dated(Cursor& in, Date& date) {
    const std::size_t start = in.position();
    in.skip_space();
    const bool colon = in.accept(':');
    if (!colon && !in.accept('-')) {
        in.back_to(start);
        return true;
    }
    in.accept('-');
    in.skip_space();
    if (const auto year = read_year(in)) {
        date = Date{*year};
        return true;
    }
    if (!colon) {
        if (const auto year = read_short_year(in)) {
            date = Date{*year};
            return true;
        }
        if (read_open_year(in)) return true;
    }
    const bool digits_follow = is_digit(in.peek()) && !colon;
    in.back_to(start);
    return !digits_follow || in.peek() == ' ';
}

// "DB5227/T 049 2014": the dash before the year was lost. "GB/T 1 2014-03-18" and "GB/T 1 2014年" go on with a date.
void read_year_apart(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    const bool local = id.body.size() > 2 && id.body.starts_with("DB");
    if (in.peek() != ' ' || (id.type.empty() && !local && id.body != "GB")) return;
    in.skip_space();
    const bool one_line = in.text().substr(start, in.position() - start).find('\n') == std::string_view::npos;
    const auto year = one_line ? read_year(in) : std::nullopt;
    const std::size_t behind = in.position();
    in.skip_space();
    const char next = in.peek();
    const bool goes_on = next == '-' || ((next == '.' || next == '/') && is_digit(in.peek(1))) || in.accept_bytes("年");
    in.back_to(year && !goes_on ? behind : start);
    if (!year || goes_on) return;
    id.date = Date{*year};
    add_repair(id, ' ' + std::to_string(*year), '-' + std::to_string(*year));
}

// "GB/T 1.1一2009": a scanner took the dash for the Chinese one.
bool read_edition(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    in.skip_space();
    if (in.accept_bytes("一")) {
        if (const auto year = read_year(in)) {
            id.date = Date{*year};
            add_repair(id, "一", "-");
            return true;
        }
    }
    in.back_to(start);
    if (!read_dated(in, id.date)) return false;
    if (!id.is_dated() && in.position() == start) read_year_apart(in, id);
    return true;
}

bool read_sheet(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    Supplement sheet{"XG", "", "", {}};
    if (in.accept_spaced('/') && in.accept_prefix("XG")) {
        sheet.number = in.digits(1, 2);
        if (!sheet.number.empty() && read_dated(in, sheet.date)) {
            id.supplements.push_back(std::move(sheet));
            return true;
        }
    }
    in.back_to(start);
    in.skip_space();
    if (in.accept_bytes("第")) {
        in.skip_space();
        sheet.number = in.digits(1, 2);
        in.skip_space();
        if (!sheet.number.empty() && in.accept_bytes("号修改单")) {
            id.supplements.push_back(std::move(sheet));
            return true;
        }
    }
    in.back_to(start);
    return false;
}

void read_dual(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    if (!in.accept_spaced('/')) return;
    const Grammar grammar = grammar_for(in);
    StandardIdentifier adopted;
    if (grammar != nullptr && grammar != read_chinese && grammar != read_chinese_project && grammar(in, adopted)) {
        id.adopted.push_back(std::move(adopted));
        return;
    }
    in.back_to(start);
}

// The enterprise's own number up to the year: "1234.1", "A1901.004", "ABC 001".
bool read_enterprise_number(Cursor& in, StandardIdentifier& id) {
    while (id.number.size() < 32) {
        const char c = in.peek();
        const bool mark = c == '-' || c == '.' || c == ' ';
        if (mark && !id.number.empty()) {
            const std::size_t start = in.position();
            if (c != '.' && read_dated(in, id.date) && id.is_dated()) return true;
            in.back_to(start);
            if (!is_word(in.peek(1))) return false;
        } else if (!is_digit(c) && !is_upper(c) && !(is_lower(c) && in.is_whole_text())) {
            return false;
        }
        id.number += to_upper(c);
        in.advance();
    }
    return false;
}

// "Q/" and whatever the enterprise likes, up to the year: Q/GDW 1234.1-2012, Q/BYDQ-A1901.004-2018.
bool read_enterprise(Cursor& in, StandardIdentifier& id) {
    in.advance();
    const char slash = read_slash(in);
    if (slash == kEnd) return false;
    const std::string code = read_body_code(in, false);
    if (code.size() < 2) return false;
    id.family = StandardFamily::kChinese;
    id.body = "Q/" + code;
    repair_slash(id, slash);
    const bool dash = in.accept('-');
    if (!dash) in.skip_space();
    if (!read_enterprise_number(in, id) || id.number.find_first_of("0123456789") == std::string::npos) return false;
    id.printed() = canonical_form(id);
    if (dash) id.printed()[id.body.size()] = '-';
    return true;
}

// "16 GB 2020": the unit of memory behind a number.
bool follows_quantity(Cursor in, std::size_t begin) {
    in.back_to(begin);
    if (in.previous() != ' ') return false;
    in.back_to(previous_code_point(in.text(), begin));
    return is_digit(in.previous());
}

// A code of two letters is a common word or unit: in prose it takes a slash or a year to make a standard.
bool is_plausible_in_prose(const Cursor& in, const StandardIdentifier& id, std::size_t begin) {
    if (id.is_dated() || id.all_parts) return true;
    // "WST 481" has a lost slash alone; "DLT 2021" is no number.
    if (!id.repairs.empty())
        return id.type == "T" && id.repairs.size() == 1 && id.number.size() >= 3 && !reads_as_year(id.number);
    if (!id.type.empty() || id.body.starts_with("T/")) return id.number.size() + id.part.size() >= 2 || id.type == "T";
    if (id.body != "GB") return false;
    return !follows_quantity(in, begin) && (id.number.size() >= 3 || !id.part.empty());
}

}  // namespace

bool read_chinese(Cursor& in, StandardIdentifier& id) {
    const std::size_t begin = in.position();
    if (to_upper(in.peek()) == 'Q' && (in.peek(1) == '/' || in.peek(1) == ' ')) {
        return read_enterprise(in, id);
    }
    id.family = StandardFamily::kChinese;
    if (!read_prefix(in, id) || !read_number(in, id)) return false;
    read_parts(in, id);
    read_revision_letter(in, id);
    if (is_word(in.peek())) return false;
    const bool range = !in.is_whole_text() && !id.part.empty() && in.peek() == '-';
    if (!read_edition(in, id) && !range) return false;
    while (read_sheet(in, id)) {
    }
    read_dual(in, id);
    id.all_parts = read_all_parts(in);
    id.printed() = canonical_form(id);
    if (!id.adopted.empty()) id.printed() += '/' + id.adopted.front().normalized();
    if (id.all_parts) id.printed() += " (all parts)";
    return in.is_whole_text() || is_plausible_in_prose(in, id, begin);
}

}  // namespace mirrorgraph::identifiers

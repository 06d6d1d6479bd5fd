// The identifiers of ITU: ITU-T X.509 (10/2019), ITU-R M.1035-0, ITU-R SG01.210-3, ITU OB No. 1000-F.
//
//   identifier := "ITU-" sector ("Recommendation" | "Rec.")? number ("-" version)? date?
//   number     := series "." digits ("." digits)* | "SG" digits "." digits | digits
//   date       := "(" month "/" year ")" | "(" year ("-" month)? ")"

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

bool read_sector(Cursor& in, StandardIdentifier& id) {
    if (!in.accept_prefix("ITU")) return false;
    const bool dash = in.accept('-') || in.accept(' ');
    const char sector = to_upper(in.peek());
    if ((sector != 'T' && sector != 'R' && sector != 'D') || is_letter(in.peek(1))) return false;
    in.advance();
    id.body = std::string("ITU-") + sector;
    return dash || in.at_word_end();
}

void skip_recommendation(Cursor& in) {
    in.skip_space();
    if (in.accept_word("RECOMMENDATION") || in.accept_word("REC")) {
        in.accept('.');
        in.skip_space();
    }
}

// "X.509", "F.748.11", "SG01.210", "SNG.722"; "26" alone names a question of the radio sector.
bool read_itu_number(Cursor& in, StandardIdentifier& id) {
    const std::string series = in.letters();
    if (series.size() > 4) return false;
    id.number = series;
    if (series == "SG") id.number += in.digits(1, 2);
    if (!series.empty()) {
        if (!in.accept('.')) return false;
        if (in.peek() == ' ') in.skip_space();
        id.number += '.';
    }
    const std::string digits = in.digits(1, 5);
    id.number += digits;
    while (in.peek() == '.' && is_digit(in.peek(1))) {
        in.advance();
        id.number += '.' + in.digits(1, 4);
    }
    return !digits.empty() && (!series.empty() || id.body == "ITU-R");
}

// What the radio sector numbers in another way: handbooks, contributions, questions of a study group.
bool read_radio_paper(Cursor& in, StandardIdentifier& id) {
    if (id.body != "ITU-R" || !in.is_whole_text()) return false;
    std::string text;
    for (;
         is_word(in.peek()) || (!text.empty() && std::string_view("./[]:-").find(in.peek()) != std::string_view::npos);
         in.advance()) {
        text += in.peek();
    }
    if (!in.at_end() || text.find_first_of("0123456789") == std::string::npos) return false;
    if (text.find('/') == std::string::npos && !text.ends_with(".HDB")) return false;
    id.number = text;
    return true;
}

bool read_date(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    in.skip_space();
    if (in.accept('(')) {
        const std::string month = in.digits(1, 2);
        if (!month.empty() && in.accept('/')) {
            if (const auto year = read_year(in); year && in.accept(')')) {
                id.date = Date{*year, static_cast<std::uint8_t>(std::stoi(month))};
                if (is_valid(id.date)) return true;
            }
        } else if (const auto year = read_year(in)) {
            id.date = Date{*year};
            if (in.accept('-')) id.date.month = static_cast<std::uint8_t>(std::stoi("0" + in.digits(2, 2)));
            if (in.accept(')') && is_valid(id.date)) return true;
        }
    }
    id.date = {};
    in.back_to(start);
    return false;
}

void read_supplements(Cursor& in, StandardIdentifier& id) {
    for (;;) {
        const std::size_t start = in.position();
        in.skip_space();
        in.accept('/');
        const bool amendment = in.accept_word("AMD") || in.accept_word("AMENDMENT");
        const bool corrigendum = !amendment && (in.accept_word("COR") || in.accept_word("CORRIGENDUM"));
        in.accept('.');
        in.skip_space();
        const std::string number = in.digits(1, 2);
        if ((!amendment && !corrigendum) || number.empty() || !in.at_word_end()) return in.back_to(start);
        id.supplements.push_back({amendment ? "Amd" : "Cor", number, "", {}});
        id.printed() += ' ' + id.supplements.back().kind + ' ' + number;
        if (read_date(in, id)) std::swap(id.supplements.back().date, id.date);
    }
}

// "ITU OB No. 1000-F": the operational bulletin, a language behind its number.
bool read_bulletin(Cursor& in, StandardIdentifier& id) {
    if (!in.accept_prefix("ITU") || !in.skip_space() || !in.accept_word("OB")) return false;
    in.skip_space();
    if (in.accept_word("NO")) in.accept('.');
    in.skip_space();
    id.number = in.digits(1, 5);
    if (id.number.empty()) return false;
    id.family = StandardFamily::kItu;
    id.body = "ITU";
    id.type = "OB";
    id.printed() = "ITU OB No. " + id.number;
    if (in.accept('-')) {
        id.language = in.letters();
        if (id.language.size() != 1) return false;
        id.printed() += '-' + id.language;
    }
    return true;
}

}  // namespace

bool read_itu(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    if (read_bulletin(in, id)) return true;
    in.back_to(start);
    if (in.is_whole_text() && in.accept_word("RECOMMENDATION")) in.skip_space();
    if (!read_sector(in, id)) return false;
    id.family = StandardFamily::kItu;
    skip_recommendation(in);
    const std::size_t at_number = in.position();
    if (read_radio_paper(in, id)) {
        id.printed() = id.body + ' ' + id.number;
        return true;
    }
    in.back_to(at_number);
    id.number.clear();
    if (!read_itu_number(in, id)) return false;
    if (in.peek() == '-' && is_digit(in.peek(1))) {
        in.advance();
        id.edition = in.digits(1, 4);
    }
    id.printed() = id.body + ' ' + id.number + (id.edition.empty() ? "" : "-" + id.edition);
    if (read_date(in, id)) {
        const std::string year = to_string(Date{id.date.year});
        const std::string month = id.date.month == 0 ? "" : to_string(id.date).substr(5) + '/';
        id.printed() += " (" + month + year + ')';
    }
    read_supplements(in, id);
    if (read_all_parts(in)) id.all_parts = true;
    return id.body != "ITU-R" || in.is_whole_text() || id.number.find('.') != std::string::npos;
}

}  // namespace mirrorgraph::identifiers

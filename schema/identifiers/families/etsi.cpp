// The identifiers of ETSI: ETSI EN 300 328 V2.2.2 (2019-07), ETSI GS NFV-IFA 001 V1.1.1, ETSI ETS 300 001 ed.4.
//
//   identifier := "ETSI" deliverable number ("-" part)* sheet* version? date?
//   number     := digits digits | group digits | "GSM"? digits "." digits
//   version    := "V" digits "." digits "." digits | "ed." digits

#include <algorithm>
#include <array>

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

constexpr std::array<std::string_view, 15> kEtsiDeliverables = {"EN",  "TS",  "TR",  "ES",  "EG",    "SR",  "GS",  "GR",
                                                                "ETS", "ETR", "GTS", "TBR", "TCRTR", "NET", "TCTR"};

bool read_deliverable(Cursor& in, StandardIdentifier& id) {
    in.skip_space();
    const bool interim = in.accept_prefix("I-");
    const std::string word = in.letters();
    if (std::find(kEtsiDeliverables.begin(), kEtsiDeliverables.end(), word) == kEtsiDeliverables.end()) return false;
    id.type = (interim ? "I-" : "") + word;
    return in.skip_space();
}

// "NFV-IFA", "mWT", "F5G", "GSM": the group that the number belongs to.
bool read_group(Cursor& in, StandardIdentifier& id) {
    std::string group;
    while ((is_word(in.peek()) || (in.peek() == '-' && is_letter(in.peek(1)))) && group.size() < 10) {
        group += in.peek();
        in.advance();
    }
    if (group.size() < 2 || !in.skip_space()) return false;
    id.number = group + ' ';
    return true;
}

bool read_deliverable_number(Cursor& in, StandardIdentifier& id) {
    if (!is_digit(in.peek()) && !read_group(in, id)) return false;
    const std::string six = in.digits(6, 6);
    if (!six.empty()) {
        id.number += six.substr(0, 3) + ' ' + six.substr(3);
        return true;
    }
    const std::string first = in.digits(2, 4);
    if (first.empty()) return false;
    id.number += first;
    const std::size_t start = in.position();
    if (in.accept('.')) {
        const std::string second = in.digits(2, 2);
        if (second.empty()) return in.back_to(start), true;
        id.number += '.' + second;
    } else if (first.size() == 3 && in.skip_space()) {
        const std::string second = in.digits(3, 3);
        if (second.empty()) return in.back_to(start), true;
        id.number += ' ' + second;
    }
    return true;
}

// "-1", "-2-3", "-DCS".
void read_etsi_parts(Cursor& in, StandardIdentifier& id) {
    for (int depth = 0; depth < 3; ++depth) {
        const std::size_t start = in.position();
        if (!in.accept('-')) return;
        std::string part = in.digits(1, 3);
        if (part.empty()) {
            part = in.letters();
            if (part.size() > 3 || !std::all_of(part.begin(), part.end(), is_upper)) part.clear();
        }
        if (part.empty() || !in.at_word_end()) return in.back_to(start);
        id.part += (id.part.empty() ? "" : "-") + part;
    }
}

// "/A2", "/C1": amendments and corrigenda.
void read_sheets(Cursor& in, StandardIdentifier& id) {
    for (;;) {
        const std::size_t start = in.position();
        if (!in.accept('/')) return;
        const char kind = in.peek();
        if (kind != 'A' && kind != 'C') return in.back_to(start);
        in.advance();
        const std::string number = in.digits(1, 2);
        if (number.empty() || !in.at_word_end()) return in.back_to(start);
        id.supplements.push_back({std::string(1, kind), number, "", {}});
    }
}

bool read_version(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    in.skip_space();
    if (in.accept_prefix("ED.") || (in.is_whole_text() && in.accept_prefix("ED"))) {
        in.skip_space();
        id.edition = "ed." + in.digits(1, 2);
        if (id.edition.size() > 3) return true;
    } else if (in.accept_prefix("V")) {
        id.edition = "V" + in.digits(1, 2);
        for (int i = 0; i < 2 && in.peek() == '.' && is_digit(in.peek(1)); ++i) {
            in.advance();
            id.edition += '.' + in.digits(1, 2);
        }
        if (id.edition.find('.') != std::string::npos && in.at_word_end()) return true;
    }
    id.edition.clear();
    in.back_to(start);
    return false;
}

bool read_month_date(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    in.skip_space();
    if (in.accept('(')) {
        const auto year = read_year(in);
        if (year && in.accept('-')) {
            id.date = Date{*year, static_cast<std::uint8_t>(std::stoi("0" + in.digits(2, 2)))};
            if (id.date.month != 0 && is_valid(id.date) && in.accept(')')) return true;
        }
    }
    id.date = {};
    in.back_to(start);
    return false;
}

}  // namespace

// The number and what stands behind it, "ETSI" and the deliverable being read.
bool read_etsi_number(Cursor& in, StandardIdentifier& id) {
    id.family = StandardFamily::kEtsi;
    id.body = "ETSI";
    if (!read_deliverable_number(in, id)) return false;
    read_etsi_parts(in, id);
    read_sheets(in, id);
    if (!in.at_word_end()) return false;
    id.printed() = "ETSI " + id.type + ' ' + id.number + (id.part.empty() ? "" : "-" + id.part);
    if (!id.supplements.empty()) id.printed() += '/' + id.supplements.back().kind + id.supplements.back().number;
    if (read_version(in, id)) id.printed() += ' ' + id.edition;
    if (read_month_date(in, id)) id.printed() += " (" + to_string(id.date) + ')';
    return true;
}

bool read_etsi(Cursor& in, StandardIdentifier& id) {
    if (!in.accept_word("ETSI")) return false;
    in.accept('/');
    return read_deliverable(in, id) && read_etsi_number(in, id);
}

}  // namespace mirrorgraph::identifiers

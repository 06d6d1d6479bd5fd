// The identifiers of CEN and CENELEC: EN 60335-1:2012/A1, EN ISO 13485:2016, prEN 14885:2020, CEN/TR 17654:2021.
//
//   identifier := prefix adopted? number part* date? sheet*
//   prefix     := ("pr" | "Fpr")? ("EN" | "HD" | "ENV" | "CR" | "CWA" ...) | ("CEN" | "CLC" | "CEN/CLC") "/"?
//   deliverable adopted    := "ISO" | "IEC" | "ISO/IEC" ... sheet      := ("/" | "+") ("A" digits | "AC" digits?) date?

#include <algorithm>
#include <array>

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

constexpr std::array<std::string_view, 10> kSeries = {"EN", "ENV", "HD", "CR", "CWA", "ENR", "ES", "R", "CECC", "EG"};
constexpr std::array<std::string_view, 6> kEuropeanDeliverables = {"TR", "TS", "GUIDE", "CWA", "R", "HD"};
constexpr std::array<std::string_view, 6> kAdopted = {"ISO/IEC/IEEE", "ISO/IEC", "ISO/ASTM", "ISO/CIE", "ISO", "IEC"};

bool read_draft_mark(Cursor& in, StandardIdentifier& id) {
    id.stage = in.accept_prefix("FPR") ? "Fpr" : in.accept_prefix("PR") ? "pr" : "";
    return !id.stage.empty();
}

// "CEN/TR", "CLC/TS", "CEN/CLC Guide", "CEN ISO/TS": the deliverables that carry the body's name.
bool read_body_prefix(Cursor& in, StandardIdentifier& id) {
    const bool cen = in.accept_word("CEN");
    if (cen) id.body = "CEN";
    const std::size_t start = in.position();
    if (!cen || in.accept_spaced('/') || in.accept('-')) {
        if (in.accept_word("CLC") || in.accept_word("CENELEC")) {
            id.body += cen ? "/CLC" : "CLC";
        } else if (!cen) {
            return false;
        } else {
            in.back_to(start);
        }
    }
    id.printed() = id.body;
    const bool slash = in.accept_spaced('/');
    if (!slash && !in.skip_space()) return false;
    const std::string upper = in.capitals();
    if (std::find(kEuropeanDeliverables.begin(), kEuropeanDeliverables.end(), upper) == kEuropeanDeliverables.end())
        return false;
    id.type = upper == "GUIDE" ? "Guide" : upper;
    id.printed() += (slash && upper != "GUIDE" ? "/" : " ") + id.type;
    return true;
}

bool read_series_prefix(Cursor& in, StandardIdentifier& id) {
    if (!in.is_whole_text() && is_lower(in.peek()) && is_lower(in.peek(1)) && is_lower(in.peek(2))) return false;
    read_draft_mark(in, id);
    const std::string word = in.letters();
    id.body = word;
    for (char& c : id.body) c = to_upper(c);
    if (!in.is_whole_text() && word != id.body) return false;
    id.printed() = id.stage + id.body;
    return std::find(kSeries.begin(), kSeries.end(), id.body) != kSeries.end();
}

// The body whose standard is adopted: it belongs to the prefix, and the number is that body's.
void read_adopted(Cursor& in, StandardIdentifier& id) {
    in.skip_space();
    for (std::string_view body : kAdopted) {
        const std::size_t start = in.position();
        if (!in.accept_word(body) || !in.skip_space()) {
            in.back_to(start);
            continue;
        }
        id.body += ' ' + std::string(body);
        id.printed() += ' ' + std::string(body);
        return;
    }
}

bool read_european_sheet(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    const bool joined = in.accept('+');
    if (!joined && !in.accept('/')) return false;
    Supplement sheet{in.accept_prefix("AC") ? "AC" : in.accept_prefix("A") ? "A" : "", in.digits(1, 2), "", {}};
    if (sheet.kind.empty() || (sheet.kind == "A" && sheet.number.empty()) || !in.at_word_end()) {
        in.back_to(start);
        return false;
    }
    read_colon_date(in, sheet.date);
    const bool adopts = id.body.find(' ') != std::string::npos;
    if (!adopts) {
        id.printed() += (joined ? "+" : "/") + sheet.kind + sheet.number;
        if (sheet.date.year != 0) id.printed() += ':' + to_string(sheet.date);
    }
    id.supplements.push_back(std::move(sheet));
    return true;
}

}  // namespace

bool read_european(Cursor& in, StandardIdentifier& id) {
    id.family = StandardFamily::kEuropean;
    const std::size_t start = in.position();
    if (!read_body_prefix(in, id)) {
        in.back_to(start);
        id = StandardIdentifier{};
        id.family = StandardFamily::kEuropean;
        if (!read_series_prefix(in, id)) return false;
    }
    read_adopted(in, id);
    if (id.body == "EN" && is_digit(in.peek(2)) && in.peek(3) == ' ' && is_digit(in.peek(4)) && is_digit(in.peek(6))) {
        id.type = "EN";
        return read_etsi_number(in, id);
    }
    id.number = in.digits(1, 6);
    if (id.number.empty()) return false;
    read_dashed_parts(in, id);
    if (is_word(in.peek())) return false;
    id.printed() += ' ' + id.number + (id.part.empty() ? "" : "-" + id.part);
    read_edition_date(in, id);
    while (read_european_sheet(in, id)) {
    }
    const bool bare = !id.is_dated() && id.part.empty() && id.body == "EN" && id.stage.empty();
    return in.is_whole_text() || (bare ? id.number.size() >= 3 : id.body != "R" && id.body != "ES");
}

}  // namespace mirrorgraph::identifiers

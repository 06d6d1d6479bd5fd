// What IEC numbers beside its standards: working documents (65/904/RVDTR), projects (PWI 86B-20), and the documents of
// its schemes of conformity assessment (IECEE TRF 60335-2-13,15A:2008).

#include <algorithm>
#include <array>

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

constexpr std::array<std::string_view, 40> kPapers = {
    "AC",  "CA",  "CC",     "CD",    "CDV",   "CDPAS", "DA",  "DC",  "DL",   "DPAS", "DTR",  "DTS", "DV", "FDIS",
    "INF", "MCR", "MTG",    "NCC",   "NP",    "PAS",   "PW",  "Q",   "QP",   "R",    "RM",   "RQ",  "RR", "RV",
    "RVC", "RVD", "RVDPAS", "RVDTR", "RVDTS", "RVN",   "RVR", "SBP", "TCDV", "ECDV", "CCDV", "TDA"};

std::string read_token(Cursor& in, std::string_view marks) {
    std::string out;
    for (; is_word(in.peek()) || (in.peek() != kEnd && marks.find(in.peek()) != std::string_view::npos); in.advance()) {
        out += in.peek();
    }
    return out;
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

}  // namespace

// committee "/" number ("(F)")? "/" paper
bool read_iec_paper(Cursor& in, StandardIdentifier& id) {
    if (!in.is_whole_text()) return false;
    std::string code = read_token(in, "-");
    if (code.empty() || code.size() > 16 || !in.accept('/')) return false;
    if (code == "CIS" && is_letter(in.peek())) {
        code += '/' + in.letters();
        if (!in.accept('/')) return false;
    }
    code += '/';
    const std::string number = in.digits(1, 5);
    if (number.empty()) return false;
    code += number;
    if (is_upper(in.peek()) && in.peek(1) == '/') code += in.letters();
    if (in.accept_prefix("(F)")) code += "(F)";
    if (!in.accept('/')) return false;
    const std::string paper = in.letters();
    if (std::find(kPapers.begin(), kPapers.end(), paper) == kPapers.end() || !in.at_word_end()) return false;
    take_code(id, "IEC", code + '/' + paper);
    id.stage = paper;
    return true;
}

// ("PWI" | "PNW") deliverable? committee "-" number edition?
bool read_iec_project(Cursor& in, StandardIdentifier& id) {
    if (!in.is_whole_text()) return false;
    std::string code = in.letters();
    id.stage = code;
    if (!in.skip_space()) return false;
    const std::size_t start = in.position();
    const std::string type = in.letters();
    if (type.size() >= 2 && type.size() <= 3 && in.skip_space()) {
        id.type = type;
        code += ' ' + type;
    } else {
        in.back_to(start);
    }
    const std::string project = read_token(in, "-");
    if (project.find('-') == std::string::npos || !has_digit(project)) return false;
    code += ' ' + project;
    if (in.skip_space() && in.accept_prefix("ED")) {
        const std::string edition = in.digits(1, 2);
        if (edition.empty()) return false;
        id.edition = "ED" + edition;
        code += ' ' + id.edition;
    }
    take_code(id, "IEC", code);
    return true;
}

// ("IECEE" | "IECEx" | "IECQ") ("TRF" | "OD" | "CS")? ("CISPR")? code (":" date)? edition?
bool read_iec_scheme(Cursor& in, StandardIdentifier& id) {
    if (!in.is_whole_text()) return false;
    id.family = StandardFamily::kIec;
    const Word scheme = in.peek_letters();
    in.letters();
    id.body = scheme.view() == "IECEX" ? "IECEx" : std::string(scheme.view());
    while (in.skip_space() && is_letter(in.peek())) {
        const std::string word = in.letters();
        if (word.size() > 5 || is_digit(in.peek())) return false;
        id.type += (id.type.empty() ? "" : " ") + word;
    }
    id.number = read_token(in, "-,_");
    if (!has_digit(id.number)) return false;
    id.printed() = id.body + (id.type.empty() ? "" : " " + id.type) + ' ' + id.number;
    read_edition_date(in, id);
    if (in.skip_space() && in.accept_prefix("ED")) {
        id.edition = "ED" + read_token(in, ".");
        id.printed() += ' ' + id.edition;
    }
    return true;
}

}  // namespace mirrorgraph::identifiers

// The identifiers of ISO and IEC, alone, together and with others: ISO/IEC 27001:2013/Cor 2:2015.
//
//   identifier := publishers attribute* number part* iteration? date? supplement* tail*
//   publishers := ("ISO" | "IEC" | "IWA" ...) ("/" publisher)*
//   attribute  := stage | deliverable, after "/" or a blank

#include <fmt/format.h>

#include <array>
#include <span>

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

struct Publisher {
    std::string_view word;
    std::string_view printed;
    bool leads;  // may stand first
};

constexpr std::array<Publisher, 16> kPublishers = {{{"ISO", "ISO", true},
                                                    {"IEC", "IEC", true},
                                                    {"CEI", "CEI", true},
                                                    {"IEEE", "IEEE", false},
                                                    {"ASTM", "ASTM", false},
                                                    {"CIE", "CIE", false},
                                                    {"HL", "HL7", false},
                                                    {"OECD", "OECD", false},
                                                    {"SAE", "SAE", false},
                                                    {"IDF", "IDF", false},
                                                    {"IUPAC", "IUPAC", false},
                                                    {"CISPR", "CISPR", true},
                                                    {"ITU", "ITU", false},
                                                    {"ISPRS", "ISPRS", false},
                                                    {"UNECE", "UNECE", false},
                                                    {"IWA", "IWA", true}}};

struct Attribute {
    std::string_view word;
    std::string_view printed;
    std::string_view stage;
    std::string_view type;
};

constexpr std::array<Attribute, 38> kAttributes = {{{"TR", "TR", "", "TR"},
                                                    {"TS", "TS", "", "TS"},
                                                    {"PAS", "PAS", "", "PAS"},
                                                    {"GUIDE", "Guide", "", "Guide"},
                                                    {"ISP", "ISP", "", "ISP"},
                                                    {"R", "R", "", "R"},
                                                    {"TTA", "TTA", "", "TTA"},
                                                    {"SRD", "SRD", "", "SRD"},
                                                    {"CA", "CA", "", "CA"},
                                                    {"DATA", "DATA", "", "DATA"},
                                                    {"AWI", "AWI", "AWI", ""},
                                                    {"NP", "NP", "NP", ""},
                                                    {"NWIP", "NP", "NP", ""},
                                                    {"NWI", "NP", "NP", ""},
                                                    {"PWI", "PWI", "PWI", ""},
                                                    {"WD", "WD", "WD", ""},
                                                    {"PRELIMINARY", "PWI", "PWI", ""},
                                                    {"CD", "CD", "CD", ""},
                                                    {"CDV", "CDV", "CDV", ""},
                                                    {"FCD", "FCD", "FCD", ""},
                                                    {"DIS", "DIS", "DIS", ""},
                                                    {"FDIS", "FDIS", "FDIS", ""},
                                                    {"PRF", "PRF", "PRF", ""},
                                                    {"DTR", "DTR", "D", "TR"},
                                                    {"DTS", "DTS", "D", "TS"},
                                                    {"DPAS", "DPAS", "D", "PAS"},
                                                    {"PDTR", "PDTR", "PD", "TR"},
                                                    {"PDTS", "PDTS", "PD", "TS"},
                                                    {"FDTR", "FDTR", "FD", "TR"},
                                                    {"FDTS", "FDTS", "FD", "TS"},
                                                    {"CDTR", "CDTR", "CD", "TR"},
                                                    {"CDTS", "CDTS", "CD", "TS"},
                                                    {"CDPAS", "CDPAS", "CD", "PAS"},
                                                    {"PDPAS", "PDPAS", "PD", "PAS"},
                                                    {"DISP", "DISP", "D", "ISP"},
                                                    {"FPDISP", "FPDISP", "FPD", "ISP"},
                                                    {"DGUIDE", "DGuide", "D", "Guide"},
                                                    {"FDGUIDE", "FDGuide", "FD", "Guide"}}};

template <class Row, std::size_t N>
const Row* find_word(const std::array<Row, N>& rows, std::string_view word) {
    if (word.empty()) return nullptr;
    for (const Row& row : rows) {
        if (row.word == word) return &row;
    }
    return nullptr;
}

// "Amd", "DAM", "FDAmd" ...: the kinds of supplements with the stage folded in.
struct SupplementWord {
    std::string_view word;
    std::string_view kind;
    std::string_view stage;
};

constexpr std::array<SupplementWord, 23> kSupplementWords = {
    {{"AMD", "Amd", ""},     {"AMENDMENT", "Amd", ""}, {"DAM", "Amd", "D"},    {"DAMD", "Amd", "D"},
     {"PDAM", "Amd", "PD"},  {"FDAM", "Amd", "FD"},    {"FDAMD", "Amd", "FD"}, {"FPDAM", "Amd", "FPD"},
     {"CDAM", "Amd", "CD"},  {"COR", "Cor", ""},       {"CORR", "Cor", ""},    {"CORRIGENDUM", "Cor", ""},
     {"DCOR", "Cor", "D"},   {"DCORR", "Cor", "D"},    {"FCOR", "Cor", "FD"},  {"FDCOR", "Cor", "FD"},
     {"CDCOR", "Cor", "CD"}, {"ADD", "Add", ""},       {"DAD", "Add", "D"},    {"SUPPL", "Suppl", ""},
     {"EXT", "Ext", ""},     {"ISH", "ISH", ""},       {"FRAG", "Frag", ""}}};

bool read_publishers(Cursor& in, StandardIdentifier& id) {
    for (bool first = true;; first = false) {
        const std::size_t start = in.position();
        if (!first && !in.accept_spaced('/') && !(id.body == "ISO" && in.accept('-'))) return true;
        const Publisher* publisher = find_word(kPublishers, in.peek_letters().view());
        if (publisher == nullptr || (first && !publisher->leads)) {
            in.back_to(start);
            return !first;
        }
        in.letters();
        if (publisher->word == "HL" && !in.accept('7')) {
            in.back_to(start);
            return !first;
        }
        if (!first) id.body += '/';
        id.body += publisher->printed;
    }
}

// An attribute's separator and word as printed: "/TR", " TS".
void print_attribute(StandardIdentifier& id, const Attribute& attribute, bool first, bool slash,
                     std::string_view as_read) {
    const bool alone = id.body == "ISO";
    const bool closed = first && alone && (slash || !attribute.stage.empty());
    const bool guide = attribute.type == "Guide";
    id.printed() += closed && !(guide && as_read == "GUIDE") ? '/' : ' ';
    if (guide && as_read == "GUIDE" && !alone) {
        id.printed() += as_read;
    } else {
        id.printed() += attribute.printed;
    }
}

void read_attributes(Cursor& in, StandardIdentifier& id) {
    for (bool first = true;; first = false) {
        const std::size_t start = in.position();
        const bool slash = in.accept_spaced('/');
        const bool apart = slash || in.skip_space() || (first && in.accept('-'));
        const Attribute* attribute = apart ? find_word(kAttributes, in.peek_letters().view()) : nullptr;
        if (attribute == nullptr) {
            in.back_to(start);
            return;
        }
        const std::string as_read = in.letters();
        print_attribute(id, *attribute, first, slash, as_read);
        id.stage += attribute->stage;
        id.type += attribute->type;
        if (is_digit(in.peek()) && in.peek(1) == ' ' && !attribute->stage.empty()) id.iteration = in.digits(1, 1);
    }
}

bool read_number(Cursor& in, StandardIdentifier& id) {
    in.skip_space();
    id.number = in.digits(1, 6);
    if (id.number.empty()) return false;
    if (id.body == "IECQ" || in.is_whole_text()) {
        if (is_upper(in.peek()) && !is_word(in.peek(1))) {
            id.number += in.peek();
            in.advance();
        }
    }
    if (is_word(in.peek())) return false;
    read_dashed_parts(in, id);
    id.printed() += ' ' + id.number + (id.part.empty() ? "" : "-" + id.part);
    if (in.is_whole_text() || !id.stage.empty()) {
        const std::size_t start = in.position();
        if (in.accept('.')) {
            if (const std::string again = in.digits(1, 2); !again.empty() && in.at_word_end()) {
                id.iteration = again;
            } else {
                in.back_to(start);
            }
        }
    }
    if (!id.iteration.empty()) id.printed() += '.' + id.iteration;
    return true;
}

// "/Amd 1:2015", "/CD Cor 1", "/AMD1:1999", "+AMD1:1992".
bool read_supplement(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    const bool joined = in.accept('+');
    if (!joined && !in.accept_spaced('/')) return false;
    std::string printed(1, joined ? '+' : '/');
    Supplement supplement;
    if (const Attribute* stage = find_word(kAttributes, in.peek_letters().view());
        stage != nullptr && stage->type.empty()) {
        in.letters();
        supplement.stage = stage->stage;
        printed += stage->printed;
        if (!in.skip_space()) return in.back_to(start), false;
        printed += ' ';
    }
    const SupplementWord* word = find_word(kSupplementWords, in.peek_letters().view());
    if (word == nullptr) return in.back_to(start), false;
    std::string as_read = in.letters();
    if (as_read == "FCOR") as_read = "FDCOR";
    printed += as_read;
    supplement.kind = word->kind;
    supplement.stage += word->stage;
    const bool apart = in.accept('.') | in.skip_space();
    supplement.number = in.digits(1, 3);
    if (supplement.number.empty()) return in.back_to(start), false;
    printed += (apart ? " " : "") + supplement.number;
    const std::size_t before_iteration = in.position();
    if (in.accept('.')) {
        if (const std::string again = in.digits(1, 2); !again.empty()) {
            supplement.stage += '.' + again;
            printed += '.' + again;
        } else {
            in.back_to(before_iteration);
        }
    }
    if (read_colon_date(in, supplement.date) && supplement.date.year != 0) printed += ':' + to_string(supplement.date);
    id.printed() += printed;
    id.supplements.push_back(std::move(supplement));
    return true;
}

// "(E)", "(en,fr)", "(E/F/R)".
bool read_language(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    if (!in.accept('(')) return false;
    std::string language;
    int letters = 0;
    for (; language.size() < 12; in.advance()) {
        const char c = in.peek();
        letters = is_letter(c) ? letters + 1 : 0;
        if ((!is_letter(c) && c != ',' && c != '/') || letters > 2) break;
        language += c;
    }
    if (language.empty() || !in.accept(')')) return in.back_to(start), false;
    id.language = language;
    id.printed() += '(' + language + ')';
    return true;
}

constexpr std::array<std::string_view, 8> kIecTails = {"CSV", "RLV", "CMV", "PRV", "SER", "EXV", "DB", "EEC"};

// What IEC puts behind the date: a consolidated, redline or commented version, or an edition.
bool read_tail(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    if (!in.skip_space()) return false;
    const std::string word = in.letters();
    for (std::string_view tail : kIecTails) {
        if (word != tail || !in.at_word_end()) continue;
        id.edition += (id.edition.empty() ? "" : " ") + word;
        id.printed() += ' ' + word;
        return true;
    }
    const bool capital = word == "ED";
    if (in.is_whole_text() && (capital || word == "Ed" || word == "Edition" || word == "ed")) {
        in.accept('.');
        in.skip_space();
        std::string edition = in.digits(1, 2);
        if (in.accept('.')) edition += '.' + in.digits(1, 2);
        if (!edition.empty()) id.edition += (id.edition.empty() ? "" : " ") + ("ED" + edition);
        if (capital && !edition.empty()) id.printed() += " ED" + edition;
        return true;
    }
    in.back_to(start);
    return false;
}

void read_tails(Cursor& in, StandardIdentifier& id) {
    while (read_supplement(in, id) || read_language(in, id) || read_tail(in, id)) {
    }
    if (read_all_parts(in)) {
        id.all_parts = true;
        id.printed() += " (all parts)";
    }
}

// In prose "ISO 2023" is a year more often than a standard, and a bare small number is anything.
bool is_plausible_in_prose(const StandardIdentifier& id) {
    const bool bare =
        !id.is_dated() && id.part.empty() && id.stage.empty() && id.type.empty() && id.supplements.empty();
    if (!bare || id.all_parts) return true;
    return id.number.size() >= 3 && !(id.number >= "1990" && id.number <= "2039" && id.number.size() == 4);
}

}  // namespace

bool read_international(Cursor& in, StandardIdentifier& id) {
    std::string leading;
    if (in.is_whole_text()) {
        if (const Attribute* attribute = find_word(kAttributes, in.peek_letters().view())) {
            leading = attribute->printed;
            id.stage = attribute->stage;
            id.type = attribute->type;
            in.letters();
            if (!in.skip_space()) return false;
        }
    }
    if (!read_publishers(in, id)) return false;
    id.family = id.body.starts_with("ISO") || id.body == "IWA" ? StandardFamily::kIso : StandardFamily::kIec;
    id.printed() = id.body;
    if (leading == "Guide") {
        id.printed() += (id.body == "ISO" ? '/' : ' ') + leading;
    } else if (!leading.empty()) {
        id.printed() = leading + ' ' + id.printed();
    }
    read_attributes(in, id);
    if (!read_number(in, id)) return false;
    read_edition_date(in, id);
    read_tails(in, id);
    return in.is_whole_text() || is_plausible_in_prose(id);
}

}  // namespace mirrorgraph::identifiers

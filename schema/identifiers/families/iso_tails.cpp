// What stands behind number and date at ISO and IEC: /Amd 1:2015, +AMD1:1992 CSV, /1:1994, (en,fr), ED2, (all parts).

#include <algorithm>
#include <array>

#include "schema/identifiers/families/iso_words.h"
#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

// "CD " before the kind.
std::string read_leading_stage(Cursor& in, Supplement& supplement) {
    const std::size_t start = in.position();
    const Attribute* stage = find_word(kAttributes, in.peek_letters().view());
    if (stage == nullptr || !stage->type.empty()) return {};
    in.letters();
    if (!in.skip_space()) return in.back_to(start), std::string();
    supplement.stage = stage->stage;
    return std::string(stage->printed) + ' ';
}

// "Amd", "DAM", "FDCor": the kind and the stage written with it. False for any other word.
bool read_kind(std::string_view word, Supplement& supplement) {
    for (const SupplementKind& kind : kSupplementKinds) {
        if (!word.ends_with(kind.word)) continue;
        const JoinedStage* stage = find_row(kJoinedStages, word.substr(0, word.size() - kind.word.size()));
        if (stage == nullptr || (kind.takes_stage && stage->word.empty())) continue;
        supplement.kind = kind.kind;
        if (!stage->stage.empty()) supplement.stage = stage->stage;
        return true;
    }
    return false;
}

// "1", "2.3".
std::string read_supplement_number(Cursor& in) {
    std::string number = in.digits(1, 3);
    const std::size_t start = in.position();
    if (number.empty() || !in.accept('.')) return number;
    const std::string again = in.digits(1, 2);
    if (again.empty()) return in.back_to(start), number;
    return number + '.' + again;
}

// "/Amd 1:2015", "/CD Cor 1", "/AMD1:1999", "+AMD1:1992". FCOR is printed as FDCOR.
bool read_supplement(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    const bool joined = in.accept('+');
    if (!joined && !in.accept_spaced('/')) return false;
    Supplement supplement;
    const std::string stage = read_leading_stage(in, supplement);
    const Word word = in.peek_letters();
    if (!read_kind(word.view(), supplement)) return in.back_to(start), false;
    const std::string as_read = in.letters();
    const bool point = in.accept('.');
    const bool apart = in.skip_space() || point;
    supplement.number = read_supplement_number(in);
    if (supplement.number.empty()) return in.back_to(start), false;
    id.printed() += (joined ? "+" : "/") + stage + (as_read == "FCOR" ? "FDCOR" : as_read);
    id.printed() += (apart ? " " : "") + supplement.number;
    if (read_colon_date(in, supplement.date) && supplement.date.year != 0) {
        id.printed() += ':' + to_string(supplement.date);
    }
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
    if (id.body != "IEC" || !id.supplements.empty()) id.printed() += '(' + language + ')';
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
        const bool alone = id.body.find('/') == std::string::npos;
        if (capital && alone && !edition.empty()) id.printed() += " ED" + edition;
        return true;
    }
    in.back_to(start);
    return false;
}

}  // namespace

// "60695-2-1/1:1994": a sheet of a part.
bool read_part_sheet(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    Supplement sheet{"Sheet", "", "", {}};
    if (!id.is_dated() && !id.part.empty() && in.accept('/')) {
        sheet.number = in.digits(1, 2);
        if (!sheet.number.empty() && read_colon_date(in, sheet.date) && sheet.date.year != 0) {
            id.printed() += '/' + sheet.number + ':' + to_string(sheet.date);
            id.supplements.push_back(std::move(sheet));
            return true;
        }
    }
    in.back_to(start);
    return false;
}

void read_international_tails(Cursor& in, StandardIdentifier& id) {
    while (read_supplement(in, id) || read_language(in, id) || read_tail(in, id)) {
    }
    if (read_all_parts(in)) {
        id.all_parts = true;
        id.printed() += " (all parts)";
    }
}

}  // namespace mirrorgraph::identifiers

// The identifiers of IEEE and what it publishes with others: IEEE Std 802.1Q-2011, IEEE P2807.1/D3, ANSI/IEEE 91-1984.
//
//   identifier := publishers status* "P"? number ("-" year)? corrigendum* draft? date? tail*
//   status     := "Unapproved" | "Active" | "Approved" | "Draft" | "Std" | "No."
//   number     := series? digits letters? (("." | "-") digits letters?)*
//   draft      := ("/" | "_") "D" version
//
// A draft of one digit is printed as the project (IEEE P1010/D8); later drafts keep the words of their status.

#include <algorithm>
#include <array>

#include "schema/identifiers/families/ieee_relations.h"
#include "schema/identifiers/grammar.h"
#include "schema/text/text.h"

namespace mirrorgraph::identifiers {

namespace {

constexpr std::array<std::string_view, 13> kIeeePublishers = {"IEEE", "ANSI", "ISO",  "IEC", "AIEE", "ASA", "IRE",
                                                              "EIA",  "NACE", "ASTM", "CSA", "NSF",  "EEE"};

// The institute and its forerunners; the others publish with it.
bool is_of_the_institute(std::string_view body) {
    return body.find("IEEE") != body.npos || body == "AIEE" || body.find("ANSI") != body.npos || body == "ASA";
}

bool is_led_by_iso(const StandardIdentifier& id) { return id.body.starts_with("ISO") || id.body.starts_with("IEC"); }

bool read_ieee_publishers(Cursor& in, StandardIdentifier& id) {
    for (bool first = true;; first = false) {
        const std::size_t start = in.position();
        if (!first && !in.accept_spaced('/')) return true;
        const Word word = in.peek_letters();
        const bool known =
            std::find(kIeeePublishers.begin(), kIeeePublishers.end(), word.view()) != kIeeePublishers.end();
        if (!known || (id.body + '/').find(std::string(word.view()) + '/') != std::string::npos) {
            in.back_to(start);
            return !first;
        }
        in.letters();
        const bool lost_letter = word.view() == "EEE";
        if (lost_letter) add_repair(id, "EEE", "IEEE");
        id.body += (first ? "" : "/") + (lost_letter ? "IEEE" : std::string(word.view()));
    }
}

// The words between publishers and number.
struct Heading {
    bool named = false;    // publishers are printed
    std::string status;    // "Unapproved", "Active Unapproved", "Approved"
    bool draft = false;    // "Draft"
    std::string standard;  // "Std", "STD", "No", "No.", "Std No."
    bool project = false;  // "P"
};

// "Std No 62" is "Std 62"; "Std No.62" is "Std No. 62".
void read_no(Cursor& in, std::string& standard) {
    const bool dot = in.accept('.');
    if (standard.empty()) {
        standard = dot ? "No." : "No";
    } else if (dot) {
        standard += " No.";
    }
}

void read_status(Cursor& in, Heading& heading) {
    for (;;) {
        const std::size_t start = in.position();
        in.skip_space();
        const std::string word = in.letters();
        if (word == "Unapproved" || word == "Active" || word == "Approved") {
            heading.status += (heading.status.empty() ? "" : " ") + word;
        } else if (word == "Draft") {
            heading.draft = true;
        } else if (word == "Std" || word == "STD" || word == "std" || word == "Standard") {
            in.accept('.');
            heading.standard = word == "STD" ? "STD" : "Std";
        } else if (word == "No" || word == "NO") {
            read_no(in, heading.standard);
        } else {
            return in.back_to(start);
        }
    }
}

void read_project_mark(Cursor& in, Heading& heading) {
    in.skip_space();
    const bool series = is_upper(in.peek(1)) && in.peek(1) != 'P' && (is_digit(in.peek(2)) || is_upper(in.peek(2)));
    if (in.peek() != 'P' || !(is_digit(in.peek(1)) || series)) return;
    heading.project = true;
    in.advance();
}

bool stands_behind_number(std::string_view name) {
    return (name.size() > 1 && name[0] == 'D' && is_digit(name[1])) || name.starts_with("Cor") || name == "pdf";
}

class NumberReader {
  public:
    NumberReader(Cursor& in, std::string& number) : in_(in), number_(number) {}

    bool read() {
        in_.skip_space();
        while (is_upper(in_.peek()) && number_.size() < 2) take();
        if (number_ == "NO" || number_.starts_with('P')) return false;  // a word of the heading, the mark of a project
        if (number_ == "SI") {
            in_.accept('-') || in_.skip_space();
            number_ += '-';
        }
        series_ = number_.size();
        if (!read_group()) return false;
        while (read_point() || read_dash() || read_name()) {
        }
        unify_marks();
        return !is_word(in_.peek());
    }

  private:
    void take() {
        number_ += in_.peek();
        in_.advance();
    }
    // "802", "11ax", "3v4": digits, letters, and a last digit.
    bool read_group() {
        int digits = 0, letters = 0;
        for (; is_digit(in_.peek()) && digits < 6; ++digits) take();
        for (; is_letter(in_.peek()) && letters < 6; ++letters) take();
        if (letters > 0 && is_digit(in_.peek()) && !is_word(in_.peek(1))) take();
        return digits > 0;
    }
    bool read_point() {
        if (in_.peek() != '.' || !is_digit(in_.peek(1))) return false;
        take();
        return read_group();
    }
    // "-10407": a part, unless it is the year.
    bool read_dash() {
        const std::size_t start = in_.position();
        if (!in_.accept('-') || !is_digit(in_.peek()) || read_year(in_)) return in_.back_to(start), false;
        number_ += '-';
        return read_group();
    }
    // "-REVmb", "-FDIS", "_Rev2": a revision or stage by name.
    bool read_name() {
        const std::size_t start = in_.position();
        if (!in_.is_whole_text() || !(in_.accept('-') || in_.accept('_') || in_.accept('.'))) return false;
        std::string name;
        for (; is_word(in_.peek()) && name.size() < 16; in_.advance()) name += in_.peek();
        if (name.empty() || !is_letter(name.front()) || stands_behind_number(name)) return in_.back_to(start), false;
        number_ += '.' + name;
        return true;
    }
    // Marks are dashes only where all of them are: "11073-10407", but "802.11.REVmb".
    void unify_marks() {
        if (number_.find('.') == std::string::npos) return;
        std::replace(number_.begin() + static_cast<std::ptrdiff_t>(series_), number_.end(), '-', '.');
    }

    Cursor& in_;
    std::string& number_;
    std::size_t series_ = 0;  // length of what stands before the digits: "C", "SI-"
};

// "-2005", "- 2010", ", 1999 Edition", ":2021".
void read_edition_year(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    in.skip_space();
    if (in.accept('-') || in.accept(':')) {
        if (in.is_whole_text()) in.skip_space();
        if (const auto year = read_year(in)) {
            id.date = Date{*year};
            return;
        }
    } else if (in.is_whole_text() && in.accept(',') && in.skip_space()) {
        const auto year = read_year(in);
        if (year && in.skip_space() && in.accept_word("EDITION")) {
            id.date = Date{*year};
            return;
        }
    }
    in.back_to(start);
}

// "/Cor 1-2015", "_Cor1", " Cor. 1", "-Cor-1".
bool read_corrigendum(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    if (!in.accept('/') && !in.accept('_') && !in.accept('-')) in.skip_space();
    if (in.accept_word("COR")) {
        if (!in.accept('-')) in.accept('.');
        in.skip_space();
        Supplement sheet{"Cor", in.digits(1, 2), "", {}};
        const std::size_t behind = in.position();
        const auto year = in.accept('-') ? read_year(in) : std::nullopt;
        if (year) {
            sheet.date = Date{*year};
        } else {
            in.back_to(behind);
        }
        if (!sheet.number.empty()) {
            id.supplements.push_back(std::move(sheet));
            return true;
        }
    }
    in.back_to(start);
    return false;
}

// "/D5", "_D10", " /D1.1", "/D37a", "/D4+1", "/DJ". Gives what is printed.
std::string read_draft(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    const bool apart = in.skip_space();
    const bool dash = !id.supplements.empty() && in.accept('-');
    if ((dash || in.accept('/') || in.accept('_')) && in.accept('D')) {
        std::string draft = "D";
        while (draft.size() < 12 && !(in.peek() == '.' && to_upper(in.peek(1)) == 'P')) {
            const bool inside = (in.peek() == '.' || in.peek() == '+') && is_word(in.peek(1));
            if (!is_word(in.peek()) && !inside) break;
            draft += in.peek();
            in.advance();
        }
        if (draft.size() > 1) {
            id.edition = draft;
            return (apart ? " /" : "/") + draft;
        }
    }
    in.back_to(start);
    return {};
}

// "6, " of "Feb 6, 2007".
std::string read_day(Cursor& in) {
    const std::size_t start = in.position();
    std::string day = in.digits(1, 2);
    if (!day.empty() && in.accept(',') && in.skip_space()) return day;
    in.back_to(start);
    return {};
}

// ", July 2012", " April, 2016", ", Feb 6, 2007", ", September2019". Behind a draft a month written in full takes a
// comma, any other none. Gives what is printed.
std::string read_draft_date(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    const std::size_t blank = in.skip_space() ? 1 : 0;
    const bool comma = in.accept(',');
    const bool apart = in.skip_space() || blank != 0 || comma;
    std::string month;
    const auto number = apart ? read_month(in, month) : std::nullopt;
    if (!number) return in.back_to(start), std::string();
    if (in.accept('.')) month += '.';
    const bool comma_behind = in.accept(',');
    in.skip_space();
    const std::string day = read_day(in);
    const auto year = read_year(in);
    if (!year) return in.back_to(start), std::string();
    if (id.date.year == 0 || !id.edition.empty()) id.date = Date{*year, static_cast<std::uint8_t>(*number)};
    const bool in_full = id.edition.empty() ? comma_behind : month.size() > 4 && month.back() != '.';
    return (comma ? ", " : " ") + month + (day.empty() ? "" : ' ' + day) + (in_full ? ", " : " ") +
           std::to_string(*year);
}

// The printed form up to the number, by the rule at the head of this file.
std::string print_heading(const StandardIdentifier& id, const Heading& heading) {
    const std::string project = heading.project ? "P" : "";
    const bool numbered = heading.standard.starts_with("No");
    if (!id.body.starts_with("IEEE")) return id.body + ' ' + (numbered ? heading.standard + ' ' : "");
    const bool unapproved = heading.status.find("Unapproved") != std::string::npos;
    const std::string status = id.body + (unapproved ? ' ' + heading.status : "");
    if (id.edition.size() == 2 && is_digit(id.edition[1])) return status + " P";
    if (numbered) return id.body + ' ' + heading.standard + ' ';
    if (heading.draft) return status + (heading.status.empty() ? " Std " : " Draft Std ");
    if (!heading.status.empty()) return status + " Std " + (unapproved ? project : "");
    if (!heading.named) return status + " Std ";
    if (heading.standard.empty() && heading.project) return status + " P";
    return status + ' ' + (heading.standard.empty() ? "Std" : heading.standard) + ' ' + project;
}

// The text between brackets, the last of which may be missing; empty if there is none.
std::string read_brackets(Cursor& in) {
    const std::size_t start = in.position();
    in.skip_space();
    if (!in.accept('(')) return in.back_to(start), std::string();
    const std::size_t begin = in.position();
    int depth = 1;
    for (; !in.at_end(); in.advance()) {
        depth += in.peek() == '(' ? 1 : in.peek() == ')' ? -1 : 0;
        if (depth == 0) break;
    }
    std::string inside = collapse_space(in.text().substr(begin, in.position() - begin));
    if (depth > 1 || inside.empty() || !(is_letter(inside.front()) || is_digit(inside.front())))
        return in.back_to(start), std::string();
    in.accept(')');
    return inside;
}

// " - Redline", " - (Approved Draft)", "/Preprint", ".pdf", ",": says nothing of which document it is.
bool skip_note(Cursor& in) {
    const std::size_t start = in.position();
    if (in.accept_prefix("/PREPRINT") || in.accept_prefix(".PDF")) return true;
    in.skip_space();
    if (in.accept('-') && in.skip_space()) {
        if (in.accept_word("REDLINE") || in.accept_prefix("(APPROVED DRAFT)")) return true;
    }
    in.back_to(start);
    if (in.accept(',') && (in.skip_space(), in.at_end())) return true;
    in.back_to(start);
    return false;
}

bool is_reaffirmation(std::string_view brackets) {
    return brackets.size() == 5 && brackets[0] == 'R' && is_digit(brackets[1]);
}

// In whole texts: brackets and notes behind number and date.
void read_tails(Cursor& in, StandardIdentifier& id) {
    const bool corrigendum = !id.supplements.empty() && id.edition.empty();
    std::string reaffirmed;
    std::string relations;
    for (;;) {
        if (const std::string brackets = read_brackets(in); !brackets.empty()) {
            const bool note = brackets.starts_with("Reaffirmed") || brackets.starts_with("Published for");
            if (note || (corrigendum && brackets.starts_with("Corrigendum"))) continue;
            if (is_reaffirmation(brackets)) {
                reaffirmed = " (" + brackets + ')';
            } else {
                relations += " (" + print_relation(brackets) + ')';
            }
        } else if (!skip_note(in)) {
            id.printed() += relations.empty() ? reaffirmed : relations;
            return;
        }
    }
}

// "IEEE Std 960-1993, IEEE Std 1177-1993", "... and IEEE Std 321-1973": two numbers of one document.
void read_twin(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    const bool mark = in.accept(',') || in.accept(':');
    in.skip_space();
    if (mark || in.accept_word("AND")) {
        in.skip_space();
        StandardIdentifier twin;
        if (is_letter(in.peek()) && in.peek_letters().size() >= 3 && read_ieee(in, twin)) {
            id.printed() += " and " + twin.normalized();
            id.adopted.push_back(std::move(twin));
            return;
        }
    }
    in.back_to(start);
}

// In prose a bare number of four digits is a year, and of two anything.
bool is_plausible_in_prose(const StandardIdentifier& id, const Heading& heading) {
    if (id.is_dated() || heading.project || !heading.standard.empty()) return true;
    const bool plain = std::all_of(id.number.begin(), id.number.end(), is_digit);
    return !plain ? is_digit(id.number.front())
                  : id.number.size() >= 3 && !(id.number >= "1950" && id.number <= "2039");
}

void print(StandardIdentifier& id, const Heading& heading, const std::string& draft, const std::string& date) {
    id.printed() = print_heading(id, heading) + id.number;
    if (draft.empty()) {
        const bool year = id.date.year != 0 && id.date.month == 0;
        if (year) id.printed() += '-' + to_string(id.date);
        if (!id.supplements.empty()) {
            const Supplement& sheet = id.supplements.back();
            id.printed() += "/Cor. " + sheet.number + (sheet.date.year != 0 ? "-" + to_string(sheet.date) : "");
        }
    }
    id.printed() += draft + date;
}

}  // namespace

bool read_ieee(Cursor& in, StandardIdentifier& id) {
    id.family = StandardFamily::kIeee;
    Heading heading;
    heading.named = read_ieee_publishers(in, id);
    if (!heading.named && !in.is_whole_text()) return false;
    if (!heading.named) id.body = "IEEE";
    if (!is_of_the_institute(id.body)) return false;
    read_status(in, heading);
    read_project_mark(in, heading);
    if (!NumberReader(in, id.number).read()) return false;
    read_edition_year(in, id);
    while (read_corrigendum(in, id)) {
    }
    const std::string draft = in.is_whole_text() || heading.project ? read_draft(in, id) : std::string();
    if (!draft.empty()) id.date = {};
    const std::string date = in.is_whole_text() ? read_draft_date(in, id) : std::string();
    if (!heading.named && heading.standard.empty() && draft.empty() && id.supplements.empty()) return false;
    const bool named_stage = is_led_by_iso(id) && std::any_of(id.number.begin(), id.number.end(), is_letter);
    if (heading.project || !draft.empty() || named_stage) id.stage = "P";
    // What ISO or IEC has published bears its kind of number.
    if (id.stage.empty() && is_led_by_iso(id)) return false;
    print(id, heading, draft, date);
    if (!in.is_whole_text()) return is_plausible_in_prose(id, heading);
    if (is_led_by_iso(id)) return true;
    read_tails(in, id);
    read_twin(in, id);
    return true;
}

}  // namespace mirrorgraph::identifiers

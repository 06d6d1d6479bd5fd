// The identifiers of IEEE and what it publishes with others: IEEE Std 802.1Q-2011, IEEE P2807.1/D3, ANSI/IEEE 91-1984.
//
//   identifier := publishers status? "Std"? "P"? number ("-" year)? corrigendum? draft? date? tail*
//   status     := "Unapproved" | "Approved" | "Active" | "Draft"
//   draft      := ("/" | "_") "D" version
//   tail       := "(" relation ")" | "- Redline"
//
// A draft of one digit is printed as the project (IEEE P1010/D8); later drafts keep the words of their status.

#include <algorithm>
#include <array>

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

constexpr std::array<std::string_view, 13> kPublishers = {"IEEE", "ANSI", "ISO",  "IEC", "AIEE", "ASA", "IRE",
                                                          "EIA",  "NACE", "ASTM", "CSA", "NSF",  "EEE"};

bool read_publishers(Cursor& in, StandardIdentifier& id) {
    for (bool first = true;; first = false) {
        const std::size_t start = in.position();
        if (!first && !in.accept_spaced('/')) return true;
        const Word word = in.peek_letters();
        if (std::find(kPublishers.begin(), kPublishers.end(), word.view()) == kPublishers.end()) {
            in.back_to(start);
            return !first;
        }
        in.letters();
        if (word.view() == "EEE") add_repair(id, "EEE", "IEEE");
        id.body += (first ? "" : "/") + (word.view() == "EEE" ? "IEEE" : std::string(word.view()));
    }
}

// The words between publisher and number.
struct Heading {
    std::string status;  // "Unapproved", "Active Unapproved", "Approved"
    bool draft = false;
    std::string standard;  // "Std", "STD", "No", "No."
    bool project = false;
};

Heading read_heading(Cursor& in) {
    Heading heading;
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
            heading.standard = word == "STD" ? word : "Std";
        } else if (word == "No" || word == "NO") {
            const bool dot = in.accept('.');
            heading.standard = heading.standard.empty() ? (dot ? "No." : "No")
                               : dot                    ? heading.standard + " No."
                                                        : heading.standard;
        } else {
            in.back_to(start);
            return heading;
        }
    }
}

// "1012", "C37.010", "802.1Qbb", "11073-10407", "SI-10": digits with a series letter before and letters behind, joined
// by points; dashes only before parts, never before the year.
class NumberReader {
  public:
    NumberReader(Cursor& in, StandardIdentifier& id) : in_(in), id_(id) {}

    bool read() {
        in_.skip_space();
        while (is_upper(in_.peek()) && id_.number.size() < 2) take();
        if (id_.number.size() == 2 && in_.peek() == ' ') in_.skip_space();
        if (id_.number == "SI" && in_.accept('-')) id_.number += '-';
        if (!is_digit(in_.peek())) return false;
        while (read_piece()) {
        }
        return true;
    }

  private:
    void take() {
        id_.number += in_.peek();
        in_.advance();
    }
    void take_word() {
        while (is_word(in_.peek())) take();
    }
    bool read_piece() {
        take_word();
        const std::size_t start = in_.position();
        const char mark = in_.peek();
        if (mark == '.' && is_digit(in_.peek(1))) {
            take();
            return true;
        }
        if ((mark != '-' && mark != '_') || !is_word(in_.peek(1))) return false;
        return mark == '-' && is_digit(in_.peek(1)) ? read_dashed(start) : read_named(start);
    }
    // "-10407": a part, unless it is the year.
    bool read_dashed(std::size_t start) {
        in_.advance();
        if (read_year(in_)) return in_.back_to(start), false;
        std::string part;
        for (; is_word(in_.peek()); in_.advance()) part += in_.peek();
        const bool plain = id_.number.find_first_not_of("0123456789-") == std::string::npos && in_.peek() != '.';
        id_.number += (plain ? "-" : ".") + part;
        return true;
    }
    // "-REVmb", "-FDIS", "_Rev2": a name of a revision or stage; all marks become points.
    bool read_named(std::size_t start) {
        in_.advance();
        std::string name;
        for (; is_word(in_.peek()); in_.advance()) name += in_.peek();
        const bool other = (name.front() == 'D' && name.size() > 1 && is_digit(name[1])) || name.starts_with("Cor");
        if (other || !in_.is_whole_text()) return in_.back_to(start), false;
        std::replace(id_.number.begin(), id_.number.end(), '-', '.');
        id_.number += '.' + name;
        return true;
    }

    Cursor& in_;
    StandardIdentifier& id_;
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

// "/Cor 1-2015", "_Cor1", " Cor. 1", "-Cor 1-2014".
bool read_corrigendum(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    if (!in.accept('/') && !in.accept('_') && !in.accept('-')) in.skip_space();
    if (in.accept_prefix("COR") && !is_letter(in.peek())) {
        in.accept('.');
        in.skip_space();
        Supplement sheet{"Cor", in.digits(1, 2), "", {}};
        const std::size_t behind = in.position();
        if (in.accept('-')) {
            if (const auto year = read_year(in)) {
                sheet.date = Date{*year};
            } else if (const std::string digits = in.digits(4, 4); !digits.empty()) {
                sheet.date = Date{std::stoi(digits)};
            } else {
                in.back_to(behind);
            }
        }
        if (!sheet.number.empty()) {
            id.supplements.push_back(std::move(sheet));
            return true;
        }
    }
    in.back_to(start);
    return false;
}

// "/D5", "_D10", " /D1.1", "/D37a", "/D4+1", "/DJ".
bool read_draft(Cursor& in, StandardIdentifier& id, std::string& printed) {
    const std::size_t start = in.position();
    const bool apart = in.skip_space();
    if ((in.accept('/') || in.accept('_')) && in.accept('D')) {
        std::string draft;
        for (; is_word(in.peek()) || ((in.peek() == '.' || in.peek() == '+') && is_word(in.peek(1))); in.advance()) {
            draft += in.peek();
        }
        if (in.is_whole_text()) in.accept_prefix(".PDF");
        if (draft.size() >= 4 && draft.ends_with(".pdf")) draft.resize(draft.size() - 4);
        if (!draft.empty() && draft.size() <= 10) {
            id.edition = 'D' + draft;
            printed = (apart ? " /" : "/") + id.edition;
            return true;
        }
    }
    in.back_to(start);
    return false;
}

// ", July 2012", " April, 2016", ", Feb 6, 2007", ", September2019". A month written in full takes a comma.
bool read_draft_date(Cursor& in, StandardIdentifier& id, std::string& printed) {
    const std::size_t start = in.position();
    const bool comma = in.accept(',');
    in.skip_space();
    std::string month;
    const auto number = read_month(in, month);
    if (number) {
        const bool dot = in.accept('.');
        const bool comma_behind = in.accept(',');
        in.skip_space();
        const std::size_t at_day = in.position();
        std::string day = in.digits(1, 2);
        if (!day.empty() && !(in.accept(',') && in.skip_space())) {
            day.clear();
            in.back_to(at_day);
        }
        if (const auto year = read_year(in)) {
            id.date = Date{*year, static_cast<std::uint8_t>(*number)};
            const bool settled = !id.edition.empty();
            const bool full = settled ? month.size() > 4 : comma_behind;
            printed = (comma ? ", " : " ") + month + (dot ? "." : "");
            printed += day.empty() ? (full ? ", " : " ") : ' ' + day + (full ? ", " : " ");
            printed += std::to_string(*year);
            return true;
        }
    }
    in.back_to(start);
    return false;
}

bool starts_with_ieee(const StandardIdentifier& id) { return id.body.starts_with("IEEE"); }

// The prefix up to the number, by the rule at the head of this file.
std::string print_prefix(const StandardIdentifier& id, const Heading& heading, bool named) {
    const bool early_draft = id.edition.size() == 2 && is_digit(id.edition[1]);
    const std::string project = heading.project ? "P" : "";
    if (!starts_with_ieee(id))
        return id.body + (heading.standard.starts_with("No") ? ' ' + heading.standard + ' ' : " ");
    std::string status = heading.status;
    if (early_draft) {
        const bool unapproved =
            status.find("Unapproved") != std::string::npos || heading.standard.empty() || !heading.draft;
        if (!unapproved || (status == "Approved" && (heading.draft || heading.project))) status.clear();
        return id.body + (status.empty() ? "" : ' ' + status) + " P";
    }
    if (status.empty() && !heading.draft && named && heading.standard.empty())
        return id.body + ' ' + (heading.project ? "P" : "Std ");
    if (heading.standard.starts_with("No") && status.empty()) return id.body + ' ' + heading.standard + ' ';
    const bool unapproved = status.find("Unapproved") != std::string::npos;
    std::string out = id.body + (unapproved ? ' ' + status : "");
    if (heading.draft && !status.empty()) return out + " Draft Std ";
    if (!named || heading.draft || (!unapproved && !status.empty())) return out + " Std ";
    return out + ' ' + (heading.standard.empty() ? "Std" : heading.standard) + ' ' + project;
}

// Prose of the tail with the identifiers in it printed alike. Fed with the text between the brackets.
class TailPrinter {
  public:
    explicit TailPrinter(std::string_view text) : text_(text) {}

    std::string print() {
        std::string_view verb;
        for (const auto& [printed, normal] : kVerbs) {
            if (text_.starts_with(printed)) {
                verb = normal;
                text_.remove_prefix(printed.size());
                break;
            }
        }
        if (verb.empty()) return std::string(text_);
        return std::string(verb) + print_list();
    }

  private:
    struct Verb {
        std::string_view printed;
        std::string_view normal;
    };
    static constexpr std::array<Verb, 13> kVerbs = {{{"Revision of ", "Revision of "},
                                                     {"Revison of ", "Revision of "},
                                                     {"Revision to ", "Revision of "},
                                                     {"DRAFT Amendment to ", "Draft Amendment to "},
                                                     {"Draft Amendment to ", "Draft Amendment to "},
                                                     {"Amendment to ", "Amendment to "},
                                                     {"Amendment of ", "Amendment of "},
                                                     {"Supplement to ", "Supplement to "},
                                                     {"Corrigendum to ", "Corrigendum to "},
                                                     {"Incorporates ", "incorporates "},
                                                     {"Incorporating ", "incorporates "},
                                                     {"Supersedes ", "Supersedes "},
                                                     {"Adoption of ", "Adoption of "}}};

    static std::string_view next_word(std::string_view& rest) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        return word;
    }

    // "IEEE Std" before every number that has no publisher of its own; lists of two without, longer ones with a comma
    // before "and".
    std::string print_list() {
        std::vector<std::string> items;
        std::string lead;
        std::string out;
        std::string_view rest = text_;
        std::string prefix;
        while (!rest.empty()) {
            const std::string_view word = next_word(rest);
            if (word == "as" && rest.starts_with("amended by ")) {
                out += join(items) + " as amended by ";
                items.clear();
                rest.remove_prefix(std::string_view("amended by ").size());
            } else if (is_publisher(word)) {
                prefix = publisher_of(word);
                if (word.back() == '/') prefix += publisher_of(next_word(rest));
            } else if (word == "Std" || word == "and") {
                continue;
            } else {
                items.push_back(item(prefix, word));
                prefix.clear();
            }
        }
        return out + join(items);
    }
    static bool is_publisher(std::string_view word) {
        return word.starts_with("IEEE") || word.starts_with("ANSI") || word == "AIEE" || word == "ASA" ||
               word == "No" || word == "No.";
    }
    static std::string publisher_of(std::string_view word) {
        if (word == "IEEEs" || word == "IEEE's") return "IEEE";
        return std::string(word);
    }
    static std::string item(const std::string& prefix, std::string_view word) {
        while (!word.empty() && (word.back() == ',' || word.back() == ';')) word.remove_suffix(1);
        std::string number(word);
        if (const auto cor = number.find("/Cor");
            cor != std::string::npos && cor + 4 < number.size() && is_digit(number[cor + 4])) {
            number.insert(cor + 4, ". ");
        }
        if (const auto draft = number.find("_D"); draft != std::string::npos) number[draft] = '/';
        const bool project = number.size() > 1 && number[0] == 'P';
        if (prefix.empty() || prefix == "IEEE") return (project ? "IEEE " : "IEEE Std ") + number;
        return prefix + ' ' + number;
    }
    static std::string join(const std::vector<std::string>& items) {
        std::string out;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) out += items.size() == 2 ? " and " : i + 1 == items.size() ? ", and " : ", ";
            out += items[i];
        }
        return out;
    }

    std::string_view text_;
};

// The text between brackets, which may end without closing; empty if there is none.
std::string read_brackets(Cursor& in) {
    const std::size_t start = in.position();
    in.skip_space();
    if (!in.accept('(')) return in.back_to(start), std::string();
    std::string out;
    for (int depth = 1; !in.at_end(); in.advance()) {
        const char c = in.peek();
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) break;
        out += c == kOther ? '?' : c;
    }
    in.accept(')');
    return out;
}

// In whole texts: what stands behind number and date, until nothing is known.
void read_tails(Cursor& in, StandardIdentifier& id) {
    std::string printed;
    const bool corrigendum = !id.supplements.empty();
    for (;;) {
        const std::size_t start = in.position();
        if (const std::string brackets = read_brackets(in); !brackets.empty()) {
            if (brackets.starts_with("Reaffirmed") || brackets.starts_with("Published for")) continue;
            if (brackets.starts_with("Corrigendum") && corrigendum && id.edition.empty()) continue;
            const bool reaffirmed = brackets.size() == 5 && brackets[0] == 'R';
            if (!printed.empty() && printed.starts_with(" (R") && printed.size() == 8) printed.clear();
            printed += " (" + (reaffirmed ? brackets : TailPrinter(brackets).print()) + ')';
            continue;
        }
        in.skip_space();
        if (in.accept('-') && in.skip_space()) {
            if (in.accept_word("REDLINE")) continue;
            if (in.accept('(') && in.accept_word("APPROVED") && in.skip_space() && in.accept_word("DRAFT") &&
                in.accept(')')) {
                continue;
            }
        }
        in.back_to(start);
        if (in.accept_prefix("/PREPRINT") || in.accept_prefix(".PDF")) continue;
        in.back_to(start);
        id.printed() += printed;
        return;
    }
}

// In prose a bare number of four digits is a year, and of two anything.
bool is_plausible_in_prose(const StandardIdentifier& id, const Heading& heading) {
    if (id.is_dated() || heading.project || !heading.standard.empty()) return true;
    const bool plain = std::all_of(id.number.begin(), id.number.end(), is_digit);
    return !plain ? is_digit(id.number.front())
                  : id.number.size() >= 3 && !(id.number >= "1950" && id.number <= "2039");
}

}  // namespace

bool read_ieee(Cursor& in, StandardIdentifier& id) {
    id.family = StandardFamily::kIeee;
    const bool named = read_publishers(in, id);
    if (!named && !in.is_whole_text()) return false;
    if (!named) id.body = "IEEE";
    Heading heading = read_heading(in);
    in.skip_space();
    if (in.peek() == 'P' && (is_digit(in.peek(1)) || (is_upper(in.peek(1)) && in.peek(1) != 'P'))) {
        heading.project = true;
        in.advance();
    }
    const bool bare = !named && !heading.project && heading.standard.empty();
    if (!NumberReader(in, id).read()) return false;
    read_edition_year(in, id);
    while (read_corrigendum(in, id)) {
    }
    std::string draft;
    std::string date;
    if (in.is_whole_text() || heading.project) read_draft(in, id, draft);
    if (bare && draft.empty() && id.supplements.empty()) return false;
    if (!draft.empty()) id.date = {};
    if (in.is_whole_text()) read_draft_date(in, id, date);
    if (heading.project || !draft.empty()) id.stage = "P";
    id.printed() = print_prefix(id, heading, named) + id.number;
    if (draft.empty() && date.empty() && id.is_dated()) id.printed() += '-' + to_string(id.date);
    if (draft.empty() && !id.supplements.empty()) {
        const Supplement& sheet = id.supplements.back();
        id.printed() += "/Cor. " + sheet.number + (sheet.date.year != 0 ? "-" + to_string(sheet.date) : "");
    }
    id.printed() += draft + date;
    if (in.is_whole_text()) read_tails(in, id);
    return in.is_whole_text() || is_plausible_in_prose(id, heading);
}

}  // namespace mirrorgraph::identifiers

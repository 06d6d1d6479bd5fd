#include "ingest/recognise/names/phrases.h"

#include <algorithm>
#include <array>

#include "ingest/recognise/names/likeness.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

bool has_letter(std::string_view printed) {
    return std::any_of(printed.begin(), printed.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

// "5G", "14th" and years qualify; numbers of lists do not.
bool is_name_number(const Reading& reading, std::size_t i) {
    if (reading.word(i).shape != WordShape::kNumber) return false;
    const std::string_view printed = reading.raw(i);
    return has_letter(printed) || is_year(reading, i) || printed.find('.') != std::string_view::npos;
}

bool ends_names(const Word& word) {
    // "Expert Committee": who sits in it.
    return word.is(WordClass::kDeterminer) || word.is(WordClass::kVerb) || word.is(WordClass::kMonth) ||
           (word.is(WordClass::kRole) && !word.is(WordClass::kGroupKind));
}

bool can_qualify(const Reading& reading, std::size_t i, const Growth& growth) {
    const Word& word = reading.word(i);
    if (!growth.over_known && reading.owner(i) != Reading::kFree) return false;
    if (word.shape == WordShape::kNumber) return is_name_number(reading, i);
    // "the Shanghai-based Robot Center": where it sits.
    if (word.shape == WordShape::kLower)
        return word.joined && !is_one_of(reading, i, {"based", "led", "owned", "funded"});
    if (word.is(WordClass::kSentenceWord) && !(word.is(WordClass::kPolicyKind) && i + 1 < reading.words().size()))
        return false;
    return word.is_name_like() && !ends_names(word) && !word.possessive;
}

bool is_and(const Word& word) {
    static const WordKey kAnd = word_key("and");
    return word.key == kAnd;
}

// Does the run of capitalised words that begins at `i` hold a word of that class? "Law Enforcement" is built on no law.
bool run_has(const Reading& reading, const Unit& unit, std::size_t i, WordClass c) {
    if (i < unit.last && reading.word(i).is(WordClass::kDeterminer)) ++i;
    for (; i < unit.last && reading.word(i).is_name_like(); ++i) {
        const bool goes_on = c == WordClass::kPolicyHead && i + 1 < unit.last && reading.word(i + 1).is_name_like() &&
                             reading.word(i + 1).shape != WordShape::kNumber;
        if (reading.word(i).is(c) && !goes_on) return true;
    }
    return false;
}

bool crosses_and_left(const Reading& reading, const Unit& unit, std::size_t conjunction, const Growth& growth) {
    if (conjunction == unit.first || conjunction + 1 >= unit.last) return false;
    const Word& after = reading.word(conjunction + 1);
    const Word& before = reading.word(conjunction - 1);
    if (after.is(WordClass::kStarter) || before.shape == WordShape::kUpper) return false;
    return can_qualify(reading, conjunction - 1, growth) && !before.is(growth.stop);
}

// "5G+ Industrial Internet"
bool is_tight_plus(const Reading& reading, const Unit& unit, std::size_t i) {
    return reading.word(i).is_mark(U'+') && i > unit.first && reading.word(i - 1).end == reading.word(i).begin;
}

// "Internet of Things" is one term, whatever is built on it.
bool is_internet_of(const Reading& reading, const Unit& unit, std::size_t i, const Growth& growth) {
    return i > unit.first && reading.is_word(i, "of") && reading.is_word(i - 1, "internet") &&
           can_qualify(reading, i - 1, growth);
}

// "Industrial Internet 512 Project": a number between two words of a name.
bool is_number_inside(const Reading& reading, const Unit& unit, std::size_t i, const Growth& growth) {
    return i > unit.first && reading.word(i).shape == WordShape::kNumber && reading.owner(i) == Reading::kFree &&
           reading.word(i - 1).shape == WordShape::kCapital && can_qualify(reading, i - 1, growth) &&
           reading.word(i + 1).is_name_like();
}

bool is_quote_mark(char32_t c) {
    return c == U'"' || c == 0x201C || c == 0x201D || c == 0x2018 || c == 0x2019 || c == U'\'' || c == U'`';
}

char32_t closing_quote(char32_t open) {
    switch (open) {
        case 0x201C: return 0x201D;
        case 0x2018: return 0x2019;
        case 0x300A: return 0x300B;
        case 0x300C: return 0x300D;
        case 0x3008: return 0x3009;
        default: return open;
    }
}

bool closes(const Word& word, char32_t open) {
    if (!word.is_mark()) return false;
    if (word.mark == closing_quote(open)) return true;
    const bool doubles = open == 0x201C || open == U'"' || open == 0x201D;
    return doubles && (word.mark == U'"' || word.mark == 0x201D || word.mark == 0x201C);
}

char32_t closing_bracket(char32_t open) {
    switch (open) {
        case U'(': return U')';
        case U'[': return U']';
        case 0x3010: return 0x3011;
        default: return 0;
    }
}

class RightGrower {
  public:
    RightGrower(const Reading& reading, const Unit& unit, std::size_t from, const Growth& growth)
        : reading_(reading), unit_(unit), at_(from), good_(from), growth_(growth) {}

    std::size_t run() {
        const std::size_t stop = std::min(unit_.last, at_ + growth_.limit);
        while (at_ < stop && step()) {
        }
        return good_;
    }

  private:
    const Word& word(std::size_t i) const { return reading_.word(i); }
    bool known(std::size_t i) const { return reading_.owner(i) != Reading::kFree; }

    bool accept(std::size_t end) {
        at_ = end;
        good_ = end;
        pending_ = 0;
        return true;
    }

    bool step() {
        const Word& w = word(at_);
        if (known(at_)) return take_known();
        if (w.is_mark() && w.classes == 0) return take_mark();
        if (is_and(w) || w.is_mark(U'&')) return take_and();
        if (w.is(WordClass::kConnector)) return take_connector();
        // "National Standards Plans in 2022": plans are made there, no one plans.
        const bool plans = reading_.is_word(at_, "plans") && w.shape == WordShape::kCapital &&
                           !(at_ + 1 < unit_.last && reading_.is_word(at_ + 1, "to"));
        if (plans && pending_ == 0) return accept(at_ + 1);
        if (w.is_name_like() && !ends_names(w)) return accept(at_ + 1) && !(w.possessive && w.is(growth_.stop));
        if (w.shape == WordShape::kLower && w.joined) return accept(at_ + 1);
        if (w.shape == WordShape::kLower && at_ > 0 && word(at_ - 1).possessive && !w.is(WordClass::kVerb))
            return take_connector();
        if (w.shape == WordShape::kLower && at_ + 1 < unit_.last && word(at_ + 1).joined) return take_connector();
        return false;
    }

    bool take_known() {
        if (!growth_.over_known) return false;
        const Found& found = reading_.found()[reading_.owner(at_)];
        return accept(std::max(at_ + 1, found.last));
    }

    bool take_connector() {
        // "in May 2021", "on 6 December": when something was done, not what it is called.
        const std::size_t next = at_ + 1;
        if (next < unit_.last && (word(next).is(WordClass::kMonth) || is_day_of_month(next))) return false;
        if (next < unit_.last && is_year(reading_, next) && says_when(at_)) return false;
        if (++pending_ > 3) return false;
        ++at_;
        return true;
    }

    bool says_when(std::size_t i) const {
        return reading_.is_word(i, "in") || reading_.is_word(i, "since") || reading_.is_word(i, "by") ||
               reading_.is_word(i, "of") || reading_.is_word(i, "from") || reading_.is_word(i, "until") ||
               reading_.is_word(i, "for");
    }

    bool is_day_of_month(std::size_t i) const {
        return word(i).shape == WordShape::kNumber && i + 1 < unit_.last && word(i + 1).is(WordClass::kMonth);
    }

    bool take_and() {
        const std::size_t next = at_ + 1;
        if (pending_ > 0) return false;
        // "Batteries and Other Products"
        if (next + 1 < unit_.last && reading_.is_word(next, "other") && word(next).shape == WordShape::kCapital &&
            word(next + 1).shape == WordShape::kCapital && !known(next + 1))
            return accept(next + 2);
        if (next < unit_.last && word(next).is(WordClass::kDeterminer)) return false;
        if (next < unit_.last && known(next)) return false;
        if (run_has(reading_, unit_, next, growth_.stop)) return false;
        pending_ = 1;
        ++at_;
        return true;
    }

    bool take_mark() {
        const Word& w = word(at_);
        if (w.mark == U'(') return take_bracket();
        if (growth_.quotes && is_quote_mark(w.mark)) return take_quote();
        if (w.mark == U'-' || w.mark == 0x2013 || w.mark == U'/' || w.mark == U'+') {
            const bool tight = at_ + 1 < unit_.last && word(at_ + 1).begin == w.end && word(at_ - 1).end == w.begin;
            const bool either = w.mark == U'/' && at_ + 1 < unit_.last && word(at_ + 1).is_name_like();
            if (pending_ > 0 || (!tight && !either)) return false;
            pending_ = 1;
            ++at_;
            return true;
        }
        if (w.mark == U',') return take_comma();
        return false;
    }

    // "Collection, Storage and Use": a list inside the name, closed by "and" or another comma before long.
    bool take_comma() {
        if (pending_ > 0) return false;
        const std::size_t next = at_ + 1;
        if (in_list_ && next < unit_.last && is_and(word(next))) {  // "Collection, Storage, and Use"
            at_ = next;
            return take_and();
        }
        std::size_t run = next;
        while (run < unit_.last && word(run).is_name_like() && !known(run) && !ends_names(word(run))) ++run;
        if (run == next || run - next > 4 || run >= unit_.last || word(next).is(WordClass::kStarter)) return false;
        if (run_has(reading_, unit_, next, growth_.stop)) return false;
        const bool listed = is_and(word(run)) || word(run).is_mark(U',');
        if (!listed) return false;
        const std::size_t last = word(run).is_mark(U',') ? run + 1 : run;
        if (last >= unit_.last) return false;
        if (is_and(word(last)) &&
            (last + 1 >= unit_.last || !word(last + 1).is_name_like() || word(last + 1).is(growth_.stop) ||
             run_has(reading_, unit_, last + 1, growth_.stop))) {
            return false;
        }
        if (!is_and(word(last)) && !word(last).is_name_like()) return false;
        in_list_ = true;
        at_ = next;
        return true;
    }

    bool take_bracket() {
        if (pending_ > 0) return false;
        const auto inside = bracket_at(reading_, unit_, at_);
        if (!inside || inside->empty() || inside->size() > 7) return false;
        if (drafting_status(reading_, *inside)) {
            accept(inside->last + 1);
            return false;
        }
        if (is_edition(reading_, *inside)) return accept(inside->last + 1) && !says_for_what(inside->last + 1);
        const bool goes_on =
            inside->last + 1 < unit_.last && (word(inside->last + 1).is_mark(U'(') || continues(inside->last + 1));
        const bool names = std::all_of(reading_.words().begin() + static_cast<std::ptrdiff_t>(inside->first),
                                       reading_.words().begin() + static_cast<std::ptrdiff_t>(inside->last),
                                       [](const Word& w) { return w.is_name_like() || w.is(WordClass::kConnector); });
        if (!names || !growth_.quotes) return false;
        if (!goes_on) return false;
        at_ = inside->last + 1;
        return true;
    }

    // "Guidelines ... (2017-2018) for non-military systems": in small letters, no part of the title.
    bool says_for_what(std::size_t i) const {
        return i + 1 < unit_.last && word(i).shape == WordShape::kLower && word(i).is(WordClass::kConnector) &&
               word(i + 1).shape == WordShape::kLower && !word(i + 1).is(WordClass::kDeterminer) &&
               !word(i + 1).is(WordClass::kConnector);
    }

    // What follows a bracket inside a name goes on with it: capitalised words, or "of ..." that leads to some.
    bool continues(std::size_t i) const {
        if (word(i).is_name_like()) return !ends_names(word(i));
        return word(i).is(WordClass::kConnector) && i + 1 < unit_.last && word(i + 1).is_name_like();
    }

    bool take_quote() {
        const auto inside = quote_at(reading_, unit_, at_);
        const bool closing = at_ > 0 && word(at_).begin == word(at_ - 1).end;
        if (closing || !inside || inside->empty() || inside->size() > 10) return false;
        return accept(inside->last + 1);
    }

    const Reading& reading_;
    const Unit& unit_;
    std::size_t at_;
    std::size_t good_;
    bool in_list_ = false;  // a comma stands inside
    std::size_t pending_ = 0;
    const Growth& growth_;
};

// How many letters two words share in one order.
std::size_t common_subsequence(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1, 0);
    for (char letter : a) {
        std::size_t diagonal = 0;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = letter == b[j] ? diagonal + 1 : std::max(row[j + 1], row[j]);
            diagonal = above;
        }
    }
    return row.back();
}

std::string folded(const Reading& reading, WordRange range) {
    return range.empty() ? std::string() : fold_case(reading.printed(range.first, range.last));
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

bool is_year(const Reading& reading, std::size_t i) {
    const std::string_view printed = reading.raw(i);
    return printed.size() == 4 && (printed.starts_with("19") || printed.starts_with("20")) &&
           std::all_of(printed.begin(), printed.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t grow_left(const Reading& reading, const Unit& unit, std::size_t head, const Growth& growth) {
    std::size_t first = head;
    while (first > unit.first && head - first < growth.limit) {
        const std::size_t i = first - 1;
        if (can_qualify(reading, i, growth)) {
            first = i;
        } else if (is_and(reading.word(i)) && crosses_and_left(reading, unit, i, growth)) {
            first = i - 1;
        } else if ((reading.word(i).is_mark(U'/') || is_tight_plus(reading, unit, i)) && i > unit.first &&
                   can_qualify(reading, i - 1, growth)) {
            first = i - 1;
        } else if (is_internet_of(reading, unit, i, growth)) {
            first = i - 1;
        } else if (is_number_inside(reading, unit, i, growth)) {
            first = i - 1;
        } else {
            break;
        }
    }
    while (first < head && reading.word(first).shape == WordShape::kLower) ++first;
    return first;
}

std::size_t grow_right(const Reading& reading, const Unit& unit, std::size_t from, const Growth& growth) {
    return RightGrower(reading, unit, from, growth).run();
}

std::optional<WordRange> bracket_at(const Reading& reading, const Unit& unit, std::size_t at) {
    if (at >= unit.last || !reading.word(at).is_mark()) return std::nullopt;
    const char32_t open = reading.word(at).mark;
    const char32_t close = closing_bracket(open);
    if (close == 0) return std::nullopt;
    std::size_t depth = 1;
    for (std::size_t i = at + 1; i < unit.last; ++i) {
        if (reading.word(i).is_mark(open)) ++depth;
        if (reading.word(i).is_mark(close) && --depth == 0) return WordRange{at + 1, i};
    }
    return std::nullopt;
}

std::size_t behind_item_number(const Reading& reading, const Unit& unit) {
    std::size_t i = unit.first;
    if (i + 3 >= unit.last) return i;
    if (reading.word(i).is_mark(U'(')) ++i;
    const bool counts = reading.word(i).shape == WordShape::kNumber || reading.raw(i).size() == 1;
    const Word& mark = reading.word(i + 1);
    return counts && (mark.is_mark(U'.') || mark.is_mark(U')') || mark.is_mark(0x3001)) ? i + 2 : unit.first;
}

std::optional<WordRange> term_at(const Reading& reading, const Unit& unit, std::size_t at) {
    const auto inside = bracket_at(reading, unit, at);
    if (!inside) return inside;
    const auto is_quote = [&](std::size_t i) {
        const char32_t mark = reading.word(i).is_mark() ? reading.word(i).mark : 0;
        return mark == U'"' || mark == U'\'' || (mark >= 0x2018 && mark <= 0x201F);
    };
    WordRange term = *inside;
    while (term.size() > 1 && reading.word(term.first).shape == WordShape::kLower) ++term.first;
    if (term.size() < 3 || !is_quote(term.first) || !is_quote(term.last - 1)) return inside;
    return WordRange{term.first + 1, term.last - 1};
}

std::optional<WordRange> quote_at(const Reading& reading, const Unit& unit, std::size_t at) {
    if (at >= unit.last || !is_opening_quote(reading.word(at))) return std::nullopt;
    const char32_t open = reading.word(at).mark;
    std::size_t depth = 1;
    std::optional<WordRange> first;  // up to the first closing mark: for quotations that do not balance
    for (std::size_t i = at + 1; i < unit.last && i < at + 80; ++i) {
        const Word& word = reading.word(i);
        const bool opens =
            word.begin > reading.word(i - 1).end && i + 1 < unit.last && reading.word(i + 1).begin == word.end;
        if (word.is_mark(open) && closing_quote(open) != open && (open != 0x201C || opens)) {
            ++depth;
        } else if (closes(word, open)) {
            if (!first) first = WordRange{at + 1, i};
            if (--depth == 0) return WordRange{at + 1, i};
        }
    }
    return first;
}

bool is_acronym(const Reading& reading, WordRange range) {
    if (range.empty() || range.size() > 3) return false;
    std::size_t upper = 0;
    for (std::size_t i = range.first; i < range.last; ++i) {
        const Word& word = reading.word(i);
        if (word.is_mark() && !word.is_mark(U'-') && !word.is_mark(U'/') && !word.is_mark(U'&')) return false;
        if (word.shape == WordShape::kLower || (word.shape == WordShape::kCapital && range.size() == 1)) return false;
        for (char c : reading.raw(i)) upper += c >= 'A' && c <= 'Z' ? 1 : 0;
    }
    const std::string printed = reading.printed(range.first, range.last);
    return upper >= 2 && printed.size() <= 12;
}

bool fits_acronym(const Reading& reading, WordRange name, std::string_view acronym, bool strict) {
    std::string letters;
    for (char c : acronym) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) letters += static_cast<char>(c & ~0x20);
    }
    std::string initials;
    for (std::size_t i = name.first; i < name.last; ++i) {
        const std::string_view printed = reading.raw(i);
        if (!reading.word(i).is_mark() && !printed.empty()) initials += static_cast<char>(printed[0] & ~0x20);
    }
    const std::size_t shared = common_subsequence(letters, initials);
    return strict ? shared == letters.size() : 2 * shared >= letters.size();
}

bool is_edition(const Reading& reading, WordRange range) {
    if (range.empty() || range.size() > 6) return false;
    // "(“the revised Rules”)": a short form, whatever it says.
    if (range.size() > 3 && reading.word(range.first).is_mark()) return false;
    const std::string text = folded(reading, range);
    for (std::string_view word : {"edition", "version", "trial", "revised", "interim", "first batch", "batch"}) {
        if (contains(text, word)) return true;
    }
    return std::all_of(reading.words().begin() + static_cast<std::ptrdiff_t>(range.first),
                       reading.words().begin() + static_cast<std::ptrdiff_t>(range.last),
                       [](const Word& word) {
                           return word.shape == WordShape::kNumber || word.is_mark(U'-') || word.is_mark(0x2013) ||
                                  word.is_mark(0x2014);
                       }) &&
           is_year(reading, range.first);
}

std::optional<std::string> drafting_status(const Reading& reading, WordRange range) {
    if (range.empty() || range.size() > 7) return std::nullopt;
    const std::string text = folded(reading, range);
    if (contains(text, "under development") || contains(text, "in development") || contains(text, "under drafting"))
        return "under development";
    if (contains(text, "under revision")) return "under revision";
    if (text.starts_with("draft") || text.ends_with("draft") || contains(text, "draft for ") ||
        contains(text, "征求意见稿") || contains(text, "草案") || contains(text, "送审稿") ||
        contains(text, "报批稿")) {
        return "draft";
    }
    return std::nullopt;
}

Mention called_by_words(const Reading& reading, WordRange range, const std::string& label,
                        const std::string& recogniser, double confidence, const std::string& key_prefix) {
    Mention mention;
    mention.label = label;
    mention.name = reading.printed(range.first, range.last);
    mention.key = key_prefix + name_slug(mention.name);
    mention.recogniser = recogniser;
    mention.confidence = confidence;
    return mention;
}

}  // namespace mirrorgraph::ingest

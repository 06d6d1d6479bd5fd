#include "ingest/recognise/names/policy_titles.h"

#include <algorithm>
#include <initializer_list>

#include "ingest/recognise/names/likeness.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

bool is_agency(const Reading& reading, std::size_t i) {
    if (i < reading.words().size() && is_one_of(reading, i, {"the"})) ++i;
    const std::uint32_t owner = i < reading.words().size() ? reading.owner(i) : Reading::kFree;
    return owner != Reading::kFree && reading.found()[owner].mention.label == "Agency";
}

// "Methods for the Administration of ..."
bool manages(const Reading& reading, std::size_t head) {
    if (head + 3 >= reading.words().size() || !is_one_of(reading, head + 1, {"for", "of", "on"})) return false;
    const std::size_t next = is_one_of(reading, head + 2, {"the"}) ? head + 3 : head + 2;
    return is_one_of(reading, next, {"administration", "management"});
}

// "the issuance of the new Measures": is the title that begins at `first` what is done there?
bool is_what_is_done(const Reading& reading, const Unit& unit, std::size_t first) {
    constexpr std::size_t kMostBetween = 4;
    std::size_t i = first;
    while (i > unit.first && first - i < kMostBetween &&
           (reading.word(i - 1).is(WordClass::kDeterminer) || is_opening_quote(reading.word(i - 1)) ||
            (reading.word(i - 1).shape == WordShape::kLower && !reading.word(i - 1).is(WordClass::kConnector))))
        --i;
    return i >= unit.first + 2 && is_one_of(reading, i - 1, {"of"}) &&
           is_one_of(reading, i - 2,
                     {"issuance",     "release",      "publication",  "promulgation",   "adoption",    "approval",
                      "announcement", "introduction", "launch",       "unveiling",      "enactment",   "passage",
                      "circulation",  "endorsement",  "finalization", "finalisation",   "formulation", "drafting",
                      "revision",     "amendment",    "ratification", "implementation", "enforcement", "interpretation",
                      "roll-out",     "rollout"});
}

// "the Ministry of ...", "NDRC", a body known by name.
bool is_actor(const Reading& reading, const Unit& unit, std::size_t i) {
    if (i < unit.last && is_one_of(reading, i, {"the"})) ++i;
    if (i >= unit.last) return false;
    if (const std::uint32_t owner = reading.owner(i); owner != Reading::kFree) {
        const std::string& label = reading.found()[owner].mention.label;
        return label == "Agency" || label == "Organization" || label == "Committee";
    }
    if (reading.word(i).shape == WordShape::kUpper) return true;
    for (; i < unit.last && reading.word(i).shape == WordShape::kCapital; ++i) {
        if (reading.word(i).is(WordClass::kAgencyHead)) return true;
    }
    return false;
}

std::string clean_name(std::string name) {
    while (!name.empty() && (name.back() == ',' || name.back() == '.' || name.back() == ';' || name.back() == ' '))
        name.pop_back();
    return name;
}

}  // namespace

bool says_issued(const Reading& reading, std::size_t i) { return reading.word(i).is(WordClass::kIssuing); }

bool leads_complement(const Reading& reading, std::size_t i) {
    // "Opinions from the General Office on ..."
    if (is_one_of(reading, i, {"from"})) return is_agency(reading, i + 1);
    return is_one_of(reading, i,
                     {"of", "for", "on", "to", "in", "about", "regarding", "concerning", "before", "against", "under"});
}

bool head_is_complete(const Reading& reading, std::size_t first, std::size_t head) {
    const auto qualified = [&](std::initializer_list<LowerWord> words) {
        for (std::size_t i = first; i < head; ++i) {
            if (is_one_of(reading, i, words)) return true;
        }
        return false;
    };
    if (is_one_of(reading, head, {"points"})) return qualified({"key", "main"});
    if (is_one_of(reading, head, {"conditions"}))
        return qualified({"specification", "normative", "regulatory", "access", "admission"});
    if (is_one_of(reading, head, {"areas"})) return qualified({"key"}) && is_one_of(reading, head + 1, {"for"});
    if (is_one_of(reading, head, {"focus"})) return head > first && is_one_of(reading, head - 1, {"work"});
    if (is_one_of(reading, head, {"principles"})) return qualified({"governance", "regulatory", "ethical", "policy"});
    if (is_one_of(reading, head, {"guide"})) return !qualified({"practice", "technical"});
    if (is_one_of(reading, head, {"tasks"})) return qualified({"work", "key"});
    if (is_one_of(reading, head, {"methods", "method"}))
        return qualified({"management", "administrative"}) || manages(reading, head);
    if (is_one_of(reading, head, {"code"}))
        return qualified({"civil", "criminal", "labor", "labour", "commercial", "penal"});
    return true;
}

bool needs_complement(const Reading& reading, std::size_t head) {
    return is_one_of(reading, head,
                     {"notice", "opinion", "opinions", "circular", "decision", "announcement", "blueprint", "points",
                      "focus", "decree"});
}

std::size_t with_quoted(const Reading& reading, const Unit& unit, std::size_t first) {
    constexpr std::size_t kMostQuoted = 6;
    const auto quotes = [&](std::size_t i, char32_t curly) {
        return reading.word(i).is_mark(curly) || reading.word(i).is_mark(U'"');
    };
    if (first < unit.first + 3 || !quotes(first - 1, 0x201D)) return first;
    for (std::size_t i = first - 2; i > unit.first && first - i <= kMostQuoted; --i) {
        const Word& word = reading.word(i);
        if (!word.is_name_like() && !word.is_mark(U'+') && !word.is_mark(U'&') && !word.is_mark(U'-')) return first;
        if (quotes(i - 1, 0x201C)) return i - 1;
    }
    return first;
}

bool is_generic(const Word& word) {
    return word.is(WordClass::kPolicyKind) || word.is(WordClass::kPolicyHead) || word.is(WordClass::kConnector) ||
           word.is(WordClass::kDeterminer) || word.is(WordClass::kGenericBody) || word.is_mark() ||
           word.shape == WordShape::kNumber;
}

bool names_something(const Reading& reading, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
        if (is_one_of(reading, i, {"technology", "technical"})) continue;
        if (!is_generic(reading.word(i)) && reading.word(i).shape != WordShape::kLower) return true;
    }
    return false;
}

Title title_of(const Reading& reading, const Unit& unit, WordRange range) {
    Title title{range, range.last, {}};
    while (title.name_last > range.first && reading.word(title.name_last - 1).is_mark(U')')) {
        std::size_t open = title.name_last - 1;
        while (open > range.first && !reading.word(open).is_mark(U'(')) --open;
        const auto inside = bracket_at(reading, unit, open);
        if (!inside || inside->empty() || inside->last + 1 != title.name_last) break;
        if (says_issued(reading, inside->first) && reading.word(inside->first).shape == WordShape::kLower &&
            !reading.is_word(inside->first, "draft")) {
            title.name_last = title.range.last = open;
            continue;
        }
        const auto status = drafting_status(reading, *inside);
        if (!status) break;
        title.status = *status;
        title.name_last = open;
    }
    for (std::size_t i = title.name_last; i-- > range.first + 2 && title.name_last - i < 6;) {
        if (reading.word(i).is_mark(U')')) break;
        if (!reading.word(i).is_mark(U'(')) continue;
        if (const auto status = drafting_status(reading, {i + 1, title.name_last})) {
            title.status = *status;
            title.name_last = i;
        }
        break;
    }
    return title;
}

bool names_sender_only(const Reading& reading, std::size_t head, std::size_t last) {
    const bool sent = head + 1 < last && reading.is_word(head + 1, "of") &&
                      is_one_of(reading, head, {"notice", "circular", "announcement", "decision", "opinions"});
    bool body = false;
    for (std::size_t i = head + 1; sent && i < last; ++i) {
        if (reading.owner(i) != Reading::kFree) {
            body = true;
        } else if (!reading.word(i).is(WordClass::kConnector) && !reading.word(i).is(WordClass::kDeterminer) &&
                   !is_one_of(reading, i, {"general", "office"})) {
            return false;
        }
    }
    return sent && body;
}

Mention policy_mention(const Reading& reading, const Title& title, double confidence) {
    Mention mention;
    mention.label = "Policy";
    mention.name = clean_name(reading.printed(title.range.first, title.name_last));
    mention.key = policy_key(mention.name);
    mention.recogniser = "policy";
    mention.confidence = confidence;
    if (!title.status.empty()) mention.properties["status"] = Value(title.status);
    return mention;
}

void add_short_forms(const Reading& reading, const Unit& unit, const Title& title, Mention& mention) {
    std::size_t open = title.range.last;  // “Rules for Ropes” (referred to as “Rope Rules”)
    const bool closes = open < unit.last && reading.word(open).is_mark() &&
                        (reading.word(open).mark == 0x201D || reading.word(open).mark == U'"');
    if (closes) ++open;
    const auto inside = bracket_at(reading, unit, open);
    if (!inside || inside->empty()) return;
    const auto term = term_at(reading, unit, open);
    if (is_acronym(reading, *term)) {
        const std::string acronym = reading.printed(term->first, term->last);
        const WordRange name{title.range.first, title.name_last};
        const bool ends_alike = (reading.raw(name.last - 1)[0] & ~0x20) == (acronym.back() & ~0x20);
        const bool on_head = reading.word(name.last - 1).is(WordClass::kPolicyHead);
        if (on_head && ends_alike && fits_acronym(reading, name, acronym, true)) mention.aliases.push_back(acronym);
        return;
    }
    if (term->first != inside->first) {  // ('the revised Rope Rules')
        std::size_t first = term->first;
        while (first < term->last && reading.word(first).shape == WordShape::kLower) ++first;
        if (first + 2 <= term->last && names_something(reading, first, term->last))
            mention.aliases.push_back(reading.printed(first, term->last));
        return;
    }
    // "Guidelines for ... System (Intelligent Connected Vehicles)": the part that it is.
    const bool part =
        inside->size() > 1 && reading.is_free(inside->first, inside->last) &&
        std::all_of(reading.words().begin() + static_cast<std::ptrdiff_t>(inside->first),
                    reading.words().begin() + static_cast<std::ptrdiff_t>(inside->last),
                    [](const Word& w) { return w.shape == WordShape::kCapital || w.is(WordClass::kConnector); });
    if (part && reading.word(inside->first).shape == WordShape::kCapital && !says_issued(reading, inside->first))
        mention.aliases.push_back(reading.printed(title.range.first, inside->last + 1));
    if (!is_one_of(reading, inside->first, {"hereinafter", "hereafter", "known", "also", "referred", "or"})) return;
    std::size_t first = inside->last;
    while (first > inside->first && !is_one_of(reading, first - 1, {"as", "the", "to", "called", "or"})) --first;
    while (first < inside->last && reading.word(first).is_mark()) ++first;
    std::size_t last = inside->last;
    while (last > first && reading.word(last - 1).is_mark()) --last;
    const bool specific = last - first >= 2 || (last > first && reading.word(first).shape == WordShape::kUpper);
    bool version = false;
    for (std::size_t i = first; i < last; ++i) version = version || reading.word(i).shape == WordShape::kNumber;
    if (specific && (version || names_something(reading, first, last)))
        mention.aliases.push_back(reading.printed(first, last));
}

std::size_t before_agent(const Reading& reading, const Unit& unit, WordRange title, std::size_t head) {
    if (!is_what_is_done(reading, unit, title.first)) return title.last;
    for (std::size_t i = title.last; i-- > head + 1;) {
        if (is_one_of(reading, i, {"by"}) && is_actor(reading, unit, i + 1)) return i;
    }
    return title.last;
}

std::size_t before_higher_law(const Reading& reading, std::size_t last, std::size_t head) {
    const bool law = last > head + 6 && reading.word(last - 1).shape == WordShape::kCapital &&
                     is_one_of(reading, last - 1, {"law", "regulation", "regulations", "measures", "act", "outline"});
    for (std::size_t i = last; law && i-- > head + 3;) {
        if (is_one_of(reading, i, {"under"}) && is_one_of(reading, i + 1, {"the"}) && i + 3 < last) return i;
        if (!reading.word(i).is_name_like() && !reading.word(i).is(WordClass::kConnector) &&
            !reading.word(i).is(WordClass::kDeterminer))
            break;
    }
    return last;
}

}  // namespace mirrorgraph::ingest

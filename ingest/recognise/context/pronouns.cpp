#include "ingest/recognise/context/pronouns.h"

#include "ingest/recognise/context/reference_words.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

// "On the international side it is the counterpart of": no comma behind what the sentence begins with.
bool is_behind_opening(const Reading& reading, const Unit& unit, std::size_t i) {
    constexpr std::size_t kLongest = 7;  // words
    if (i == unit.first || i > unit.first + kLongest) return false;
    if (!is_one_of(reading, unit.first,
                   {"on", "at", "in", "within", "since", "during", "for", "internationally", "domestically", "today",
                    "now", "currently", "meanwhile", "abroad"}))
        return false;
    for (std::size_t k = unit.first; k < i; ++k) {
        if (reading.owner(k) != Reading::kFree || reading.word(k).is_mark() || reading.word(k).is(WordClass::kVerb))
            return false;
    }
    return true;
}

}  // namespace

bool opens_clause(const Reading& reading, const Unit& unit, std::size_t i) {
    if (i == unit.first || reading.word(i - 1).is_mark(U';') || is_behind_opening(reading, unit, i)) return true;
    if (is_one_of(reading, i - 1, {"when", "once", "before", "after", "where", "because"})) return true;
    if (!reading.word(i - 1).is_mark(U',')) return false;
    return i <= unit.first + 8 || (i >= unit.first + 3 && reading.word(i - 3).is_mark(U';'));
}

bool acts(const Reading& reading, const Unit& unit, std::size_t i) {
    for (std::size_t k = i + 1; k < unit.last && k < i + 5; ++k) {
        if (is_one_of(reading, k,
                      {"has", "have", "had", "also", "recently", "jointly", "then", "now", "will", "further"}))
            continue;
        return is_one_of(
            reading, k, {"issued",    "released", "published", "established", "founded",      "announced", "hosts",
                         "hosted",    "leads",    "led",       "mirrors",     "acts",         "serves",    "undertakes",
                         "developed", "develops", "drafted",   "drafts",      "formulated",   "approved",  "manages",
                         "set",       "operates", "consists",  "comprises",   "participates", "joined",    "signed",
                         "provides",  "runs",     "holds",     "adopted",     "called"});
    }
    return false;
}

bool says_of_text(const Reading& reading, const Unit& unit, std::size_t i) {
    for (std::size_t k = i + 1; k < unit.last && k < i + 4; ++k) {
        if (is_one_of(reading, k, {"was", "is", "were", "are", "has", "have", "been", "also", "will", "be"})) continue;
        return is_one_of(reading, k,
                         {"makes",      "make",       "specifies", "specify",  "stipulates", "cites",      "replaces",
                          "replaced",   "supersedes", "adopts",    "applies",  "drafted",    "refers",     "defines",
                          "implements", "covers",     "published", "released", "drawn",      "formulated", "revised",
                          "aims",       "aim",        "requires",  "require",  "apply",      "stipulate",  "contains"});
    }
    return false;
}

bool is_impersonal(const Reading& reading, const Unit& unit, std::size_t i) {
    for (std::size_t k = i + 1; k < unit.last && k < i + 6; ++k) {
        if (is_one_of(
                reading, k,
                {"that", "reported", "expected", "important", "necessary", "possible", "clear", "noted", "worth",
                 "noteworthy", "recommended", "understood", "hoped", "time", "unclear", "likely", "said", "remains"}))
            return true;
    }
    return false;
}

bool is_subject(const Reading& reading, const Unit& unit, std::size_t i, std::size_t head) {
    const bool begins = i > unit.first && (reading.word(i - 1).is_mark() ||
                                           is_one_of(reading, i - 1, {"that", "and", "then", "far", "date"}) ||
                                           is_behind_opening(reading, unit, i));
    if (begins && head + 1 < unit.last && reading.word(head + 1).is(WordClass::kVerb)) return true;
    // "SAC/TC251 is in charge of the standard."
    const bool ends = head + 1 >= unit.last || reading.word(head + 1).is_mark();
    const bool goes_on = head + 1 < unit.last && reading.word(head + 1).is(WordClass::kVerb);
    // "During the meeting, the committee: a) passed five drafts"
    if (begins && head + 1 < unit.last && reading.word(head + 1).is_mark(U':')) return true;
    // "According to the draft, network operators shall ..."
    if (ends && i >= unit.first + 2 && is_one_of(reading, i - 2, {"according"})) return true;
    return i > unit.first && (ends || goes_on) &&
           is_one_of(reading, i - 1,
                     {"of", "for", "under", "drafted", "developed", "led", "put", "implement", "implementing",
                      "enforce", "supplement"});
}

bool is_reference_head(const Reading& reading, std::size_t i) {
    return reading.word(i).is(WordClass::kPolicyHead) || reading.word(i).is(WordClass::kCommitteeHead) ||
           is_one_of(
               reading, i,
               {"standard", "standards", "specification", "document", "text", "body", "agency", "edition", "version"});
}

bool lacks_article(const Reading& reading, const Unit& unit, std::size_t i) {
    const Word& word = reading.word(i);
    return i == unit.first && word.is(WordClass::kPolicyHead) && word.shape == WordShape::kCapital &&
           i + 1 < unit.last && reading.word(i + 1).shape == WordShape::kLower &&
           (reading.word(i + 1).is(WordClass::kVerb) || says_of_text(reading, unit, i));
}

bool is_object(const Reading& reading, const Found& found) {
    const Unit& unit = reading.units()[found.unit];
    const std::size_t begin = found.mention.span.begin;
    if (is_object_mark(reading.text().substr(0, begin))) return true;
    for (std::size_t i = found.first; i-- > unit.first && found.first - i <= 3;) {
        if (reading.owner(i) != Reading::kFree) return false;
        if (is_object_word(fold_case(reading.raw(i)))) return true;
    }
    return false;
}

}  // namespace mirrorgraph::ingest

#include "ingest/recognise/names/titles/title_words.h"

#include <algorithm>

namespace mirrorgraph::ingest {

namespace {

constexpr double kTitleOnlyConfidence = 0.7;

bool is_closing(const Word& word) {
    return word.mark == 0x201D || word.mark == U'"' || word.mark == 0x300B || word.mark == 0x2019;
}

// "falls within", "gives way", "supersedes": the sentence goes on behind the title.
bool goes_on_as_sentence(const Reading& reading, std::size_t i, std::size_t last) {
    if (is_one_of(reading, i, {"is",       "are",      "was",    "were",      "has",        "have",      "had",
                               "will",     "shall",    "should", "do",        "does",       "may",       "must",
                               "which",    "that",     "issued", "released",  "published",  "requires",  "specifies",
                               "replaces", "replaced", "adopts", "replacing", "supersedes", "superseded"}))
        return true;
    return i + 1 < last &&
           is_one_of(reading, i,
                     {"falls", "lies", "sits", "rests", "comes", "came", "belongs", "goes", "went", "gives", "gave",
                      "takes", "took", "stems", "refers", "originated", "enters", "entered"}) &&
           is_one_of(reading, i + 1,
                     {"under", "within", "to", "with", "in", "into", "from", "out", "way", "over", "the", "effect"});
}

}  // namespace

std::vector<TitledCode> codes_in(const Reading& reading, const Unit& unit) {
    std::vector<TitledCode> codes;
    for (std::size_t i = unit.first; i < unit.last; ++i) {
        const std::uint32_t owner = reading.owner(i);
        if (owner == Reading::kFree) continue;
        const Found& found = reading.found()[owner];
        const bool again = !codes.empty() && codes.back().found == owner;
        if (found.mention.recogniser == "standard-code" && !again) codes.push_back({owner, found.first, found.last});
        i = std::max(i, found.last - 1);
    }
    return codes;
}

bool is_free(const Reading& reading, WordRange range) { return reading.is_free(range.first, range.last); }

bool says_title(const Reading& reading, WordRange range) {
    for (std::size_t i = range.first; i < range.last; ++i) {
        const Word& word = reading.word(i);
        if (word.is(WordClass::kVerb) || word.is_mark(U';')) return false;
        const bool body = word.is(WordClass::kOrganizationHead) || word.is(WordClass::kCompanyHead) ||
                          word.is(WordClass::kAgencyHead);
        // "Government Website Services" names no government.
        const bool whose = i + 1 < range.last && reading.word(i + 1).is_name_like();
        if (body && word.is_name_like() && !whose) return false;
    }
    return true;
}

bool is_title_to_end(const Reading& reading, std::size_t i, std::size_t last) {
    if (last - i < 2 || reading.word(i).is_mark()) return false;
    if (reading.word(i).shape == WordShape::kLower &&
        (reading.word(i).is(WordClass::kConnector) || reading.word(i).is(WordClass::kVerb)))
        return false;
    for (std::size_t k = i; k < last; ++k) {
        // "GB 1-2030 Published by SAMR": a headline.
        const bool headline = k + 1 < last && is_one_of(reading, k, {"issued", "released", "published", "approved"}) &&
                              is_one_of(reading, k + 1, {"by", "for"});
        if (headline || (reading.word(k).shape == WordShape::kLower && goes_on_as_sentence(reading, k, last)))
            return false;
    }
    return true;
}

bool has_title_dash(const Reading& reading, std::size_t i, std::size_t last) {
    if (reading.word(i).shape != WordShape::kCapital) return false;
    for (std::size_t k = i + 1; k + 1 < last; ++k) {
        const Word& word = reading.word(k);
        if (is_dash(word) && word.begin > reading.word(k - 1).end && reading.word(k + 1).begin > word.end &&
            reading.word(k + 1).shape == WordShape::kCapital) {
            return true;
        }
    }
    return false;
}

std::size_t capitals_end(const Reading& reading, const Unit& unit, std::size_t i, std::size_t limit) {
    if (reading.word(i).shape == WordShape::kHan || !reading.word(i).is_name_like() ||
        reading.owner(i) != Reading::kFree)
        return i;
    Unit part = unit;
    part.last = limit;
    std::size_t end = i;
    for (;;) {
        const std::size_t grown = grow_right(reading, part, end, {true, WordClass::kVerb, false, 40});
        if (grown == end) break;
        end = grown;
        // An em dash or a spaced hyphen joins the elements of a title.
        if (end + 1 < limit && is_dash(reading.word(end)) && reading.word(end + 1).is_name_like()) {
            ++end;
        } else {
            break;
        }
    }
    if (end - i < 2) return i;
    return end;
}

std::size_t capitals_begin(const Reading& reading, const Unit& unit, std::size_t i) {
    std::size_t first = i;
    for (std::size_t k = i; k-- > unit.first && reading.owner(k) == Reading::kFree;) {
        const Word& word = reading.word(k);
        if (!word.is_name_like() && !is_dash(word) && !word.is(WordClass::kConnector)) break;
        const bool inside_title =
            k > unit.first && (reading.word(k - 1).is_name_like() || reading.word(k - 1).is(WordClass::kConnector));
        if (word.is(WordClass::kDeterminer) && !inside_title) break;
        if (word.is_name_like()) first = k;
    }
    return first;
}

bool is_implementing_title(const Reading& reading, WordRange range) {
    return range.size() > 2 && is_one_of(reading, range.first, {"implementation", "implementing", "administrative"}) &&
           reading.word(range.first + 1).is(WordClass::kPolicyHead);
}

WordRange without_status(Reading& reading, WordRange range, const TitledCode& code) {
    while (range.size() > 2 && reading.word(range.last - 1).is_mark() && !reading.word(range.last - 1).is_mark(U')') &&
           !is_closing(reading.word(range.last - 1))) {
        --range.last;
    }
    if (range.empty() || !reading.word(range.last - 1).is_mark(U')')) return range;
    std::size_t open = range.last - 1;
    while (open > range.first && !reading.word(open).is_mark(U'(')) --open;
    const WordRange inside{open + 1, range.last - 1};
    const auto status = drafting_status(reading, inside);
    if (!status) return range;
    if (code.found != Reading::kFree) reading.found_at(code.found).mention.properties["status"] = Value(*status);
    range.last = open;
    return range;
}

WordRange without_quotes(const Reading& reading, WordRange range) {
    while (!range.empty() && reading.word(range.first).is_mark() && !reading.word(range.first).is_mark(U'('))
        ++range.first;
    while (!range.empty() && reading.word(range.last - 1).is_mark() && !reading.word(range.last - 1).is_mark(U')'))
        --range.last;
    return range;
}

void add_title(Reading& reading, WordRange range, std::string status) {
    TitledCode none;
    WordRange title = range;
    if (!range.empty() && reading.word(range.last - 1).is_mark(U')')) {
        std::size_t open = range.last - 1;
        while (open > range.first && !reading.word(open).is_mark(U'(')) --open;
        if (const auto said = drafting_status(reading, {open + 1, range.last - 1})) {
            status = *said;
            title.last = open;
        }
    }
    title = without_quotes(reading, without_status(reading, title, none));
    if (title.size() < 2) return;
    Mention mention = called_by_words(reading, title, "Standard", "standard-title", kTitleOnlyConfidence, "title:");
    mention.properties["title"] = Value(mention.name);
    if (!status.empty()) mention.properties["status"] = Value(status);
    reading.add(std::move(mention), title.first, title.last);
}

}  // namespace mirrorgraph::ingest

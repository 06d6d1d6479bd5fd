#include "ingest/recognise/names/titles/titles_alone.h"

#include <algorithm>

#include "ingest/recognise/names/titles/title_words.h"

namespace mirrorgraph::ingest {

void TitlesAlone::follow_list(const Unit& unit) {
    const bool item = unit.kind == BlockKind::kListItem;
    const int level = item ? reading_.document().blocks[unit.block].level : 0;
    const bool colon = unit.first < unit.last && reading_.word(unit.last - 1).is_mark(U':');
    if (item && level > introduced_below_ && codes_in(reading_, unit).empty() && !colon) {
        if (lead_ == Lead::kTitles) listed_title(unit);
        labelled_titles(unit);
    } else if (!item || colon || level <= introduced_below_) {
        lead_ = unit.kind == BlockKind::kParagraph || (item && colon) ? lead_of(unit) : Lead::kNothing;
        introduced_below_ = lead_ != Lead::kNothing ? std::max(level - 1, 0) : kNoList;
    }
}

void TitlesAlone::draft_item(const Unit& unit) {
    const bool cell = unit.cell >= 0;
    if (unit.last - unit.first < 5 || !reading_.word(unit.last - 1).is_mark(U')')) return;
    std::size_t open = unit.last - 1;
    while (open > unit.first && !reading_.word(open).is_mark(U'(')) --open;
    const auto status = drafting_status(reading_, {open + 1, unit.last - 1});
    if (!status || (*status == "draft" && !cell)) return;
    // "Measures for ... (draft)"
    const bool policy = cell && reading_.word(unit.first).is(WordClass::kPolicyHead);
    if (policy || (cell && !is_free(reading_, {unit.first, unit.last}))) return;
    if (!says_title(reading_, {unit.first, open}) || !reading_.word(unit.first).is_name_like()) return;
    add_title(reading_, {unit.first, open}, *status);
}

TitlesAlone::Lead TitlesAlone::lead_of(const Unit& unit) const {
    const auto free_word = [&](std::initializer_list<LowerWord> words) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (is_one_of(reading_, i, words) && reading_.owner(i) == Reading::kFree) return true;
        }
        return false;
    };
    if (!free_word({"standards", "specifications"})) return Lead::kNothing;
    const bool opens = reading_.word(unit.last - 1).is_mark(U':') ||
                       free_word({"following", "follows", "include", "includes", "listed"});
    if (!opens) return Lead::kNothing;
    const bool fields = free_word({"fields", "areas", "aspects", "sectors", "categories", "principles", "tasks",
                                   "measures", "objectives", "priorities"});
    return fields ? Lead::kStandards : Lead::kTitles;
}

void TitlesAlone::labelled_titles(const Unit& unit) {
    constexpr std::size_t kLongestLabel = 8, kFewest = 3;
    std::size_t at = unit.first;
    while (at < unit.last && at - unit.first < kLongestLabel && !reading_.word(at).is_mark(U':')) ++at;
    if (at >= unit.last || !reading_.word(at).is_mark(U':')) return;
    for (++at; at < unit.last;) {
        std::size_t end = at;
        while (end < unit.last && !reading_.word(end).is_mark(U';') && !reading_.word(end).is_mark(U'.')) ++end;
        if (reading_.is_word(at, "and")) ++at;
        const bool whole = at + kFewest <= end && example_end(unit, at) == end;
        if (whole && is_announced_title({at, end})) add_title(reading_, {at, end}, "");
        at = end + 1;
    }
}

void TitlesAlone::listed_title(const Unit& unit) {
    constexpr std::size_t kFewest = 4, kMost = 30, kMostInSmall = 14;
    WordRange title{behind_item_number(reading_, unit), unit.last};
    while (!title.empty() && (reading_.word(title.last - 1).is_mark() || reading_.is_word(title.last - 1, "and")) &&
           !reading_.word(title.last - 1).is_mark(U')'))
        --title.last;
    if (title.size() < kFewest || title.size() > kMost || !is_free(reading_, title) || !says_title(reading_, title))
        return;
    const bool acts = reading_.raw(title.first).ends_with("ing") && !has_title_dash(reading_, title.first, title.last);
    if (!reading_.word(title.first).is_name_like() || acts || is_implementing_title(reading_, title)) return;
    if (reading_.word(title.first).is(WordClass::kDeterminer) || !is_title_to_end(reading_, title.first, title.last))
        return;
    // In small letters and at length it is a sentence.
    const auto capitals = std::count_if(reading_.words().begin() + static_cast<std::ptrdiff_t>(title.first),
                                        reading_.words().begin() + static_cast<std::ptrdiff_t>(title.last),
                                        [](const Word& w) { return w.is_name_like(); });
    const bool small = 2 * static_cast<std::size_t>(capitals) < title.size();
    if (small && title.size() > kMostInSmall && !has_title_dash(reading_, title.first, title.last)) return;
    bool head = false;
    for (std::size_t i = title.first; i < title.last; ++i) {
        if (reading_.word(i).is_mark(U':') || reading_.word(i).is_mark(U'.')) return;
        head = head || reading_.word(i).is(WordClass::kStandardHead);
    }
    if (head) add_title(reading_, title, "");
}

void TitlesAlone::announced(const Unit& unit) {
    for (std::size_t i = unit.first + 1; i + 3 < unit.last; ++i) {
        if (reading_.word(i).is_mark(U'(')) drafted(unit, i);
        if (reading_.word(i - 1).shape == WordShape::kUpper && reading_.raw(i - 1) == "GB") without_number(unit, i - 1);
        if (!announces(i - 1)) continue;
        announced_in_capitals(unit, i);
        exemplified(unit, i);
        if (!reading_.word(i).is_mark(U':') || !is_one_of(reading_, i - 1, {"standard", "project"})) continue;
        std::size_t end = i + 1;
        while (end < unit.last && !reading_.word(end).is_mark(U'(') && !reading_.word(end).is_mark(U'.') &&
               !reading_.word(end).is_mark(U';'))
            ++end;
        const auto inside = bracket_at(reading_, unit, end);
        if (!reading_.word(i + 1).is_name_like() || end - i < 4) continue;
        const auto status = inside ? drafting_status(reading_, *inside) : std::nullopt;
        if (status) add_title(reading_, {i + 1, end}, *status);
    }
}

void TitlesAlone::drafted(const Unit& unit, std::size_t i) {
    constexpr std::size_t kFewest = 5;
    const auto inside = bracket_at(reading_, unit, i);
    const auto status = inside ? drafting_status(reading_, *inside) : std::nullopt;
    if (!status) return;
    const std::size_t first = capitals_begin(reading_, unit, i);
    if (i - first >= kFewest && has_title_dash(reading_, first, i) && is_announced_title({first, i}))
        add_title(reading_, {first, i}, *status);
}

void TitlesAlone::without_number(const Unit& unit, std::size_t i) {
    constexpr std::size_t kFewest = 4;
    std::size_t first = i + 1;
    if (first + 1 < unit.last && reading_.word(first).is_mark(U'/') && reading_.raw(first + 1) == "T") first += 2;
    const std::size_t end = first < unit.last ? capitals_end(reading_, unit, first, unit.last) : first;
    const bool quoted = i > unit.first && is_opening_quote(reading_.word(i - 1));
    if (quoted || end < first + kFewest || !reading_.is_free(i, first) || !is_announced_title({first, end})) return;
    add_title(reading_, {first, end}, "");
    Mention& mention = reading_.found_at(reading_.owner(first)).mention;
    mention.aliases.push_back(reading_.printed(i, end));
}

bool TitlesAlone::announces(std::size_t i) const {
    switch (reading_.word(i).end - reading_.word(i).begin) {
        case 5: return reading_.is_word(i, "draft");
        case 7: return reading_.is_word(i, "project");
        case 8: return is_one_of(reading_, i, {"projects", "proposal", "standard"});
        case 9: return reading_.is_word(i, "standards");
        case 14: return reading_.is_word(i, "specifications");
        default: return false;
    }
}

void TitlesAlone::announced_in_capitals(const Unit& unit, std::size_t i) {
    const bool colon = reading_.word(i).is_mark(U':');
    if (!colon && !speaks_of_standards(unit, i - 1)) return;
    std::size_t at = colon ? i + 1 : i;
    for (;;) {
        at = after_number(unit, at);
        const std::size_t end = at < unit.last ? capitals_end(reading_, unit, at, unit.last) : at;
        if (end - at < 3 || !is_announced_title({at, end})) return;
        add_title(reading_, {at, end}, "under development");
        at = end;
        while (at < unit.last && (reading_.word(at).is_mark(U';') || is_one_of(reading_, at, {"and"}))) ++at;
        if (at == end || !colon) return;
    }
}

void TitlesAlone::exemplified(const Unit& unit, std::size_t i) {
    if (!is_one_of(reading_, i - 1, {"standards", "specifications", "standard", "draft"})) return;
    constexpr std::size_t kFewest = 3;
    // "the draft Guide on Ropes"
    for (std::size_t k = i; reading_.is_word(i - 1, "draft") && k < unit.last; ++k) {
        if (reading_.word(k).is(WordClass::kPolicyHead)) return;
        if (!reading_.word(k).is_name_like()) break;
    }
    std::size_t at = is_one_of(reading_, i - 1, {"standard", "draft"}) ? i : behind_such_as(unit, i);
    // "the industry standard Technical Code for Rope Storage", "the draft Safety Requirements for Hooks": right behind the
    // word for it.
    if (at == i && (reading_.word(i - 1).shape != WordShape::kLower || reading_.word(i).shape != WordShape::kCapital ||
                    !is_whole_title({i, example_end(unit, i)})))
        return;
    bool parted = false;  // "A; B; and C": each is a title, whatever it is built on
    while (at < unit.last) {
        const std::size_t end = example_end(unit, at);
        if (end == at) return;
        parted = parted || (end < unit.last && reading_.word(end).is_mark(U';'));
        // "Title for X and Title for Y": each half says what it is for, so that it is whole.
        std::size_t half = end;
        for (std::size_t k = at + kFewest; k + kFewest < end && half == end; ++k) {
            if (reading_.is_word(k, "and") && is_whole_title({at, k}) && is_whole_title({k + 1, end})) half = k;
        }
        for (const WordRange title : {WordRange{at, half}, WordRange{std::min(half + 1, end), end}}) {
            const bool item = parted && title.size() >= 2 && is_free(reading_, title) && says_title(reading_, title);
            if (item || (title.size() >= kFewest && is_announced_title(title))) add_title(reading_, title, "");
        }
        at = end;
        while (at < unit.last && (reading_.word(at).is_mark(U',') || reading_.word(at).is_mark(U';') ||
                                  reading_.is_word(at, "and") || reading_.is_word(at, "the")))
            ++at;
        if (at == end) return;
    }
}

std::size_t TitlesAlone::behind_such_as(const Unit& unit, std::size_t i) const {
    constexpr std::size_t kFarthest = 8;
    for (std::size_t k = i; k + 1 < unit.last && k < i + kFarthest; ++k) {
        if (reading_.word(k).is_mark() && !reading_.word(k).is_mark(U',')) return i;
        if (is_one_of(reading_, k, {"including", "namely"})) return k + 1;
        if (reading_.is_word(k, "such") && reading_.is_word(k + 1, "as")) return k + 2;
    }
    return i;
}

std::size_t TitlesAlone::example_end(const Unit& unit, std::size_t i) const {
    std::size_t end = i;
    for (std::size_t k = i; k < unit.last && reading_.owner(k) == Reading::kFree; ++k) {
        const Word& word = reading_.word(k);
        if (word.is_name_like()) end = k + 1;
        const bool joins = word.is(WordClass::kConnector) || word.is_mark(U'&') || word.is_mark(U'-');
        if (!word.is_name_like() && !joins) break;
    }
    return end;
}

bool TitlesAlone::is_whole_title(WordRange range) const {
    if (!is_announced_title(range)) return false;
    for (std::size_t i = range.first + 1; i < range.last; ++i) {
        // "Administrative Measures for Certification Requirements" are a policy.
        if (reading_.word(i).is(WordClass::kPolicyHead) && !reading_.word(i).is(WordClass::kStandardHead)) return false;
        if (reading_.is_word(i, "for") || reading_.is_word(i, "of")) return true;
    }
    return false;
}

std::size_t TitlesAlone::after_number(const Unit& unit, std::size_t i) const {
    const auto inside = i < unit.last ? bracket_at(reading_, unit, i) : std::nullopt;
    return inside && inside->size() == 1 ? inside->last + 1 : i;
}

bool TitlesAlone::speaks_of_standards(const Unit& unit, std::size_t i) const {
    if (!is_one_of(reading_, i, {"project", "projects", "proposal"})) return false;
    for (std::size_t k = i; k-- > unit.first && i - k <= 2;) {
        if (is_one_of(reading_, k, {"standard", "standards", "standardization", "standardisation"})) return true;
    }
    return false;
}

bool TitlesAlone::is_announced_title(WordRange range) const {
    if (!is_free(reading_, range) || !says_title(reading_, range) || !reading_.word(range.first).is_name_like())
        return false;
    const Word& last = reading_.word(range.last - 1);
    for (std::size_t i = range.first; i < range.last; ++i) {
        if (reading_.word(i).is(WordClass::kStandardHead) && reading_.word(i).is_name_like()) return true;
    }
    return last.is_name_like() &&
           is_one_of(reading_, range.last - 1, {"definitions", "vocabulary", "terms", "concepts"});
}

}  // namespace mirrorgraph::ingest

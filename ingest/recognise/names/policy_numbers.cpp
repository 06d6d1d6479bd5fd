#include "ingest/recognise/names/policy_numbers.h"

#include "ingest/recognise/names/policy_titles.h"

namespace mirrorgraph::ingest {

namespace {

// "2021-2035"
bool is_period(std::string_view text) {
    const auto is_year = [](std::string_view year) {
        return year.size() == 4 && (year.starts_with("19") || year.starts_with("20")) &&
               year.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return text.size() == 9 && text[4] == '-' && is_year(text.substr(0, 4)) && is_year(text.substr(5));
}

}  // namespace

std::size_t european_end(const Reading& reading, const Unit& unit, std::size_t head) {
    std::size_t i = head + 1;
    if (const auto inside = bracket_at(reading, unit, i)) {
        if (inside->size() != 1 || !is_one_of(reading, inside->first, {"ec", "eu", "eec"})) return head + 1;
        i = inside->last + 1;
    }
    if (i < unit.last && is_one_of(reading, i, {"no"})) ++i;
    if (i < unit.last && reading.word(i).is_mark(U'.')) ++i;
    const bool number = i + 2 < unit.last && reading.word(i).shape == WordShape::kNumber &&
                        reading.word(i + 1).is_mark(U'/') && reading.word(i + 2).shape == WordShape::kNumber;
    if (!number) return head + 1;
    i += 3;
    if (i + 1 < unit.last && reading.word(i).is_mark(U'/') && is_one_of(reading, i + 1, {"eu", "ec", "eec"})) i += 2;
    return i;
}

std::size_t period_before(const Reading& reading, const Unit& unit, std::size_t head) {
    if (!is_one_of(reading, head, {"plan", "strategy", "roadmap", "program", "programme"})) return head;
    std::size_t i = head;
    while (i > unit.first && head - i < 5 && reading.word(i - 1).is_name_like() &&
           reading.word(i - 1).shape != WordShape::kNumber && reading.owner(i - 1) == Reading::kFree)
        --i;
    if (i == head || i == unit.first) return head;
    for (std::size_t first = i; first-- > unit.first && i - first <= 3;) {
        if (is_period(reading.printed(first, i)) && reading.is_free(first, i)) return first;
    }
    return head;
}

std::size_t period_behind(const Reading& reading, const Unit& unit, std::size_t head) {
    constexpr std::size_t kMostWords = 16;
    if (head == unit.first || reading.word(head - 1).shape != WordShape::kCapital ||
        !is_one_of(reading, head - 1, {"action", "work", "implementation", "development"}) || head + 1 >= unit.last ||
        !leads_complement(reading, head + 1))
        return head;
    for (std::size_t i = head + 2; i < unit.last && i < head + kMostWords; ++i) {
        if (reading.word(i).is_mark(U'(')) {
            const auto inside = bracket_at(reading, unit, i);
            const bool closes = inside && !inside->empty() && is_period(reading.printed(inside->first, inside->last)) &&
                                inside->last + 1 < unit.last && says_issued(reading, inside->last + 1);
            return closes && reading.is_free(head - 1, inside->last + 1) ? inside->last + 1 : head;
        }
        if (reading.word(i).is_mark() || says_issued(reading, i)) break;
    }
    return head;
}

std::size_t yearly_end(const Reading& reading, const Unit& unit, std::size_t first) {
    std::size_t i = first;
    const bool year_first = i < unit.last && is_year(reading, i);
    if (year_first) ++i;
    while (i < unit.last && is_one_of(reading, i, {"annual", "yearly"})) ++i;
    const bool key_work =
        i + 1 < unit.last && is_one_of(reading, i, {"key"}) && is_one_of(reading, i + 1, {"work", "tasks"});
    const bool work_tasks = i + 1 < unit.last && is_one_of(reading, i, {"work", "legislative", "standardization"}) &&
                            is_one_of(reading, i + 1, {"tasks", "priorities", "points", "plan"});
    if (!key_work && !work_tasks) return first;
    i += 2;
    if (year_first) return i;
    const bool year_last = i + 1 < unit.last && is_one_of(reading, i, {"in", "for", "of"}) && is_year(reading, i + 1);
    return year_last ? i + 2 : first;
}

std::size_t vision_before(const Reading& reading, const Unit& unit, std::size_t i) {
    if (i < unit.first + 2 || reading.word(i).shape != WordShape::kNumber || !reading.is_word(i - 1, "china") ||
        !is_year(reading, i))
        return i;
    std::size_t first = i - 1;
    if (first >= unit.first + 2 && reading.is_word(first - 1, "in")) --first;
    if (first == unit.first || reading.word(first - 1).shape != WordShape::kCapital) return i;
    --first;
    const auto is_plan = [&](std::size_t k) {
        return is_one_of(reading, k, {"plan", "strategy", "initiative", "program", "programme", "policy", "roadmap"});
    };
    std::size_t before = first, behind = i + 1;
    if (before > unit.first && is_opening_quote(reading.word(before - 1))) --before;
    if (behind < unit.last && reading.word(behind).is_mark()) ++behind;
    const bool told = (before > unit.first && is_plan(before - 1)) || (behind < unit.last && is_plan(behind));
    return told && reading.is_free(first, i + 1) ? first : i;
}

std::optional<WordRange> numbered_notice(const Reading& reading, const Unit& unit, std::size_t head) {
    if (head == unit.first || !is_one_of(reading, head, {"announcement", "decree", "circular", "notice"}))
        return std::nullopt;
    const std::uint32_t sender = reading.owner(head - 1);
    if (sender == Reading::kFree || reading.found()[sender].mention.label != "Agency" ||
        reading.word(head - 1).possessive)
        return std::nullopt;
    // "Regulation on Ropes (State Council Decree No. 739)": another name of what stands in front.
    const std::size_t first = reading.found()[sender].first;
    if (first > unit.first + 1 && reading.word(first - 1).is_mark()) {
        const std::uint32_t title = reading.owner(first - 2);
        if (title != Reading::kFree && reading.found()[title].mention.label == "Policy") return std::nullopt;
    }
    std::size_t i = head + 1;
    const bool year = i < unit.last && is_year(reading, i);
    if (year) ++i;
    if (i >= unit.last || !is_one_of(reading, i, {"no", "number"})) return std::nullopt;
    ++i;
    if (i < unit.last && reading.word(i).is_mark(U'.')) ++i;
    if (i >= unit.last || reading.word(i).shape != WordShape::kNumber) return std::nullopt;
    ++i;
    if (!year && i + 1 < unit.last && is_one_of(reading, i, {"of"}) && is_year(reading, i + 1)) i += 2;
    return WordRange{first, i};
}

std::size_t with_version(const Reading& reading, const Unit& unit, std::size_t head, std::size_t last) {
    if (last != head + 1 || last >= unit.last || reading.word(last).shape != WordShape::kNumber) return last;
    const std::string_view number = reading.raw(last);
    const bool version = number.size() == 3 && number[1] == '.' && number[0] != '0';
    return version ? last + 1 : last;
}

}  // namespace mirrorgraph::ingest

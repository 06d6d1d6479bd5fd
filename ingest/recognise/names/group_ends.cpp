#include "ingest/recognise/names/group_ends.h"

#include <string>

namespace mirrorgraph::ingest {

namespace {

const Mention* known_at(const Reading& reading, std::size_t i, std::size_t last) {
    const std::uint32_t owner = i < last ? reading.owner(i) : Reading::kFree;
    return owner == Reading::kFree ? nullptr : &reading.found()[owner].mention;
}

// "the National Technical Committee on", from `i` on.
bool names_whole_committee(const Reading& reading, std::size_t i, std::size_t last) {
    if (i >= last || !is_one_of(reading, i, {"the"})) return false;
    for (std::size_t k = i + 1; k < last && reading.word(k).is_name_like(); ++k) {
        if (!is_one_of(reading, k, {"committee", "subcommittee"})) continue;
        return k > i + 1 && (reading.word(k - 1).is(WordClass::kGroupKind) || is_one_of(reading, i + 1, {"national"}));
    }
    return false;
}

}  // namespace

bool begins_another_group(const Reading& reading, WordRange words) {
    bool sentence = false;
    for (std::size_t i = words.first; i < words.last; ++i) {
        const Word& word = reading.word(i);
        if (word.shape == WordShape::kLower)
            sentence = sentence || is_one_of(reading, i, {"under", "within"}) ||
                       (!word.is(WordClass::kConnector) && !word.is(WordClass::kDeterminer));
        else if (sentence && word.is(WordClass::kCommitteeHead))
            return true;
    }
    return false;
}

std::size_t before_owner(const Reading& reading, const Unit& unit, WordRange complement) {
    // "with Tencent as deputy leader"
    const auto says_role = [&](std::size_t from) {
        constexpr std::size_t kReach = 10;
        for (std::size_t i = from; i < unit.last && i < from + kReach; ++i) {
            if (is_one_of(reading, i, {"as"})) return true;
        }
        return false;
    };
    for (std::size_t i = complement.first + 2; i < complement.last; ++i) {
        if (is_one_of(reading, i, {"with"}) && says_role(i + 1)) return i;
        if (i + 1 == complement.last) break;
        const bool inside = is_one_of(reading, i, {"within", "under", "inside"});
        if (!inside && !is_one_of(reading, i, {"of", "in"})) continue;
        const std::size_t next = is_one_of(reading, i + 1, {"the"}) ? i + 2 : i + 1;
        const Mention* owner = known_at(reading, next, complement.last);
        if (owner != nullptr && owner->recogniser == "committee-code") return i;
        const bool body = owner != nullptr && (owner->label == "Agency" || owner->label == "Organization");
        if (inside && body) return i;
        const bool own_code = complement.last < unit.last && reading.word(complement.last).is_mark(U'(') &&
                              known_at(reading, complement.last + 1, unit.last) != nullptr;
        if (!own_code && names_whole_committee(reading, i + 1, complement.last)) return i;
    }
    return complement.last;
}

}  // namespace mirrorgraph::ingest

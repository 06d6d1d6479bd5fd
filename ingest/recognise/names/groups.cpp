#include "ingest/recognise/names/groups.h"

#include <algorithm>

#include "ingest/recognise/names/group_ends.h"
#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/identifiers/committee.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kNameConfidence = 0.85;
constexpr double kJoinedConfidence = 0.95;

class GroupFinder {
  public:
    explicit GroupFinder(Reading& reading) : reading_(reading) {}

    void run() {
        for (const Unit& unit : reading_.units()) {
            for (std::size_t i = unit.first; i < unit.last; ++i) {
                if (reading_.word(i).is(WordClass::kCommitteeHead) && reading_.owner(i) == Reading::kFree)
                    built_on(unit, i);
            }
            small_names_before_codes(unit);
            names_behind_codes(unit);
            listed(unit);
        }
        titles_in_tables();
        cards();
    }

  private:
    const Mention* code_at(std::size_t i) const {
        const std::uint32_t owner = i < reading_.words().size() ? reading_.owner(i) : Reading::kFree;
        if (owner == Reading::kFree) return nullptr;
        const Mention& mention = reading_.found()[owner].mention;
        return mention.recogniser == "committee-code" ? &mention : nullptr;
    }

    std::string kind_of(std::size_t head) const {
        if (is_one_of(reading_, head, {"subcommittee", "sc"})) return "subcommittee";
        if (!is_one_of(reading_, head, {"committee", "tc"})) return "group";
        return head > 0 && is_one_of(reading_, head - 1, {"sub"}) ? "subcommittee" : "committee";
    }

    void built_on(const Unit& unit, std::size_t head) {
        const Word& word = reading_.word(head);
        // "Sub-committee" is written with one capital.
        const bool joined = word.joined && head > unit.first && reading_.word(head - 1).shape == WordShape::kCapital;
        if ((word.shape == WordShape::kLower && !joined) || word.shape == WordShape::kNumber) return;
        // "Party Committee" leads an institute, it makes no standards.
        if (head > unit.first && is_one_of(reading_, head - 1, {"party"})) return;
        const bool short_form = is_one_of(reading_, head, {"wg", "swg", "tc", "sc"});
        const bool group = is_one_of(reading_, head, {"group"});
        std::size_t next = head + 1;
        // "National Technical Committee 309 on Hydrogen Energy"
        if (next + 1 < unit.last && reading_.word(next).shape == WordShape::kNumber &&
            is_one_of(reading_, next + 1, {"on", "for", "of"}) && code_at(next + 2) == nullptr)
            ++next;
        const bool leads = next < unit.last && is_one_of(reading_, next, {"of", "on", "for"}) && !word.possessive;
        const bool kinds = head > unit.first && reading_.word(head - 1).is(WordClass::kGroupKind) &&
                           reading_.word(head - 1).is_name_like();
        if (group && !kinds) return;
        const std::size_t more =
            next < unit.last && name_goes_on(next) && !word.possessive ? end_before_acronym(unit, next) : next;
        if (more == 0) return;
        WordRange range{grow_left(reading_, unit, head, {false, WordClass::kCommitteeHead, false, 16}), more};
        while (range.size() > 1 && is_one_of(reading_, range.first, {"new", "newly", "former", "up"})) ++range.first;
        // "Administrative Organization National Rope Committee": the label of a card that has no colon.
        if (reading_.is_word(range.first, "administrative") && reading_.is_word(range.first + 1, "organization"))
            range.first += 2;
        if (numbered(unit, range.first, head)) return;
        if (short_form && !leads && range.size() < 2) return;
        if (is_one_of(reading_, head, {"tc", "sc"}) && !is_national(range.first)) return;
        if (leads && !(belongs_to_body(unit, next) && specific({range.first, next})))
            range.last = complement(unit, next);
        if (is_assembly(range)) return;
        const WordRange acronym = acronym_before(range);
        range.first = std::max(range.first, acronym.last);
        join(unit, range, head, acronym);
    }

    // "General WG, Basic WG and evaluation WG", "A Promotion Group, Expert Advisory Group, and Administration Group":
    // beside named groups, or three in a row, words that are too common to name a group alone do.
    void listed(const Unit& unit) {
        std::vector<WordRange> run;
        bool known = false;
        const auto finish = [&] {
            if (run.size() >= 2 && (known || run.size() >= 3)) {
                for (const WordRange& range : run) {
                    if (reading_.is_free(range.first, range.last)) add_plain(range);
                }
            }
            run.clear();
            known = false;
        };
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (!reading_.word(i).is(WordClass::kCommitteeHead) || is_one_of(reading_, i, {"committee"})) continue;
            const WordRange range = listed_at(unit, i);
            const std::uint32_t owner = reading_.owner(i);
            const bool named = owner != Reading::kFree && reading_.found()[owner].mention.recogniser == "group-name";
            const std::size_t first = named ? reading_.found()[owner].first : range.first;
            if (!run.empty() && !only_between(run.back().last, first)) finish();
            if (range.empty() && !named) {
                finish();
                continue;
            }
            known = known || named;
            run.push_back(named ? WordRange{first, reading_.found()[owner].last} : range);
        }
        finish();
    }

    // One to three words and the head, all free: capitalised, or before "WG".
    WordRange listed_at(const Unit& unit, std::size_t head) const {
        const bool short_form = is_one_of(reading_, head, {"wg", "swg"});
        if (reading_.owner(head) != Reading::kFree || !reading_.word(head).is_name_like()) return {};
        std::size_t first = head;
        while (first > unit.first && head - first < 3 && reading_.owner(first - 1) == Reading::kFree &&
               !reading_.word(first - 1).is_mark() && !reading_.word(first - 1).is(WordClass::kConnector) &&
               !reading_.word(first - 1).is(WordClass::kDeterminer) && !reading_.word(first - 1).is(WordClass::kVerb) &&
               (reading_.word(first - 1).is_name_like() || (short_form && first == head)))
            --first;
        if (first == head || reading_.word(first).shape == WordShape::kNumber) return {};
        return {first, head + 1};
    }

    bool only_between(std::size_t from, std::size_t to) const {
        if (from >= to || to - from > 3) return false;
        for (std::size_t i = from; i < to; ++i) {
            if (!reading_.word(i).is_mark(U',') && !is_one_of(reading_, i, {"and", "the"})) return false;
        }
        return true;
    }

    void add_plain(WordRange range) {
        reading_.add(called_by_words(reading_, range, "Committee", "group-name", kNameConfidence, "group:"),
                     range.first, range.last);
    }

    // "National TC on Hydrogen Energy", not "TC on Batteries".
    bool is_national(std::size_t first) const {
        return is_one_of(reading_, first, {"national", "china", "chinese", "international"});
    }

    // "Standing Committee of the Shenzhen Municipal People's Congress" passes laws, it makes no standards.
    bool is_assembly(WordRange range) {
        for (std::size_t i = range.first; i < range.last; ++i) {
            const bool assembly = is_one_of(reading_, i, {"congress", "parliament"}) &&
                                  !(i > range.first && is_one_of(reading_, i - 1, {"standards", "standardization"}));
            // "Suzhou Municipal Committee of CPC": the party's.
            const bool party = is_one_of(reading_, i, {"committee"}) && i > range.first &&
                               is_one_of(reading_, i - 1, {"municipal", "provincial", "prefectural"});
            if (!assembly && !party) continue;
            reading_.add(called_by_words(reading_, range, "Agency", "body-form", kNameConfidence), range.first,
                         range.last);
            return true;
        }
        return false;
    }

    // "Working Group 29 of ISO/TC 197"
    bool numbered(const Unit& unit, std::size_t first, std::size_t head) {
        const bool working = head > unit.first && is_one_of(reading_, head - 1, {"working", "work"}) &&
                             is_one_of(reading_, head, {"group"});
        if (!working || head + 3 >= unit.last || reading_.word(head + 1).shape != WordShape::kNumber ||
            !is_one_of(reading_, head + 2, {"of"}))
            return false;
        const Mention* code = code_at(head + 3);
        if (code == nullptr) return false;
        const auto id = try_parse_committee(code->name + "/WG " + std::string(reading_.raw(head + 1)));
        if (!id) return false;
        Mention mention;
        mention.label = "Committee";
        mention.key = id->key();
        mention.name = id->normalized();
        mention.recogniser = "group-name";
        mention.confidence = kJoinedConfidence;
        mention.properties["code"] = Value(id->normalized());
        reading_.add(std::move(mention), first, head + 2);
        return true;
    }

    // "Sub-Working Group Industrie 4.0 (SWG I4.0)": the name goes on up to the acronym in brackets. 0 where none closes it.
    std::size_t end_before_acronym(const Unit& unit, std::size_t next) const {
        std::size_t end = next;
        while (end < unit.last && reading_.owner(end) == Reading::kFree &&
               (reading_.word(end).is_name_like() || reading_.word(end).is_mark(U'/')))
            ++end;
        const auto inside = bracket_at(reading_, unit, end);
        return inside && end - next <= 6 && is_acronym(reading_, *inside) && code_at(inside->first) == nullptr ? end
                                                                                                               : 0;
    }

    // "OpenHarmony Project Group of the OpenAtom Foundation": whose group it is, not what it is for.
    bool belongs_to_body(const Unit& unit, std::size_t next) const {
        if (!is_one_of(reading_, next, {"of"}) || next + 2 >= unit.last) return false;
        if (!is_one_of(reading_, next + 1, {"the"})) return code_at(next + 1) != nullptr;
        if (const std::uint32_t owner = reading_.owner(next + 2); owner != Reading::kFree) {
            const Mention& body = reading_.found()[owner].mention;
            return body.recogniser == "gazetteer" && (body.label == "Agency" || body.label == "Organization");
        }
        std::size_t end = next + 2;
        while (end < unit.last && end < next + 8 && reading_.word(end).is_name_like() && !reading_.word(end).is_mark())
            ++end;
        return end > next + 2 && reading_.word(end - 1).is(WordClass::kOrganizationHead) &&
               reading_.owner(next + 2) == Reading::kFree;
    }

    bool name_goes_on(std::size_t next) const {
        const Word& word = reading_.word(next);
        return reading_.owner(next) == Reading::kFree && word.is_name_like() && word.shape != WordShape::kNumber &&
               !word.is(WordClass::kVerb) && !is_one_of(reading_, next, {"secretariat"});
    }

    // "on Data", "for the digitalization of Standards (SAC/SWG 29)": small letters only where a code closes the name.
    std::size_t complement(const Unit& unit, std::size_t next) const {
        for (std::size_t i = next; i < unit.last && i < next + 16 && !begins_another_group(reading_, {next, i}); ++i) {
            if (reading_.word(i).is_mark(U'(') && code_at(i + 1) != nullptr) return i;
            if (reading_.word(i).is_mark() && !reading_.word(i).is_mark(U',') && reading_.word(i).classes == 0) break;
        }
        return before_owner(reading_, unit,
                            {next, grow_right(reading_, unit, next, {true, WordClass::kCommitteeHead, false, 20})});
    }

    bool specific(WordRange range) const {
        for (std::size_t i = range.first; i < range.last; ++i) {
            const Word& word = reading_.word(i);
            const bool common = word.is(WordClass::kCommitteeHead) || word.is(WordClass::kGroupKind) ||
                                word.is(WordClass::kConnector) || word.is_mark() || word.is(WordClass::kDeterminer) ||
                                word.is(WordClass::kGenericBody) || word.is(WordClass::kGenericField) ||
                                is_one_of(reading_, i, {"sub", "professional"}) || word.shape == WordShape::kNumber;
            if (!common) return true;
        }
        return false;
    }

    // "SWG-RT Special Working Group of Rope Testing": the acronym a name begins with; empty where there is none.
    WordRange acronym_before(WordRange range) const {
        std::size_t last = range.first;
        while (last < range.last && reading_.word(last).shape == WordShape::kUpper &&
               (last == range.first || reading_.word(last).joined))
            ++last;
        if (last == range.first || last + 2 > range.last) return {};
        const std::string acronym = reading_.printed(range.first, last);
        if (acronym.size() < 4 || !fits_acronym(reading_, {last, range.last}, acronym, true)) return {};
        return {range.first, last};
    }

    // "NCRT (National Technical Committee on Rope Testing)"
    WordRange acronym_before_bracket(const Unit& unit, WordRange range) const {
        const bool bracket = range.first > unit.first + 1 && reading_.word(range.first - 1).is_mark(U'(') &&
                             range.last < unit.last && reading_.word(range.last).is_mark(U')');
        if (!bracket) return {};
        const WordRange acronym{range.first - 2, range.first - 1};
        const bool known = reading_.owner(acronym.first) != Reading::kFree || reading_.word(acronym.first).joined;
        if (known || reading_.raw(acronym.first).size() < 4 || !is_acronym(reading_, acronym)) return {};
        return fits_acronym(reading_, range, reading_.raw(acronym.first), false) ? acronym : WordRange{};
    }

    // The name found, with what the bracket behind it says: a code, an acronym, or nothing.
    void join(const Unit& unit, WordRange range, std::size_t head, WordRange acronym_in_front) {
        const std::string name = reading_.printed(range.first, range.last);
        Mention mention;
        mention.label = "Committee";
        mention.name = name;
        mention.recogniser = "group-name";
        mention.confidence = kNameConfidence;
        const bool named = specific(range);
        const auto inside = bracket_at(reading_, unit, range.last);
        const auto term = term_at(reading_, unit, range.last);
        const Mention* code = term && !term->empty() ? code_at(term->first) : nullptr;
        // (NTCAS, SAC/TC114)
        const bool acronym_first = inside && inside->size() > 2 && reading_.word(inside->first + 1).is_mark(U',');
        if (code == nullptr && acronym_first) {
            code = code_at(inside->first + 2);
            const std::string acronym = reading_.printed(inside->first, inside->first + 1);
            if (code != nullptr && reading_.word(inside->first).shape == WordShape::kUpper)
                mention.aliases.push_back(acronym);
        }
        if (code == nullptr) code = code_behind_second_name(unit, inside);
        if (code == nullptr && range.last + 1 < unit.last && reading_.word(range.last).is_mark(U','))
            code = code_at(range.last + 1);
        if (code == nullptr && range.first > unit.first) code = code_before(unit, range.first);
        if (code == nullptr && range.first > unit.first) code = code_of_title(range, head);
        if (code != nullptr) {
            if (!named && range.size() < 3) return;
            mention.key = code->key;
            mention.name = code->name;
            mention.confidence = kJoinedConfidence;
            mention.aliases.push_back(name);
            if (const std::size_t tail = owner_at_end(range, head); tail != range.last)
                mention.aliases.push_back(reading_.printed(range.first, tail));
            more_of_name(unit, inside, mention, name);
        } else {
            if (!named) return;
            const auto national = numbered_national(range, head);
            mention.key = national ? national->key() : group_key(kind_of(head), name);
            if (national) {
                mention.name = national->normalized();
                mention.aliases.push_back(name);
            }
            if (const std::size_t tail = owner_at_end(range, head); tail != range.last && tail > range.first + 2)
                mention.aliases.push_back(reading_.printed(range.first, tail));
        }
        if (acronym_in_front.empty()) acronym_in_front = acronym_before_bracket(unit, range);
        if (!acronym_in_front.empty())
            mention.aliases.push_back(reading_.printed(acronym_in_front.first, acronym_in_front.last));
        former_name(inside, mention);
        if (const std::size_t owner = body_behind(unit, range.last); owner != Reading::kFree)
            mention.aliases.push_back(reading_.printed(range.first, reading_.found()[owner].last));
        if (term && is_acronym(reading_, *term) && code_at(term->first) == nullptr) {
            const std::string acronym = reading_.printed(term->first, term->last);
            if (fits_acronym(reading_, range, acronym, false) || is_path(*term)) mention.aliases.push_back(acronym);
        }
        if (range.first > unit.first && reading_.owner(range.first - 1) != Reading::kFree &&
            reading_.word(range.first - 1).shape != WordShape::kNumber) {
            const Found& body = reading_.found()[reading_.owner(range.first - 1)];
            const bool owner = body.mention.label == "Organization" || body.mention.label == "Agency";
            if (owner && body.last == range.first) mention.aliases.push_back(reading_.printed(body.first, range.last));
        }
        reading_.add(std::move(mention), range.first, range.last);
    }

    // "National Technical Committee 309 on Hydrogen Energy", "Technical Committee 183 on Steel of SAC": the number of a
    // committee of China's standards body.
    std::optional<CommitteeIdentifier> numbered_national(WordRange range, std::size_t head) const {
        const bool technical = head > range.first && is_one_of(reading_, head - 1, {"technical"}) &&
                               is_one_of(reading_, head, {"committee"}) && head + 2 < range.last &&
                               reading_.word(head + 1).shape == WordShape::kNumber;
        if (!technical) return std::nullopt;
        const std::uint32_t owner = reading_.owner(range.last - 1);
        const bool of_sac = owner != Reading::kFree && reading_.found()[owner].mention.key == "sac";
        if (!of_sac && !is_one_of(reading_, range.first, {"national", "china", "chinese"})) return std::nullopt;
        return try_parse_committee("SAC/TC " + std::string(reading_.raw(head + 1)));
    }

    // "... on Hydrogen Energy of Standardization Administration of China", "Internet of Things Subcommittee of the National
    // Committee on ...": where the name proper ends.
    std::size_t owner_at_end(WordRange range, std::size_t head) const {
        const bool of = head + 2 < range.last && head > range.first && is_one_of(reading_, head + 1, {"of"});
        // "Chinese Expert Committee of IEC/SyC SM"
        if (of && code_at(range.last - 1) != nullptr) return head + 1;
        if (of && specific({range.first, head})) {
            for (std::size_t i = head + 2; i < range.last; ++i) {
                if (reading_.word(i).is(WordClass::kCommitteeHead)) return head + 1;
            }
        }
        const std::uint32_t owner = reading_.owner(range.last - 1);
        if (owner == Reading::kFree || reading_.found()[owner].mention.recogniser != "gazetteer") return range.last;
        std::size_t tail = reading_.found()[owner].first;
        while (tail > range.first && (is_one_of(reading_, tail - 1, {"of", "the", "under"}))) --tail;
        return tail > range.first + 1 ? tail : range.last;
    }

    // "(formerly the Battery Safety Working Group)"
    void former_name(std::optional<WordRange> inside, Mention& mention) const {
        if (!inside || inside->size() < 3 ||
            !is_one_of(reading_, inside->first, {"formerly", "previously", "originally"}))
            return;
        std::size_t first = inside->first + 1;
        if (is_one_of(reading_, first, {"known"})) first += 2;
        if (first < inside->last && reading_.word(first).is(WordClass::kDeterminer)) ++first;
        if (first >= inside->last || !reading_.word(first).is_name_like()) return;
        mention.aliases.push_back(reading_.printed(first, inside->last));
    }

    // "Working Group of the Ministry": the body that a name which does not end with it belongs to.
    std::size_t body_behind(const Unit& unit, std::size_t last) const {
        if (last + 2 >= unit.last || !is_one_of(reading_, last, {"of"}) || !is_one_of(reading_, last + 1, {"the"}))
            return Reading::kFree;
        const std::uint32_t owner = reading_.owner(last + 2);
        if (owner == Reading::kFree || reading_.found()[owner].mention.recogniser != "gazetteer") return Reading::kFree;
        return owner;
    }

    // "DIN/NIA": a committee named after the body it belongs to.
    bool is_path(WordRange range) const {
        for (std::size_t i = range.first; i < range.last; ++i) {
            if (reading_.word(i).is_mark(U'/')) return true;
        }
        return false;
    }

    // "... Technical Committee (NISSTC) Technical Committee (TC 28)"
    const Mention* code_behind_second_name(const Unit& unit, std::optional<WordRange> inside) const {
        if (!inside || !is_acronym(reading_, *inside)) return nullptr;
        std::size_t i = inside->last + 1;
        while (i < unit.last && i < inside->last + 4 && reading_.word(i).is_name_like()) ++i;
        if (i == inside->last + 1 && !(i < unit.last && reading_.word(i).is_mark(U'('))) return nullptr;
        const auto second = bracket_at(reading_, unit, i);
        return second && !second->empty() ? code_at(second->first) : nullptr;
    }

    // "SAC/TC260, the National ... Committee"; "SAC/TC28: ..."
    const Mention* code_before(const Unit& unit, std::size_t first) const {
        std::size_t i = first;
        if (i > unit.first && reading_.word(i - 1).is(WordClass::kDeterminer)) --i;
        // Side by side only names of whole committees: "TC260 Working Group" is another one.
        const bool national = reading_.is_word(first, "national") || reading_.is_word(first, "china");
        if (i > unit.first && national && code_at(i - 1) != nullptr) return code_at(i - 1);
        const bool dash =
            i >= unit.first + 2 && national && (is_dash(reading_.word(i - 1)) || reading_.word(i - 1).is_mark(U':'));
        if (dash && code_at(i - 2) != nullptr && reading_.found()[reading_.owner(i - 2)].first == unit.first)
            return code_at(i - 2);
        if (i < unit.first + 2 || !reading_.word(i - 1).is_mark(U',')) return nullptr;
        const Mention* const code = code_at(i - 2);
        // "Besides TC260, the Cryptography Committee", "Under TC260, the Apps Group" name two.
        const std::size_t begin = code == nullptr ? unit.first : reading_.found()[reading_.owner(i - 2)].first;
        if (begin == unit.first) return code;
        const std::string_view before = reading_.raw(begin - 1);
        const bool aside = is_one_of(reading_, begin - 1, {"besides", "unlike", "like", "beside"});
        return aside || before == "Under" || before == "Within" ? nullptr : code;
    }

    // "ISO/IEC JTC 1/SC 42 Artificial Intelligence Subcommittee", "TC 28 Information Technology Standardization Committee".
    const Mention* code_of_title(WordRange range, std::size_t head) const {
        const Mention* code = code_at(range.first - 1);
        if (code == nullptr || head + 1 != range.last) return nullptr;
        const bool whole = head > range.first && is_one_of(reading_, head, {"committee"}) &&
                           is_one_of(reading_, head - 1, {"technical", "standardization", "standardisation"});
        const bool sub = code->name.find("/SC") != std::string::npos;
        return sub == (kind_of(head) == "subcommittee") && (sub || whole) ? code : nullptr;
    }

    // "Subcommittee (SC 42) for Artificial Intelligence"
    void more_of_name(const Unit& unit, std::optional<WordRange> inside, Mention& mention,
                      const std::string& name) const {
        if (!inside || code_at(inside->first) == nullptr) return;
        const std::size_t next = inside->last + 1;
        if (next >= unit.last || !is_one_of(reading_, next, {"for", "on"})) return;
        const std::size_t last = grow_right(reading_, unit, next, {false, WordClass::kCommitteeHead, false, 12});
        if (last > next) mention.aliases.push_back(name + " " + reading_.printed(next, last));
    }

    // "National information security standardization technical committee (TC260)" written small before a code.
    void small_names_before_codes(const Unit& unit) {
        for (std::size_t i = unit.first + 2; i + 1 < unit.last; ++i) {
            const Mention* code = reading_.word(i).is_mark(U'(') ? code_at(i + 1) : nullptr;
            if (code == nullptr || reading_.owner(i - 1) != Reading::kFree) continue;
            std::size_t first = i;
            bool head = false;
            while (first > unit.first && i - first < 14 && in_small_name(first - 1)) {
                --first;
                head = head || reading_.word(first).is(WordClass::kCommitteeHead);
            }
            while (first < i && reading_.word(first).is(WordClass::kConnector)) ++first;
            if (!head || i - first < 3) continue;
            add_alias(*code, {first, i});
        }
    }

    bool in_small_name(std::size_t i) const {
        const Word& word = reading_.word(i);
        if (reading_.owner(i) != Reading::kFree || word.is(WordClass::kDeterminer) || word.is(WordClass::kVerb) ||
            (word.is_mark() && word.classes == 0))
            return false;
        return !is_one_of(reading_, i, {"by", "with", "from", "to", "as", "under"});
    }

    void add_alias(const Mention& code, WordRange range) {
        Mention mention;
        mention.label = "Committee";
        mention.key = code.key;
        mention.name = code.name;
        mention.recogniser = "group-name";
        mention.confidence = kJoinedConfidence;
        mention.aliases.push_back(reading_.printed(range.first, range.last));
        reading_.add(std::move(mention), range.first, range.last);
    }

    // "TC260 (National information security ... committee)", "ISO/TC 333 (Lithium)"
    void names_behind_codes(const Unit& unit) {
        for (std::size_t i = unit.first + 1; i < unit.last; ++i) {
            quoted_title(unit, i);
            const Mention* code = reading_.word(i).is_mark(U'(') ? code_at(i - 1) : nullptr;
            auto inside = code != nullptr ? bracket_at(reading_, unit, i) : std::nullopt;
            if (inside) inside->last = before_remark(*inside);
            if (!inside || inside->empty() || inside->size() > 16 || code_at(inside->first) != nullptr) continue;
            if (!reading_.is_free(inside->first, inside->last) && !owned_by_names(*inside)) continue;
            const std::string printed = reading_.printed(inside->first, inside->last);
            bool head = false;
            for (std::size_t k = inside->first; k < inside->last; ++k)
                head = head || reading_.word(k).is(WordClass::kCommitteeHead);
            Mention& mention = reading_.found_at(reading_.owner(i - 1)).mention;
            if (head) {
                add_alias(mention, *inside);
            } else if (reading_.word(inside->first).is_name_like() &&
                       reading_.word(inside->first).shape != WordShape::kNumber && !is_acronym(reading_, *inside)) {
                mention.aliases.push_back(printed);
                mention.properties["title"] = Value(printed);
                reading_.take_words(inside->first, inside->last, reading_.owner(i - 1));
            }
        }
    }

    // ISO/TC 197 "Hydrogen technologies"
    void quoted_title(const Unit& unit, std::size_t i) {
        const auto inside = is_opening_quote(reading_.word(i)) && code_at(i - 1) != nullptr
                                ? quote_at(reading_, unit, i)
                                : std::nullopt;
        if (!inside || inside->empty() || inside->size() > 14 || !reading_.is_free(inside->first, inside->last)) return;
        const std::uint32_t owner = reading_.owner(i - 1);
        const std::string printed = reading_.printed(inside->first, inside->last);
        reading_.found_at(owner).mention.aliases.push_back(printed);
        reading_.found_at(owner).mention.properties["title"] = Value(printed);
        reading_.take_words(inside->first, inside->last, owner);
    }

    // "(..., hereinafter referred to as ...)"
    std::size_t before_remark(WordRange range) const {
        for (std::size_t i = range.first; i + 1 < range.last; ++i) {
            if (reading_.word(i).is_mark(U',') &&
                is_one_of(reading_, i + 1, {"hereinafter", "hereafter", "referred", "also"}))
                return i;
        }
        return range.last;
    }

    bool owned_by_names(WordRange range) const {
        for (std::size_t i = range.first; i < range.last; ++i) {
            const std::uint32_t owner = reading_.owner(i);
            if (owner == Reading::kFree) continue;
            const std::string& by = reading_.found()[owner].mention.recogniser;
            if (by != "group-name" && by != "gazetteer") return false;
        }
        return true;
    }

    // A code in one cell, its field of work in the next.
    void titles_in_tables() {
        const auto& units = reading_.units();
        for (std::size_t u = 0; u + 1 < units.size(); ++u) {
            const Unit& cell = units[u];
            const Unit& next = units[u + 1];
            if (cell.cell < 0 || next.block != cell.block || cell.first == cell.last || next.last - next.first < 1)
                continue;
            const Mention* code = code_at(cell.first);
            if (code == nullptr || reading_.found()[reading_.owner(cell.first)].last != cell.last) continue;
            if (const std::uint32_t owner = reading_.owner(next.first);
                owner != Reading::kFree && reading_.found()[owner].mention.recogniser == "group-name" &&
                reading_.found()[owner].first == next.first && reading_.found()[owner].last == next.last) {
                const Mention committee = *code;
                add_alias(committee, {next.first, next.last});
                continue;
            }
            if (!reading_.is_free(next.first, next.last) || !reading_.word(next.first).is_name_like() ||
                reading_.word(next.first).shape == WordShape::kNumber)
                continue;
            const bool body = std::any_of(
                reading_.words().begin() + static_cast<std::ptrdiff_t>(next.first),
                reading_.words().begin() + static_cast<std::ptrdiff_t>(next.last),
                [](const Word& w) { return w.is(WordClass::kOrganizationHead) || w.is(WordClass::kAgencyHead); });
            if (body || is_acronym(reading_, {next.first, next.last})) continue;
            Mention& mention = reading_.found_at(reading_.owner(cell.first)).mention;
            const std::string printed = reading_.printed(next.first, next.last);
            mention.aliases.push_back(printed);
            mention.properties["title"] = Value(printed);
            reading_.take_words(next.first, next.last, reading_.owner(cell.first));
        }
    }

    // A line that is only a code, and below it a line that is only a name.
    void cards() {
        const auto& units = reading_.units();
        for (std::size_t u = 0; u + 1 < units.size(); ++u) {
            const Unit& above = units[u];
            const Unit& below = units[u + 1];
            if (above.first == above.last || below.first == below.last || above.cell >= 0 || below.cell >= 0) continue;
            const Mention* code = code_at(above.first);
            // "Full title: National Technical Committee 124 on ..."
            std::size_t begin = below.first;
            for (std::size_t i = below.first; i < below.last && i < below.first + 4; ++i) {
                if (reading_.word(i).is_mark(U':') && is_one_of(reading_, below.first, {"full", "name", "title"}))
                    begin = i + 1;
            }
            const std::uint32_t owner = begin < below.last ? reading_.owner(begin) : Reading::kFree;
            const bool labelled = begin > below.first;
            if (code == nullptr || owner == Reading::kFree ||
                (!labelled && reading_.found()[reading_.owner(above.first)].last != above.last))
                continue;
            const Found& name = reading_.found()[owner];
            if (name.mention.recogniser != "group-name" || name.last != below.last || name.first != begin) continue;
            add_alias(*code, {begin, below.last});
        }
    }

    Reading& reading_;
};

}  // namespace

void GroupRecogniser::recognise(Reading& reading) const { GroupFinder(reading).run(); }

}  // namespace mirrorgraph::ingest

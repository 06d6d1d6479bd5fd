#include "ingest/recognise/context/definitions.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "ingest/recognise/lexicon/name_trie.h"
#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/identifiers/side.h"
#include "schema/text/text.h"
#include "schema/text/text_set.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kLexiconConfidence = 0.9;
constexpr double kHeadlineConfidence = 0.75;

bool is_institution(const Mention& mention) { return mention.label == "Agency" || mention.label == "Organization"; }

bool knows(const Mention& mention, const std::string& name) {
    const std::string key = name_key(name);
    return name_key(mention.name) == key ||
           std::any_of(mention.aliases.begin(), mention.aliases.end(),
                       [&](const std::string& alias) { return name_key(alias) == key; });
}

class DefinitionFinder {
  public:
    explicit DefinitionFinder(Reading& reading) : reading_(reading) {}

    void run() {
        const std::size_t count = reading_.found().size();
        for (std::size_t f = 0; f < count; ++f) {
            if (reading_.found()[f].dropped) continue;
            const Unit& unit = reading_.units()[reading_.found()[f].unit];
            const bool committee = reading_.found()[f].mention.label == "Committee";
            const bool institution = is_institution(reading_.found()[f].mention);
            if (committee || institution) short_form(unit, f);
            if (committee) name_beside_code(f);  // which adds mentions
            if (!institution) continue;
            bracket(unit, f);
            acronym_before(unit, f);
            chinese_behind(unit, f);
        }
    }

  private:
    WordRange range(std::size_t f) const { return {reading_.found()[f].first, reading_.found()[f].last}; }

    // "SAC/TC 227 Cranes" and "National Technical Committee on Cranes" in the first lines of its page, one below the other;
    // "SAC/TC 405 = National Technical Committee on Domestic Ceramics".
    void name_beside_code(std::size_t f) {
        constexpr std::uint32_t kTop = 8;          // units
        constexpr std::size_t kLongestCoded = 14;  // words
        const Found& named = reading_.found()[f];
        const Unit& unit = reading_.units()[named.unit];
        const bool equals = named.first > unit.first + 1 && reading_.raw(named.first - 1) == "=";
        const std::uint32_t before = equals ? reading_.owner(named.first - 2) : Reading::kFree;
        if (before != Reading::kFree && !named.mention.properties.contains("code")) return same_as(before, f);
        const bool line = named.first == unit.first && named.last == unit.last && unit.cell < 0;
        if (!line || named.unit == 0 || named.unit > kTop || named.mention.properties.contains("code")) return;
        const Unit& above = reading_.units()[named.unit - 1];
        if (above.cell >= 0 || above.last - above.first > kLongestCoded) return;
        std::uint32_t coded = Reading::kFree;
        for (std::size_t i = above.first; i < above.last; ++i) {
            const std::uint32_t owner = reading_.owner(i);
            if (owner == Reading::kFree || owner == coded) continue;
            const Mention& mention = reading_.found()[owner].mention;
            if (mention.label != "Committee" || !mention.properties.contains("code") || coded != Reading::kFree) return;
            coded = owner;
        }
        if (coded != Reading::kFree) same_as(coded, f);
    }

    // The committee that `named` names is China's of that code.
    void same_as(std::uint32_t coded, std::size_t named) {
        const Mention& code = reading_.found()[coded].mention;
        if (code.label != "Committee" || side_of_committee(code.key) != Side::kChina) return;
        const std::size_t first = range(named).first, last = range(named).last;
        Mention same = naming_the_same(code, "definition", reading_.found()[named].mention.confidence);
        reading_.found_at(coded).mention.aliases.push_back(reading_.printed(first, last));
        reading_.drop(named);
        reading_.add(std::move(same), first, last);
    }

    // 全国试验机标准化技术委员会(SAC/TC122, 以下简称“试标委”)
    void short_form(const Unit& unit, std::size_t f) {
        constexpr std::size_t kShortest = 3, kLongest = 12;
        if (reading_.word(range(f).last - 1).shape != WordShape::kHan) return;
        const auto inside = bracket_at(reading_, unit, range(f).last);
        if (!inside) return;
        const std::string_view text = reading_.text();
        std::size_t first = inside->first;
        while (first + 2 < inside->last && text.substr(reading_.word(first).begin, kCalled.size()) != kCalled) ++first;
        if (first + 2 >= inside->last) return;
        first += 2;
        std::size_t last = inside->last;
        while (first < last && reading_.word(first).shape != WordShape::kHan) ++first;
        while (last > first && reading_.word(last - 1).shape != WordShape::kHan) --last;
        if (last < first + kShortest || last > first + kLongest) return;
        for (std::size_t i = first; i < last; ++i) {
            if (reading_.word(i).shape != WordShape::kHan) return;
        }
        const std::string printed = reading_.printed(first, last);
        static constexpr std::array<std::string_view, 4> kAny = {"标委会", "委员会", "工作组", "技委会"};
        Mention& mention = reading_.found_at(f).mention;
        if (std::find(kAny.begin(), kAny.end(), printed) == kAny.end() && !knows(mention, printed))
            mention.aliases.push_back(printed);
    }
    static constexpr std::string_view kCalled = "简称";

    // "China Association for Standardisation (CAS)": a slip of the usual acronym is one of it too.
    void bracket(const Unit& unit, std::size_t f) {
        const auto inside = term_at(reading_, unit, range(f).last);
        if (inside && is_short_form(f, *inside)) {
            const std::string printed = reading_.printed(inside->first, inside->last);
            Mention& mention = reading_.found_at(f).mention;
            if (!knows(mention, printed)) mention.aliases.push_back(printed);
            return;
        }
        if (!inside || !is_acronym(reading_, *inside)) return;
        if (is_other_name(f, *inside)) return;
        if (!reading_.is_free(inside->first, inside->last)) return;
        const std::string printed = reading_.printed(inside->first, inside->last);
        Mention& mention = reading_.found_at(f).mention;
        const bool fits = fits_acronym(reading_, range(f), printed, false);
        const bool slip = edit_distance(printed, mention.name) == 1;
        if ((!fits && !slip) || knows(mention, printed)) return;
        mention.aliases.push_back(printed);
        if (slip && !fits) {
            mention.properties["repair"] = Value("read '" + printed + "' as '" + mention.name + "'");
            mention.confidence *= 0.9;
        }
    }

    // 上海电缆研究所有限公司(上缆所): some of its characters, in their order.
    bool is_short_form(std::size_t f, WordRange inside) const {
        constexpr std::size_t kShortest = 2, kLongest = 6;
        if (inside.size() < kShortest || inside.size() > kLongest || !reading_.is_free(inside.first, inside.last))
            return false;
        std::size_t at = range(f).first;
        for (std::size_t i = inside.first; i < inside.last; ++i) {
            if (reading_.word(i).shape != WordShape::kHan) return false;
            while (at < range(f).last && reading_.raw(at) != reading_.raw(i)) ++at;
            if (at++ == range(f).last) return false;
        }
        return true;
    }

    // 德国标准化协会(DIN): a Chinese name of a body known by its acronym.
    bool is_other_name(std::size_t f, WordRange inside) {
        const std::uint32_t owner = reading_.owner(inside.first);
        if (owner == Reading::kFree || reading_.word(range(f).first).shape != WordShape::kHan) return false;
        const Found& known = reading_.found()[owner];
        Mention& mention = reading_.found_at(f).mention;
        if (mention.recogniser != "chinese-form" || known.first != inside.first || known.last != inside.last ||
            known.mention.recogniser != "gazetteer" || known.mention.label != mention.label)
            return false;
        mention.aliases.push_back(mention.name);
        mention.key = known.mention.key;
        mention.name = known.mention.name;
        return true;
    }

    // A table or list of abbreviations, "CAS – China Association ...", "CAS (China Association ...)": the acronym stands
    // before the name.
    void acronym_before(const Unit& unit, std::size_t f) {
        const std::size_t first = range(f).first;
        std::size_t at = first;
        if (at == unit.first) {
            at = last_word_of_cell_before(f);
        } else {
            at = word_defined(unit, at - 1);
        }
        if (at == Reading::kFree || !is_acronym(reading_, {at, at + 1})) return;
        const std::string printed(reading_.raw(at));
        const std::uint32_t owner = reading_.owner(at);
        const bool in_own_cell = at < unit.first || at == unit.first ||
                                 reading_.word(at - 1).shape == WordShape::kHan ||
                                 (reading_.word(at - 1).is_mark(U'*') && owner == Reading::kFree);
        if (!fits_acronym(reading_, range(f), printed, !in_own_cell)) return;
        if (owner == Reading::kFree) {
            Mention& mention = reading_.found_at(f).mention;
            if (!knows(mention, printed)) mention.aliases.push_back(printed);
            return;
        }
        // A known acronym before an unknown long form: the row says what it stands for.
        Mention& known = reading_.found_at(owner).mention;
        Mention& mention = reading_.found_at(f).mention;
        if (known.key == mention.key || known.label != mention.label) return;
        Mention& renamed = mention.recogniser == "gazetteer" ? known : mention;
        const Mention& named = mention.recogniser == "gazetteer" ? mention : known;
        renamed.aliases.push_back(renamed.name);
        renamed.key = named.key;
        renamed.name = named.name;
    }

    // Back over the marks between a short form that opens its line, or stands before a bracket, and what it stands for.
    std::size_t word_defined(const Unit& unit, std::size_t i) const {
        const auto is_emphasis = [&](std::size_t k) { return reading_.word(k).is_mark(U'*'); };
        std::size_t at = i;
        while (at > unit.first && is_emphasis(at)) --at;
        const Word& mark = reading_.word(at);
        const bool bracket = mark.is_mark(U'(');
        const bool dash = std::any_of(kDefines.begin(), kDefines.end(), [&](char32_t c) { return mark.is_mark(c); });
        if (!bracket && !dash) return at == i ? i : Reading::kFree;
        if (at == unit.first) return Reading::kFree;
        for (--at; at > unit.first && is_emphasis(at);) --at;
        std::size_t opening = unit.first;
        while (opening < at && reading_.word(opening).is_mark()) ++opening;
        return bracket || opening == at ? at : Reading::kFree;
    }

    static constexpr std::array<char32_t, 5> kDefines = {U'-', U'–', U'—', U':', U'='};

    std::size_t last_word_of_cell_before(std::size_t f) const {
        const std::uint32_t u = reading_.found()[f].unit;
        if (u == 0 || reading_.units()[u].cell < 1) return Reading::kFree;
        const Unit& before = reading_.units()[u - 1];
        return before.last - before.first == 1 ? before.first : Reading::kFree;
    }

    static bool ends_as_body(std::string_view name) {
        static constexpr std::array<std::string_view, 18> kEnds = {"会",   "院",   "所",   "局",   "部",   "委",
                                                                   "组",   "司",   "厅",   "署",   "盟",   "社",
                                                                   "中心", "集团", "大学", "组织", "机构", "论坛"};
        return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return name.ends_with(end); });
    }

    // "... of China 中国标准化协会": the Chinese name stands behind, in the next cell or after the name.
    void chinese_behind(const Unit& unit, std::size_t f) {
        std::size_t first = range(f).last;
        std::size_t limit = unit.last;
        if (first == limit) {
            const std::uint32_t u = reading_.found()[f].unit;
            if (unit.cell < 0 || u + 1 >= reading_.units().size() || reading_.units()[u + 1].block != unit.block)
                return;
            first = reading_.units()[u + 1].first;
            limit = reading_.units()[u + 1].last;
        }
        if (first >= limit || reading_.word(first).shape != WordShape::kHan ||
            reading_.word(range(f).first).shape == WordShape::kHan)
            return;
        // 与ISO签署合作协议: a name inside a Chinese sentence.
        const std::size_t begin = range(f).first;
        // CCSA组织召开……会议
        if (range(f).size() == 1 && reading_.word(first).begin == reading_.word(begin).end) return;
        if (begin > unit.first && reading_.word(begin - 1).shape == WordShape::kHan) return;
        std::size_t last = first;
        while (last < limit && reading_.word(last).shape == WordShape::kHan) ++last;
        if (last - first < 3 || last - first > 24) return;
        const std::string printed = reading_.printed(first, last);
        // IEC 发布的以及……
        if (range(f).size() == 1 && unit.cell < 0 && !ends_as_body(printed)) return;
        Mention& mention = reading_.found_at(f).mention;
        mention.aliases.push_back(printed);
        if (!mention.properties.contains("name_zh")) mention.properties["name_zh"] = Value(printed);
        const std::uint32_t owner = reading_.owner(first);
        if (owner != Reading::kFree && reading_.found()[owner].mention.key != mention.key &&
            reading_.found()[owner].last == last && reading_.found()[owner].mention.recogniser != "gazetteer") {
            reading_.drop(owner);
        }
        if (reading_.is_free(first, last)) reading_.take_words(first, last, f);
    }

    Reading& reading_;
};

class Lexicon {
  public:
    explicit Lexicon(Reading& reading) : reading_(reading) {}

    void run() {
        collect();
        if (!names_.empty()) scan();
        titles();
        headlines();
    }

  private:
    void collect() {
        const std::size_t count = reading_.found().size();
        for (std::size_t f = 0; f < count; ++f) {
            const Found& found = reading_.found()[f];
            if (found.dropped || found.weak || found.mention.label == "Topic" || found.mention.recogniser == "anaphor")
                continue;
            if (found.mention.recogniser == "standard-code" || found.mention.recogniser == "committee-code") continue;
            add(found.mention.surface, f);
            if (found.mention.recogniser != "gazetteer") add(found.mention.name, f);
            for (const std::string& alias : found.mention.aliases) add(alias, f);
        }
    }

    void add(const std::string& name, std::size_t f) {
        if (name.empty() || !added_.insert(name)) return;
        std::vector<Word> words;
        split_words(name, {0, name.size()}, reading_.classes(), words);
        const std::size_t upper = static_cast<std::size_t>(
            std::count_if(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
        if (words.empty() || (words.size() == 1 && upper < 2) || name.size() < 2) return;
        names_.add(words, static_cast<NameTrie::Value>(f));
    }

    void scan() {
        for (const Unit& unit : reading_.units()) {
            for (std::size_t i = unit.first; i < unit.last;) {
                if (!names_.may_begin(reading_.word(i))) {
                    ++i;
                    continue;
                }
                const NameTrie::Match match = names_.match(reading_.words(), i, unit.last);
                if (match.value == NameTrie::kNone || !can_take(i, match.end)) {
                    ++i;
                    continue;
                }
                again(match.value, i, match.end);
                i = match.end;
            }
        }
    }

    // 《纺织品色牢度试验》 without its number, which stands elsewhere beside the same title.
    void titles() {
        constexpr std::size_t kShortest = 12;  // bytes
        std::unordered_map<std::string, std::size_t> known;
        for (std::size_t f = 0; f < reading_.found().size(); ++f) {
            const Found& found = reading_.found()[f];
            if (found.dropped || found.mention.recogniser != "standard-code") continue;
            for (const std::string& title : found.mention.aliases) {
                if (title.size() < kShortest || !contains_han(title)) continue;
                const auto [at, fresh] = known.try_emplace(title, f);
                const bool other =
                    !fresh && at->second != kSeveral && reading_.found()[at->second].mention.key != found.mention.key;
                if (other) at->second = kSeveral;
            }
        }
        if (known.empty()) return;
        for (const Unit& unit : reading_.units()) {
            for (std::size_t i = unit.first; i < unit.last; ++i) {
                if (!reading_.word(i).is_mark(0x300A)) continue;
                const auto inside = quote_at(reading_, unit, i);
                if (!inside || inside->empty() || !reading_.is_free(inside->first, inside->last)) continue;
                const auto at = known.find(reading_.printed(inside->first, inside->last));
                if (at != known.end() && at->second != kSeveral && !is_coded(unit, inside->last + 1))
                    again(at->second, inside->first, inside->last);
                i = inside->last;
            }
        }
    }

    // 《建筑抗震鉴定标准》GB 50023-95: another edition of that title.
    bool is_coded(const Unit& unit, std::size_t i) const {
        if (i < unit.last && reading_.word(i).is_mark(U'(')) ++i;
        const std::uint32_t owner = i < unit.last ? reading_.owner(i) : Reading::kFree;
        return owner != Reading::kFree && reading_.found()[owner].mention.recogniser == "standard-code";
    }
    bool is_weak(std::size_t i) const {
        return reading_.owner(i) != Reading::kFree && reading_.found()[reading_.owner(i)].weak;
    }

    bool can_take(std::size_t first, std::size_t last) const {
        for (std::size_t i = first; i < last; ++i) {
            const std::uint32_t owner = reading_.owner(i);
            if (owner == Reading::kFree || is_weak(i)) continue;
            // A known body may open the name of something longer: DIN in "DIN/NIA".
            const Found& inner = reading_.found()[owner];
            if (!is_institution(inner.mention) || inner.first != first || inner.last > last ||
                inner.last - inner.first == last - first)
                return false;
        }
        const Word& word = reading_.word(first);
        if (last == first + 1) return word.shape == WordShape::kUpper || word.shape == WordShape::kMixed;
        return last - first > 3 || word.is_name_like() || word.shape == WordShape::kHan;
    }

    void again(std::size_t f, std::size_t first, std::size_t last) {
        const Mention& known = reading_.found()[f].mention;
        reading_.add(naming_the_same(known, "document-lexicon", kLexiconConfidence * known.confidence), first, last);
    }

    bool is_whole_headline(std::size_t f) const {
        const Found& found = reading_.found()[f];
        const Unit& unit = reading_.units()[found.unit];
        const std::size_t first = unit.first < found.first && reading_.word(unit.first).is(WordClass::kDeterminer)
                                      ? unit.first + 1
                                      : unit.first;
        return found.first == first && found.last == unit.last;
    }

    struct Named {
        std::size_t found;
        NameWords words;
    };

    // A headline's own words for a policy that the text names: the first such policy behind it, or else one before.
    void headlines() {
        const std::vector<Named> policies = named_policies();
        for (std::size_t f = 0; f < reading_.found().size(); ++f) {
            if (reading_.found()[f].dropped || !reading_.found()[f].weak) continue;
            const std::size_t named = named_by_headline(f, policies);
            if (named == reading_.found().size()) {
                reading_.found_at(f).weak = !is_whole_headline(f);
                continue;
            }
            const Mention& known = reading_.found()[named].mention;
            Mention& mention = reading_.found_at(f).mention;
            mention.aliases.push_back(mention.name);
            mention.key = known.key;
            mention.name = known.name;
            mention.recogniser = "headline";
            mention.confidence = kHeadlineConfidence;
            reading_.found_at(f).weak = false;
        }
    }

    std::vector<Named> named_policies() const {
        std::vector<Named> policies;
        bool any_weak = false;
        for (std::size_t f = 0; f < reading_.found().size(); ++f) {
            const Found& found = reading_.found()[f];
            any_weak = any_weak || (found.weak && !found.dropped);
            if (!found.dropped && !found.weak && found.mention.label == "Policy") policies.push_back({f, {}});
        }
        if (!any_weak) return {};
        std::unordered_map<std::string_view, NameWords> known;
        for (Named& policy : policies) {
            const std::string& name = reading_.found()[policy.found].mention.name;
            const auto [words, fresh] = known.try_emplace(name);
            if (fresh) words->second = words_of_policy(name);
            policy.words = words->second;
        }
        std::sort(policies.begin(), policies.end(),
                  [&](const Named& a, const Named& b) { return place(a) < place(b); });
        return policies;
    }

    std::size_t place(const Named& policy) const { return reading_.found()[policy.found].first; }

    std::size_t named_by_headline(std::size_t f, const std::vector<Named>& policies) const {
        constexpr std::ptrdiff_t kReach = 300;  // policies before and behind
        const NameWords words = words_of_policy(reading_.found()[f].mention.name);
        // Beside an edition of another year a dated headline means no undated title.
        const bool dated = !words.years.empty() && std::any_of(policies.begin(), policies.end(), [&](const Named& p) {
            return !p.words.years.empty() && p.words.years != words.years && p.words.specific == words.specific;
        });
        const auto fits = [&](const NameWords& name) { return alike(words, name) && !(dated && name.years.empty()); };
        const auto here = std::partition_point(policies.begin(), policies.end(),
                                               [&](const Named& p) { return place(p) <= reading_.found()[f].first; });
        const auto end = policies.end() - here > kReach ? here + kReach : policies.end();
        for (auto it = here; it != end; ++it) {
            if (fits(it->words)) return it->found;
        }
        const auto begin = here - policies.begin() > kReach ? here - kReach : policies.begin();
        for (auto it = begin; it != here; ++it) {
            if (fits(it->words)) return it->found;
        }
        return reading_.found().size();
    }

    Reading& reading_;
    NameTrie names_;
    static constexpr std::size_t kSeveral = static_cast<std::size_t>(-1);  // titles of more than one number
    TextSet added_;  // names of found mentions, while none are added to these
};

}  // namespace

void DefinitionRecogniser::recognise(Reading& reading) const { DefinitionFinder(reading).run(); }

void LexiconRecogniser::recognise(Reading& reading) const { Lexicon(reading).run(); }

}  // namespace mirrorgraph::ingest

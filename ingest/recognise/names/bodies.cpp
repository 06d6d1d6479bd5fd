#include "ingest/recognise/names/bodies.h"

#include <algorithm>
#include <array>
#include <set>

#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kFormConfidence = 0.85;
constexpr double kColumnConfidence = 0.9;
constexpr double kRoleConfidence = 0.75;
constexpr std::array<std::string_view, 6> kCommitteeEnds = {"委员会", "工作组", "总体组", "分会", "标委会", "专题组"};

class BodyFinder {
  public:
    BodyFinder(Reading& reading, const Gazetteer& gazetteer, const ChineseWords& chinese)
        : reading_(reading), gazetteer_(gazetteer), chinese_(chinese) {}

    void run() {
        columns();
        for (const Unit& unit : reading_.units()) {
            for (std::size_t i = unit.first; i < unit.last; ++i) {
                if (is_body_head(reading_.word(i)) && reading_.owner(i) == Reading::kFree) built_on(unit, i);
            }
            ministries(unit);
            roles(unit);
            listed(unit);
        }
    }

  private:
    // "the Ministries of Commerce and Finance": one word for several bodies.
    void ministries(const Unit& unit) {
        for (std::size_t i = unit.first; i + 2 < unit.last; ++i) {
            if (!reading_.is_word(i, "ministries") || !reading_.is_word(i + 1, "of")) continue;
            for (std::size_t at = i + 2; at < unit.last;) {
                const std::size_t end = ministry_end(unit, at);
                if (end == at) break;
                const Body* body = gazetteer_.find_name("Ministry of " + reading_.printed(at, end));
                reading_.add(mention_of(*body, kFormConfidence), at, end);
                at = end;
                while (at < unit.last && (reading_.word(at).is_mark(U',') || is_one_of(reading_, at, {"and", "of"})))
                    ++at;
            }
        }
    }

    // Behind the longest words from `at` that name a known ministry; `at` where none do.
    std::size_t ministry_end(const Unit& unit, std::size_t at) const {
        for (std::size_t end = std::min(unit.last, at + 8); end > at; --end) {
            if (!reading_.word(end - 1).is_name_like()) continue;
            if (gazetteer_.find_name("Ministry of " + reading_.printed(at, end)) != nullptr) return end;
        }
        return at;
    }

    std::string label_of(std::size_t head, std::size_t first) const {
        // "Standardisation Cooperation Commission", "Sino-German Commission for ...": of two sides, under neither.
        if (head > 0 && is_one_of(reading_, head, {"commission"}) &&
            (is_one_of(reading_, head - 1, {"cooperation", "joint", "coordination"}) || of_two_sides(first)))
            return "Committee";
        return reading_.word(head).is(WordClass::kAgencyHead) ? "Agency" : "Organization";
    }

    // "Sino-German", "EU-China", "German-Chinese"
    bool of_two_sides(std::size_t first) const {
        const std::string side = fold_case(reading_.raw(first));
        if (side.starts_with("sino-") || side.ends_with("-china") || side.ends_with("-chinese")) return true;
        const bool joined = first + 1 < reading_.words().size() && reading_.word(first + 1).joined;
        return joined && (is_one_of(reading_, first, {"sino"}) || is_one_of(reading_, first + 1, {"china", "chinese"}));
    }

    Mention make(const std::string& label, WordRange range, double confidence) const {
        Mention mention = called_by_words(reading_, range, label, "body-form", confidence);
        if (label == "Committee") mention.key = group_key("committee", mention.name);
        const Body* const body = gazetteer_.find_name(mention.name);
        return body == nullptr ? mention : mention_of(*body, confidence);
    }

    bool name_goes_on(const Unit& unit, std::size_t next) const {
        if (next >= unit.last || reading_.owner(next) != Reading::kFree) return false;
        const Word& word = reading_.word(next);
        if (word.is_mark(U'/'))
            return next + 1 < unit.last && reading_.word(next + 1).begin == word.end &&
                   reading_.word(next + 1).is_name_like();
        return word.is_name_like() && word.shape != WordShape::kNumber && !word.is(WordClass::kVerb) &&
               !word.is(WordClass::kRole) && !word.is(WordClass::kConnector) && !word.is(WordClass::kSentenceWord);
    }

    // "Standardisation Council Industrie 4.0 (SCI 4.0)": the name goes on up to the acronym in brackets; 0 otherwise.
    std::size_t end_before_acronym(const Unit& unit, std::size_t next) const {
        std::size_t end = next;
        while (end < unit.last && reading_.owner(end) == Reading::kFree && reading_.word(end).is_name_like()) ++end;
        const auto inside = bracket_at(reading_, unit, end);
        return inside && end - next <= 4 && is_acronym(reading_, *inside) ? end : 0;
    }

    void built_on(const Unit& unit, std::size_t head) {
        const Word& word = reading_.word(head);
        if (word.shape != WordShape::kCapital && word.shape != WordShape::kUpper && !word.is(WordClass::kCompanyHead))
            return;
        // "the RoHS limited requirements", "a company": common words where they are written small.
        if (word.shape == WordShape::kLower && is_one_of(reading_, head, {"limited", "company", "corporation"})) return;
        if (word.possessive && !word.is_name_like()) return;
        const std::size_t more =
            name_goes_on(unit, head + 1) && !word.possessive ? end_before_acronym(unit, head + 1) : head + 1;
        if (more == 0) return;
        WordRange range = word.is(WordClass::kCompanyHead) ? company(unit, head) : body(unit, head);
        range.last = range.empty() ? range.last : std::max(range.last, more);
        if (range.empty() || !specific(range, head) || is_sub_unit(unit, range, head)) return;
        if (range.first == head && names_task(unit, head)) return;
        // "Stricter Administration of OTA Upgrades": what someone does.
        if (range.first + 1 == head &&
            is_one_of(reading_, range.first,
                      {"stricter", "tighter", "stronger", "better", "strengthened", "improved", "enhanced", "unified"}))
            return;
        Mention mention = make(label_of(head, range.first), range, kFormConfidence);
        with_owner(unit, range, mention);
        with_bracket(unit, range, mention);
        if (const std::uint32_t owner = ministry_before(unit, range, head); owner != Reading::kFree) {
            const Found ministry = reading_.found()[owner];
            mention = make(label_of(head, range.first), {ministry.first, range.last}, kFormConfidence);
            reading_.add(std::move(mention), ministry.first, range.last);
            reading_.add_beside(Mention(ministry.mention), ministry.first, ministry.last);
            return;
        }
        reading_.add(std::move(mention), range.first, range.last);
    }

    // "Ministry of Public Security Third Research Institute": the ministry that an institute is named after.
    std::uint32_t ministry_before(const Unit& unit, WordRange range, std::size_t head) const {
        if (range.first == unit.first || !reading_.word(head).is(WordClass::kOrganizationHead)) return Reading::kFree;
        const std::uint32_t owner = reading_.owner(range.first - 1);
        if (owner == Reading::kFree) return owner;
        const Found& ministry = reading_.found()[owner];
        const bool named = ministry.mention.label == "Agency" && ministry.last == range.first &&
                           ministry.last - ministry.first > 2 && !reading_.word(range.first - 1).possessive;
        return named ? owner : Reading::kFree;
    }

    // "Measures for the Administration of Committees": what a policy is for.
    bool names_task(const Unit& unit, std::size_t head) const {
        std::size_t i = head;
        if (i > unit.first && is_one_of(reading_, i - 1, {"the"})) --i;
        return i >= unit.first + 2 && is_one_of(reading_, i - 1, {"for", "on", "of"}) &&
               (reading_.word(i - 2).is(WordClass::kPolicyHead) || reading_.word(i - 2).is(WordClass::kStandardHead));
    }

    WordRange body(const Unit& unit, std::size_t head) const {
        const Growth growth{
            false,
            reading_.word(head).is(WordClass::kAgencyHead) ? WordClass::kAgencyHead : WordClass::kOrganizationHead,
            false, 20};
        WordRange range{grow_left(reading_, unit, head, growth), head + 1};
        const std::size_t next = head + 1;
        if (!reading_.word(head).possessive && next < unit.last &&
            is_one_of(reading_, next, {"of", "for", "on", "&"})) {
            range.last = before_other_body(range.last, trimmed(grow_right(reading_, unit, next, growth), next));
        }
        return range;
    }

    // "Administration for Market Regulation and Shenzhen Technology University": where the first of two bodies ends.
    std::size_t before_other_body(std::size_t from, std::size_t last) const {
        for (std::size_t i = from + 1; i + 2 < last; ++i) {
            if (is_one_of(reading_, i, {"and"}) && reading_.word(i + 1).is(WordClass::kPlace) &&
                is_body_head(reading_.word(last - 1)))
                return i;
        }
        return last;
    }

    // A complement does not end with an edition or a year.
    std::size_t trimmed(std::size_t last, std::size_t from) const {
        while (last > from && (reading_.word(last - 1).is_mark() || is_year(reading_, last - 1))) --last;
        return last;
    }

    // "Beijing Xiaomi Mobile Software Co.,Ltd", "Cloudwalk Technology Corp."
    WordRange company(const Unit& unit, std::size_t head) const {
        std::size_t at = head;
        while (at > unit.first && (reading_.word(at - 1).is_mark(U',') || reading_.word(at - 1).is_mark(U'.') ||
                                   reading_.is_word(at - 1, "co")))
            --at;
        const std::size_t open = open_of_bracket(unit, at);
        std::size_t first = grow_left(reading_, unit, open, {true, WordClass::kCompanyHead, false, 12});
        if (first == open) return {};
        first = with_institute(unit, first);
        // "Gesellschaft für Zusammenarbeit GmbH"
        while (first > unit.first + 1 && is_foreign_particle(first - 1) && reading_.word(first - 2).is_name_like())
            first = grow_left(reading_, unit, first - 2, {true, WordClass::kCompanyHead, false, 12});
        // "Alibaba (Beijing) Software Services Co., Ltd.": a known body, a place, and what the company does.
        // "Rope and Hemp Services (Asia Pacific) Holding Co., Ltd.": a name, a place, and what the company does.
        if (const std::size_t place = open_of_bracket(unit, first); place < first && place > unit.first) {
            const std::uint32_t owner = reading_.owner(place - 1);
            if (owner != Reading::kFree && reading_.found()[owner].last == place) first = reading_.found()[owner].first;
            const std::size_t named = grow_left(reading_, unit, place, {true, WordClass::kCompanyHead, false, 12});
            if (named < place) first = std::min(first, named);
        }
        // "360 Security Technology Group Co., Ltd.", the next of a list.
        if (first > unit.first + 1 && reading_.word(first - 1).shape == WordShape::kNumber &&
            reading_.is_free(first - 1, first) && reading_.word(first - 2).is_mark(U','))
            --first;
        // "Ant Group and Microsoft (China) Co., Ltd.": what stands before "and" is a body of its own.
        for (std::size_t i = first + 2; i + 1 < open; ++i) {
            const Word& before = reading_.word(i - 1);
            if (is_one_of(reading_, i, {"and"}) && (is_body_head(before) || is_one_of(reading_, i - 1, {"group"})))
                first = i + 1;
        }
        return {first, head + 1};
    }

    bool is_foreign_particle(std::size_t i) const {
        static constexpr std::array<std::string_view, 11> kParticles = {"für", "fuer", "und", "der", "des", "de",
                                                                        "du",  "la",   "di",  "van", "voor"};
        return std::find(kParticles.begin(), kParticles.end(), reading_.raw(i)) != kParticles.end();
    }

    // "Beijing Research Institute of Automation for Machinery Industry Co., Ltd.": an institute that became a company.
    std::size_t with_institute(const Unit& unit, std::size_t first) const {
        if (const std::uint32_t owner = reading_.owner(first); owner != Reading::kFree) {
            const Found& known = reading_.found()[owner];
            if (known.mention.recogniser == "body-form" && known.first < first) return known.first;
        }
        bool institute = false;
        std::size_t at = first;
        while (at > unit.first + 1 && first - at < 14) {
            const Word& before = reading_.word(at - 1);
            const bool connects = is_one_of(reading_, at - 1, {"of", "for"}) && reading_.word(at - 2).is_name_like();
            if (!connects && (!before.is_name_like() || before.shape == WordShape::kNumber ||
                              before.is(WordClass::kVerb) || reading_.owner(at - 1) != Reading::kFree))
                break;
            institute = institute || before.is(WordClass::kOrganizationHead);
            --at;
        }
        return institute ? at : first;
    }

    // "Shanghai Electrical Research Institute (Group) Co., Ltd.": where the bracket that ends at `at` begins, else `at`.
    std::size_t open_of_bracket(const Unit& unit, std::size_t at) const {
        if (at < unit.first + 4 || !reading_.word(at - 1).is_mark(U')')) return at;
        constexpr std::size_t kMostInside = 3;  // words: "(Suzhou Industrial Park)"
        std::size_t open = at - 1;
        while (open > unit.first && at - 1 - open < kMostInside && reading_.word(open - 1).is_name_like()) --open;
        return open < at - 1 && open > unit.first && reading_.word(open - 1).is_mark(U'(') ? open - 1 : at;
    }

    // More than a head and what every body may be called: "Chinese Government", "Research Institute" name none.
    bool specific(WordRange range, std::size_t head) const {
        if (range.size() < 2) return false;
        for (std::size_t i = range.first; i < range.last; ++i) {
            const Word& word = reading_.word(i);
            const bool common = i == head || is_body_head(word) || word.is(WordClass::kGenericBody) ||
                                word.is(WordClass::kGenericField) || word.is(WordClass::kConnector) || word.is_mark() ||
                                word.is(WordClass::kDeterminer) || word.is(WordClass::kPolicyKind) ||
                                is_one_of(reading_, i, {"data", "test", "control", "drafting", "proposing"});
            if (!common) return true;
        }
        return false;
    }

    // A department of an institute is no body of its own.
    bool is_sub_unit(const Unit& unit, WordRange range, std::size_t head) const {
        if (!is_one_of(reading_, head, {"department", "office", "division"})) return false;
        const std::size_t owner = owner_behind(unit, range.last);
        return owner != Reading::kFree && reading_.found()[owner].mention.label != "Agency";
    }

    // The body behind "of" or "of the".
    std::size_t owner_behind(const Unit& unit, std::size_t i) const {
        if (i + 1 >= unit.last || !is_one_of(reading_, i, {"of", "under"})) return Reading::kFree;
        ++i;
        if (i + 1 < unit.last && reading_.word(i).is(WordClass::kDeterminer)) ++i;
        const std::uint32_t owner = reading_.owner(i);
        if (owner == Reading::kFree || reading_.found()[owner].first != i) return Reading::kFree;
        const std::string& label = reading_.found()[owner].mention.label;
        return label == "Agency" || label == "Organization" ? owner : Reading::kFree;
    }

    void with_owner(const Unit& unit, WordRange range, Mention& mention) const {
        const std::size_t owner = owner_behind(unit, range.last);
        if (owner != Reading::kFree)
            mention.aliases.push_back(reading_.printed(range.first, reading_.found()[owner].last));
    }

    // "(MIIT)", "(National Supercomputing Center in Jinan)" behind a name.
    void with_bracket(const Unit& unit, WordRange range, Mention& mention) {
        const auto inside = term_at(reading_, unit, range.last);
        if (!inside || inside->empty() || inside->size() > 12) return;
        const std::string printed = reading_.printed(inside->first, inside->last);
        const std::uint32_t owner = reading_.owner(inside->first);
        if (owner != Reading::kFree) {
            const Mention& known = reading_.found()[owner].mention;
            const bool variant = known.recogniser == "gazetteer" && known.label == mention.label &&
                                 fits_acronym(reading_, range, printed, false) && is_acronym(reading_, *inside);
            if (!variant || (range.first > unit.first && reading_.owner(range.first - 1) != Reading::kFree)) return;
            mention.key = known.key;
            mention.aliases.push_back(mention.name);
            mention.name = known.name;
            return;
        }
        if (is_acronym(reading_, *inside)) {
            if (fits_acronym(reading_, range, printed, false)) mention.aliases.push_back(printed);
            return;
        }
        // "(or the China Hydrogen Alliance, “NAHFC”)"
        if (is_one_of(reading_, inside->first, {"or"})) return other_names({inside->first + 1, inside->last}, mention);
        bool named = false;
        for (std::size_t i = inside->first; i < inside->last; ++i) named = named || is_body_head(reading_.word(i));
        if (named && reading_.word(inside->first).is_name_like() && reading_.is_free(inside->first, inside->last)) {
            mention.aliases.push_back(printed);
            reading_.add(make(mention.label, *inside, kFormConfidence), inside->first, inside->last);
            Mention& other = reading_.found_at(reading_.found().size() - 1).mention;
            other.key = mention.key;
        }
    }

    void other_names(WordRange inside, Mention& mention) {
        if (inside.size() > 1 && reading_.word(inside.first).is(WordClass::kDeterminer)) ++inside.first;
        for (std::size_t first = inside.first; first < inside.last;) {
            std::size_t end = first;
            while (end < inside.last && !reading_.word(end).is_mark(U',')) ++end;
            WordRange name{first, end};
            while (!name.empty() && reading_.word(name.first).is_mark()) ++name.first;
            while (!name.empty() && reading_.word(name.last - 1).is_mark()) --name.last;
            if (!name.empty() && reading_.word(name.first).is_name_like())
                mention.aliases.push_back(reading_.printed(name.first, name.last));
            first = end + 1;
        }
    }

    // "Group leader: Huawei", "Deputy group leader: Yitu and China Electronics Standardisation Institute"
    void roles(const Unit& unit) {
        std::size_t colon = unit.first;
        while (colon < unit.last && colon < unit.first + 6 && !reading_.word(colon).is_mark(U':')) ++colon;
        if (colon >= unit.last || !reading_.word(colon).is_mark(U':')) return;
        bool role = false;
        for (std::size_t i = unit.first; i < colon; ++i) {
            role = role || is_one_of(reading_, i,
                                     {"leader", "convenor", "convener", "secretariat", "members", "member", "units",
                                      "organizations", "organisations", "drafters"});
        }
        if (!role) return;
        for (std::size_t i = colon + 1; i < unit.last;) {
            std::size_t end = i;
            while (end < unit.last && !reading_.word(end).is_mark(U',') && !reading_.word(end).is_mark(U';') &&
                   !reading_.is_word(end, "and") && !reading_.word(end).is_mark(0x3001))
                ++end;
            role_part({i, end});
            i = end + 1;
        }
    }

    // "AFNOR (France)", an item below "Participating members (P)".
    void listed(const Unit& unit) {
        constexpr std::size_t kLongestLabel = 8;  // words
        if (unit.kind != BlockKind::kListItem) {
            lists_bodies_ = unit.last - unit.first <= kLongestLabel;
            bool named = false;
            for (std::size_t i = unit.first; i < unit.last && lists_bodies_; ++i) {
                named = named || is_one_of(reading_, i, {"members", "organizations", "organisations", "participants"});
            }
            lists_bodies_ = lists_bodies_ && named;
            return;
        }
        if (!lists_bodies_ || unit.first == unit.last) return;
        const bool country = unit.first + 2 < unit.last && reading_.word(unit.first + 1).is_mark(U'(') &&
                             reading_.word(unit.last - 1).is_mark(U')');
        if (country && reading_.word(unit.first).shape == WordShape::kUpper) role_part({unit.first, unit.first + 1});
    }

    void role_part(WordRange part) {
        while (!part.empty() && reading_.word(part.last - 1).is_mark()) --part.last;
        std::size_t from = part.first;
        while (from < part.last && !reading_.is_word(from, "from")) ++from;
        const bool affiliation = from < part.last;
        if (affiliation) part.first = from + 1;
        if (part.empty() || !reading_.is_free(part.first, part.last)) return;
        const bool names = std::all_of(reading_.words().begin() + static_cast<std::ptrdiff_t>(part.first),
                                       reading_.words().begin() + static_cast<std::ptrdiff_t>(part.last),
                                       [](const Word& w) { return w.is_name_like() && w.shape != WordShape::kNumber; });
        if (!names || (!affiliation && part.size() > 1) || part.size() > 5) return;
        if (part.size() == 1 && reading_.word(part.first).is(WordClass::kStarter)) return;  // "Notifying Member: China"
        reading_.add(make("Organization", part, kRoleConfidence), part.first, part.last);
    }

    // Tables whose first row calls a column "Organisation", "Secretariat", "Company" ...
    void columns() {
        std::set<std::int32_t> columns;
        std::uint32_t table = 0;
        for (const Unit& unit : reading_.units()) {
            if (unit.cell < 0) continue;
            const Block& block = reading_.document().blocks[unit.block];
            if (block.table != table) columns.clear();
            table = block.table;
            if (block.header) {
                if (names_bodies(unit)) columns.insert(unit.cell);
            } else if (columns.contains(unit.cell)) {
                column_cell(unit);
            }
        }
    }

    bool names_bodies(const Unit& unit) const {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (is_one_of(reading_, i,
                          {"organisation", "organization", "organisations", "institution", "secretariat", "company",
                           "unit", "mirror", "drafter", "drafters", "convenor", "convener", "co-convenor",
                           "co-convenors", "convenors", "chair", "leader", "proponent"}))
                return true;
        }
        const std::string text(reading_.printed(unit.first, unit.last));
        return text.find("单位") != std::string::npos || text.find("机构") != std::string::npos;
    }

    void column_cell(const Unit& unit) {
        WordRange range{unit.first, unit.last};
        if (range.empty() || range.size() > 25 || is_committee(range)) return;
        if (range.size() < 2 || has_list(range)) return parts_of_cell(range);
        for (std::size_t i = range.first; i < range.last; ++i) {
            const std::uint32_t owner = reading_.owner(i);
            if (owner == Reading::kFree) continue;
            const Found& found = reading_.found()[owner];
            const bool whole = found.first == range.first && found.last == range.last;
            if (whole || found.mention.label == "Committee" || found.mention.label == "Standard") return;
        }
        if (!reading_.word(range.first).is_name_like() && reading_.word(range.first).shape != WordShape::kHan) return;
        WordRange name = range;
        std::optional<WordRange> inside;
        for (std::size_t i = range.first + 1; i < range.last && !inside; ++i) inside = bracket_at(reading_, unit, i);
        if (inside && inside->last + 1 == range.last) name.last = inside->first - 1;
        // 江苏省交通运输厅; 国家电网有限公司科技部 is no agency.
        const std::string printed = reading_.printed(name.first, name.last);
        const bool agency = chinese_.label_of(printed) == "Agency" && printed.find("公司") == std::string::npos;
        Mention mention = make(agency ? "Agency" : "Organization", name, kColumnConfidence);
        if (inside && name.last < range.last) mention.aliases.push_back(reading_.printed(inside->first, inside->last));
        reading_.add(std::move(mention), range.first, range.last);
        reading_.found_at(reading_.found().size() - 1)
            .mention.aliases.push_back(reading_.printed(range.first, range.last));
    }

    // 全国……标准化技术委员会: the Chinese recogniser reads it.
    bool is_committee(WordRange range) const {
        const std::string text = reading_.printed(range.first, range.last);
        return std::any_of(kCommitteeEnds.begin(), kCommitteeEnds.end(),
                           [&](std::string_view end) { return text.ends_with(end); });
    }

    // "Shenyang Institute of Automation, CAS": where an institute belongs.
    bool is_affiliated(WordRange range, std::size_t comma) const {
        const std::uint32_t owner = reading_.owner(comma + 1);
        const bool known = owner != Reading::kFree && reading_.found()[owner].last == range.last;
        return known && std::any_of(reading_.words().begin() + static_cast<std::ptrdiff_t>(range.first),
                                    reading_.words().begin() + static_cast<std::ptrdiff_t>(comma),
                                    [](const Word& w) { return w.is(WordClass::kOrganizationHead); });
    }

    bool has_list(WordRange range) const {
        for (std::size_t i = range.first + 1; i + 1 < range.last; ++i) {
            const bool legal = i + 2 >= range.last && reading_.word(i + 1).is(WordClass::kCompanyHead);
            if ((reading_.word(i).is_mark(U',') && !reading_.word(i + 1).is(WordClass::kCompanyHead) && !legal) ||
                reading_.word(i).is_mark(U';'))
                return !is_affiliated(range, i);
        }
        return false;
    }

    // "Bosch (China), Changan": each part that no one has taken is a body.
    void parts_of_cell(WordRange range) {
        for (std::size_t i = range.first; i < range.last;) {
            std::size_t end = i;
            while (end < range.last && !reading_.word(end).is_mark(U',') && !reading_.word(end).is_mark(U';') &&
                   !reading_.word(end).is_mark(0x3001))
                ++end;
            const WordRange part{i, end};
            const bool names = !part.empty() && part.size() <= 6 && reading_.word(part.first).is_name_like() &&
                               reading_.word(part.first).shape != WordShape::kNumber &&
                               reading_.word(part.first).shape != WordShape::kHan;
            if (names && reading_.is_free(part.first, part.last) && part.size() < 6)
                reading_.add(make("Organization", part, kRoleConfidence), part.first, part.last);
            i = end + 1;
        }
    }

    Reading& reading_;
    const Gazetteer& gazetteer_;
    const ChineseWords& chinese_;
    bool lists_bodies_ = false;  // the last line that is no item announces bodies
};

}  // namespace

void BodyRecogniser::recognise(Reading& reading) const { BodyFinder(reading, gazetteer_, chinese_).run(); }

}  // namespace mirrorgraph::ingest

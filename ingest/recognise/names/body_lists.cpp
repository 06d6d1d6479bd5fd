#include "ingest/recognise/names/body_lists.h"

#include <algorithm>
#include <utility>

#include "ingest/recognise/names/phrases.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kListConfidence = 0.85;
constexpr std::size_t kLongestLabel = 14;  // words
constexpr std::size_t kLongestName = 18;

class BodyListFinder {
  public:
    BodyListFinder(Reading& reading, const Gazetteer& gazetteer) : reading_(reading), gazetteer_(gazetteer) {}

    void run() {
        const std::vector<Unit>& units = reading_.units();
        for (std::size_t u = 0; u < units.size(); ++u) {
            const std::size_t list = behind_label(units[u]);
            if (list < units[u].last) read_list({list, units[u].last});
            // A label and its values in cells beside each other.
            const bool cell = list == units[u].last && u + 1 < units.size() && units[u].cell >= 0 &&
                              units[u + 1].block == units[u].block && units[u + 1].cell == units[u].cell + 1;
            if (cell) read_list({units[u + 1].first, units[u + 1].last});
            if (list == units[u].last && units[u].cell < 0) read_below(u);
        }
    }

  private:
    // Where the names begin behind "Drafting organizations of this part:"; the unit's end where a label is all of it, and
    // behind that where it has none.
    std::size_t behind_label(const Unit& unit) const {
        bool drafts = false, bodies = false;
        for (std::size_t i = unit.first; i < unit.last && i < unit.first + kLongestLabel; ++i) {
            const bool ends = reading_.word(i).is_mark(U':') ||
                              (bodies && is_one_of(reading_, i, {"are", "is", "include", "includes", "included"}));
            if (ends && drafts && bodies) return i + 1;
            if (ends) break;
            drafts = drafts || is_one_of(reading_, i,
                                         {"drafting", "drafted", "draft", "drafters", "participating", "participated",
                                          "developing", "compiling", "undertaking", "editing"});
            bodies = bodies || is_one_of(reading_, i,
                                         {"organization", "organizations", "organisation", "organisations", "unit",
                                          "units", "bodies", "institutions", "companies", "enterprises"});
        }
        const bool label = unit.cell == 0 || (unit.cell < 0 && unit.last - unit.first <= kLongestLine);
        return drafts && bodies && label ? unit.last : unit.last + 1;
    }
    static constexpr std::size_t kLongestLine = 6;  // words

    // "Main drafting units", and the names in the paragraph below.
    void read_below(std::size_t u) {
        const std::vector<Unit>& units = reading_.units();
        std::size_t end = u + 1;
        while (end < units.size() && units[end].block == units[u].block + 1 && units[end].cell < 0) ++end;
        if (end > u + 1) read_list({units[u + 1].first, units[end - 1].last});
    }

    void read_list(WordRange list) {
        for (std::size_t first = list.first; first < list.last;) {
            std::size_t end = first;
            while (end < list.last && !parts(list, first, end)) ++end;
            add_item({first, end});
            first = end + 1;
        }
    }

    // Whether the word between two items stands at `i`.
    bool parts(WordRange list, std::size_t first, std::size_t i) const {
        const Word& word = reading_.word(i);
        // "China Cybersecurity Review, Certification and ... Center" is known to be one.
        if (const std::uint32_t owner = reading_.owner(i);
            owner != Reading::kFree && reading_.found()[owner].mention.recogniser == "gazetteer")
            return false;
        if (word.is_mark(U';') || word.is_mark(0x3001)) return true;
        // "Co., Ltd.", "Siemens Ltd., China" is beyond us.
        if (word.is_mark(U',')) return i + 1 >= list.last || !reading_.word(i + 1).is(WordClass::kCompanyHead);
        if (!is_one_of(reading_, i, {"and"}) || i == first || i + 1 >= list.last) return false;
        const Word& before = reading_.word(i - 1);
        const Word& behind = reading_.word(i + 1);
        return (is_body_head(before) || before.is_mark()) && behind.is_name_like() && !is_body_head(behind);
    }

    void add_item(WordRange item) {
        while (!item.empty() &&
               (is_one_of(reading_, item.first, {"and", "the"}) || reading_.word(item.first).is_mark()))
            ++item.first;
        while (!item.empty() && reading_.word(item.last - 1).is_mark() && !reading_.word(item.last - 1).is_mark(U')'))
            --item.last;
        if (item.size() < 2 || item.size() > kLongestName || !is_name(item) || is_known(item)) return;
        Mention mention = called_by_words(reading_, item, "Organization", "body-list", kListConfidence);
        if (const Body* body = gazetteer_.find_name(mention.name)) mention = mention_of(*body, kListConfidence);
        const std::uint32_t inner = reading_.owner(item.last - 1);
        const bool of_agency = inner != Reading::kFree && reading_.found()[inner].mention.label == "Agency" &&
                               reading_.found()[inner].first > item.first && reading_.found()[inner].last == item.last;
        const Found agency = of_agency ? reading_.found()[inner] : Found{};
        reading_.add(std::move(mention), item.first, item.last);
        // "Third Research Institute of the Ministry of Public Security" names the ministry too.
        if (of_agency) reading_.add_beside(agency.mention, agency.first, agency.last);
    }

    bool is_name(WordRange item) const {
        // "No. 4 Academy of ..." says which standard it drafted.
        if (!reading_.word(item.first).is_name_like() || is_one_of(reading_, item.first, {"no", "item", "serial"}))
            return false;
        bool head = false;
        for (std::size_t i = item.first; i < item.last; ++i) {
            const Word& word = reading_.word(i);
            head = head || is_body_head(word);
            const bool joins = word.is_mark() || word.is(WordClass::kConnector) || word.is(WordClass::kDeterminer) ||
                               is_one_of(reading_, i, {"and", "in"});
            if (word.is_mark(U':') || (!word.is_name_like() && !joins && !is_body_head(word))) return false;
        }
        return head;
    }

    // A mention that is all of the item, or all but what a bracket behind it says.
    bool is_known(WordRange item) const {
        const std::uint32_t owner = reading_.owner(item.first);
        if (owner == Reading::kFree) return false;
        const Found& found = reading_.found()[owner];
        if (found.first != item.first) return false;
        if (found.last >= item.last) return true;
        const auto bracket = bracket_at(reading_, reading_.units()[found.unit], found.last);
        return bracket && bracket->last + 1 >= item.last;
    }

    Reading& reading_;
    const Gazetteer& gazetteer_;
};

}  // namespace

void BodyListRecogniser::recognise(Reading& reading) const { BodyListFinder(reading, gazetteer_).run(); }

}  // namespace mirrorgraph::ingest

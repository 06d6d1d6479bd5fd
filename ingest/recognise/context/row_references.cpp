#include "ingest/recognise/context/row_references.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/recognise/context/blocks.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kConfidence = 0.9;  // of the row's own
constexpr std::size_t kMostDigits = 3;
constexpr int kMostInRange = 60;

struct NumberedRow {
    int number;
    std::uint32_t block;
    std::size_t standard;  // index of Reading::found()
};

std::optional<int> number_at(std::string_view text) {
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto digits = static_cast<std::size_t>(end - text.data());
    if (fault != std::errc() || number < 1 || digits > kMostDigits) return std::nullopt;
    return number;
}

// "3", "3.", "3)" and "3、" in front of an item, "3" in the first cell of a row.
std::optional<int> number_of(const Reading& reading, std::uint32_t block) {
    const Block& it = reading.document().blocks[block];
    const Span front = it.cells.empty() ? it.span : it.cells.front();
    const std::string_view text = reading.text().substr(front.begin, front.size());
    const auto number = number_at(text);
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view rest = text.substr(digits);
    const bool ends = rest.empty() || rest.starts_with(". ") || rest.starts_with(") ") || rest.starts_with("、") ||
                      rest == "." || (it.cells.empty() && rest.starts_with(" "));
    return ends ? number : std::nullopt;
}

class RowFinder {
  public:
    explicit RowFinder(Reading& reading) : reading_(reading) {
        std::uint32_t last = Reading::kFree;
        for (std::size_t i = 0; i < reading.found().size(); ++i) {
            const Found& found = reading.found()[i];
            if (found.dropped || found.mention.label != "Standard") continue;
            const std::uint32_t block = reading.units()[found.unit].block;
            if (!is_listed(reading, block)) continue;
            if (block == last) {
                NumberedRow& row = rows_.back();
                if (found.first < reading.found()[row.standard].first) row.standard = i;
                continue;
            }
            if (const auto number = number_of(reading, block)) {
                rows_.push_back({*number, block, i});
                last = block;
            }
        }
        std::sort(rows_.begin(), rows_.end(),
                  [](const NumberedRow& a, const NumberedRow& b) { return a.block < b.block; });
        const auto same = [](const NumberedRow& a, const NumberedRow& b) { return a.block == b.block; };
        rows_.erase(std::unique(rows_.begin(), rows_.end(), same), rows_.end());
    }

    void run() {
        repeat_cells();
        if (rows_.size() < 2) return;
        const std::size_t words = reading_.words().size();
        for (std::size_t i = 0; i + 1 < words; ++i) {
            const std::size_t number = first_number(i);
            if (number > 0 && reading_.is_free(i, number)) i = std::max(i, refer(i, number));
        }
    }

  private:
    // 同上, "ditto": what the cell above names.
    void repeat_cells() {
        constexpr std::size_t kMostWords = 3;
        static constexpr std::array<std::string_view, 6> kSame = {"同上",          "ditto",         "Ditto",
                                                                  "same as above", "Same as above", "〃"};
        std::map<std::int32_t, WordRange> above;  // by column, its last cell
        std::uint32_t table = 0;
        for (std::size_t u = 0; u < reading_.units().size(); ++u) {
            const Unit unit = reading_.units()[u];
            if (unit.cell < 0 || unit.first == unit.last) continue;
            const std::uint32_t of = reading_.document().blocks[unit.block].table;
            if (of != table) above.clear();
            table = of;
            const bool same =
                unit.last - unit.first <= kMostWords &&
                std::find(kSame.begin(), kSame.end(), reading_.printed(unit.first, unit.last)) != kSame.end();
            if (!same) {
                above[unit.cell] = {unit.first, unit.last};
                continue;
            }
            const auto named = above.find(unit.cell);
            if (named == above.end()) continue;
            const std::uint32_t owner = reading_.owner(unit.first);
            if (owner != Reading::kFree) reading_.drop(owner);
            bool first = true;
            for (std::size_t i = 0, count = reading_.found().size(); i < count; ++i) {
                const Found& found = reading_.found()[i];
                if (found.dropped || found.first < named->second.first || found.last > named->second.last) continue;
                Mention mention = naming_the_same(found.mention, "anaphor", found.mention.confidence * kConfidence);
                if (std::exchange(first, false)) {
                    reading_.add(std::move(mention), unit.first, unit.last);
                } else {
                    reading_.add_beside(std::move(mention), unit.first, unit.last);
                }
            }
        }
    }

    // The word of the number that words from `i` lead to; 0 for none.
    std::size_t first_number(std::size_t i) const {
        const std::size_t words = reading_.words().size();
        const auto numbered = [&](std::size_t at) {
            return at < words && reading_.unit_of(at) == reading_.unit_of(i) && is_number(at) ? at : 0;
        };
        if (reading_.word(i).is_mark()) return 0;
        if (is_one_of(reading_, i,
                      {"item", "items", "serial", "serials", "entry", "entries", "row", "rows", "standards", "numbers",
                       "nos"})) {
            return numbered(behind_no(reading_.is_word(i, "nos") ? i : i + 1));
        }
        // "No. 4" begins a clause; behind a word it is the number of something else.
        if (reading_.is_word(i, "no") && i + 1 < words && reading_.word(i + 1).is_mark('.')) {
            const bool begins = i == reading_.units()[reading_.unit_of(i)].first ||
                                (i > 0 && reading_.word(i - 1).is_mark() && !reading_.word(i - 1).is_mark(','));
            return begins ? numbered(i + 2) : 0;
        }
        if (reading_.raw(i) == "第") {
            const std::size_t at = numbered(i + 1);
            std::size_t end = at;
            while (end > 0 && end < words && (is_number(end) || reading_.word(end).is_mark(U'、') || joins_range(end)))
                ++end;
            return end > at && end < words && reading_.raw(end) == "项" ? at : 0;
        }
        return reading_.raw(i) == "序" && i + 1 < words && reading_.raw(i + 1) == "号" ? numbered(i + 2) : 0;
    }

    // Behind "No." or "Nos.", where it stands at `i`.
    std::size_t behind_no(std::size_t i) const {
        if (i >= reading_.words().size() || !is_one_of(reading_, i, {"no", "nos"})) return i;
        return i + 1 < reading_.words().size() && reading_.word(i + 1).is_mark('.') ? i + 2 : i + 1;
    }

    bool is_number(std::size_t i) const {
        const std::string_view word = reading_.raw(i);
        return !word.empty() && word.size() <= kMostDigits &&
               word.find_first_not_of("0123456789") == std::string_view::npos;
    }

    // "1 to 3", "1-3", 第1～3项
    bool joins_range(std::size_t i) const {
        if (i >= reading_.words().size()) return false;
        const Word& word = reading_.word(i);
        return is_one_of(reading_, i, {"to", "through"}) || word.is_mark(U'-') || word.is_mark(U'–') ||
               word.is_mark(U'—') || word.is_mark(U'~') || word.is_mark(U'～') || reading_.raw(i) == "至";
    }

    struct Reference {
        WordRange words;  // of a number, or of a range from its first to its last
        std::size_t standard;
    };

    // "1", "1, 2 and 3": each number that has a row becomes a mention. Gives the last word looked at.
    std::size_t refer(std::size_t first, std::size_t at) {
        const std::size_t words = reading_.words().size();
        std::vector<Reference> references;
        std::size_t last = at;
        bool range = false;
        for (std::size_t i = at; i < words && is_number(i);) {
            const int number = number_at(reading_.raw(i)).value_or(0);
            const int from = range ? number_at(reading_.raw(last)).value_or(number) + 1 : number;
            if (number - from > kMostInRange) return last;
            if (range) references.back().words.last = i + 1;
            const std::size_t begin = range ? references.back().words.first : i == at ? first : i;
            for (int n = from; n <= number; ++n) {
                const NumberedRow* row = find(i, n);
                if (row == nullptr) return last;
                references.push_back({{begin, i + 1}, row->standard});
            }
            last = i;
            std::size_t next = i + 1;
            const bool hyphen = next < words && reading_.word(next).joined && is_number(next);
            range = hyphen || joins_range(next);
            if (range) {
                i = hyphen ? next : behind_no(next + 1);
                continue;
            }
            while (next < words && (reading_.word(next).is_mark(',') || reading_.word(next).is_mark(U'、') ||
                                    is_one_of(reading_, next, {"and", "or"})))
                ++next;
            if (next == i + 1) break;
            i = next;
        }
        if (last + 1 < words && reading_.raw(last + 1) == "项") {
            for (Reference& reference : references) {
                if (reference.words.last == last + 1) reference.words.last = last + 2;
            }
        }
        // "item 3 of the Measures"
        if (last + 1 < words && reading_.is_word(last + 1, "of")) return last;
        for (std::size_t r = 0; r < references.size(); ++r) {
            const auto& [place, standard] = references[r];
            const Mention& named = reading_.found()[standard].mention;
            Mention mention = naming_the_same(named, "anaphor", named.confidence * kConfidence);
            if (r > 0 && references[r - 1].words.first == place.first) {
                reading_.add_beside(std::move(mention), place.first, place.last);
            } else {
                reading_.add(std::move(mention), place.first, place.last);
            }
        }
        return last;
    }

    // The row of that number in the nearest list above that has all the rows its paragraph speaks of; numbers begin anew
    // where one is not above its neighbour's.
    const NumberedRow* find(std::size_t word, int number) {
        constexpr int kMostLists = 3;
        const std::uint32_t block = reading_.units()[reading_.unit_of(word)].block;
        const int largest = largest_in(block);
        auto end = std::partition_point(rows_.begin(), rows_.end(),
                                        [block](const NumberedRow& row) { return row.block < block; });
        const NumberedRow* nearest = nullptr;
        for (int lists = 0; end != rows_.begin() && lists < kMostLists; ++lists) {
            auto begin = end - 1;
            while (begin != rows_.begin() && (begin - 1)->number < begin->number) --begin;
            const auto row = std::find_if(begin, end, [number](const NumberedRow& r) { return r.number == number; });
            const NumberedRow* found = row == end ? nullptr : &*row;
            if ((end - 1)->number >= largest) return found;
            if (lists == 0) nearest = found;
            end = begin;
        }
        return nearest;
    }

    int largest_in(std::uint32_t block) {
        if (block == largest_of_) return largest_;
        largest_of_ = block;
        largest_ = 0;
        const auto& units = reading_.units();
        const auto begin =
            std::partition_point(units.begin(), units.end(), [block](const Unit& unit) { return unit.block < block; });
        for (auto unit = begin; unit != units.end() && unit->block == block; ++unit) {
            for (std::size_t i = unit->first; i < unit->last; ++i) {
                for (std::size_t at = first_number(i); at > 0 && at < unit->last; ++at) {
                    const bool joins = is_number(at) || reading_.word(at).is_mark(',') ||
                                       reading_.word(at).is_mark(U'、') || joins_range(at) ||
                                       is_one_of(reading_, at, {"and", "or", "no", "nos"});
                    if (!joins) break;
                    if (is_number(at)) largest_ = std::max(largest_, number_at(reading_.raw(at)).value_or(0));
                }
            }
        }
        return largest_;
    }

    Reading& reading_;
    std::vector<NumberedRow> rows_;              // by block
    std::uint32_t largest_of_ = Reading::kFree;  // the block that largest_ belongs to
    int largest_ = 0;                            // number of a row that its words name
};

}  // namespace

void RowReferenceRecogniser::recognise(Reading& reading) const { RowFinder(reading).run(); }

}  // namespace mirrorgraph::ingest

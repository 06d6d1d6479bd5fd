#include "ingest/recognise/names/codes.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "ingest/recognise/names/cover_number.h"
#include "schema/identifiers/committee.h"
#include "schema/identifiers/side.h"
#include "schema/identifiers/standard.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view unit_text(const Reading& reading, const Unit& unit) {
    if (unit.first == unit.last) return {};
    const std::size_t begin = reading.word(unit.first).begin;
    return reading.text().substr(begin, reading.word(unit.last - 1).end - begin);
}

// Where words begin that may begin a code, as `may_begin` tells of one of ASCII letters; offsets in the unit's text.
template <typename MayBegin>
void find_starts(const Reading& reading, const Unit& unit, std::string_view text, MayBegin may_begin,
                 std::vector<std::size_t>& starts) {
    constexpr std::size_t kLongestMark = 4;  // an address is longer
    starts.clear();
    for (std::size_t i = unit.first; i < unit.last; ++i) {
        const Word& word = reading.word(i);
        const std::size_t begin = word.begin - reading.word(unit.first).begin;
        std::size_t end = begin + (word.end - word.begin);
        if (word.plain) {
            if (may_begin(text, begin, end)) starts.push_back(begin);
            continue;
        }
        if ((word.is_mark() && end - begin <= kLongestMark) || word.shape == WordShape::kHan) continue;
        // "3.5", "China's", an address: other words may begin inside and behind.
        if (i + 1 < unit.last) end = reading.word(i + 1).begin - reading.word(unit.first).begin;
        for (std::size_t at = begin; at < end; ++at) {
            if (at == begin || !is_alphanumeric(text[at - 1])) starts.push_back(at);
        }
    }
}

// Words that share a byte with the span, which is relative to the unit's first word.
struct Words {
    std::size_t first;
    std::size_t last;
};
Words words_of(const Reading& reading, const Unit& unit, Span span) {
    const std::size_t base = reading.word(unit.first).begin;
    const std::size_t first = reading.word_at(base + span.begin);
    std::size_t last = reading.word_at(base + span.end - 1) + 1;
    last = std::min(last, unit.last);
    return {first, std::max(first + 1, last)};
}

std::string list_repairs(const std::vector<std::string>& repairs) {
    std::string text;
    for (const std::string& repair : repairs) text += (text.empty() ? "" : "; ") + repair;
    return text;
}

Mention standard_mention(const StandardIdentifier& id) {
    Mention mention;
    mention.label = "Standard";
    mention.key = id.key();
    mention.name = id.normalized();
    mention.recogniser = "standard-code";
    mention.confidence = 0.99 * id.confidence;
    mention.properties["code"] = Value(id.normalized());
    // "GB/T 5606 (all parts)" is looked for as "GB/T 5606" too.
    constexpr std::string_view kAllParts = " (all parts)";
    if (mention.name.ends_with(kAllParts))
        mention.aliases.push_back(mention.name.substr(0, mention.name.size() - kAllParts.size()));
    // "GB/T 14916-2022/ISO/IEC 7810:2019" is "GB/T 14916-2022".
    if (!id.adopted.empty())
        mention.aliases.push_back(mention.name.substr(0, mention.name.find('/' + id.adopted.front().normalized())));
    if (!id.body.empty()) mention.properties["publisher"] = Value(id.body);
    if (!id.number.empty()) mention.properties["number"] = Value(id.number);
    if (!id.part.empty()) mention.properties["part"] = Value(id.part);
    if (id.is_dated()) mention.properties["year"] = Value(static_cast<std::int64_t>(id.date.year));
    if (!id.stage.empty()) {
        mention.properties["stage"] = Value(id.stage);
        mention.properties["status"] = Value("under development");
    }
    if (const auto urn = id.urn()) mention.properties["urn"] = Value(*urn);
    if (!id.repairs.empty()) mention.properties["repair"] = Value(list_repairs(id.repairs));
    return mention;
}

Mention committee_mention(const CommitteeIdentifier& id) {
    Mention mention;
    mention.label = "Committee";
    mention.key = id.key();
    mention.name = id.normalized();
    mention.recogniser = "committee-code";
    mention.confidence = 0.99 * std::max(id.confidence, 0.9);
    mention.properties["code"] = Value(id.normalized());
    if (!id.repairs.empty()) mention.properties["repair"] = Value(list_repairs(id.repairs));
    return mention;
}

bool is_link(std::string_view text) { return text.starts_with("http") || text.find("://") != std::string_view::npos; }

// "SC 42", "WG8", "SG20": kind and number without what they belong to. Gives the words taken, 0 for none.
std::size_t bare_code(const Reading& reading, const Unit& unit, std::size_t i, CommitteeIdentifier::Step& step) {
    // "Study Group 16"
    if (i + 2 < unit.last && reading.raw(i) == "Study" && reading.raw(i + 1) == "Group" &&
        reading.word(i + 2).shape == WordShape::kNumber && reading.raw(i + 2).size() <= 2) {
        step.kind = "SG";
        step.name = std::string(reading.raw(i + 2));
        return 3;
    }
    if (reading.word(i).shape != WordShape::kUpper) return 0;
    const std::string_view printed = reading.raw(i);
    static constexpr std::array<std::string_view, 7> kKinds = {"SC", "WG", "SG", "ST", "AG", "AHG", "SEG"};
    for (std::string_view kind : kKinds) {
        if (!printed.starts_with(kind)) continue;
        const std::string_view number = printed.substr(kind.size());
        const bool digits = std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits) continue;
        step.kind = std::string(kind);
        step.name = std::string(number);
        if (!number.empty()) return number.size() <= 3 ? 1 : 0;
        if (i + 1 >= unit.last || reading.word(i + 1).shape != WordShape::kNumber || reading.word(i + 1).joined)
            return 0;
        step.name = std::string(reading.raw(i + 1));
        const bool plain = step.name.size() <= 3 &&
                           std::all_of(step.name.begin(), step.name.end(), [](char c) { return c >= '0' && c <= '9'; });
        return plain ? 2 : 0;
    }
    return 0;
}

class CommitteeFinder {
  public:
    explicit CommitteeFinder(Reading& reading) : reading_(reading) {}

    void run() {
        find_developer();
        for (const Unit& unit : reading_.units()) {
            const std::string_view text = unit_text(reading_, unit);
            if (is_link(text)) continue;
            enter_item(unit);
            enter_column(unit, text);
            full_codes(unit, text);
            column_codes(unit);
            bare_codes(unit);
            const bool names = !known_.empty() && known_.back().word >= unit.first;
            if (unit.kind != BlockKind::kHeading && !(names && stands_over_list(unit))) continue;
            headline_ = {unit.first, unit.last};
            if (names) titled_ = headline_;
        }
    }

  private:
    // "Robotics: SAC/TC 591", and items below it.
    bool stands_over_list(const Unit& unit) const {
        constexpr std::size_t kLongest = 10;  // words
        const auto& blocks = reading_.document().blocks;
        return unit.kind == BlockKind::kParagraph && unit.last - unit.first <= kLongest &&
               blocks[unit.block].sentences.size() <= 1 && unit.block + 1 < blocks.size() &&
               blocks[unit.block + 1].kind == BlockKind::kListItem;
    }

    // A developer with committees of its own, in the first lines: "CCSA Introduction". Its TC 5 is no committee of SAC's.
    void find_developer() {
        constexpr std::size_t kTitleUnits = 3;
        for (std::size_t u = 0; u < std::min(kTitleUnits, reading_.units().size()); ++u) {
            const Unit& unit = reading_.units()[u];
            for (std::size_t i = unit.first; i < unit.last; ++i) {
                if (reading_.raw(i) == "SAC") return;
                if (reading_.raw(i) == "CCSA") developer_ = "CCSA";
            }
        }
    }

    // Items stand below the nearest item before them that is less deep.
    void enter_item(const Unit& unit) {
        const Block& block = reading_.document().blocks[unit.block];
        if (block.kind != BlockKind::kListItem) {
            if (block.kind != BlockKind::kTableRow) items_.clear();
            return;
        }
        while (!items_.empty() && items_.back().level >= block.level) items_.pop_back();
        items_.push_back({block.level, {unit.first, unit.last}});
    }

    // The header of a table may say what its cells leave out: "SAC/TC" over "591", "ISO" over "TC 299".
    void enter_column(const Unit& unit, std::string_view text) {
        const Block& block = reading_.document().blocks[unit.block];
        if (unit.cell < 0 || block.table != table_) columns_.clear();
        table_ = block.table;
        if (unit.cell < 0 || !block.header) return;
        Column column;
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            const std::string_view word = reading_.raw(i);
            if (column.parent.empty() && (word == "SAC" || word == "ISO" || word == "IEC" || word == "TC")) {
                const std::size_t begin = reading_.word(i).begin - reading_.word(unit.first).begin;
                const std::size_t tc = text.find("TC", begin);
                std::string parent(tc == std::string_view::npos ? std::string_view()
                                                                : text.substr(begin, tc + 2 - begin));
                if (!parent.empty() && try_parse_committee(parent + " 1")) column.parent = std::move(parent);
            }
            if (word != "SAC" && word != "ISO" && word != "IEC" && word != "CCSA") continue;
            column.body = column.body.empty() ? word : "several";
        }
        if (column.body == "several") column.body = {};
        columns_[unit.cell] = std::move(column);
    }

    void column_codes(const Unit& unit) {
        const auto column = columns_.find(unit.cell);
        if (column == columns_.end() || column->second.parent.empty()) return;
        if (reading_.document().blocks[unit.block].header) return;
        const auto ends_code = [this](std::size_t i) {
            return reading_.word(i).is_mark(U',') || reading_.word(i).is_mark(U';') || reading_.word(i).is_mark(U'、');
        };
        for (std::size_t i = unit.first; i < unit.last;) {
            std::size_t end = i;
            while (end < unit.last && !ends_code(end)) ++end;
            const bool number = end > i && reading_.word(i).shape == WordShape::kNumber && reading_.is_free(i, end);
            const auto id = number ? try_parse_committee(column->second.parent + " " + reading_.printed(i, end))
                                   : std::optional<CommitteeIdentifier>();
            if (id) {
                reading_.add(committee_mention(*id), i, end);
                known_.push_back({i, *id});
            }
            i = end + 1;
        }
    }

    void full_codes(const Unit& unit, std::string_view text) {
        const auto may_begin = [](std::string_view whole, std::size_t begin, std::size_t) {
            return may_begin_committee(whole, begin);
        };
        find_starts(reading_, unit, text, may_begin, starts_);
        find_committees(text, starts_, [&](const CommitteeMatch& match) {
            const Words words = words_of(reading_, unit, match.span);
            if (!reading_.is_free(words.first, words.last)) return;
            const CommitteeIdentifier id = home_of(unit, words.first, match.identifier);
            reading_.add(committee_mention(id), words.first, words.last);
            known_.push_back({words.first, id});
            if (id.confidence >= 0.9 || id.body != match.identifier.body)
                homes_.emplace(id.steps.front().kind + id.steps.front().name, id.body);
        });
    }

    // 中国通信标准化协会TC8: whose name stands right in front, by its acronym.
    std::string_view body_before(std::size_t at) const {
        struct Name {
            std::string_view words, acronym;
        };
        static constexpr std::array<Name, 4> kNames = {{{"通信标准化协会", "CCSA"},
                                                        {"Communications Standards Association", "CCSA"},
                                                        {"国际标准化组织", "ISO"},
                                                        {"国际电工委员会", "IEC"}}};
        const std::string_view before = trim(reading_.text().substr(0, reading_.word(at).begin));
        for (const Name& name : kNames) {
            if (before.ends_with(name.words)) return name.acronym;
        }
        return {};
    }

    // "TC5" alone is read as China's. Where the sentence speaks of another developer with committees of its own, it is
    // that one's, unless the document knows the number as China's.
    CommitteeIdentifier home_of(const Unit& unit, std::size_t at, const CommitteeIdentifier& id) const {
        if (id.confidence >= 0.9 || id.steps.size() != 1) return id;
        const auto column = columns_.find(unit.cell);
        std::string_view told = column == columns_.end() ? std::string_view() : column->second.body;
        if (told.empty()) told = body_before(at);
        if (!told.empty()) {
            CommitteeIdentifier whole = id;
            whole.body = std::string(told);
            return whole;
        }
        if (const auto home = homes_.find(id.steps.front().kind + id.steps.front().name); home != homes_.end()) {
            CommitteeIdentifier whole = id;
            whole.body = home->second;
            return whole;
        }
        for (std::size_t i = at; i-- > unit.first && at - i < 16;) {
            // The IEC of "ISO/IEC JTC 1/SC 27, TC260" belongs to another committee.
            if (reading_.owner(i) != Reading::kFree) continue;
            for (std::string_view body : {"CCSA", "ISO", "IEC", "CEN", "CENELEC", "ETSI"}) {
                if (reading_.raw(i) != body) continue;
                CommitteeIdentifier whole = id;
                whole.body = std::string(body);
                return whole;
            }
        }
        if (developer_.empty()) return id;
        CommitteeIdentifier whole = id;
        whole.body = developer_;
        return whole;
    }

    void bare_codes(const Unit& unit) {
        CommitteeIdentifier::Step step;  // outside of the loop: nearly no word is one
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (reading_.word(i).shape != WordShape::kUpper && !reading_.is_word(i, "study")) continue;
            if (reading_.raw(i) == "ISG") industry_group(unit, i);
            const std::size_t size = bare_code(reading_, unit, i, step);
            if (size == 0 || !reading_.is_free(i, i + size)) continue;
            if (const auto id = parent_for(unit, i, i + size, step)) {
                reading_.add(committee_mention(*id), i, i + size);
                known_.insert(std::upper_bound(known_.begin(), known_.end(), i,
                                               [](std::size_t at, const Known& k) { return at < k.word; }),
                              {i, *id});
            }
            i += size - 1;
        }
    }

    // "ETSI established the ISG-QKD": its industry specification groups have names, no numbers.
    void industry_group(const Unit& unit, std::size_t i) {
        const bool named = i + 1 < unit.last && reading_.word(i + 1).shape == WordShape::kUpper &&
                           reading_.raw(i + 1).size() > 2 && reading_.is_free(i, i + 2);
        bool of_etsi = false;
        for (std::size_t k = unit.first; named && k < i; ++k) of_etsi = of_etsi || reading_.raw(k) == "ETSI";
        if (!of_etsi) return;
        const auto id = try_parse_committee("ETSI ISG " + std::string(reading_.raw(i + 1)));
        if (id) reading_.add(committee_mention(*id), i, i + 2);
    }

    // Where a code without its parent belongs: with what the sentence names before it, with the committee of the
    // headline above, with what was named shortly before, with anything of that number, with the last named.
    std::optional<CommitteeIdentifier> parent_for(const Unit& unit, std::size_t at, std::size_t end,
                                                  const CommitteeIdentifier::Step& step) const {
        const std::size_t near = at > kNear ? at - kNear : 0;
        if (auto id = owner_behind(unit, end, step)) return id;
        if (auto id = exact(unit.first, at, step)) return id;
        if (auto id = of_page(unit, at, end, step)) return id;
        // "SC27 (i.e. ISO/IEC JTC 1/SC 27)"
        if (end < unit.last && reading_.word(end).is_mark(U'(')) {
            if (auto id = exact(end, std::min(unit.last, end + 6), step)) return id;
        }
        if (auto id = set_up_in(unit, at, step)) return id;
        if (step.kind == "SEG") return of_union(unit, at, step);
        if (auto id = holder(unit.first, at, step)) return id;
        if (auto id = of_union(unit, at, step)) return id;
        // "SC 34 mirrors ISO/TC 22/SC 32" speaks of the SC 34 that was named before, "SC 34 of ISO/TC 22" does not.
        const bool linked = end < unit.last && (reading_.is_word(end, "of") || reading_.is_word(end, "under") ||
                                                reading_.is_word(end, "in") || reading_.word(end).is_mark(U'/'));
        const bool owned = linked && holds(end, step);
        if (!owned || step.kind == "SG") {
            if (auto id = exact(step.kind == "SG" || at < kFar ? 0 : at - kFar, at, step)) return id;
        }
        if (at == unit.first && items_.size() > 1 && !owned) {
            for (std::size_t item = items_.size() - 1; item-- > 0;) {
                if (auto id = subject(items_[item].words, step)) return id;
            }
        }
        if (auto id = holder(at, unit.last, step)) return id;
        if (auto id = subject(headline_, step)) return id;
        if (auto id = exact(near, at, step)) return id;
        // Below "SAC/TC124 at a glance" and further headings without a committee.
        if (at < titled_.last + 2 * kNear) {
            if (auto id = holder(titled_.first, titled_.last, step)) return id;
        }
        if (auto id = holder(near, at, step)) return id;
        if (auto id = exact(0, at, step)) return id;
        return holder(0, at, step);
    }

    // On the page of a national committee: a code that fills its cell is one of its own, whatever it is the counterpart
    // of; so is one named before.
    std::optional<CommitteeIdentifier> of_page(const Unit& unit, std::size_t at, std::size_t end,
                                               const CommitteeIdentifier::Step& step) const {
        constexpr std::size_t kTop = 60;  // words
        if (known_.empty() || known_.front().word > kTop) return std::nullopt;
        const CommitteeIdentifier& page = known_.front().id;
        const bool holds = page.steps.size() == 1 && can_hold(page.steps.back().kind, step.kind);
        if (!holds || side_of_committee(page.key()) != Side::kChina) return std::nullopt;
        CommitteeIdentifier own = placed(page, step);
        if (unit.cell >= 0 && (unit.cell == 0 || (at == unit.first && end == unit.last))) return own;
        const bool named = std::any_of(known_.begin(), known_.end(), [&](const Known& known) {
            return known.word < at && known.id.steps == own.steps && known.id.body == own.body;
        });
        return named ? std::optional(std::move(own)) : std::nullopt;
    }

    // "WG 11 of ISO/IEC JTC 1", whatever group the sentence names before.
    std::optional<CommitteeIdentifier> owner_behind(const Unit& unit, std::size_t end,
                                                    const CommitteeIdentifier::Step& step) const {
        if (end + 1 >= unit.last || !is_one_of(reading_, end, {"of", "under", "within"})) return std::nullopt;
        const std::size_t owner = reading_.is_word(end + 1, "the") ? end + 2 : end + 1;
        for (const Known& known : known_) {
            if (known.word != owner || !can_hold(known.id.steps.back().kind, step.kind)) continue;
            return placed(known.id, step);
        }
        return std::nullopt;
    }

    // TC260对口ISO/IEC JTC 1/SC 27，……下设WG1、WG3: the groups of what the sentence begins with.
    std::optional<CommitteeIdentifier> set_up_in(const Unit& unit, std::size_t at,
                                                 const CommitteeIdentifier::Step& step) const {
        const std::size_t begin = reading_.word(unit.first).begin;
        const std::string_view before = reading_.text().substr(begin, reading_.word(at).begin - begin);
        const std::size_t verb = before.rfind("下设");
        if (verb == std::string_view::npos || before.find("。", verb) != std::string_view::npos) return std::nullopt;
        for (const Known& known : known_) {
            if (known.word < unit.first) continue;
            if (known.word >= at) break;
            if (!can_hold(known.id.steps.back().kind, step.kind)) continue;
            return placed(known.id, step);
        }
        return std::nullopt;
    }

    std::optional<CommitteeIdentifier> exact(std::size_t first, std::size_t last,
                                             const CommitteeIdentifier::Step& step) const {
        for (auto it = known_.rbegin(); it != known_.rend(); ++it) {
            if (it->word < first || it - known_.rbegin() > kMemory) break;
            if (it->word < last && it->id.steps.back() == step) return it->id;
        }
        return std::nullopt;
    }

    // Does the committee named within three words of `from` have a place below it for the step?
    bool holds(std::size_t from, const CommitteeIdentifier::Step& step) const {
        for (const Known& known : known_) {
            if (known.word >= from && known.word <= from + 3) return can_hold(known.id.steps.back().kind, step.kind);
        }
        return true;
    }

    // The last committee named in words [first, last) that has a place for the step: below it, or beside one of its kind.
    std::optional<CommitteeIdentifier> holder(std::size_t first, std::size_t last,
                                              const CommitteeIdentifier::Step& step) const {
        for (auto it = known_.rbegin(); it != known_.rend(); ++it) {
            if (it->word < first || it - known_.rbegin() > kMemory) break;
            if (it->word >= last) continue;
            CommitteeIdentifier id = it->id;
            const auto brother =
                std::find_if(id.steps.begin(), id.steps.end(), [&](const auto& s) { return s.kind == step.kind; });
            if (brother != id.steps.end()) {
                id.steps.erase(brother, id.steps.end());
            } else {
                while (!id.steps.empty() && !can_hold(id.steps.back().kind, step.kind)) id.steps.pop_back();
                if (id.steps.empty()) continue;
            }
            return placed(std::move(id), step);
        }
        return std::nullopt;
    }

    // The first committee of a headline, or of the item above, is what stands below it: "SAC/TC 10 → IEC/TC 62".
    std::optional<CommitteeIdentifier> subject(Words words, const CommitteeIdentifier::Step& step) const {
        const auto first = std::partition_point(known_.begin(), known_.end(),
                                                [&words](const Known& known) { return known.word < words.first; });
        if (first == known_.end() || first->word >= words.last) return std::nullopt;
        if (auto id = holder(first->word, first->word + 1, step)) return id;
        return holder(words.first, words.last, step);
    }

    // Study groups are numbered by ITU-T, special task groups by CCSA.
    std::optional<CommitteeIdentifier> of_union(const Unit& unit, std::size_t at,
                                                const CommitteeIdentifier::Step& step) const {
        if (step.kind == "ST") {
            for (std::size_t i = at; i-- > unit.first;) {
                if (reading_.raw(i) == "CCSA") return placed({"CCSA", {}, 0.9, {}}, step);
            }
            if (!developer_.empty()) return placed({developer_, {}, 0.9, {}}, step);
        }
        if (step.kind == "SEG") return placed({"IEC", {}, 0.9, {}}, step);
        if (step.kind != "SG") return std::nullopt;
        for (std::size_t i = unit.first; i < at; ++i) {
            if (reading_.is_word(i, "itu")) return placed({"ITU-T", {}, 0.9, {}}, step);
        }
        return std::nullopt;
    }

    static CommitteeIdentifier placed(CommitteeIdentifier id, const CommitteeIdentifier::Step& step) {
        id.steps.push_back(step);
        id.confidence = std::min(id.confidence, 0.8);
        id.repairs = {"read '" + step.kind + step.name + "' as '" + id.normalized() + "'"};
        return id;
    }

    static bool can_hold(std::string_view parent, std::string_view child) {
        if (child == "ST") return false;
        if (child == "SC") return parent == "TC" || parent == "JTC";
        if (child == "SG" || child == "AG" || child == "AHG")
            return parent == "JTC" || parent == "TC" || parent == "SC";
        return parent != "WG";
    }

    struct Known {
        std::size_t word;
        CommitteeIdentifier id;
    };
    static constexpr std::size_t kNear = 80;         // words
    static constexpr std::size_t kFar = 400;         // words
    static constexpr std::ptrdiff_t kMemory = 1000;  // committees
    Reading& reading_;
    std::vector<std::size_t> starts_;           // of codes in the unit looked at, perhaps
    std::vector<Known> known_;                  // by place
    std::map<std::string, std::string> homes_;  // whose a committee's first step is: "TC260" -> "SAC"
    struct Item {
        int level;
        Words words;
    };
    struct Column {
        std::string parent;     // "SAC/TC"; may be empty
        std::string_view body;  // the only one that the header names; may be empty
    };
    std::map<std::int32_t, Column> columns_;  // of the table looked at, by cell
    std::uint32_t table_ = 0;
    std::vector<Item> items_;  // the list item looked at, behind those that it stands below
    std::string developer_;    // whose committees the document is about; empty: not known
    Words headline_{0, 0};     // the last one
    Words titled_{0, 0};       // the last one that names a committee
};

// "GB/T 1234.1 & 2": the next part, by its number alone.
void add_next_part(Reading& reading, const Unit& unit, const StandardIdentifier& id, Words words) {
    const std::size_t number = words.last + 1;
    if (id.part.size() != 1 || id.is_dated() || number >= unit.last || !reading.word(words.last).is_mark(U'&')) return;
    const std::string_view part = reading.raw(number);
    if (part.size() != 1 || part[0] != id.part[0] + 1) return;
    const bool ends = number + 1 == unit.last || reading.word(number + 1).is_mark();
    if (!ends || !reading.is_free(words.last, number + 1)) return;
    const std::string& printed = id.normalized();
    if (!printed.ends_with("." + id.part)) return;
    const auto next = try_parse_standard(printed.substr(0, printed.size() - 1) + std::string(part));
    if (next) reading.add(standard_mention(*next), number, number + 1);
}

// ISO 2020-2021年政策副主席: the years of a term.
bool are_years(const StandardIdentifier& id, std::string_view behind) {
    if (!id.is_dated() || !behind.starts_with("年") || id.number.size() != 4) return false;
    const std::string year = std::to_string(id.date.year);
    return (id.number.starts_with("19") || id.number.starts_with("20")) && id.number < year;
}

}  // namespace

void StandardCodeRecogniser::recognise(Reading& reading) const {
    std::vector<std::size_t> starts;
    for (const Unit& unit : reading.units()) {
        const std::string_view text = unit_text(reading, unit);
        if (is_link(text)) continue;
        find_starts(reading, unit, text, may_begin_standard, starts);
        find_standards(text, starts, [&](const StandardMatch& match) {
            const Words words = words_of(reading, unit, match.span);
            if (!reading.is_free(words.first, words.last)) return;
            if (are_years(match.identifier, reading.text().substr(reading.word(words.last - 1).end))) return;
            reading.add(standard_mention(match.identifier), words.first, words.last);
            for (const StandardIdentifier& other : match.more)
                reading.add_beside(standard_mention(other), words.first, words.last);
            if (match.more.empty()) add_next_part(reading, unit, match.identifier, words);
        });
    }
    find_cover_number(reading);
}

void CommitteeCodeRecogniser::recognise(Reading& reading) const { CommitteeFinder(reading).run(); }

}  // namespace mirrorgraph::ingest

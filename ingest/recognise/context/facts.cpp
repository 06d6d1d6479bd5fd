#include "ingest/recognise/context/facts.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>

#include "ingest/recognise/context/dates.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kCardLength = 40;  // units that a card may have

struct Label {
    std::string_view text;
    std::string_view property;  // "name": another name or the title
};

constexpr std::array<Label, 59> kLabels = {{
    {"full name", "name"},
    {"name", "name"},
    {"chinese name", "name"},
    {"english name", "name"},
    {"title", "name"},
    {"chinese title", "name"},
    {"english title", "name"},
    {"standard title", "name"},
    {"中文标准名称", "name"},
    {"英文标准名称", "name"},
    {"标准名称", "name"},
    {"标准中文名称", "name"},
    {"标准英文名称", "name"},
    {"中文名称", "name"},
    {"英文名称", "name"},
    {"委员会名称", "name"},
    {"名称", "name"},
    {"全称", "name"},
    {"发布日期", "published"},
    {"发布时间", "published"},
    {"issue date", "published"},
    {"date of issue", "published"},
    {"issued", "published"},
    {"publication date", "published"},
    {"published", "published"},
    {"release date", "published"},
    {"实施日期", "effective"},
    {"实施时间", "effective"},
    {"implementation", "effective"},
    {"implementation date", "effective"},
    {"effective", "effective"},
    {"effective date", "effective"},
    {"date of implementation", "effective"},
    {"废止日期", "withdrawn"},
    {"withdrawal date", "withdrawn"},
    {"标准状态", "status"},
    {"状态", "status"},
    {"status", "status"},
    {"standard status", "status"},
    {"标准号", "code"},
    {"standard number", "code"},
    {"standard no", "code"},
    {"standard code", "code"},
    {"committee", "code"},
    {"committee no", "code"},
    {"committee number", "code"},
    {"committee code", "code"},
    {"technical committee no", "code"},
    {"tc no", "code"},
    {"tc number", "code"},
    {"tc code", "code"},
    {"tc", "code"},
    {"code", "code"},
    {"number", "code"},
    {"no", "code"},
    {"委员会编号", "code"},
    {"编号", "code"},
    {"tc name", "name"},
    {"committee name", "name"},
}};

std::string_view property_of(std::string_view printed) {
    static const std::unordered_map<std::string_view, std::string_view> labels = [] {
        std::unordered_map<std::string_view, std::string_view> all;
        for (const Label& label : kLabels) all.emplace(label.text, label.property);
        return all;
    }();
    std::string text = fold_case(trim(printed));
    while (!text.empty() && (text.back() == ':' || text.back() == '.' || text.back() == ' ')) text.pop_back();
    const auto label = labels.find(text);
    return label == labels.end() ? std::string_view() : label->second;
}

std::string status_word(std::string_view printed) {
    const std::string text = fold_case(trim(printed));
    if (text == "现行" || text == "published" || text == "current" || text == "in force" || text == "active")
        return "published";
    if (text == "即将实施" || text == "to be implemented") return "published";
    if (text == "废止" || text == "withdrawn" || text == "abolished") return "withdrawn";
    if (text == "被代替" || text == "superseded" || text == "replaced") return "superseded";
    if (text == "under development" || text == "起草" || text == "制定中") return "under development";
    return {};
}

std::optional<Date> date_in(const Reading& reading, WordRange range) {
    if (range.empty()) return std::nullopt;
    const std::size_t begin = reading.word(range.first).begin;
    const auto dates = find_dates(reading.text().substr(begin, reading.word(range.last - 1).end - begin));
    return dates.empty() ? std::nullopt : std::optional(dates.front().date);
}

class CardReader {
  public:
    explicit CardReader(Reading& reading) : reading_(reading) {}

    void run() {
        const auto& units = reading_.units();
        for (std::size_t u = 0; u < units.size(); ++u) {
            const Unit& unit = units[u];
            if (unit.first == unit.last) continue;
            if (unit.kind == BlockKind::kHeading) headline(u);
            if (unit.cell < 0) {
                line(u);
            } else if (unit.cell == 0) {
                u = row(u);
            }
        }
    }

  private:
    bool is_coded(std::size_t word) const {
        const std::uint32_t owner = reading_.owner(word);
        if (owner == Reading::kFree) return false;
        const std::string& by = reading_.found()[owner].mention.recogniser;
        return by == "standard-code" || by == "committee-code";
    }

    void headline(std::size_t u) {
        const Unit& unit = reading_.units()[u];
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (!is_coded(i)) continue;
            set_subject(u, reading_.owner(i));
            return;
        }
    }

    void set_subject(std::size_t u, std::uint32_t found) {
        subject_ = found;
        subject_unit_ = u;
    }

    bool has_subject(std::size_t u) const { return subject_ != Reading::kFree && u - subject_unit_ <= kCardLength; }

    void line(std::size_t u) {
        const Unit& unit = reading_.units()[u];
        for (std::size_t i = unit.first; i < unit.last && i < unit.first + 40; ++i) {
            if (!reading_.word(i).is_mark(U':')) continue;
            const std::size_t label = label_before(unit, i);
            if (label == i || !begins_field(unit, label)) continue;
            const std::string_view property = property_of(reading_.printed(label, i));
            if (property.empty()) return;
            return state(u, property, {i + 1, unit.last});
        }
    }

    // A field stands at the beginning of a line or behind another, not behind a headline's words: "Roadmap” Published: ...".
    bool begins_field(const Unit& unit, std::size_t label) const {
        if (label == unit.first) return true;
        const Word& before = reading_.word(label - 1);
        const bool wide_gap = reading_.word(label).begin >= before.end + 2;
        return wide_gap || before.is_mark(U';') || before.is_mark(U',') || before.is_mark(U'|') ||
               before.is_mark(U'/') || before.is_mark(U'-') || before.is_mark(0x3001) ||
               before.shape == WordShape::kHan;
    }

    // The longest known label that ends before the colon; `colon` where there is none.
    std::size_t label_before(const Unit& unit, std::size_t colon) const {
        const std::size_t most = std::min<std::size_t>(colon - unit.first, 7);
        for (std::size_t size = most; size >= 1; --size) {
            if (!property_of(reading_.printed(colon - size, colon)).empty()) return colon - size;
        }
        return colon;
    }

    // A row of two cells is a line of a card; other rows are read by their columns. Gives the row's last unit.
    std::size_t row(std::size_t u) {
        const auto& units = reading_.units();
        std::size_t end = u + 1;
        while (end < units.size() && units[end].block == units[u].block) ++end;
        const Block& block = reading_.document().blocks[units[u].block];
        const std::string_view property =
            end - u == 2 ? property_of(reading_.printed(units[u].first, units[u].last)) : std::string_view();
        if (!property.empty()) {
            state(u, property, {units[u + 1].first, units[u + 1].last});
        } else if (block.header || (units[u].first < units[u].last && names_columns(u, end))) {
            columns_.clear();
            table_ = block.table;
            for (std::size_t c = u; c < end; ++c)
                columns_.push_back(property_of(reading_.printed(units[c].first, units[c].last)));
        } else if (block.table == table_) {
            by_columns(u, end);
        }
        return end - 1;
    }

    bool names_columns(std::size_t begin, std::size_t end) const {
        std::size_t named = 0;
        for (std::size_t c = begin; c < end; ++c) {
            const Unit& cell = reading_.units()[c];
            named += property_of(reading_.printed(cell.first, cell.last)).empty() ? 0 : 1;
        }
        return named >= 2;
    }

    void by_columns(std::size_t begin, std::size_t end) {
        const auto& units = reading_.units();
        std::uint32_t subject = Reading::kFree;
        for (std::size_t c = begin; c < end && subject == Reading::kFree; ++c) {
            if (units[c].first < units[c].last && is_coded(units[c].first)) subject = reading_.owner(units[c].first);
        }
        if (subject == Reading::kFree) return;
        for (std::size_t c = begin; c < end && c - begin < columns_.size(); ++c) {
            const std::string_view property = columns_[c - begin];
            if (property == "name" || property == "code" || property.empty()) continue;
            set(subject, property, {units[c].first, units[c].last});
        }
    }

    void state(std::size_t u, std::string_view property, WordRange value) {
        if (value.empty()) return;
        if (property == "code") {
            if (is_coded(value.first)) set_subject(u, reading_.owner(value.first));
        } else if (has_subject(u)) {
            property == "name" ? name(value) : set(subject_, property, value);
        }
    }

    void set(std::uint32_t subject, std::string_view property, WordRange value) {
        constexpr std::size_t kDateWords = 6;  // a field begins with its date: 2021年3月9日
        if (value.empty()) return;
        Mention& mention = reading_.found_at(subject).mention;
        if (property == "status") {
            const std::string status = status_word(reading_.printed(value.first, value.last));
            if (!status.empty()) mention.properties["status"] = Value(status);
        } else if (const auto date = date_in(reading_, {value.first, std::min(value.last, value.first + kDateWords)})) {
            if (mention.label == "Standard") mention.properties[std::string(property)] = Value(*date);
        }
    }

    void name(WordRange value) {
        const std::string printed = reading_.printed(value.first, value.last);
        const bool chinese = reading_.word(value.first).shape == WordShape::kHan;
        for (std::size_t i = value.first; i < value.last; ++i) {
            if (is_coded(i)) return;
        }
        Mention& mention = reading_.found_at(subject_).mention;
        mention.aliases.push_back(printed);
        // "National Technical Committee of Auto Standardization (NTCAS)"
        const std::size_t bracket = printed.rfind(" (");
        if (mention.label == "Committee" && bracket != std::string::npos && printed.ends_with(")")) {
            mention.aliases.push_back(printed.substr(0, bracket));
            mention.aliases.push_back(printed.substr(bracket + 2, printed.size() - bracket - 3));
        }
        if (mention.label == "Standard") {
            mention.properties[chinese ? "title_zh" : "title"] = Value(printed);
        } else if (chinese) {
            mention.properties["name_zh"] = Value(printed);
        }
        reading_.take_words(value.first, value.last, subject_);
    }

    Reading& reading_;
    std::uint32_t subject_ = Reading::kFree;
    std::size_t subject_unit_ = 0;
    std::vector<std::string_view> columns_;  // what each column states
    std::uint32_t table_ = 0;
};

bool can_take_effect(const Mention& mention) { return mention.label == "Policy" || mention.label == "Standard"; }

// The policies and standards of a document, by place.
class Subjects {
  public:
    explicit Subjects(const Reading& reading) : reading_(reading) {
        for (std::uint32_t f = 0; f < reading.found().size(); ++f) {
            const Found& found = reading.found()[f];
            if (!found.dropped && !found.weak && can_take_effect(found.mention)) order_.push_back(f);
        }
        std::stable_sort(order_.begin(), order_.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return begin(a) < begin(b); });
    }

    // The last one that begins in bytes [from, to).
    std::uint32_t last_in(std::size_t from, std::size_t to) const {
        const auto behind =
            std::partition_point(order_.begin(), order_.end(), [&](std::uint32_t f) { return begin(f) < to; });
        return behind == order_.begin() || begin(*std::prev(behind)) < from ? Reading::kFree : *std::prev(behind);
    }

  private:
    std::size_t begin(std::uint32_t found) const { return reading_.found()[found].mention.span.begin; }
    const Reading& reading_;
    std::vector<std::uint32_t> order_;
};

}  // namespace

void CardRecogniser::recognise(Reading& reading) const { CardReader(reading).run(); }

void EffectRecogniser::recognise(Reading& reading) const {
    constexpr std::size_t kReach = 40;  // bytes from the word to the date
    const Subjects subjects(reading);
    for (const Unit& unit : reading.units()) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (!reading.word(i).is(WordClass::kEffect)) continue;
            const std::size_t begin = reading.word(i).end;
            const std::size_t end = reading.word(unit.last - 1).end;
            const auto dates = find_dates(reading.text().substr(begin, std::min(end - begin, kReach + 24)));
            if (dates.empty() || dates.front().span.begin > kReach) continue;
            const std::size_t sentence = reading.word(unit.first).begin;
            const Block& block = reading.document().blocks[unit.block];
            std::uint32_t subject = subjects.last_in(sentence, begin);
            if (subject == Reading::kFree) subject = subjects.last_in(block.span.begin, begin);
            if (subject != Reading::kFree)
                reading.found_at(subject).mention.properties["effective"] = Value(dates.front().date);
        }
    }
}

}  // namespace mirrorgraph::ingest

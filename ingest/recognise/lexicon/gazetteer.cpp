#include "ingest/recognise/lexicon/gazetteer.h"

#include <algorithm>
#include <array>

#include "ingest/recognise/lexicon/data_table.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kNameConfidence = 0.98;
constexpr double kAcronymConfidence = 0.95;
constexpr std::array<std::string_view, 6> kCountry = {
    "of the People's Republic of China", "of the PRC", "of PRC", "of P.R. China", "of the P.R.C.", "of the P.R. China"};

bool is_single_word(std::string_view name) { return name.find(' ') == std::string_view::npos; }

std::size_t count_upper(std::string_view printed) {
    return static_cast<std::size_t>(
        std::count_if(printed.begin(), printed.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
}

}  // namespace

Gazetteer Gazetteer::load(const std::string& path, const WordClasses& classes) {
    const DataTable table = DataTable::load(path);
    Gazetteer gazetteer;
    for (std::size_t row = 0; row < table.size(); ++row) {
        Body body{table.at(row, "key"),    table.at(row, "label"),    table.at(row, "acronym"),
                  table.at(row, "name"),   table.at(row, "name_zh"),  split_list(table.at(row, "aliases"), '|'),
                  table.at(row, "parent"), table.at(row, "successor")};
        const auto position = static_cast<std::uint32_t>(row);
        if (body.key.empty() || body.name.empty() || !gazetteer.by_key_.emplace(body.key, position).second) {
            throw Error(ErrorCode::kInvalidData,
                        path + " row " + std::to_string(row + 1) + ": a body needs a name and a key of its own",
                        "give '" + body.key + "' another key, or make it an alias of the row that has it");
        }
        gazetteer.add_name(body.name, position, classes);
        gazetteer.add_name(body.acronym, position, classes);
        gazetteer.add_name(body.name_zh, position, classes);
        for (const std::string& alias : body.aliases) gazetteer.add_name(alias, position, classes);
        // "Cyberspace Administration of the People's Republic of China"
        constexpr std::string_view kOfChina = "of China";
        if (body.name.ends_with(kOfChina)) {
            const std::string stem = body.name.substr(0, body.name.size() - kOfChina.size());
            for (std::string_view country : kCountry)
                gazetteer.add_name(stem + std::string(country), position, classes);
        }
        const bool acronym = count_upper(body.acronym) >= 2 && is_single_word(body.acronym);
        gazetteer.acronyms_.push_back(acronym ? name_key(body.acronym) : std::string());
        gazetteer.bodies_.push_back(std::move(body));
    }
    return gazetteer;
}

void Gazetteer::add_name(std::string_view name, std::uint32_t body, const WordClasses& classes) {
    if (name.empty()) return;
    std::vector<Word> words;
    split_words(name, {0, name.size()}, classes, words);
    names_.add(words, body);
    by_name_.emplace(name_key(name), body);
}

Gazetteer::Match Gazetteer::match(const Reading& reading, std::size_t first, std::size_t last) const {
    const NameTrie::Match found = names_.match(reading.words(), first, last);
    if (found.value == NameTrie::kNone) return {};
    const Body& body = bodies_[found.value];
    Match match{&body, found.end, false};
    if (reading.word(first).shape == WordShape::kHan) {
        // 联合国内多家单位, 联合国家能源局: no United Nations
        if (found.end >= last || reading.raw(found.end - 1) != "国") return match;
        const std::string_view behind = reading.text().substr(reading.word(found.end).begin);
        for (std::string_view rest : {"内", "家", "务院", "资委", "标委"}) {
            if (behind.starts_with(rest)) return Match{};
        }
        return match;
    }
    if (found.end != first + 1) {
        const bool short_name = found.end - first <= 2 && !reading.word(found.end - 1).is_name_like();
        return short_name ? Match{} : match;
    }
    const std::string_view printed = reading.raw(first);
    if (!reading.word(first).is_name_like()) return {};
    const std::string& acronym = acronyms_[found.value];
    if (acronym.empty()) return match;
    match.is_acronym = name_key(printed) == acronym;
    return match.is_acronym && count_upper(printed) < 2 ? Match{} : match;
}

const Body* Gazetteer::find(std::string_view key) const {
    const auto it = by_key_.find(std::string(key));
    return it == by_key_.end() ? nullptr : &bodies_[it->second];
}

const Body* Gazetteer::find_name(std::string_view name) const {
    const auto it = by_name_.find(name_key(name));
    return it == by_name_.end() ? nullptr : &bodies_[it->second];
}

Mention mention_of(const Body& body, double confidence) {
    Mention mention;
    mention.label = body.label;
    mention.key = body.key;
    mention.name = body.acronym.empty() ? body.name : body.acronym;
    mention.recogniser = "gazetteer";
    mention.confidence = confidence;
    if (body.name != mention.name) mention.aliases.push_back(body.name);
    if (!body.name_zh.empty()) mention.properties["name_zh"] = Value(body.name_zh);
    return mention;
}

namespace {

// 中国国家标准化管理委员会: where the name begins with its country before it.
std::size_t with_country(const Reading& reading, const Unit& unit, std::size_t first, const Body& body) {
    if (body.label != "Agency" || reading.word(first).shape != WordShape::kHan) return first;
    for (std::string_view country : {"中华人民共和国", "中国"}) {
        const std::size_t size = country.size() / 3;
        if (first < unit.first + size) continue;
        const std::size_t begin = first - size;
        const bool there = reading.text().substr(reading.word(begin).begin).starts_with(country) &&
                           reading.word(begin).begin + country.size() == reading.word(first).begin;
        if (there && reading.is_free(begin, first)) return begin;
    }
    return first;
}

// 北京市卫生健康委, 浙江网信办 are no national bodies.
bool is_local(const Reading& reading, const Unit& unit, std::size_t first, const Body& body,
              const ChineseWords& chinese) {
    if (body.label != "Agency" || reading.word(first).shape != WordShape::kHan || first < unit.first + 2) return false;
    const std::string_view before = reading.text().substr(0, reading.word(first).begin);
    for (std::string_view owner : {"省", "市", "区", "县", "州", "省委", "市委", "区委", "县委", "地方", "各地", "公司",
                                   "集团", "大学", "学院"}) {
        if (before.ends_with(owner)) return true;
    }
    const std::string_view name = reading.text().substr(reading.word(first).begin);
    const bool national = name.starts_with("国") || name.starts_with("中");
    return !national && chinese.ends_any(ChineseClass::kPlace, before);
}

// 国标委综合函〔2017〕4号: the number of a document.
bool begins_number(const Reading& reading, const Unit& unit, std::size_t end) {
    constexpr std::size_t kLongest = 8;
    std::size_t i = end;
    // 国家卫生健康委员会通告 国卫通〔2021〕1号 begins with a name.
    const auto goes_on = [&] {
        return reading.word(i).shape == WordShape::kHan && reading.word(i).begin == reading.word(i - 1).end;
    };
    while (i < unit.last && i < end + kLongest && goes_on()) ++i;
    if (i == end || i + 1 >= unit.last) return false;
    const std::string_view bracket = reading.raw(i);
    const std::string_view behind = reading.text().substr(reading.word(i).end, 2);
    return (bracket == "〔" || bracket == "﹝" || bracket == "[" || bracket == "【" || bracket == "［") &&
           (behind == "20" || behind == "19");
}

// 面向服务的体系结构(SOA): the acronym of what stands before it, which is no body.
bool stands_for_other(const Reading& reading, const Unit& unit, std::size_t first, const Gazetteer::Match& match) {
    if (!match.is_acronym || match.body->label != "Agency" || first < unit.first + 2 || match.end >= unit.last)
        return false;
    return reading.word(first - 1).is_mark(U'(') && reading.word(match.end).is_mark(U')') &&
           reading.word(first - 2).shape == WordShape::kHan && reading.owner(first - 2) == Reading::kFree;
}

// "National Standardisation Administration Group": the words of a body inside the name of a group.
bool names_group(const Reading& reading, const Unit& unit, const Gazetteer::Match& match, std::size_t first) {
    return match.end < unit.last && match.end == first + 2 && !reading.word(match.end - 1).possessive &&
           reading.word(match.end).is(WordClass::kCommitteeHead) &&
           reading.word(match.end).shape == WordShape::kCapital &&
           reading.word(match.end - 1).is(WordClass::kGroupKind);
}

// "of China", "of the PRC", "of the People's Republic of China" behind the name of a Chinese body.
std::size_t end_of_country(const Reading& reading, const Unit& unit, std::size_t i) {
    if (i + 1 >= unit.last || !reading.is_word(i, "of")) return i;
    std::size_t at = i + 1;
    if (reading.is_word(at, "the")) ++at;
    if (at + 3 < unit.last && reading.word(at).possessive && is_one_of(reading, at, {"people", "peoples"}) &&
        is_one_of(reading, at + 1, {"republic"}) && reading.is_word(at + 2, "of") && reading.is_word(at + 3, "china"))
        return at + 4;
    if (at < unit.last && is_one_of(reading, at, {"china", "prc"})) return at + 1;
    for (std::string_view form : {"P.R.C.", "P.R. China", "P. R. China", "PR China"}) {
        if (at >= unit.last || !reading.text().substr(reading.word(at).begin).starts_with(form)) continue;
        const std::size_t end = reading.word(at).begin + form.size();
        while (at < unit.last && reading.word(at).begin < end) ++at;
        return at;
    }
    return i;
}

// "(China)", "(Shanghai)" behind the name of a company: its branch there.
std::size_t end_of_branch(const Reading& reading, const Unit& unit, std::size_t i) {
    if (i + 2 >= unit.last || !reading.word(i).is_mark(U'(') || !reading.word(i + 2).is_mark(U')')) return i;
    return reading.word(i + 1).is(WordClass::kPlace) || is_one_of(reading, i + 1, {"china"}) ? i + 3 : i;
}

}  // namespace

void GazetteerRecogniser::recognise(Reading& reading) const {
    for (const Unit& unit : reading.units()) {
        for (std::size_t i = unit.first; i < unit.last;) {
            if (!gazetteer_.may_begin(reading.word(i))) {
                ++i;
                continue;
            }
            const Gazetteer::Match match = gazetteer_.match(reading, i, unit.last);
            if (match.body == nullptr || !reading.is_free(i, match.end)) {
                ++i;
                continue;
            }
            if (is_local(reading, unit, i, *match.body, chinese_) || begins_number(reading, unit, match.end) ||
                stands_for_other(reading, unit, i, match) || names_group(reading, unit, match, i)) {
                i = match.end;
                continue;
            }
            Mention mention = mention_of(*match.body, match.is_acronym ? kAcronymConfidence : kNameConfidence);
            const std::size_t country = end_of_country(reading, unit, match.end);
            const bool company = match.body->label == "Organization";
            const std::size_t end = company ? end_of_branch(reading, unit, country) : country;
            if (end != match.end) mention.aliases.push_back(reading.printed(i, end));
            reading.add(std::move(mention), with_country(reading, unit, i, *match.body), end);
            i = end;
        }
    }
}

}  // namespace mirrorgraph::ingest

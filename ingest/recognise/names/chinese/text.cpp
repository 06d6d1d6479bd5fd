#include "ingest/recognise/names/chinese/text.h"

#include <array>
#include <optional>

#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/identifiers/committee.h"

namespace mirrorgraph::ingest::chinese {

namespace {

// 江苏省市场监管局 is 江苏省市场监督管理局.
std::string full_office(std::string name) {
    struct Office {
        std::string_view common, full;
    };
    static constexpr std::array<Office, 7> kOffices = {{{"市场监管局", "市场监督管理局"},
                                                        {"质监局", "质量技术监督局"},
                                                        {"工信厅", "工业和信息化厅"},
                                                        {"发改委", "发展和改革委员会"},
                                                        {"住建厅", "住房和城乡建设厅"},
                                                        {"卫健委", "卫生健康委员会"},
                                                        {"交通厅", "交通运输厅"}}};
    for (const Office& office : kOffices) {
        if (name.size() > office.common.size() && name.ends_with(office.common))
            return name.replace(name.size() - office.common.size(), office.common.size(), office.full);
    }
    return name;
}

// Is the committee with this code, ISO/TC 105 or SAC/TC183/SC12, of the kind that the name says?
bool is_of_level(std::string_view code, std::string_view name) {
    const std::size_t slash = code.rfind('/');
    const std::string_view step = slash == std::string_view::npos ? code : code.substr(slash + 1);
    const bool part = name.ends_with("分技术委员会") || name.ends_with("分会") || name.ends_with("分委会");
    return step.starts_with("SC") ? part : step.starts_with("TC") && !part && name.ends_with("技术委员会");
}

}  // namespace

bool has_han(const Reading& reading, const Unit& unit) {
    for (std::size_t i = unit.first; i < unit.last; ++i) {
        if (reading.word(i).shape == WordShape::kHan) return true;
    }
    return false;
}

bool is_address(const Reading& reading, const Unit& unit) {
    if (!reading.word(unit.last - 1).is_mark(U':')) return false;
    const std::string words = reading.printed(unit.first, unit.last);
    return words.starts_with("各") || words.find("各专业") != std::string::npos;
}

Mention ChineseText::make(std::string_view label, std::string key_prefix, std::size_t first, std::size_t last,
                          double confidence) const {
    Mention mention;
    mention.label = std::string(label);
    mention.name = reading_.printed(first, last);
    mention.key = std::move(key_prefix) + name_slug(label == "Agency" ? full_office(mention.name) : mention.name);
    mention.recogniser = "chinese-form";
    mention.confidence = confidence;
    mention.properties["name_zh"] = Value(mention.name);
    return mention;
}

// 全国家具标委会〔2023〕18号
bool ChineseText::numbers_document(const Unit& unit, std::size_t last) const {
    return last < unit.last && (reading_.raw(last) == "〔" || reading_.raw(last) == "﹝");
}

void ChineseText::take_code(std::uint32_t owner, Mention& mention) const {
    if (owner == Reading::kFree) return;
    const Mention& code = reading_.found()[owner].mention;
    mention.key = code.key;
    mention.aliases.push_back(mention.name);
    mention.name = code.name;
}

std::uint32_t ChineseText::code_beside(const Unit& unit, std::size_t first, std::size_t last) const {
    const auto is_code = [&](std::uint32_t owner) {
        return owner != Reading::kFree && reading_.found()[owner].mention.recogniser == "committee-code";
    };
    // SAC/TC118/SC1 环境标准样品分技术委员会
    const bool behind = first > unit.first && is_code(reading_.owner(first - 1)) &&
                        reading_.word(first - 1).end < reading_.word(first).begin;
    if (behind) return reading_.owner(first - 1);
    // SAC/TC183/SC12全国钢标委钢丝绳分技术委员会, but no working group of the committee with that code
    if (first > unit.first && is_code(reading_.owner(first - 1)) &&
        is_of_level(reading_.found()[reading_.owner(first - 1)].mention.name, reading_.printed(first, last)))
        return reading_.owner(first - 1);
    // TC113/SC1名称为“基础标准分技术委员会”
    constexpr std::size_t kCalled = 3;  // characters
    const std::size_t called = first > unit.first && reading_.word(first - 1).is_mark(0x201C) ? first - 1 : first;
    if (called > unit.first + kCalled && (ends_with(called, "名称为") || ends_with(called, "名称是")) &&
        is_code(reading_.owner(called - kCalled - 1)))
        return reading_.owner(called - kCalled - 1);
    auto inside = bracket_at(reading_, unit, last);
    // 全国智能建筑标准化技术委员会(以下简称“智标委”)(SAC/TC 426)
    if (inside && reading_.printed(inside->first, inside->last).find("简称") != std::string::npos) {
        const auto next = bracket_at(reading_, unit, inside->last + 1);
        if (next && !next->empty() && is_code(reading_.owner(next->first))) inside = next;
    }
    if (inside && !inside->empty() && is_code(reading_.owner(inside->first))) return reading_.owner(inside->first);
    // (代号SAC/TC209/SC1)
    if (inside && inside->size() > 2 && (starts_with(inside->first, "代号") || starts_with(inside->first, "编号")) &&
        is_code(reading_.owner(inside->first + 2)))
        return reading_.owner(inside->first + 2);
    if (last < unit.last && is_code(reading_.owner(last))) return reading_.owner(last);
    // ..., 该委员会编号为SAC/TC 578
    constexpr std::size_t kReach = 24;
    for (std::size_t i = last; i + 2 < unit.last && i < last + kReach; ++i) {
        if (!starts_with(i, "编号") && !starts_with(i, "代号")) continue;
        i += 2;
        if (starts_with(i, "为") || starts_with(i, "是") || reading_.word(i).is_mark(U':')) ++i;
        if (i < unit.last && is_code(reading_.owner(i))) return reading_.owner(i);
    }
    const bool bracketed = first >= unit.first + 2 && reading_.word(first - 1).is_mark(U'(') && last < unit.last &&
                           reading_.word(last).is_mark(U')');
    if (bracketed && is_code(reading_.owner(first - 2))) return reading_.owner(first - 2);
    return Reading::kFree;
}

void ChineseText::add_parent(std::size_t first, std::size_t last, std::string_view key) {
    constexpr std::size_t kShortest = 6;
    for (std::size_t end = first + kShortest; end < last; ++end) {
        if (!ends_with(end, "标准化技术委员会") && !ends_with(end, kShortCommittee)) continue;
        Mention parent = make("Committee", "group:", first, end, kConfidence);
        write_out(parent);
        const auto code = try_parse_committee(key);
        if (const auto above = code ? code->parent() : std::nullopt) {
            parent.key = above->key();
            parent.aliases.push_back(parent.name);
            parent.name = above->normalized();
            parent.properties["code"] = Value(parent.name);
        }
        reading_.add_beside(std::move(parent), first, end);
        return;
    }
}

// 全国衡器标委会 is 全国衡器标准化技术委员会.
void write_out(Mention& mention) {
    if (!mention.name.ends_with(kShortCommittee)) return;
    const std::string kind = mention.name.substr(0, mention.name.size() - kShortCommittee.size());
    mention.key = "group:" + name_slug(kind + "标准化技术委员会");
}

}  // namespace mirrorgraph::ingest::chinese

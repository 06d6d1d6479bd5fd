#include "ingest/recognise/chinese.h"

#include <algorithm>
#include <array>
#include <optional>

#include "ingest/recognise/likeness.h"
#include "ingest/recognise/phrases.h"
#include "schema/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kConfidence = 0.85;
constexpr double kListConfidence = 0.9;

struct Suffix {
    std::string_view text;
    std::string_view label;
};

// Longer ones first: the name goes to the end of the longest.
constexpr std::array<Suffix, 39> kSuffixes = {{
    {"人民政府", "Agency"},
    {"有限责任公司", "Organization"},
    {"股份有限公司", "Organization"},
    {"有限公司", "Organization"},
    {"研究总院", "Organization"},
    {"研究院", "Organization"},
    {"研究所", "Organization"},
    {"研究中心", "Organization"},
    {"设计院", "Organization"},
    {"科学院", "Organization"},
    {"工程院", "Organization"},
    {"检测中心", "Organization"},
    {"监督管理局", "Agency"},
    {"管理总局", "Agency"},
    {"委员会", "Agency"},
    {"联合会", "Organization"},
    {"促进会", "Organization"},
    {"实验室", "Organization"},
    {"办公厅", "Agency"},
    {"办公室", "Agency"},
    {"质检院", "Organization"},
    {"检验院", "Organization"},
    {"检测院", "Organization"},
    {"总公司", "Organization"},
    {"协会", "Organization"},
    {"学会", "Organization"},
    {"商会", "Organization"},
    {"联盟", "Organization"},
    {"公司", "Organization"},
    {"集团", "Organization"},
    {"大学", "Organization"},
    {"学院", "Organization"},
    {"医院", "Organization"},
    {"中心", "Organization"},
    {"总局", "Agency"},
    {"总站", "Organization"},
    {"部", "Agency"},
    {"局", "Agency"},
    {"厅", "Agency"},
}};

constexpr std::array<std::string_view, 26> kPolicySuffixes = {
    "法",   "条例", "办法", "规定", "规则", "规划",   "纲要", "意见", "通知", "指南", "目录", "计划", "方案",
    "要点", "公告", "决定", "细则", "战略", "路线图", "措施", "指引", "通告", "批复", "章程", "法典", "命令"};

constexpr std::array<std::string_view, 16> kBefore = {"由",   "与",   "向",   "经",   "据",   "请", "在", "以及",
                                                      "会同", "联合", "根据", "按照", "委托", "是", "及", "和"};

constexpr std::array<std::string_view, 12> kListWords = {"起草单位", "归口单位", "提出单位", "参与单位",
                                                         "参加单位", "主编单位", "参编单位", "发布单位",
                                                         "发布部门", "主管部门", "承担单位", "执行单位"};

bool is_list_mark(const Word& word) {
    return word.is_mark(0x3001) || word.is_mark(U',') || word.is_mark(U';') || word.is_mark(0x3002) ||
           word.is_mark(U'.');
}

class ChineseFinder {
  public:
    explicit ChineseFinder(Reading& reading) : reading_(reading) {}

    void run() {
        for (const Unit& unit : reading_.units()) {
            if (!has_han(unit)) continue;
            policies(unit);
            committees(unit);
            lists(unit);
            runs(unit);
        }
    }

  private:
    bool has_han(const Unit& unit) const {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (reading_.word(i).shape == WordShape::kHan) return true;
        }
        return false;
    }

    bool ends_with(std::size_t last, std::string_view suffix) const {
        const std::size_t end = reading_.word(last - 1).end;
        return end >= suffix.size() && reading_.text().substr(end - suffix.size(), suffix.size()) == suffix;
    }
    bool starts_with(std::size_t first, std::string_view prefix) const {
        return reading_.text().substr(reading_.word(first).begin, prefix.size()) == prefix;
    }

    Mention make(std::string_view label, std::string key_prefix, std::size_t first, std::size_t last,
                 double confidence) const {
        Mention mention;
        mention.label = std::string(label);
        mention.name = reading_.printed(first, last);
        mention.key = std::move(key_prefix) + name_slug(mention.name);
        mention.recogniser = "chinese-form";
        mention.confidence = confidence;
        mention.properties["name_zh"] = Value(mention.name);
        return mention;
    }

    // Titles between 《》. Those of standards have elements with blanks between them.
    void policies(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (!reading_.word(i).is_mark(0x300A)) continue;
            const auto inside = quote_at(reading_, unit, i);
            if (!inside || inside->size() < 3) continue;
            std::size_t last = inside->last;
            std::string status;
            while (last > inside->first && reading_.word(last - 1).is_mark(U')')) {
                std::size_t open = last - 1;
                while (open > inside->first && !reading_.word(open).is_mark(U'(')) --open;
                if (const auto said = drafting_status(reading_, {open + 1, last - 1})) status = *said;
                last = open;
            }
            const bool elements = reading_.printed(inside->first, last).find(' ') != std::string::npos;
            if (!elements && last > inside->first && reading_.is_free(inside->first, inside->last) && is_policy(last))
                add_policy(*inside, last, status);
            i = inside->last;
        }
    }

    bool is_policy(std::size_t last) const {
        return std::any_of(kPolicySuffixes.begin(), kPolicySuffixes.end(),
                           [&](std::string_view suffix) { return ends_with(last, suffix); });
    }

    void add_policy(WordRange inside, std::size_t last, const std::string& status) {
        Mention mention = make("Policy", "", inside.first, status.empty() ? inside.last : last, kListConfidence);
        mention.key = policy_key(mention.name);
        if (!status.empty()) mention.properties["status"] = Value(status);
        const std::string_view country = "中华人民共和国";
        if (mention.name.starts_with(country)) {
            mention.aliases.push_back(mention.name.substr(country.size()));
            mention.key = policy_key(mention.aliases.back());
        }
        reading_.add(std::move(mention), inside.first, inside.last);
    }

    std::size_t han_end(std::size_t i, std::size_t last) const {
        while (i < last && reading_.word(i).shape == WordShape::kHan) ++i;
        return i;
    }

    // 全国信息安全标准化技术委员会(SAC/TC 260), with 分技术委员会 and 工作组.
    void committees(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (!starts_with(i, "全国") || reading_.word(i).shape != WordShape::kHan) continue;
            const std::size_t run = han_end(i, unit.last);
            std::size_t last = 0;
            for (std::size_t end = i + 6; end <= run; ++end) {
                if (ends_with(end, "技术委员会") || ends_with(end, "标准化工作组") || ends_with(end, "标准化委员会"))
                    last = end;
            }
            if (last == 0 || !reading_.is_free(i, last)) continue;
            Mention mention = make("Committee", "group:", i, last, kListConfidence);
            const auto inside = bracket_at(reading_, unit, last);
            const std::uint32_t owner = inside && !inside->empty() ? reading_.owner(inside->first) : Reading::kFree;
            if (owner != Reading::kFree && reading_.found()[owner].mention.recogniser == "committee-code") {
                const Mention& code = reading_.found()[owner].mention;
                mention.key = code.key;
                mention.aliases.push_back(mention.name);
                mention.name = code.name;
            }
            reading_.add(std::move(mention), i, last);
            i = last - 1;
        }
    }

    // "起草单位：中国标准化研究院、清华大学、..."
    void lists(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (reading_.word(i).shape != WordShape::kHan) continue;
            const auto word = std::find_if(kListWords.begin(), kListWords.end(),
                                           [&](std::string_view w) { return starts_with(i, w); });
            if (word == kListWords.end()) continue;
            std::size_t at = i;
            while (at < unit.last && reading_.word(at).begin < reading_.word(i).begin + word->size()) ++at;
            if (at >= unit.last || !reading_.word(at).is_mark(U':')) continue;
            for (std::size_t first = at + 1; first < unit.last;) {
                std::size_t end = first;
                while (end < unit.last && !is_list_mark(reading_.word(end))) ++end;
                item(first, end);
                first = end + 1;
            }
            i = unit.last;
        }
    }

    void item(std::size_t first, std::size_t last) {
        if (last < first + 2 || last - first > 40) return;
        if (reading_.owner(first) != Reading::kFree && reading_.found()[reading_.owner(first)].last == last) return;
        const std::string_view label = label_of(last);
        reading_.add(make(label.empty() ? "Organization" : label, "", first, last, kListConfidence), first, last);
    }

    std::string_view label_of(std::size_t last) const {
        for (const Suffix& suffix : kSuffixes) {
            if (ends_with(last, suffix.text)) return suffix.label;
        }
        return {};
    }

    // Elsewhere: from behind a mark or a preposition to the word for what it is.
    void runs(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last;) {
            if (reading_.word(i).shape != WordShape::kHan || reading_.owner(i) != Reading::kFree) {
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < unit.last && reading_.word(end).shape == WordShape::kHan &&
                   reading_.owner(end) == Reading::kFree)
                ++end;
            run(i, end);
            i = end;
        }
    }

    void run(std::size_t first, std::size_t last) {
        std::size_t begin = first;
        for (std::size_t i = first; i < last; ++i) {
            for (std::string_view before : kBefore) {
                if (starts_with(i, before) && i >= begin && i + before.size() / 3 < last && can_begin(i, begin))
                    begin = i + before.size() / 3;
            }
        }
        for (std::size_t end = last; end >= begin + 4; --end) {
            const std::string_view label = label_of(end);
            if (label.empty() || end - begin > 30 || !plain_end(end, last)) continue;
            if ((ends_with(end, "部") || ends_with(end, "局") || ends_with(end, "厅") || ends_with(end, "中心")) &&
                !known_start(begin))
                continue;
            if (ends_with(end, "技术委员会")) return;
            reading_.add(make(label, "", begin, end, kConfidence), begin, end);
            return;
        }
    }

    // "和" and "及" join two names only behind something that is one.
    bool can_begin(std::size_t i, std::size_t begin) const {
        const bool joins = starts_with(i, "和") || starts_with(i, "及");
        return !joins || (i > begin + 3 && !label_of(i).empty());
    }

    bool plain_end(std::size_t end, std::size_t last) const {
        if (end == last) return true;
        for (std::string_view verb : {"提出", "归口", "发布", "批准", "起草", "负责", "组织", "主管", "管理", "牵头",
                                      "联合", "印发", "制定", "承担", "会同", "于",   "和",   "等",   "批复", "公布"}) {
            if (starts_with(end, verb)) return true;
        }
        return false;
    }

    bool known_start(std::size_t begin) const {
        for (std::string_view start :
             {"国家", "中国",   "中华",   "全国", "北京", "上海", "天津", "重庆", "广东", "山东",
              "浙江", "江苏",   "湖北",   "湖南", "河北", "河南", "四川", "福建", "安徽", "江西",
              "辽宁", "吉林",   "黑龙江", "海南", "云南", "贵州", "甘肃", "青海", "宁夏", "新疆",
              "西藏", "内蒙古", "广西",   "陕西", "山西", "深圳", "工业"}) {
            if (starts_with(begin, start)) return true;
        }
        return false;
    }

    Reading& reading_;
};

}  // namespace

void ChineseRecogniser::recognise(Reading& reading) const { ChineseFinder(reading).run(); }

}  // namespace mirrorgraph::ingest

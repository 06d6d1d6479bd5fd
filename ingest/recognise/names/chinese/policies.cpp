#include "ingest/recognise/names/chinese/policies.h"

#include <algorithm>
#include <map>
#include <optional>

#include "ingest/recognise/names/chinese/text.h"
#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest::chinese {

namespace {

constexpr std::size_t kShortestNotice = 6;  // words
constexpr std::size_t kLongestNotice = 120;

class PolicyFinder : ChineseText {
  public:
    using ChineseText::ChineseText;

    void run() {
        for (const Unit& unit : reading_.units()) {
            if (!has_han(reading_, unit) || is_address(reading_, unit)) continue;
            notice(unit);
            title_of_articles(unit);
            policies(unit);
            notices_within(unit);
            plans(unit);
        }
    }

  private:
    // 关于印发《……》的通知 as a line of its own, behind those who send it, its number below.
    void notice(const Unit& unit) {
        if (unit.cell >= 0 || unit.last - unit.first > kLongestNotice || unit.last - unit.first < kShortestNotice)
            return;
        std::size_t last = before_page(unit);
        if (last > unit.first && reading_.word(last - 1).is_mark(U')')) {
            while (last > unit.first && !reading_.word(last - 1).is_mark(U'(')) --last;
            last -= last > unit.first ? 1 : 0;
        }
        if (last < unit.first + kShortestNotice) return;
        last = before_number(unit, last);
        if (last < unit.first + kShortestNotice || lists_standards(unit, last)) return;
        if (!words_.ends_any(ChineseClass::kNotice, before(last))) return;
        std::size_t first = unit.first;
        while (first + 4 < last && !starts_with(first, "关于")) {
            const Word& word = reading_.word(first);
            if (word.is_mark() && !word.is_mark(0x3001)) return;
            ++first;
        }
        if (first + 4 >= last || !are_bodies(unit.first, first)) return;
        Mention mention = make("Policy", "", first, last, kListConfidence);
        mention.key = policy_key(mention.name);
        if (first > unit.first) mention.aliases.push_back(reading_.printed(unit.first, last));
        if (last < unit.last && ends_with(unit.last, "号")) {
            mention.aliases.push_back(reading_.printed(last, unit.last));
        } else if (auto number = number_below(unit); !number.empty()) {
            mention.aliases.push_back(std::move(number));
        }
        for (std::size_t i = first; i < last; ++i) {
            if (!reading_.word(i).is_mark(0x300A)) continue;
            const auto inside = quote_at(reading_, unit, i);
            if (!inside || inside->size() < 3 || inside->last > last || !is_policy(inside->last)) continue;
            reading_.add(std::move(mention), first, last);
            Mention inner = make("Policy", "", inside->first, inside->last, kListConfidence);
            inner.key = policy_key(inner.name);
            reading_.add_beside(std::move(inner), inside->first, inside->last);
            return;
        }
        reading_.add(std::move(mention), first, last);
        name_sent(first, last);
    }

    // 团体标准管理办法(试行), 国家标准管理办法(2022年9月9日……公布) as a line of its own above 第一条: what the articles make up;
    // or above the field that says who issued it.
    void title_of_articles(const Unit& unit) {
        constexpr std::size_t kShortest = 4, kLongest = 120;  // words
        if (unit.cell >= 0 || unit.last - unit.first < kShortest || unit.last - unit.first > kLongest) return;
        std::size_t last = unit.first, whole = unit.last;
        while (last < unit.last && !reading_.word(last).is_mark(U'(')) ++last;
        std::string status;
        if (const auto inside = bracket_at(reading_, unit, last)) {
            if (inside->last + 1 != unit.last) return;
            const auto said = drafting_status(reading_, *inside);
            if (said) status = *said;
            if (!said && !starts_with(inside->first, "试行") && !starts_with(inside->first, "暂行")) whole = last;
        }
        const std::size_t first = behind_item_number(reading_, unit);  // 2、“十四五”数字经济发展规划
        if (last < first + kShortest || !is_policy(last)) return;
        if (!articles_begin_below(unit) && !issuer_stands_below(unit)) return;
        for (std::size_t i = first; i < last; ++i) {
            const Word& word = reading_.word(i);
            if (word.is_mark() && !word.is_mark(0x3001) && !word.is_mark(0x201C) && !word.is_mark(0x201D)) return;
        }
        if (!names_bodies_only({first, last})) return;
        if (const auto named = named_before(reading_.printed(first, last))) return refer(*named, {first, whole});
        add_policy({first, whole}, last, status);
    }

    // 团体标准管理办法 of what was issued as 中国设备管理协会团体标准管理办法
    std::optional<std::size_t> named_before(std::string_view title) const {
        for (std::size_t i = reading_.found().size(); i-- > 0;) {
            const Mention& earlier = reading_.found()[i].mention;
            if (earlier.label == "Policy" && without_bracket(earlier.name).ends_with(title)) return i;
        }
        return std::nullopt;
    }

    // 汽车行业国际标准化工作细则, and 发布部门:……机械工业部 in the lines below; the card of a standard names its number there.
    bool issuer_stands_below(const Unit& unit) const {
        constexpr std::size_t kReach = 4;
        const auto at = static_cast<std::size_t>(&unit - reading_.units().data());
        for (std::size_t k = at + 1; k < reading_.units().size() && k <= at + kReach; ++k) {
            const Unit& below = reading_.units()[k];
            if (below.first == below.last) continue;
            for (std::string_view label : {"标准", "计划号", "归口", "代替", "起草"}) {
                if (starts_with(below.first, label)) return false;
            }
            for (std::string_view label : {"发布部门", "发布单位", "发布机关", "发布机构", "发文机关", "发文单位",
                                           "颁布单位", "颁布机关", "制定机关"}) {
                if (starts_with(below.first, label)) return true;
            }
        }
        return false;
    }

    bool articles_begin_below(const Unit& unit) const {
        constexpr std::size_t kReach = 4;  // 第一章, 总则 and a date may stand between
        const auto at = static_cast<std::size_t>(&unit - reading_.units().data());
        for (std::size_t k = at + 1; k < reading_.units().size() && k <= at + kReach; ++k) {
            const Unit& below = reading_.units()[k];
            if (below.first < below.last && (starts_with(below.first, "第一条") || starts_with(below.first, "第一章")))
                return true;
        }
        return false;
    }

    // ……的通知 /12 in a table of contents.
    std::size_t before_page(const Unit& unit) const {
        std::size_t last = unit.last;
        const auto is_number = [&](const Word& word) { return word.shape == WordShape::kNumber; };
        if (last < unit.first + kShortestNotice || !is_number(reading_.word(last - 1))) return last;
        while (last > unit.first && (is_number(reading_.word(last - 1)) || reading_.word(last - 1).is_mark(U'/') ||
                                     reading_.word(last - 1).is_mark(0x2026) || reading_.word(last - 1).is_mark(U'.')))
            --last;
        return last;
    }

    // 关于印发氢能产业发展中长期规划的通知 names the plan without 《》.
    void name_sent(std::size_t first, std::size_t last) {
        constexpr std::size_t kBefore = 4, kBehind = 3, kShortest = 6;  // 关于印发, 的通知
        if (last < first + kBefore + kBehind + kShortest) return;
        const bool sends = starts_with(first + 2, "印发") || starts_with(first + 2, "发布") ||
                           starts_with(first + 2, "公布") || starts_with(first + 2, "颁布") ||
                           starts_with(first + 2, "转发");
        if (!sends) return;
        const std::size_t begin = first + kBefore, whole = last - kBehind;
        std::size_t end = whole;
        if (reading_.word(end - 1).is_mark(U')')) {
            while (end > begin && !reading_.word(end).is_mark(U'(')) --end;
        }
        if (end < begin + kShortest || !(is_policy(end) || is_trial(end, whole))) return;
        for (std::size_t i = begin; i < end; ++i) {
            if (reading_.word(i).is_mark(0x300A) || reading_.word(i).is_mark(0x3001)) return;
        }
        Mention inner = make("Policy", "", begin, whole, kConfidence);
        inner.key = policy_key(inner.name);
        reading_.add_beside(std::move(inner), begin, whole);
    }

    // ……的意见 发改环资〔2023〕1529号 in one line: where the title ends.
    std::size_t before_number(const Unit& unit, std::size_t last) const {
        constexpr std::size_t kLongestNumber = 24;
        if (!ends_with(last, "号")) return last;
        for (std::size_t end = last; end > unit.first + 6 && last - end < kLongestNumber; --end) {
            if (words_.ends_any(ChineseClass::kNotice, before(end))) return end;
        }
        return last;
    }

    // 关于发布……等18项医疗器械行业标准的公告 says who issued the standards that follow.
    bool lists_standards(const Unit& unit, std::size_t last) const { return lists_standards_between(unit.first, last); }
    bool lists_standards_between(std::size_t first, std::size_t last) const {
        const std::string text = reading_.printed(first, last);
        return text.find("标准的") != std::string::npos || text.find("修改单的") != std::string::npos;
    }

    // Only agencies, known or by their form, and what parts them.
    bool are_bodies(std::size_t first, std::size_t last) const {
        for (std::size_t i = first; i < last; ++i) {
            if (reading_.owner(i) != Reading::kFree || reading_.word(i).is_mark(0x3001)) continue;
            std::size_t end = i;
            while (end < last && reading_.owner(end) == Reading::kFree && reading_.word(end).shape == WordShape::kHan)
                ++end;
            if (end == i) return false;
            const bool office = ends_with(end, "部") || ends_with(end, "局") || ends_with(end, "厅") ||
                                ends_with(end, "室") || ends_with(end, "会") || ends_with(end, "院") ||
                                ends_with(end, "等") || ends_with(end, "部门") || ends_with(end, "司") ||
                                ends_with(end, "府");
            if (!office) return false;
            i = end - 1;
        }
        return true;
    }

    // 工信厅联科〔2023〕79号
    std::string number_below(const Unit& unit) const {
        const auto at = static_cast<std::size_t>(&unit - reading_.units().data()) + 1;
        if (at >= reading_.units().size()) return {};
        const Unit& below = reading_.units()[at];
        if (below.first == below.last || below.last - below.first > 24 || !ends_with(below.last, "号")) return {};
        const std::string text = reading_.printed(below.first, below.last);
        return text.find("〔") != std::string::npos || text.find('[') != std::string::npos ? text : std::string();
    }

    // Titles between 《》, long ones between “” and 「」 too. Those of standards have elements with blanks between them.
    void policies(const Unit& unit) {
        constexpr std::size_t kShortest = 3, kShortestQuoted = 6;  // words
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            const Word& quote = reading_.word(i);
            const bool titled = quote.is_mark(0x300A);
            if (!titled && !quote.is_mark(0x201C) && !quote.is_mark(0x300C)) continue;
            const auto inside = quote_at(reading_, unit, i);
            if (!inside || inside->size() < (titled ? kShortest : kShortestQuoted)) continue;
            if (!titled && names_title(*inside)) continue;
            std::size_t last = inside->last;
            std::string status;
            while (last > inside->first && reading_.word(last - 1).is_mark(U')')) {
                std::size_t open = last - 1;
                while (open > inside->first && !reading_.word(open).is_mark(U'(')) --open;
                if (const auto said = drafting_status(reading_, {open + 1, last - 1})) status = *said;
                last = open;
            }
            const std::string title = reading_.printed(inside->first, last);
            const bool elements = title.find(' ') != std::string::npos && !is_surely_policy(title);
            const bool free = last > inside->first && names_bodies_only(*inside);
            const std::string printed = reading_.printed(inside->first, inside->last);
            if (last_policy_ && reading_.text().substr(0, reading_.word(i).begin).ends_with("简称")) {
                short_forms_[printed] = *last_policy_;
                if (free) refer(*last_policy_, *inside);
            } else if (const auto known = short_forms_.find(printed); known != short_forms_.end()) {
                if (free) refer(known->second, *inside);
            } else if (last_policy_ && free && ends_last_policy(printed)) {
                refer(*last_policy_, *inside);
            } else if (!elements && free && (ends_as_policy(*inside, last) || (titled && is_handed_down(i))) &&
                       !is_standard(i, inside->last) && !is_publication(inside->last)) {
                last_policy_ = add_policy(*inside, last, status);
            }
            i = inside->last;
        }
    }

    // “《国家标准样品管理办法》公开征集意见”
    bool names_title(WordRange inside) const {
        for (std::size_t i = inside.first; i < inside.last; ++i) {
            if (reading_.word(i).is_mark(0x300A)) return true;
        }
        return false;
    }

    // 首都标准化发展纲要2035
    bool ends_as_policy(WordRange inside, std::size_t last) const {
        return is_policy(last) || is_trial(last, inside.last) ||
               (last > inside.first + 2 && reading_.word(last - 1).shape == WordShape::kNumber && is_policy(last - 1));
    }

    // 国务院印发《中国制造2025》: what is handed down so is a policy, whatever its title ends in.
    bool is_handed_down(std::size_t quote) const {
        const std::string_view before = reading_.text().substr(0, reading_.word(quote).begin);
        return before.ends_with("印发") || before.ends_with("印发了") || before.ends_with("印发的");
    }

    // 监测报告工作规范(试行): no standard is on trial so.
    bool is_trial(std::size_t last, std::size_t whole) const {
        return ends_with(last, "规范") && reading_.word(last).is_mark(U'(') && last + 2 < whole &&
               (starts_with(last + 1, "试行") || starts_with(last + 1, "暂行"));
    }

    // A blank that a page put into 《中华人 民共和国标准化法》 makes no element of a standard's title.
    static bool is_surely_policy(std::string_view title) {
        for (std::string_view word : {"关于", "〈", "行动计划", "实施方案", "工作方案"}) {
            if (title.find(word) != std::string_view::npos) return true;
        }
        for (std::string_view end : {"条例", "办法", "规定", "细则", "纲要", "意见", "决定", "国标准化法"}) {
            if (title.ends_with(end)) return true;
        }
        return title.starts_with("中华人") && title.ends_with("法");
    }

    // 国家标准《……编制规则》, 《……技术规范(试行)》为国家环境保护标准
    bool is_standard(std::size_t quote, std::size_t last) const {
        constexpr std::size_t kReach = 16;  // characters
        if (starts_with(last + 1, "为")) {
            for (std::size_t i = last + 2; i < last + kReach && i < reading_.words().size(); ++i) {
                if (reading_.word(i).is_mark()) break;
                if (starts_with(i, "标准")) return true;
            }
        }
        const std::string_view before = reading_.text().substr(0, reading_.word(quote).begin);
        for (std::string_view kind : {"国家标准", "行业标准", "地方标准", "团体标准", "国家标准计划"}) {
            if (before.ends_with(kind)) return true;
        }
        return false;
    }

    // 《知识图谱选型与实施指南》白皮书
    bool is_publication(std::size_t last) const {
        for (std::string_view kind : {"白皮书", "蓝皮书", "绿皮书", "研究报告", "报告", "一书", "团体标准", "行业标准",
                                      "国家标准", "地方标准", "国际标准"}) {
            if (starts_with(last + 1, kind)) return true;
        }
        return false;
    }

    // 市场监管总局发布关于加强汽车召回管理的公告: a notice without 《》, behind the verb of those who sent it.
    void notices_within(const Unit& unit) {
        constexpr std::size_t kShortest = 8, kLongest = 60;  // characters
        for (std::size_t i = unit.first + 2; i + kShortest < unit.last; ++i) {
            if (!starts_with(i, "关于") || reading_.owner(i) != Reading::kFree || !is_sent(i)) continue;
            for (std::size_t end = i + kShortest; end <= unit.last && end <= i + kLongest; ++end) {
                const Word& word = reading_.word(end - 1);
                if (word.is_mark() && !word.is_mark(0x3001)) break;
                if (!words_.ends_any(ChineseClass::kNotice, before(end))) continue;
                if (lists_standards_between(i, end) || !names_bodies_only({i, end}) || founds(i, end)) break;
                Mention mention = make("Policy", "", i, end, kConfidence);
                mention.key = policy_key(mention.name);
                reading_.add(std::move(mention), i, end);
                i = end - 1;
                break;
            }
        }
    }

    // 关于成立全国数据标准化技术委员会的公告 says more of the committee than of itself.
    bool founds(std::size_t first, std::size_t last) const {
        const std::string text = reading_.printed(first, last);
        for (std::string_view verb : {"成立", "组建", "筹建", "设立"}) {
            if (text.find(verb) != std::string::npos) return true;
        }
        return false;
    }

    bool is_sent(std::size_t i) const {
        if (ends_with(i, "了") || ends_with(i, "的")) --i;
        return ends_with(i, "发布") || ends_with(i, "印发") || ends_with(i, "下发") || ends_with(i, "出台") ||
               ends_with(i, "发出");
    }

    // 下达2019年消费品国家标准专项计划: a plan of standards that begins with its year.
    void plans(const Unit& unit) {
        constexpr std::size_t kLongestPlan = 40;
        for (std::size_t i = unit.first; i + 4 < unit.last; ++i) {
            if (!is_year(reading_, i) || !starts_with(i + 1, "年") || !reading_.is_free(i, i + 2)) continue;
            std::size_t last = 0;
            bool standards = false;
            for (std::size_t end = i + 3; end <= unit.last && end < i + kLongestPlan; ++end) {
                if (reading_.word(end - 1).is_mark() || reading_.owner(end - 1) != Reading::kFree) break;
                standards = standards || ends_with(end, "标准");
                if (standards && ends_with(end, "计划")) last = end;
            }
            const bool goes_on = last > 0 && last < unit.last &&
                                 (starts_with(last, "项目") || starts_with(last, "名单") || starts_with(last, "的") ||
                                  starts_with(last, "共"));
            if (last == 0 || goes_on) continue;
            Mention mention = make("Policy", "", i, last, kConfidence);
            mention.key = policy_key(mention.name);
            reading_.add(std::move(mention), i, last);
            i = last - 1;
        }
    }

    // A title may name those who issue it: 《国务院关于……的意见》.
    bool names_bodies_only(WordRange range) const {
        for (std::size_t i = range.first; i < range.last; ++i) {
            const std::uint32_t owner = reading_.owner(i);
            if (owner != Reading::kFree && reading_.found()[owner].mention.recogniser != "gazetteer") return false;
        }
        return true;
    }

    bool is_policy(std::size_t last) const {
        // Titles of standards: 石墨烯层数的测定 扫描探针显微镜法, 仪器质量检验规则, 标准编写规则
        for (std::string_view other :
             {"方法",     "算法",     "语法",     "用法",     "做法",     "谱法",     "镜法",     "光度法",
              "滴定法",   "比色法",   "重量法",   "容量法",   "测定法",   "试验法",   "分析法",   "检验规则",
              "验收规则", "编写规则", "起草规则", "命名规则", "编码规则", "编号规则", "修约规则", "取样规则"}) {
            if (ends_with(last, other)) return false;
        }
        return words_.ends_any(ChineseClass::kPolicy, before(last));
    }

    // 《实施方案》 behind 《新产业标准化领航工程实施方案(2023─2035年)》
    bool ends_last_policy(const std::string& title) const {
        constexpr std::size_t kLongestShort = 12;  // bytes
        const std::string_view name = without_bracket(reading_.found()[*last_policy_].mention.name);
        return title.size() <= kLongestShort && name.size() > title.size() && name.ends_with(title);
    }

    static std::string_view without_bracket(std::string_view name) {
        if (name.ends_with(")")) return name.substr(0, name.rfind('('));
        if (name.ends_with("）")) return name.substr(0, name.rfind("（"));
        return name;
    }

    void refer(std::size_t policy, WordRange inside) {
        const Mention& named = reading_.found()[policy].mention;
        reading_.add(naming_the_same(named, "chinese-form", named.confidence), inside.first, inside.last);
    }

    std::size_t add_policy(WordRange inside, std::size_t last, const std::string& status) {
        Mention mention = make("Policy", "", inside.first, status.empty() ? inside.last : last, kListConfidence);
        mention.key = policy_key(mention.name);
        if (!status.empty()) mention.properties["status"] = Value(status);
        name_inner(inside);
        const std::optional<Found> sender = sender_of(inside);
        const std::size_t local = sender ? inside.first : end_of_local_sender(inside);
        const std::size_t association = end_of_association(inside);
        const std::string_view country = "中华人民共和国";
        std::string closed = mention.name;  // without the blanks of a page: 中华人 民共和国
        std::erase(closed, ' ');
        if (closed.starts_with(country)) {
            mention.aliases.push_back(closed.substr(country.size()));
            mention.key = policy_key(mention.aliases.back());
        }
        const std::size_t added = reading_.add(std::move(mention), inside.first, inside.last);
        if (sender) name_sender(*sender);
        if (local > inside.first)
            reading_.add_beside(make("Agency", "", inside.first, local, kConfidence), inside.first, local);
        if (association > inside.first)
            reading_.add_beside(make("Organization", "", inside.first, association, kConfidence), inside.first,
                                association);
        return added;
    }

    // 《国家标准委办公室关于……的通知》: the office, and whose it is.
    void name_sender(const Found& sender) {
        reading_.add_beside(sender.mention, sender.first, sender.last);
        for (std::string_view office : {"办公厅", "办公室"}) {
            const std::size_t last = sender.last + 3;
            if (!starts_with(sender.last, office)) continue;
            reading_.add_beside(make("Agency", "", sender.first, last, kConfidence), sender.first, last);
        }
    }

    // 《国家标准化管理委员会关于……的通知》 names who sent it.
    std::optional<Found> sender_of(WordRange title) const {
        const std::uint32_t owner = reading_.owner(title.first);
        if (owner == Reading::kFree) return std::nullopt;
        const Found& found = reading_.found()[owner];
        std::size_t behind = found.last;
        for (std::string_view office : {"办公厅", "办公室"}) {
            if (behind + 3 < title.last && starts_with(behind, office)) behind += 3;
        }
        const bool sends = found.first == title.first && found.mention.label == "Agency" && behind < title.last &&
                           starts_with(behind, "关于");
        return sends ? std::optional<Found>(found) : std::nullopt;
    }

    // 《驻马店市市场监督管理局关于……的通知》: where the name of the office ends; the title's begin where none sends it.
    std::size_t end_of_local_sender(WordRange title) const {
        constexpr std::size_t kShortest = 5, kLongest = 20;
        if (reading_.owner(title.first) != Reading::kFree) return title.first;
        for (std::size_t end = title.first + 1; end < title.last && end <= title.first + kLongest; ++end) {
            if (reading_.word(end - 1).shape != WordShape::kHan) return title.first;
            if (!starts_with(end, "关于")) continue;
            const bool office = ends_with(end, "局") || ends_with(end, "厅") || ends_with(end, "人民政府");
            return office && end >= title.first + kShortest ? end : title.first;
        }
        return title.first;
    }

    // 《中国农垦经贸流通协会团体标准管理办法》: where the name of the association ends.
    std::size_t end_of_association(WordRange title) const {
        constexpr std::size_t kShortest = 5;
        if (reading_.owner(title.first) != Reading::kFree) return title.first;
        for (std::size_t end = title.first + kShortest; end + 2 < title.last; ++end) {
            if (reading_.word(end - 1).shape != WordShape::kHan) return title.first;
            if (!starts_with(end, "团体标准") && !starts_with(end, "标准") && !starts_with(end, "章程")) continue;
            const bool body = ends_with(end, "协会") || ends_with(end, "学会") || ends_with(end, "联合会") ||
                              ends_with(end, "商会") || ends_with(end, "促进会") || ends_with(end, "研究会");
            return body ? end : title.first;
        }
        return title.first;
    }

    // 《贯彻实施〈国家标准化发展纲要〉行动计划》 names the Outline, too.
    void name_inner(WordRange title) {
        for (std::size_t open = title.first; open + 2 < title.last; ++open) {
            if (!reading_.word(open).is_mark(0x3008)) continue;
            std::size_t close = open + 1;
            while (close < title.last && !reading_.word(close).is_mark(0x3009)) ++close;
            if (close == title.last || close < open + 3 || !is_policy(close)) return;
            Mention inner = make("Policy", "", open + 1, close, kConfidence);
            inner.key = policy_key(inner.name);
            reading_.add_beside(std::move(inner), open + 1, close);
            return;
        }
    }

    std::optional<std::size_t> last_policy_;
    std::map<std::string, std::size_t> short_forms_;  // 《行动计划》 -> what 以下简称 stood behind
};

}  // namespace

void find_policies(Reading& reading, const ChineseWords& words) { PolicyFinder(reading, words).run(); }

}  // namespace mirrorgraph::ingest::chinese

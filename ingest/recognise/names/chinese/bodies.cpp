#include "ingest/recognise/names/chinese/bodies.h"

#include <algorithm>

#include "ingest/recognise/names/chinese/text.h"
#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest::chinese {

namespace {

class BodyFinder : ChineseText {
  public:
    using ChineseText::ChineseText;

    // Elsewhere: from behind a mark or a preposition to the word for what it is.
    void find(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last;) {
            if (!is_free_han(i)) {
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < unit.last && is_free_han(end)) {
                ++end;
                if (const std::size_t behind = end_of_place(unit, end); behind > end) end = behind;
                if (are_letters_of_name(unit, i, end)) ++end;
            }
            if (i >= unit.first + 4 && company_of_known(unit, i, end)) {
                i = end;
                continue;
            }
            run(unit, i, end);
            i = end;
        }
    }

  private:
    bool is_free_han(std::size_t i) const {
        return reading_.word(i).shape == WordShape::kHan && reading_.owner(i) == Reading::kFree;
    }

    // 阿里巴巴(中国)有限公司: a known body, a place, and the kind of company.
    bool company_of_known(const Unit& unit, std::size_t begin, std::size_t end) {
        if (!reading_.word(begin - 1).is_mark(U')')) return false;
        std::size_t open = begin - 1;
        while (open > unit.first && begin - open < 7 && !reading_.word(open).is_mark(U'(')) --open;
        if (open == unit.first || !reading_.word(open).is_mark(U'(')) return false;
        const std::uint32_t owner = reading_.owner(open - 1);
        if (owner == Reading::kFree || end_of_place(unit, open) != begin) return false;
        const Found& known = reading_.found()[owner];
        if (known.mention.label != "Organization" || known.last != open) return false;
        std::size_t last = begin;
        for (std::size_t at = begin + 2; at <= end; ++at) {
            if (label_of(at) == "Organization") {
                last = at;
                if (ends_with(at, "公司")) break;
            }
        }
        if (last == begin) return false;
        const std::size_t first = known.first;
        reading_.add(make("Organization", "", first, last, kConfidence), first, last);
        return true;
    }

    // Free, or a known body by its acronym.
    bool is_letters_only(std::size_t i) const {
        const std::uint32_t owner = reading_.owner(i);
        if (owner == Reading::kFree) return true;
        const Found& known = reading_.found()[owner];
        return known.mention.label == "Organization" && known.first == i && known.last == i + 1;
    }

    // 东莞市TR轴承有限公司, 北京ABB电气有限公司: letters behind the place of a company.
    bool are_letters_of_name(const Unit& unit, std::size_t first, std::size_t i) const {
        constexpr std::size_t kMostLetters = 6;
        if (i + 3 >= unit.last || reading_.word(i).shape != WordShape::kUpper || !is_letters_only(i) ||
            reading_.raw(i).size() > kMostLetters || !is_free_han(i + 1) ||
            reading_.word(i).begin > reading_.word(i - 1).end || reading_.word(i + 1).begin > reading_.word(i).end)
            return false;
        const bool place = ends_with(i, "市") || ends_with(i, "省") ||
                           std::any_of(words_.of(ChineseClass::kPlace).begin(), words_.of(ChineseClass::kPlace).end(),
                                       [&](const std::string& it) { return i >= first + 2 && ends_with(i, it); });
        for (std::size_t end = i + 2; place && end < unit.last && end < i + kLongestItem && is_free_han(end); ++end) {
            if (ends_with(end + 1, "公司")) return true;
        }
        return false;
    }

    // The bracket of a place inside a company's name: 西门子(中国)有限公司.
    std::size_t end_of_place(const Unit& unit, std::size_t i) const {
        constexpr std::size_t kLongest = 4;
        if (i >= unit.last || !reading_.word(i).is_mark(U'(')) return i;
        std::size_t end = i + 1;
        while (end < unit.last && end <= i + kLongest && is_free_han(end)) ++end;
        const bool closed = end > i + 2 && end + 2 < unit.last && reading_.word(end).is_mark(U')');
        if (!closed || !is_free_han(end + 1)) return i;
        std::size_t last = end + 1;
        while (last < unit.last && last - end < kLongestItem && is_free_han(last)) {
            ++last;
            if (ends_with(last, "公司") || ends_with(last, "管理委员会")) return end + 1;
        }
        return i;
    }

    // Between two separators there is one name at most.
    void run(const Unit& unit, std::size_t first, std::size_t last) {
        std::size_t begin = first;
        for (std::size_t i = first; i < last; ++i) {
            // 上海市人民政府 江苏省人民政府
            const bool state = i > begin && starts_with(i, "中华人民共和国");
            const bool apart =
                state ||
                (i > begin + 3 && (reading_.word(i).begin > reading_.word(i - 1).end || ends_with(i, "人民政府")) &&
                 !label_of(i).empty() && known_start(i));
            const std::size_t size = apart ? 0 : separator_at(begin, i, last);
            if (size == 0 && !apart) continue;
            name_in(unit, begin, i);
            begin = i + size;
            i = apart ? i : begin - 1;
        }
        name_in(unit, begin, last);
    }

    // Characters of the word that parts two names at i, 0 where none does.
    std::size_t separator_at(std::size_t begin, std::size_t i, std::size_t last) const {
        for (const std::string& word : words_.of(ChineseClass::kBetween)) {
            if (!starts_with(i, word)) continue;
            const std::size_t size = word.size() / 3;
            if (i + size > last) return 0;
            if (is_part_of_word(i)) continue;
            // 联合会 is a body; 和, 及, 与 stand inside names too: they part what is a name from what follows.
            if (word == "联合" && i + size < last &&
                (starts_with(i + size, "会") || starts_with(i + size, "体") ||
                 (starts_with(i + size, "国") && !starts_with(i + size, "国内") && !starts_with(i + size, "国家"))))
                return 0;
            // 我院与河南特种电缆有限公司
            if (word == "与" && i > begin && i + size + 4 < last && known_start(i + size)) return size;
            const bool joins = word == "和" || word == "及" || word == "与" || word == "以及";
            // 在本单位和省市场监管局网站上公布
            if (joins && i > begin && i + size + 4 < last && starts_with(i + size, "省") && known_start(i + size))
                return size;
            // ……所所长薛一平和浙江中控技术有限公司
            if (joins && i > begin && i + size + 6 < last && begins_any(ChineseClass::kPlace, i + size)) return size;
            const std::size_t shortest = ends_with(i, "组") ? 3 : 4;
            if (joins && (i < begin + shortest || label_of(i).empty())) return 0;
            return size;
        }
        // 12项团体标准经深圳标准促进会审查
        if (i > begin + 1 && starts_with(i, "经") && i + 5 < last && !starts_with(i, "经济") &&
            !starts_with(i, "经贸") && ends_with(i, "标准") && known_start(i + 1))
            return 1;
        // 全国智标委是国家智慧城市标准化总体组副组长单位
        if (i > begin + 2 && starts_with(i, "是")) return 1;
        if (i > begin + 1 && starts_with(i, "为") &&
            (ends_with(i, "单位") || ends_with(i, "部门") || ends_with(i, "机构") || ends_with(i, "秘书处")))
            return 1;
        return i >= begin + 4 && is_verb_behind_name(i) ? 1 : 0;
    }

    // 北京三快在线科技有限公司
    bool is_part_of_word(std::size_t i) const {
        for (std::string_view word : {"在线", "在役", "等离子", "等级"}) {
            if (starts_with(i, word)) return true;
        }
        return false;
    }

    // 标准化工作组 + 受……领导; 科学院 + 经济研究所 is one name.
    bool is_verb_behind_name(std::size_t i) const {
        for (std::string_view name : {"经济", "经贸", "经营", "同济", "同仁"}) {
            if (starts_with(i, name)) return false;
        }
        for (std::string_view verb : {"为", "受", "任", "被", "获", "经", "归", "同"}) {
            if (starts_with(i, verb)) return !label_of(i).empty();
        }
        return false;
    }

    void name_in(const Unit& unit, std::size_t begin, std::size_t last) {
        if (begin >= last) return;
        if (starts_with(begin, "以下") || starts_with(begin, "简称")) return;
        if (starts_with(begin, "以") && !starts_with(begin, "以色列")) ++begin;
        for (const std::string& word : words_.of(ChineseClass::kBefore)) {
            if (begin < last && starts_with(begin, word) && !starts_with(begin, "经济")) begin += word.size() / 3;
        }
        if (begin >= last) return;
        // 3月12日国家标准物质技术委员会
        if (begin > unit.first && starts_with(begin, "日") && reading_.raw(begin - 1).front() >= '0' &&
            reading_.raw(begin - 1).front() <= '9')
            ++begin;
        begin = behind_role(begin, last);
        if (begin >= last) return;
        const bool numbered = starts_with(begin, "第");  // 中国民用航空局 + 第二研究所
        if (begins_any(ChineseClass::kUnnamed, begin) && !numbered) return;
        if (unit_of_known(unit, begin, last) || numbered || speaks_of_any(begin, last)) return;
        for (std::size_t end = last; end >= begin + 4; --end) {
            const std::string_view label = label_of_whole(begin, end);
            if (label.empty() || end - begin > 30 || !plain_end(end, last)) continue;
            if (ends_with(end, "人民政府") && !known_start(begin)) continue;
            if (ends_with(end, kShortCommittee) && !known_start(begin) && !names_field(begin, end)) continue;
            if (titles_policy(end)) return;
            if (ends_with(end, "届委员会") || ends_with(end, "届标委会")) continue;  // 标准化工作组第三届委员会
            const bool centre = ends_with(end, "中心") && !names_laboratory(begin, end);
            if ((ends_with(end, "部") || ends_with(end, "局") || ends_with(end, "厅") || centre) && !known_start(begin))
                continue;
            if (ends_with(end, "技术委员会") && (starts_with(begin, "全国") || is_generic(begin))) return;
            if (ends_with(end, "全国专业标准化技术委员会")) return;
            if (numbers_document(unit, end)) return;
            if (words_.is_any(ChineseClass::kBare, reading_.printed(begin, end)) ||
                (label == "Agency" && ends_with(end, "司")))
                return;
            const bool group = label == "Committee";
            if (group && (end - begin < 5 || is_generic(begin))) return;
            // 中国—东盟博览会秘书处
            if (begin >= unit.first + 3 && reading_.word(begin - 1).is_mark(0x2014) && starts_with(begin - 3, "中国") &&
                reading_.is_free(begin - 3, begin))
                begin -= 3;
            if (ends_with(end, "公司") && begin > unit.first && are_letters_before(begin)) --begin;
            if (const auto place = bracket_at(reading_, unit, end); place && names_campus(end, *place))
                end = place->last + 1;
            Mention mention = make(label, group ? "group:" : "", begin, end, kConfidence);
            if (group) write_out(mention);
            if (group) take_code(code_beside(unit, begin, end), mention);
            const std::string key = mention.key;
            reading_.add(std::move(mention), begin, end);
            if (group) add_parent(begin, end, key);
            return;
        }
    }

    // 主编单位陕西交通控股集团有限公司, 副组长单位……: behind the role that the name has.
    std::size_t behind_role(std::size_t begin, std::size_t last) const {
        constexpr std::size_t kLongestRole = 6;
        for (std::size_t i = begin + 2; i <= begin + kLongestRole && i + 2 < last; ++i) {
            if (starts_with(i, "单位") && !ends_with(i, "事业")) return i + 2;
        }
        return begin;
    }

    // 航天科工防御技术研究试验中心
    bool names_laboratory(std::size_t begin, std::size_t end) const {
        constexpr std::size_t kShortest = 8;
        if (end < begin + kShortest || reading_.printed(begin, end).find("企业") != std::string::npos) return false;
        for (std::string_view kind :
             {"技术中心", "试验中心", "检测中心", "检验中心", "认证中心", "监测中心", "计量中心"}) {
            if (ends_with(end, kind)) return true;
        }
        return false;
    }

    // TCL华星光电技术有限公司
    bool are_letters_before(std::size_t begin) const {
        return reading_.word(begin - 1).shape == WordShape::kUpper && is_letters_only(begin - 1) &&
               reading_.word(begin - 1).end == reading_.word(begin).begin;
    }

    // 中国矿业大学(北京)
    bool names_campus(std::size_t end, WordRange place) const {
        return ends_with(end, "大学") && !place.empty() &&
               words_.is_any(ChineseClass::kPlace, reading_.printed(place.first, place.last));
    }

    // 全国标准物质委员会 is no agency.
    std::string_view label_of_whole(std::size_t begin, std::size_t end) const {
        const std::string_view label = label_of(end);
        // 中国纺织工业协会科技发展部
        for (std::string_view body : {"协会", "学会", "联合会", "公司", "集团"}) {
            const bool department = label == "Agency" && (ends_with(end, "部") || ends_with(end, "局"));
            if (department && reading_.printed(begin, end).find(body) != std::string::npos) return "Organization";
        }
        return is_council(label, begin, end) ? "Committee" : label;
    }

    // 海事安全委员会, 全国标准物质管理委员会: what no state or town has set up to govern.
    bool is_council(std::string_view label, std::size_t begin, std::size_t end) const {
        if (label != "Agency" || !ends_with(end, "委员会")) return false;
        if (starts_with(begin, "全国")) return true;
        // 经济部工业标准委员会
        if (begin + 3 < end && ends_with(begin + 3, "部")) return false;
        for (std::string_view start : {"国务院", "中央", "省", "市", "自治区"}) {
            if (starts_with(begin, start)) return false;
        }
        for (std::string_view kind : {"管理委员会", "改革委员会", "健康委员会", "交通委员会", "信息化委员会",
                                      "国家标准化委员会", "常务委员会", "仲裁委员会", "建设委员会"}) {
            if (ends_with(end, kind)) return false;
        }
        return !known_start(begin);
    }

    // 人造板标委会
    bool names_field(std::size_t begin, std::size_t end) const {
        constexpr std::size_t kShortest = 6, kLongest = 12;  // characters
        if (end < begin + kShortest || end > begin + kLongest || is_generic(begin)) return false;
        for (std::size_t i = begin; i + 3 < end; ++i) {
            const std::string_view verb = words_.at_begin(ChineseClass::kVerb, from(i));
            if (!verb.empty() || starts_with(i, "该") || starts_with(i, "各") || starts_with(i, "届")) return false;
        }
        return true;
    }

    // 浙江专业标准化技术委员会管理办法
    bool titles_policy(std::size_t end) const {
        for (std::string_view title : {"管理办法", "管理规定", "管理细则", "工作细则", "工作规则", "章程"}) {
            if (starts_with(end, title)) return true;
        }
        return false;
    }

    // 我国第一个国家级专业标准化技术委员会, 交通运输各专业标准化技术委员会
    bool speaks_of_any(std::size_t begin, std::size_t last) const {
        const std::string words = reading_.printed(begin, last);
        for (const std::string& word : words_.of(ChineseClass::kVague)) {
            if (words.find(word) != std::string::npos) return true;
        }
        return false;
    }

    // 国家密码管理局 + 商用密码检测中心 is one name, 工业和信息化部 + 办公厅 another.
    bool unit_of_known(const Unit& unit, std::size_t begin, std::size_t last) {
        if (begin == 0 || reading_.owner(begin - 1) == Reading::kFree) return false;
        const std::uint32_t owner = reading_.owner(begin - 1);
        const Found& known = reading_.found()[owner];
        const bool joined = known.last == begin && reading_.word(begin - 1).end == reading_.word(begin).begin &&
                            known.mention.recogniser == "gazetteer" &&
                            reading_.word(begin - 1).shape == WordShape::kHan &&
                            (known.mention.label == "Agency" || known.mention.label == "Organization");
        if (!joined) return false;
        for (std::size_t end = last; end >= begin + 3; --end) {
            const bool committee = known.mention.label == "Organization" && ends_with(end, "委员会");
            // 中国国际贸易促进委员会 + 商业行业委员会: no committee for standards.
            const bool industry = committee && ends_with(end, "行业委员会");
            const bool abroad = committee && !industry;
            // 国家电网有限公司 + 科技部
            const bool department = known.mention.label == "Organization" && end - begin <= kLongestDivision &&
                                    (ends_with(end, "部") || ends_with(end, "处") || ends_with(end, "所"));
            const std::string_view label = department                        ? "Organization"
                                           : is_division(known.mention, end) ? "Agency"
                                           : industry                        ? "Organization"
                                           : abroad                          ? "Committee"
                                                                             : label_of(end);
            const bool named =
                label == "Organization" || (label == "Committee" && end >= begin + 5) ||
                (label == "Agency" && end - begin <= kLongestDivision && is_division(known.mention, end));
            if (ends_with(end, "全国专业标准化技术委员会")) return true;
            if (!named || end - begin > 24 || !plain_end(end, last) || ends_with(end, "集团")) continue;
            if (label == "Committee" &&
                (is_generic(begin) || words_.is_any(ChineseClass::kBare, reading_.printed(begin, end))))
                continue;
            const std::size_t first = ends_with(end, "公司") ? place_before(unit, known.first) : known.first;
            Mention mention = make(label, label == "Committee" ? "group:" : "", first, end, kConfidence);
            if (label == "Committee") take_code(code_beside(unit, first, end), mention);
            Mention parent = known.mention;
            // 国家标准委工业二部 is 国家标准化管理委员会工业二部.
            if (const auto full = parent.properties.find("name_zh");
                label == "Agency" && full != parent.properties.end())
                mention.key = name_slug(std::string(full->second.as_string()) + reading_.printed(begin, end));
            reading_.add(std::move(mention), first, end);
            if (label == "Agency" || department) reading_.add_beside(std::move(parent), first, begin);
            return true;
        }
        return false;
    }

    // 深圳市 + 大疆 + 创新科技有限公司: where the town begins, `first` if there is none.
    std::size_t place_before(const Unit& unit, std::size_t first) const {
        const bool town = ends_with(first, "市");
        const std::size_t end = town ? first - 1 : first;
        std::size_t begin = first;
        for (const std::string& place : words_.of(ChineseClass::kPlace)) {
            if (ends_with(end, place)) begin = end - place.size() / 3;
        }
        if (begin == first && town) begin = end - 2;  // characters
        return begin >= unit.first && begin < first && reading_.is_free(begin, first) ? begin : first;
    }

    // 工业和信息化部 + 网络安全管理局, 农业农村部 + 畜牧兽医局
    bool is_division(const Mention& parent, std::size_t end) const {
        return parent.label == "Agency" && !names_place(end) &&
               (ends_with(end, "局") || ends_with(end, "司") || ends_with(end, "部") || ends_with(end, "营业管理部") ||
                ends_with(end, "分行") || ends_with(end, "办公厅") || ends_with(end, "办公室") ||
                ends_with(end, "秘书局"));
    }

    // 市场监管总局马甸办公区标准技术司: where it sits
    bool names_place(std::size_t end) const {
        return reading_.printed(end < kLongestDivision ? 0 : end - kLongestDivision, end).find("办公区") !=
               std::string::npos;
    }

    static constexpr std::size_t kLongestDivision = 11;

    // "等2个分技术委员会", "所属技术委员会": of no committee in particular.
    bool is_generic(std::size_t begin) const { return begins_any(ChineseClass::kGeneric, begin); }

    bool plain_end(std::size_t end, std::size_t last) const {
        return end == last || reading_.word(end).begin > reading_.word(end - 1).end ||
               begins_any(ChineseClass::kVerb, end) || names_person(end);
    }

    // ……研究所 + 衣宝廉院士
    bool names_person(std::size_t i) const {
        return begins_any(ChineseClass::kPerson, i + 2) || begins_any(ChineseClass::kPerson, i + 3);
    }

    // 国家, a province, or a town within its first characters.
    bool known_start(std::size_t begin) const {
        if (begins_any(ChineseClass::kPlace, begin)) return true;
        for (std::string_view start : {"国家",   "中国",     "中华",   "全国",   "工业",     "美国",       "英国",
                                       "德国",   "法国",     "日本",   "韩国",   "俄罗斯",   "印度",       "意大利",
                                       "加拿大", "澳大利亚", "新西兰", "新加坡", "马来西亚", "印度尼西亚", "欧盟"}) {
            if (starts_with(begin, start)) return true;
        }
        // 省工业和信息化厅, in a text that has said which province
        if (starts_with(begin, "省") && !starts_with(begin, "省级") && !starts_with(begin, "省部")) return true;
        for (std::size_t i = begin + 2; i < begin + 8 && i < reading_.words().size(); ++i) {
            if (starts_with(i, "自治") ||
                (i < begin + 5 && (starts_with(i, "市") || starts_with(i, "省") || starts_with(i, "县") ||
                                   starts_with(i, "区") || starts_with(i, "州"))))
                return true;
        }
        return false;
    }
};

}  // namespace

void find_bodies(Reading& reading, const ChineseWords& words, const Unit& unit) {
    BodyFinder(reading, words).find(unit);
}

}  // namespace mirrorgraph::ingest::chinese

#include "ingest/recognise/names/chinese/lists.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "ingest/recognise/names/chinese/text.h"

namespace mirrorgraph::ingest::chinese {

namespace {

bool is_list_mark(const Word& word) {
    return word.is_mark(0x3001) || word.is_mark(U',') || word.is_mark(U';') || word.is_mark(0x3002) ||
           word.is_mark(U'.');
}

class ListFinder : ChineseText {
  public:
    using ChineseText::ChineseText;

    void find(const Unit& unit) {
        lists(unit);
        drafters(unit);
        groups_below(unit);
        list_below(unit);
    }

  private:
    // "起草单位：中国标准化研究院、清华大学、..."
    void lists(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (reading_.word(i).shape != WordShape::kHan) continue;
            const std::string_view word = words_.at_begin(ChineseClass::kList, from(i));
            if (word.empty()) continue;
            std::size_t at = i;
            while (at < unit.last && reading_.word(at).begin < reading_.word(i).begin + word.size()) ++at;
            if (at >= unit.last) continue;
            const bool apart = reading_.word(at).begin > reading_.word(at - 1).end;
            if (starts_with(at, "为") || starts_with(at, "是") || starts_with(at, "有")) {
                ++at;
            } else if (starts_with(at, "包括") || starts_with(at, "包含")) {
                at += 2;
            } else if (reading_.word(at).is_mark(U':') || reading_.word(at).is_mark(U';')) {
                ++at;
            } else if (!apart) {
                continue;
            }
            // The next field may follow in the same line.
            i = std::max(items(at, unit.last), at) - 1;
        }
    }

    // 本标准由甲研究所、乙监督所负责起草;丙有限公司参加起草。
    void drafters(const Unit& unit) {
        constexpr std::string_view kDrafts = "起草";
        for (std::size_t i = unit.first + 3; i < unit.last; ++i) {
            if (!starts_with(i, "由") || !speaks_of_itself(unit, i)) continue;
            std::size_t first = i + 1;
            for (std::size_t end = first; end < unit.last && !reading_.word(end).is_mark(0x3002); ++end) {
                if (!starts_with(end, kDrafts) || starts_with(end + 2, "单位") || starts_with(end + 2, "人")) continue;
                std::size_t last = end;
                for (std::string_view how : {"负责", "参加", "参与", "共同", "主要", "牵头", "组织", "联合"})
                    if (ends_with(last, how)) last -= 2;
                bool several = false;
                for (std::size_t k = first; k < last; ++k) several = several || reading_.word(k).is_mark(0x3001);
                if (several) items(first, last);
                first = end + 2;
                while (first < unit.last && is_list_mark(reading_.word(first)) && !reading_.word(first).is_mark(0x3002))
                    ++first;
                end = std::max(end, first) - 1;
            }
            return;
        }
    }

    bool speaks_of_itself(const Unit& unit, std::size_t i) const {
        static constexpr std::array<std::string_view, 7> kSelf = {"本标准", "本文件", "本部分", "本规范",
                                                                  "本规程", "本模型", "本导则"};
        return i >= unit.first + 3 &&
               std::any_of(kSelf.begin(), kSelf.end(), [&](std::string_view self) { return ends_with(i, self); });
    }

    // 委员会下设综合协调组、审评事务组和审评专家组。
    void groups_below(const Unit& unit) {
        constexpr std::size_t kShortest = 4, kLongest = 14;
        for (std::size_t i = unit.first; i + 2 < unit.last; ++i) {
            if (!starts_with(i, "下设")) continue;
            const std::size_t begin = starts_with(i + 2, "有") || starts_with(i + 2, "了") ? i + 3 : i + 2;
            for (std::size_t first = begin, end = first; end <= unit.last; ++end) {
                const bool mark = end == unit.last || reading_.word(end).is_mark() || starts_with(end, "和") ||
                                  starts_with(end, "等");
                if (!mark) continue;
                if (ends_with(end, "组") && end >= first + kShortest && end <= first + kLongest)
                    group(unit, first, end);
                first = end + 1;
                if (end < unit.last && reading_.word(end).is_mark() && !reading_.word(end).is_mark(0x3001)) return;
            }
            return;
        }
    }

    void group(const Unit& unit, std::size_t first, std::size_t last) {
        if (reading_.word(first).shape == WordShape::kNumber) return;  // 4个专业组
        if (!reading_.is_free(first, last) || words_.is_any(ChineseClass::kBare, reading_.printed(first, last))) return;
        Mention mention = make("Committee", "group:", first, last, kConfidence);
        take_code(code_beside(unit, first, last), mention);
        reading_.add(std::move(mention), first, last);
    }

    // The line below "起草单位", where the list stands in one line or several, or the cell beside it.
    void list_below(const Unit& unit) {
        const Unit* above = &unit;
        const Unit* const first = reading_.units().data();
        do {
            if (above == first) return;
            --above;
        } while (!has_han(reading_, *above));
        bool enumerates = false;
        for (std::size_t i = unit.first; i < unit.last; ++i)
            enumerates = enumerates || reading_.word(i).is_mark(0x3001);
        // | 起草单位: | 中山出入境检验检疫局 |
        const bool value = unit.cell == 1 && above->block == unit.block && is_one_name(unit);
        if ((enumerates || value) && is_label(reading_.printed(above->first, above->last)))
            items(unit.first, unit.last);
    }
    // Characters without a blank, none of them known, up to the word for what it is.
    bool is_one_name(const Unit& unit) const {
        if (unit.last - unit.first > kLongestItem || label_of(unit.last).empty()) return false;
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (reading_.word(i).shape != WordShape::kHan || reading_.owner(i) != Reading::kFree) return false;
            if (i > unit.first && reading_.word(i).begin > reading_.word(i - 1).end) return false;
        }
        return true;
    }
    bool is_label(std::string_view text) const {
        constexpr std::string_view kMain = "主要";
        if (text.starts_with(kMain)) text.remove_prefix(kMain.size());
        for (std::string_view colon : {":", "："}) {
            if (text.ends_with(colon)) text.remove_suffix(colon.size());
        }
        return words_.is_any(ChineseClass::kList, text);
    }

    // Where one name of a list ends and the next begins without a mark between: ……有限公司国家……研究中心.
    std::size_t seam(std::size_t first, std::size_t last) const {
        constexpr std::size_t kShortest = 4;
        for (std::size_t end = first + kShortest; end + kShortest <= last; ++end) {
            const std::string_view label = label_of(end);
            if (label.empty() || label_of(last).empty()) continue;
            if (ends_with(end, "公司")
                    ? !reading_.word(end).is_mark() && !starts_with(end, "分公司") && !is_part(end, last)
                    : label == "Organization" && !is_large(end) &&
                          (names_country(end) || names_place(end) || known_begins(end)))
                return end;
        }
        return last;
    }

    // ……总公司基建工程局, ……总公司工程技术研究所, ……集团公司第三研究所: one name.
    bool is_part(std::size_t end, std::size_t last) const {
        if (starts_with(end, "第") || starts_with(end, "技术中心")) return true;
        return !ends_with(last, "公司") && (ends_with(end, "总公司") || ends_with(last, "局") || ends_with(last, "部"));
    }
    // 中国农业科学院北京畜牧兽医研究所: one name.
    bool is_large(std::size_t end) const {
        return ends_with(end, "科学院") || ends_with(end, "大学") || ends_with(end, "集团") || ends_with(end, "工程院");
    }

    bool names_country(std::size_t i) const {
        return starts_with(i, "国家") || starts_with(i, "中国") || starts_with(i, "全国") || starts_with(i, "北京");
    }

    // ……监督所江苏大生集团有限公司, not ……研究院江苏分院
    bool names_place(std::size_t i) const {
        const std::string_view place = words_.at_begin(ChineseClass::kPlace, from(i));
        return !place.empty() && !from(i).substr(place.size()).starts_with("分");
    }
    bool known_begins(std::size_t i) const {
        const std::uint32_t owner = reading_.owner(i);
        return owner != Reading::kFree && reading_.found()[owner].first == i &&
               reading_.word(i).shape == WordShape::kHan;
    }

    // Gives where the list ends.
    std::size_t items(std::size_t first, std::size_t limit) {
        bool marked = false;
        for (std::size_t i = first; i < limit; ++i) marked = marked || reading_.word(i).is_mark(0x3001);
        bool enumerated = true;  // no comma in front
        while (first < limit) {
            // <p>中国气象局</p> in a text
            if (reading_.word(first).is_mark(U'<')) {
                while (first < limit && !reading_.word(first).is_mark(U'>')) ++first;
                if (first < limit) ++first;
                continue;
            }
            if (!enumerated && is_next_field(first)) return first;
            std::size_t end = end_of_item(first, limit);
            const bool run_together = !marked || end - first > kLongestItem;
            for (std::size_t next = run_together ? seam(first, end) : end; next < end; next = seam(first, end)) {
                item(first, next);
                first = next;
            }
            if (end > first && (enumerated || !label_of(end).empty())) item(first, end);
            if (end < limit && (is_remark(end) || is_next_field(end) || reading_.word(end).is_mark(U')'))) return end;
            if (end < limit && is_former(end)) {
                while (end < limit && !reading_.word(end).is_mark(U')')) ++end;
                if (end < limit && end + 1 < limit && is_list_mark(reading_.word(end + 1))) ++end;
            }
            enumerated = end < limit && reading_.word(end).is_mark(0x3001);
            first = end < limit && reading_.word(end).is_mark(U'<') ? end : end + 1;
        }
        return limit;
    }

    // A bracket that closes without having been opened ends the list: （归口单位：全国家具标委会）已完成报批.
    std::size_t end_of_item(std::size_t first, std::size_t limit) const {
        std::size_t end = first, open = 0;
        while (end < limit && !is_list_mark(reading_.word(end)) && !reading_.word(end).is_mark(U'<') &&
               !is_remark(end) && !is_former(end) && !(end > first && is_next_field(end))) {
            const bool closes = reading_.word(end).is_mark(U')');
            if (closes && open == 0 && end >= first + 4) break;
            if (closes && open > 0) --open;
            if (reading_.word(end).is_mark(U'(')) ++open;
            ++end;
        }
        return end;
    }

    // 中国标准化研究院（地址：北京市……）
    bool is_remark(std::size_t i) const {
        if (!reading_.word(i).is_mark(U'(')) return false;
        return starts_with(i + 1, "地址") || starts_with(i + 1, "邮") || starts_with(i + 1, "联系");
    }

    // 江苏省市场监督管理局行业分类卫生和社会工作: the next field of a card
    bool is_next_field(std::size_t i) const {
        // A scan without its full stop: ……检验所 本标准主要起草人……
        const bool itself = starts_with(i, "本标准") || starts_with(i, "本文件") || starts_with(i, "本部分");
        const bool list = begins_any(ChineseClass::kList, i) && !ends_with(i, "主要");
        const bool date = starts_with(i, "实行日期") || starts_with(i, "实施日期") || starts_with(i, "施行日期") ||
                          starts_with(i, "发布日期");
        return itself || list || date || starts_with(i, "行业分类") || starts_with(i, "标准类别") ||
               starts_with(i, "标准分类");
    }

    // 江西省萍乡市工业陶瓷实业发展有限公司(原萍乡市瓷厂)
    bool is_former(std::size_t i) const { return reading_.word(i).is_mark(U'(') && starts_with(i + 1, "原"); }

    void item(std::size_t first, std::size_t last) {
        // 发布部门:工业 中华人民共和国机械工业部
        for (std::size_t i = last; i-- > first + 1;) {
            if (starts_with(i, "中华人民共和国") && reading_.word(i).begin > reading_.word(i - 1).end) first = i;
        }
        if (last < first + 2 || last - first > kLongestItem) return;
        if (ends_with(last, "等")) --last;
        if (starts_with(first, "对口") || starts_with(first, "由") || starts_with(first, "并")) return;
        last = before_code(first, last);
        if (reading_.owner(first) != Reading::kFree && reading_.found()[reading_.owner(first)].last == last) return;
        reading_.add(make(label_of_item(first, last), "", first, last, kListConfidence), first, last);
    }

    // 全国玩具标准化技术委员会（SAC/TC 253）: the name without its code.
    std::size_t before_code(std::size_t first, std::size_t last) const {
        if (!reading_.word(last - 1).is_mark(U')') || last < first + 4) return last;
        const std::uint32_t owner = reading_.owner(last - 2);
        if (owner == Reading::kFree || reading_.found()[owner].mention.recogniser != "committee-code") return last;
        const std::size_t code = reading_.found()[owner].first;
        return code > first + 1 && reading_.word(code - 1).is_mark(U'(') ? code - 1 : last;
    }

    // 南京市政务服务管理办公室（南京市行政审批局）; 国家电网有限公司科技部 is no agency.
    std::string_view label_of_item(std::size_t first, std::size_t last) const {
        if (reading_.printed(first, last).find("公司") != std::string::npos) return "Organization";
        std::size_t end = last;
        while (reading_.word(last - 1).is_mark(U')') && end > first + 2 && !reading_.word(end).is_mark(U'(')) --end;
        const std::string_view label = label_of(end > first + 2 ? end : last);
        if (!label.empty()) return label;
        // 中国人民银行湖北省分行
        const std::uint32_t owner = reading_.owner(first);
        const bool branch = owner != Reading::kFree && reading_.found()[owner].first == first &&
                            reading_.found()[owner].mention.label == "Agency" && ends_with(last, "分行");
        return branch ? "Agency" : "Organization";
    }
};

}  // namespace

void find_lists(Reading& reading, const ChineseWords& words, const Unit& unit) {
    ListFinder(reading, words).find(unit);
}

}  // namespace mirrorgraph::ingest::chinese

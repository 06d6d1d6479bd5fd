#include "ingest/recognise/names/chinese/committees.h"

#include "ingest/recognise/names/chinese/text.h"

namespace mirrorgraph::ingest::chinese {

namespace {

class CommitteeFinder : ChineseText {
  public:
    using ChineseText::ChineseText;

    // 全国信息安全标准化技术委员会(SAC/TC 260), with 分技术委员会 and 工作组; TC260(全国信息安全标准化技术委员会).
    void find(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (!starts_with(i, "全国") || reading_.word(i).shape != WordShape::kHan) continue;
            const std::size_t run = han_end(i, unit.last);
            const std::size_t last = past_enumeration(i, committee_end(i, run), run, unit.last);
            if (last == 0 || !reading_.is_free(i, last) || is_any(reading_.printed(i, last))) continue;
            if (begins_another(i, last)) continue;
            if (numbers_document(unit, last)) continue;
            Mention mention = make("Committee", "group:", i, last, kListConfidence);
            write_out(mention);
            take_code(code_beside(unit, i, last), mention);
            const std::string key = mention.key;
            reading_.add(std::move(mention), i, last);
            add_parent(i, last, key);
            i = last - 1;
        }
    }

  private:
    // 全国畜牧总站是全国畜牧业标准化技术委员会……
    bool begins_another(std::size_t first, std::size_t last) const {
        for (std::size_t i = first + 4; i < last; ++i) {
            if (ends_with(i, "委员会") || ends_with(i, "标委会")) return false;
            if (starts_with(i, "全国")) return true;
        }
        return false;
    }

    // 5个全国标准化技术委员会
    static bool is_any(std::string_view name) {
        return name == "全国专业标准化技术委员会" || name == "全国标准化技术委员会";
    }

    std::size_t han_end(std::size_t i, std::size_t last) const {
        while (i < last && reading_.word(i).shape == WordShape::kHan) ++i;
        return i;
    }

    // 全国塑料标准化技术委员会塑料管材、管件及阀门分技术委员会
    std::size_t past_enumeration(std::size_t first, std::size_t last, std::size_t run, std::size_t limit) const {
        if (last == 0 || last == run || run >= limit || !reading_.word(run).is_mark(0x3001)) return last;
        const std::size_t end = committee_end(first, han_end(run + 1, limit));
        return end > run && ends_with(end, "分技术委员会") ? end : last;
    }

    // 全国信标委
    bool is_shortest(std::size_t first, std::size_t end, std::size_t run) const {
        return end > first + 4 && ends_with(end, "标委") && (end == run || !starts_with(end, "会"));
    }

    // The name goes on behind a committee with its subcommittee, not behind 和 with another committee.
    std::size_t committee_end(std::size_t first, std::size_t run) const {
        std::size_t last = 0;
        for (std::size_t end = first + 5; end <= run; ++end) {
            if (!is_shortest(first, end, run) && !ends_with(end, "技术委员会") && !ends_with(end, "标准化工作组") &&
                !ends_with(end, "标准化委员会") && !ends_with(end, "标委会") &&
                !(ends_with(end, "分会") && names_committee(first, end)) &&
                !(last > 0 && (ends_with(end, "工作组") || ends_with(end, "分会") || ends_with(end, "分委会") ||
                               ends_with(end, "研究组") || ends_with(end, "专题组")))) {
                // 全国标准物质管理委员会和国家标准物质技术委员会
                if (last == 0 && ends_with(end, "委员会") && end < run &&
                    (starts_with(end, "和") || starts_with(end, "及") || starts_with(end, "与")))
                    break;
                continue;
            }
            last = end;
            if (end < run && says_more(end)) break;
            if (end < run && (starts_with(end, "和") || starts_with(end, "及") || starts_with(end, "与") ||
                              starts_with(end, "以及") || starts_with(end, "等") || starts_with(end, "下设")))
                break;
        }
        return last;
    }

    // 全国纳标委纳米材料分技术委员会 + 秘书长担任联盟标委会……, 全国家用电器标准化技术委员会 + 在家电行业征集了工作组成员
    bool says_more(std::size_t i) const {
        for (std::string_view word :
             {"秘书", "主任", "副主任", "委员", "在",   "担任", "负责", "对",   "于",   "将",   "已",   "组织", "召开",
              "归口", "提出", "承担",   "发布", "向",   "成立", "的",   "下属", "下设", "下辖", "所属", "直属", "包括",
              "设有", "设立", "现有",   "现设", "现下", "目前", "受",   "由",   "是",   "为",   "简称"}) {
            if (starts_with(i, word)) return true;
        }
        return false;
    }

    // 全国橡标委涂覆制品分会
    bool names_committee(std::size_t first, std::size_t last) const {
        return reading_.printed(first, last).find("标委") != std::string::npos;
    }
};

}  // namespace

void find_committees(Reading& reading, const ChineseWords& words, const Unit& unit) {
    CommitteeFinder(reading, words).find(unit);
}

}  // namespace mirrorgraph::ingest::chinese

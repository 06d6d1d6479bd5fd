#include "ingest/recognise/names/chinese.h"

#include <algorithm>
#include <optional>

#include "ingest/recognise/names/chinese_policies.h"
#include "ingest/recognise/names/chinese_text.h"
#include "ingest/recognise/names/chinese_words.h"
#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/phrases.h"
#include "schema/identifiers/committee.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

using namespace chinese;

constexpr std::size_t kLongestItem = 40;  // characters

bool is_list_mark(const Word& word) {
    return word.is_mark(0x3001) || word.is_mark(U',') || word.is_mark(U';') || word.is_mark(0x3002) ||
           word.is_mark(U'.');
}

class ChineseFinder : ChineseText {
  public:
    explicit ChineseFinder(Reading& reading) : ChineseText(reading) {}

    void run() {
        for (const Unit& unit : reading_.units()) {
            if (!has_han(unit) || is_address(unit)) continue;
            committees(unit);
            lists(unit);
            drafters(unit);
            list_below(unit);
            runs(unit);
        }
    }

  private:
    std::size_t han_end(std::size_t i, std::size_t last) const {
        while (i < last && reading_.word(i).shape == WordShape::kHan) ++i;
        return i;
    }

    // 全国信息安全标准化技术委员会(SAC/TC 260), with 分技术委员会 and 工作组; TC260(全国信息安全标准化技术委员会).
    void committees(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (!starts_with(i, "全国") || reading_.word(i).shape != WordShape::kHan) continue;
            const std::size_t last = committee_end(i, han_end(i, unit.last));
            if (last == 0 || !reading_.is_free(i, last) || reading_.printed(i, last) == "全国专业标准化技术委员会")
                continue;
            if (numbers_document(unit, last)) continue;
            Mention mention = make("Committee", "group:", i, last, kListConfidence);
            write_out(mention);
            take_code(code_beside(unit, i, last), mention);
            const std::string key = mention.key;
            reading_.add(std::move(mention), i, last);
            name_parent(i, last, key);
            i = last - 1;
        }
    }

    // 全国家具标委会〔2023〕18号
    bool numbers_document(const Unit& unit, std::size_t last) const {
        return last < unit.last && (reading_.raw(last) == "〔" || reading_.raw(last) == "﹝");
    }

    // 全国衡器标委会 is 全国衡器标准化技术委员会.
    static void write_out(Mention& mention) {
        if (!mention.name.ends_with(kShortCommittee)) return;
        const std::string kind = mention.name.substr(0, mention.name.size() - kShortCommittee.size());
        mention.key = "group:" + name_slug(kind + "标准化技术委员会");
    }
    static constexpr std::string_view kShortCommittee = "标委会";

    // 全国信息技术标准化技术委员会 in 全国信息技术标准化技术委员会人工智能分技术委员会.
    void name_parent(std::size_t first, std::size_t last, const std::string& key) {
        for (std::size_t end = first + 6; end < last; ++end) {
            if (!ends_with(end, "标准化技术委员会")) continue;
            Mention parent = make("Committee", "group:", first, end, kConfidence);
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

    // The name goes on behind a committee with its subcommittee, not behind 和 with another committee.
    std::size_t committee_end(std::size_t first, std::size_t run) const {
        std::size_t last = 0;
        for (std::size_t end = first + 6; end <= run; ++end) {
            if (!ends_with(end, "技术委员会") && !ends_with(end, "标准化工作组") && !ends_with(end, "标准化委员会") &&
                !ends_with(end, "标委会") && !(ends_with(end, "分会") && names_committee(first, end)) &&
                !(last > 0 && (ends_with(end, "工作组") || ends_with(end, "分会") || ends_with(end, "研究组") ||
                               ends_with(end, "专题组"))))
                continue;
            last = end;
            if (end < run && (starts_with(end, "和") || starts_with(end, "及") || starts_with(end, "与") ||
                              starts_with(end, "以及") || starts_with(end, "等") || starts_with(end, "下设")))
                break;
        }
        return last;
    }

    // 全国橡标委涂覆制品分会
    bool names_committee(std::size_t first, std::size_t last) const {
        return reading_.printed(first, last).find("标委") != std::string::npos;
    }

    void take_code(std::uint32_t owner, Mention& mention) const {
        if (owner == Reading::kFree) return;
        const Mention& code = reading_.found()[owner].mention;
        mention.key = code.key;
        mention.aliases.push_back(mention.name);
        mention.name = code.name;
    }

    std::uint32_t code_beside(const Unit& unit, std::size_t first, std::size_t last) const {
        const auto is_code = [&](std::uint32_t owner) {
            return owner != Reading::kFree && reading_.found()[owner].mention.recogniser == "committee-code";
        };
        // SAC/TC118/SC1 环境标准样品分技术委员会
        const bool behind = first > unit.first && is_code(reading_.owner(first - 1)) &&
                            reading_.word(first - 1).end < reading_.word(first).begin;
        if (behind) return reading_.owner(first - 1);
        auto inside = bracket_at(reading_, unit, last);
        // 全国智能建筑标准化技术委员会(以下简称“智标委”)(SAC/TC 426)
        if (inside && reading_.printed(inside->first, inside->last).find("简称") != std::string::npos) {
            const auto next = bracket_at(reading_, unit, inside->last + 1);
            if (next && !next->empty() && is_code(reading_.owner(next->first))) inside = next;
        }
        if (inside && !inside->empty() && is_code(reading_.owner(inside->first))) return reading_.owner(inside->first);
        // (代号SAC/TC209/SC1)
        if (inside && inside->size() > 2 &&
            (starts_with(inside->first, "代号") || starts_with(inside->first, "编号")) &&
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

    // "起草单位：中国标准化研究院、清华大学、..."
    void lists(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            if (reading_.word(i).shape != WordShape::kHan) continue;
            const auto word = std::find_if(kListWords.begin(), kListWords.end(),
                                           [&](std::string_view w) { return starts_with(i, w); });
            if (word == kListWords.end()) continue;
            std::size_t at = i;
            while (at < unit.last && reading_.word(at).begin < reading_.word(i).begin + word->size()) ++at;
            if (at >= unit.last) continue;
            const bool apart = reading_.word(at).begin > reading_.word(at - 1).end;
            if (starts_with(at, "为") || starts_with(at, "是") || starts_with(at, "有")) {
                ++at;
            } else if (reading_.word(at).is_mark(U':')) {
                ++at;
            } else if (!apart) {
                continue;
            }
            items(at, unit.last);
            i = unit.last;
        }
    }

    // 本标准由甲研究所、乙监督所负责起草;丙有限公司参加起草。
    void drafters(const Unit& unit) {
        constexpr std::string_view kDrafts = "起草";
        for (std::size_t i = unit.first + 3; i < unit.last; ++i) {
            if (!starts_with(i, "由") || !speaks_of_itself(unit, i)) continue;
            std::size_t first = i + 1;
            for (std::size_t end = first; end < unit.last && !reading_.word(end).is_mark(0x3002); ++end) {
                if (!starts_with(end, kDrafts)) continue;
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
        return i >= unit.first + 3 && (ends_with(i, "本标准") || ends_with(i, "本文件") || ends_with(i, "本部分") ||
                                       ends_with(i, "本规范") || ends_with(i, "本规程"));
    }

    // The line below "起草单位", where the list stands in one line or several.
    void list_below(const Unit& unit) {
        const bool is_label = std::any_of(kListWords.begin(), kListWords.end(), [&](std::string_view word) {
            const std::string text = reading_.printed(unit.first, unit.last);
            return text == word || (text.size() == word.size() + 6 && text == "主要" + std::string(word));
        });
        const bool enumerates = std::any_of(reading_.words().begin() + static_cast<std::ptrdiff_t>(unit.first),
                                            reading_.words().begin() + static_cast<std::ptrdiff_t>(unit.last),
                                            [](const Word& w) { return w.is_mark(0x3001); });
        if (below_label_ && enumerates) items(unit.first, unit.last);
        below_label_ = is_label;
    }

    // Where one name of a list ends and the next begins without a mark between: ……有限公司国家……研究中心.
    std::size_t seam(std::size_t first, std::size_t last) const {
        constexpr std::size_t kShortest = 4;
        for (std::size_t end = first + kShortest; end + kShortest <= last; ++end) {
            const std::string_view label = label_of(end);
            if (label.empty() || label_of(last).empty()) continue;
            if (ends_with(end, "公司")
                    ? !reading_.word(end).is_mark() && !starts_with(end, "分公司")
                    : label == "Organization" && !is_large(end) && (names_country(end) || known_begins(end)))
                return end;
        }
        return last;
    }
    // 中国农业科学院北京畜牧兽医研究所: one name.
    bool is_large(std::size_t end) const {
        return ends_with(end, "科学院") || ends_with(end, "大学") || ends_with(end, "集团") || ends_with(end, "工程院");
    }
    bool names_country(std::size_t i) const {
        return starts_with(i, "国家") || starts_with(i, "中国") || starts_with(i, "全国") || starts_with(i, "北京");
    }
    bool known_begins(std::size_t i) const {
        const std::uint32_t owner = reading_.owner(i);
        return owner != Reading::kFree && reading_.found()[owner].first == i &&
               reading_.word(i).shape == WordShape::kHan;
    }

    void items(std::size_t first, std::size_t limit) {
        bool marked = false;
        for (std::size_t i = first; i < limit; ++i) marked = marked || reading_.word(i).is_mark(0x3001);
        bool enumerated = true;  // no comma in front
        while (first < limit) {
            std::size_t end = first;
            while (end < limit && !is_list_mark(reading_.word(end)) && !is_remark(end) && !is_former(end) &&
                   !(end > first && is_next_field(end)))
                ++end;
            const bool run_together = !marked || end - first > kLongestItem;
            for (std::size_t next = run_together ? seam(first, end) : end; next < end; next = seam(first, end)) {
                item(first, next);
                first = next;
            }
            if (end > first && (enumerated || !label_of(end).empty())) item(first, end);
            if (end < limit && (is_remark(end) || is_next_field(end))) return;
            if (end < limit && is_former(end)) {
                while (end < limit && !reading_.word(end).is_mark(U')')) ++end;
                if (end < limit && end + 1 < limit && is_list_mark(reading_.word(end + 1))) ++end;
            }
            enumerated = end < limit && reading_.word(end).is_mark(0x3001);
            first = end + 1;
        }
    }

    // 中国标准化研究院（地址：北京市……）
    bool is_remark(std::size_t i) const {
        if (!reading_.word(i).is_mark(U'(')) return false;
        return starts_with(i + 1, "地址") || starts_with(i + 1, "邮") || starts_with(i + 1, "联系");
    }

    // 江苏省市场监督管理局行业分类卫生和社会工作: the next field of a card
    bool is_next_field(std::size_t i) const {
        return starts_with(i, "行业分类") || starts_with(i, "标准类别") || starts_with(i, "标准分类");
    }

    // 江西省萍乡市工业陶瓷实业发展有限公司(原萍乡市瓷厂)
    bool is_former(std::size_t i) const { return reading_.word(i).is_mark(U'(') && starts_with(i + 1, "原"); }

    void item(std::size_t first, std::size_t last) {
        if (last < first + 2 || last - first > kLongestItem) return;
        if (ends_with(last, "等")) --last;
        if (starts_with(first, "对口") || starts_with(first, "由") || starts_with(first, "并")) return;
        if (reading_.owner(first) != Reading::kFree && reading_.found()[reading_.owner(first)].last == last) return;
        reading_.add(make(label_of_item(first, last), "", first, last, kListConfidence), first, last);
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

    std::string_view label_of(std::size_t last) const {
        if (ends_with(last, "国家标准化委员会")) return "Agency";  // so called
        for (const Suffix& suffix : kSuffixes) {
            if (ends_with(last, suffix.text)) return suffix.label;
        }
        return {};
    }

    // Elsewhere: from behind a mark or a preposition to the word for what it is.
    void runs(const Unit& unit) {
        for (std::size_t i = unit.first; i < unit.last;) {
            if (!is_free_han(i)) {
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < unit.last && is_free_han(end)) {
                ++end;
                if (const std::size_t behind = end_of_place(unit, end); behind > end) end = behind;
            }
            if (i >= unit.first + 4 && company_of_known(unit, i, end)) {
                i = end;
                continue;
            }
            run(unit, i, end);
            i = end;
        }
    }

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
            const std::size_t size = separator_at(begin, i, last);
            if (size == 0) continue;
            name_in(unit, begin, i);
            begin = i + size;
            i = begin - 1;
        }
        name_in(unit, begin, last);
    }

    // Characters of the word that parts two names at i, 0 where none does.
    std::size_t separator_at(std::size_t begin, std::size_t i, std::size_t last) const {
        for (std::string_view word : kBetween) {
            if (!starts_with(i, word)) continue;
            const std::size_t size = word.size() / 3;
            if (i + size > last) return 0;
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
            (ends_with(i, "单位") || ends_with(i, "部门") || ends_with(i, "机构")))
            return 1;
        return 0;
    }

    void name_in(const Unit& unit, std::size_t begin, std::size_t last) {
        if (begin >= last) return;
        if (starts_with(begin, "以下") || starts_with(begin, "简称")) return;
        if (starts_with(begin, "以") && !starts_with(begin, "以色列")) ++begin;
        for (std::string_view before :
             {"近日", "日前", "目前", "当前", "召开", "对于", "已", "含",   "包括", "作为", "其中", "分别",
              "组织", "经",   "据",   "请",   "原",   "现",   "是", "为",   "并",   "对",   "受",   "与",
              "和",   "及",   "同",   "向",   "由",   "在",   "任", "我部", "我局", "我委", "我厅", "我会"}) {
            if (begin < last && starts_with(begin, before) && !starts_with(begin, "经济")) begin += before.size() / 3;
        }
        if (begin >= last) return;
        // 3月12日国家标准物质技术委员会
        if (begin > unit.first && starts_with(begin, "日") && reading_.raw(begin - 1).front() >= '0' &&
            reading_.raw(begin - 1).front() <= '9')
            ++begin;
        // 主编单位陕西交通控股集团有限公司
        if (begin + 4 < last && starts_with(begin + 2, "单位")) begin += 4;
        if (begin >= last) return;
        for (std::string_view before : {"该", "各", "个", "其", "第", "有关", "相关", "直辖市", "自治区", "国内知名",
                                        "国内外", "国内多", "国内各", "知名"}) {
            if (starts_with(begin, before)) return;
        }
        if (unit_of_known(unit, begin, last) || speaks_of_any(begin, last)) return;
        for (std::size_t end = last; end >= begin + 4; --end) {
            const std::string_view label = label_of(end);
            if (label.empty() || end - begin > 30 || !plain_end(end, last)) continue;
            if ((ends_with(end, "人民政府") || ends_with(end, kShortCommittee)) && !known_start(begin)) continue;
            if ((ends_with(end, "部") || ends_with(end, "局") || ends_with(end, "厅") || ends_with(end, "中心")) &&
                !known_start(begin))
                continue;
            if (ends_with(end, "技术委员会") && (starts_with(begin, "全国") || is_generic(begin))) return;
            if (ends_with(end, "全国专业标准化技术委员会")) return;
            if (numbers_document(unit, end)) return;
            if (is_bare(begin, end) || (label == "Agency" && ends_with(end, "司"))) return;
            const bool group = label == "Committee";
            if (group && (end - begin < 5 || is_generic(begin))) return;
            // 中国—东盟博览会秘书处
            if (begin >= unit.first + 3 && reading_.word(begin - 1).is_mark(0x2014) && starts_with(begin - 3, "中国") &&
                reading_.is_free(begin - 3, begin))
                begin -= 3;
            Mention mention = make(label, group ? "group:" : "", begin, end, kConfidence);
            if (group) write_out(mention);
            if (group) take_code(code_beside(unit, begin, end), mention);
            reading_.add(std::move(mention), begin, end);
            return;
        }
    }

    // 我国第一个国家级专业标准化技术委员会, 交通运输各专业标准化技术委员会
    bool speaks_of_any(std::size_t begin, std::size_t last) const {
        const std::string words = reading_.printed(begin, last);
        for (std::string_view word :
             {"我国", "新一届", "本届", "本次", "上一届", "各专业", "各有关", "第一个", "领域相关", "领域有关",
              "有关专业", "五省市", "四省市", "三省市", "两省市", "各省市"}) {
            if (words.find(word) != std::string::npos) return true;
        }
        return false;
    }

    // 各有关部门、行业协会、集团公司: of no body in particular.
    bool is_bare(std::size_t begin, std::size_t end) const {
        const std::string name = reading_.printed(begin, end);
        return name == "行业协会" || name == "集团公司" || name == "科研院所" || name == "有关协会" ||
               name == "技术委员会" || name == "技术管理委员会" || name == "计量技术委员会" || name == "科技公司" ||
               name == "保险公司" || name == "上市公司" || name == "电力公司";
    }

    // 国家密码管理局 + 商用密码检测中心 is one name, 工业和信息化部 + 办公厅 the ministry itself.
    bool unit_of_known(const Unit& unit, std::size_t begin, std::size_t last) {
        if (begin == 0 || reading_.owner(begin - 1) == Reading::kFree) return false;
        const std::uint32_t owner = reading_.owner(begin - 1);
        const Found& known = reading_.found()[owner];
        const bool joined = known.last == begin && reading_.word(begin - 1).end == reading_.word(begin).begin &&
                            known.mention.recogniser == "gazetteer" &&
                            reading_.word(begin - 1).shape == WordShape::kHan &&
                            (known.mention.label == "Agency" || known.mention.label == "Organization");
        if (!joined) return false;
        for (std::string_view office : {"办公厅", "办公室", "秘书处", "秘书局"}) {
            if (!starts_with(begin, office) || begin + 3 > last) continue;
            Mention ministry = known.mention;
            const std::size_t first = known.first;
            reading_.add(std::move(ministry), first, begin + 3);
            return true;
        }
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
            if (label == "Committee" && (is_generic(begin) || is_bare(begin, end))) continue;
            const std::size_t first = known.first;
            Mention mention = make(label, label == "Committee" ? "group:" : "", first, end, kConfidence);
            if (label == "Committee") take_code(code_beside(unit, first, end), mention);
            Mention parent = known.mention;
            // 国家标准委工业二部 is 国家标准化管理委员会工业二部.
            if (const auto full = parent.properties.find("name_zh");
                label == "Agency" && full != parent.properties.end())
                mention.key = name_slug(std::string(full->second.as_string()) + reading_.printed(begin, end));
            reading_.add(std::move(mention), first, end);
            if (label == "Agency") reading_.add_beside(std::move(parent), first, begin);
            return true;
        }
        return false;
    }

    // 工业和信息化部 + 网络安全管理局, 农业农村部 + 畜牧兽医局
    bool is_division(const Mention& parent, std::size_t end) const {
        return parent.label == "Agency" && !names_place(end) &&
               (ends_with(end, "局") || ends_with(end, "司") || ends_with(end, "部") || ends_with(end, "营业管理部") ||
                ends_with(end, "分行"));
    }
    // 市场监管总局马甸办公区标准技术司: where it sits
    bool names_place(std::size_t end) const {
        return reading_.printed(end < kLongestDivision ? 0 : end - kLongestDivision, end).find("办公区") !=
               std::string::npos;
    }
    static constexpr std::size_t kLongestDivision = 11;

    // "等2个分技术委员会", "所属技术委员会": of no committee in particular.
    bool is_generic(std::size_t begin) const {
        return std::any_of(kGeneric.begin(), kGeneric.end(),
                           [&](std::string_view word) { return starts_with(begin, word); });
    }

    bool plain_end(std::size_t end, std::size_t last) const {
        return end == last || reading_.word(end).begin > reading_.word(end - 1).end ||
               std::any_of(kVerbs.begin(), kVerbs.end(), [&](std::string_view verb) { return starts_with(end, verb); });
    }

    // 国家, a province, or a town within its first characters.
    bool known_start(std::size_t begin) const {
        for (std::string_view start :
             {"国家", "中国",   "中华",   "全国", "北京", "上海", "天津", "重庆", "广东", "山东",
              "浙江", "江苏",   "湖北",   "湖南", "河北", "河南", "四川", "福建", "安徽", "江西",
              "辽宁", "吉林",   "黑龙江", "海南", "云南", "贵州", "甘肃", "青海", "宁夏", "新疆",
              "西藏", "内蒙古", "广西",   "陕西", "山西", "深圳", "工业"}) {
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

    bool below_label_ = false;  // the unit before is the label of a list: 起草单位
};

}  // namespace

void ChineseRecogniser::recognise(Reading& reading) const {
    find_policies(reading);
    ChineseFinder(reading).run();
}

}  // namespace mirrorgraph::ingest

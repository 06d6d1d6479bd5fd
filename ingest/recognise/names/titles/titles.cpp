#include <algorithm>
#include <array>
#include <utility>

#include "ingest/recognise/names/codes.h"
#include "ingest/recognise/names/likeness.h"
#include "ingest/recognise/names/phrases.h"
#include "ingest/recognise/names/titles/short_titles.h"
#include "ingest/recognise/names/titles/title_words.h"
#include "ingest/recognise/names/titles/titles_alone.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

std::string status_of_cell(std::string_view cell) {
    const std::string text = fold_case(trim(cell));
    if (text == "published" || text == "issued" || text == "current" || text == "in force" || text == "现行" ||
        text == "已发布")
        return "published";
    if (text == "under development" || text == "in progress" || text == "制定中" || text == "正在起草")
        return "under development";
    if (text == "under revision" || text == "修订中") return "under revision";
    if (text == "withdrawn" || text == "abolished" || text == "废止") return "withdrawn";
    for (std::string_view stage :
         {"wd", "cd", "pdtr", "dtr", "dts", "pdts", "dis", "fdis", "np", "nwip", "awi", "pwi", "cdv", "dam"}) {
        if (text == stage) return "under development";
    }
    return {};
}

class TitleFinder {
  public:
    explicit TitleFinder(Reading& reading) : reading_(reading), alone_(reading) {}

    void run() {
        const auto& units = reading_.units();
        for (std::size_t u = 0; u < units.size();) {
            std::size_t end = u + 1;
            while (end < units.size() && units[end].block == units[u].block && units[u].cell >= 0) ++end;
            if (units[u].cell >= 0) {
                row(u, end);
            } else {
                unit(units[u]);
                titles_below(u);
                alone_.follow_list(units[u]);
            }
            u = end;
        }
        join_short_titles(reading_);
    }

  private:
    void give_title(const TitledCode& code, WordRange range) {
        if (range.empty()) return;
        range.last = before_remark(range);
        if (range.empty()) return;
        WordRange title = without_status(reading_, range, code);
        title = without_quotes(reading_, title);
        if (title.size() < 2 && !(title.size() == 1 && reading_.word(title.first).is_name_like())) return;
        const std::string printed = reading_.printed(title.first, title.last);
        if (names_chapter(printed)) return;
        Mention& mention = reading_.found_at(code.found).mention;
        mention.properties[contains_han(printed) && !has_latin_words(title) ? "title_zh" : "title"] = Value(printed);
        mention.aliases.push_back(printed);
        reading_.take_words(title.first, title.last, code.found);
    }

    // "Process management framework – editor from CESI": who works on it is no part of the title.
    std::size_t before_remark(WordRange range) const {
        for (std::size_t i = range.first; i + 1 < range.last; ++i) {
            const Word& word = reading_.word(i);
            const bool mark = is_dash(word) || word.is_mark(U';') || word.is_mark(U',');
            if (!mark && i > range.first) continue;
            const std::size_t next = mark ? i + 1 : i;
            if (reading_.word(next).shape != WordShape::kLower) continue;
            if (is_one_of(reading_, next, {"editor",    "editors",  "co-editor", "co-editors", "lead",       "led",
                                           "leader",    "drafted",  "drafter",   "drafters",   "proposed",   "prepared",
                                           "developed", "convenor", "mandatory", "replaces",   "replacing",  "revision",
                                           "adopted",   "issued",   "published", "approved",   "responsible"}))
                return i;
            const bool project = is_one_of(reading_, next, {"project", "lead", "main"}) && next + 1 < range.last &&
                                 is_one_of(reading_, next + 1, {"leader", "lead", "editor", "drafter", "drafters"});
            if (project) return i;
        }
        return range.last;
    }

    // 前言 below a number that stands alone at the top of a page.
    static bool names_chapter(std::string_view title) {
        std::string words;
        for (std::size_t i = 0; i < title.size();) {
            const std::size_t next = next_code_point(title, i);
            const char32_t c = code_point_at(title, i);
            if (c != U' ' && c != 0x3000) words += title.substr(i, next - i);
            i = next;
        }
        static constexpr std::array<std::string_view, 7> kChapters = {"前言", "引言",     "目次",    "范围",
                                                                      "目录", "Foreword", "Contents"};
        return std::find(kChapters.begin(), kChapters.end(), words) != kChapters.end();
    }

    bool has_latin_words(WordRange range) const {
        std::size_t latin = 0, han = 0;
        for (std::size_t i = range.first; i < range.last; ++i) {
            latin +=
                reading_.word(i).shape == WordShape::kLower || reading_.word(i).shape == WordShape::kCapital ? 1 : 0;
            han += reading_.word(i).shape == WordShape::kHan ? 1 : 0;
        }
        return latin > han;
    }

    // In a table: the code's own cell may go on with the title, or the next cell that holds words does.
    void row(std::size_t begin, std::size_t end) {
        const auto& units = reading_.units();
        bool first = true;
        for (std::size_t u = begin; u < end; ++u) {
            const std::vector<TitledCode> codes = codes_in(reading_, units[u]);
            if (codes.empty()) {
                if (first) alone_.draft_item(units[u]);
                continue;
            }
            const TitledCode& code = codes.front();
            // Behind the second code of a row, such as what is adopted, stands no title.
            const bool leads = std::exchange(first, false);
            if (is_prose(code.last, units[u].last)) continue;
            if (codes.size() == 1 && units[u].last - code.last >= 2 && code.first == units[u].first) {
                give_title(code, {code.last, units[u].last});
            } else if (leads && codes.size() == 1 && code.first == units[u].first) {
                cell_behind(code, u, end);
            }
            status_cell(code, u, end);
        }
        if (end - begin >= 2) category_row(begin, end);
    }

    // A cell that holds sentences: what stands behind its code is no title.
    bool is_prose(std::size_t first, std::size_t last) const {
        constexpr char32_t kFullStop = 0x3002;
        for (std::size_t i = first; i + 1 < last; ++i) {
            if (reading_.word(i).is_mark(kFullStop)) return true;
        }
        return false;
    }

    void cell_behind(const TitledCode& code, std::size_t u, std::size_t end) {
        const auto& units = reading_.units();
        for (std::size_t next = u + 1; next < end; ++next) {
            const Unit& cell = units[next];
            if (cell.first == cell.last) continue;
            if (!codes_in(reading_, cell).empty() || !status_of_cell(reading_.printed(cell.first, cell.last)).empty())
                return;
            std::size_t words = 0, known = 0;
            for (std::size_t i = cell.first; i < cell.last; ++i) {
                words += reading_.word(i).is_mark() || reading_.word(i).shape == WordShape::kNumber ? 0 : 1;
                known += reading_.owner(i) != Reading::kFree ? 1 : 0;
            }
            if (words >= 1 && known == 0) give_title(code, {cell.first, cell.last});
            return;
        }
    }

    void status_cell(const TitledCode& code, std::size_t u, std::size_t end) {
        const auto& units = reading_.units();
        for (std::size_t next = u + 1; next < end; ++next) {
            const std::string status = units[next].first == units[next].last
                                           ? ""
                                           : status_of_cell(reading_.printed(units[next].first, units[next].last));
            if (!status.empty()) reading_.found_at(code.found).mention.properties["status"] = Value(status);
        }
    }

    // A row whose first cell says "Standard" names one in the next.
    void category_row(std::size_t begin, std::size_t end) {
        const auto& units = reading_.units();
        const Unit& category = units[begin];
        const Unit& name = units[begin + 1];
        if (category.last - category.first != 1 || !is_one_of(reading_, category.first, {"standard"}) ||
            end - begin > 3)
            return;
        if (name.last - name.first < 3 || !codes_in(reading_, name).empty()) return;
        add_title(reading_, {name.first, name.last}, "under development");
    }

    void unit(const Unit& unit) {
        const std::vector<TitledCode> codes = codes_in(reading_, unit);
        for (std::size_t c = 0; c < codes.size(); ++c) {
            const std::size_t limit = c + 1 < codes.size() ? codes[c + 1].first : unit.last;
            if (other_code_between(codes[c], unit.first)) continue;
            if (!title_before(unit, codes[c])) title_behind(unit, codes[c], limit, codes.size() == 1);
        }
        if (codes.empty()) alone_.find(unit);
        quoted(unit);
    }

    // The title of a cover belongs to a code lines above it, behind what that replaces.
    bool other_code_between(const TitledCode& code, std::size_t first) const {
        for (std::size_t i = code.last; i < first; ++i) {
            const std::uint32_t owner = reading_.owner(i);
            if (owner != Reading::kFree && reading_.found()[owner].mention.recogniser == "standard-code" &&
                owner != code.found)
                return true;
        }
        return false;
    }

    // "Information security technology - Rules for Data (GB/T 1-2020)"
    bool title_before(const Unit& unit, const TitledCode& code) {
        constexpr std::size_t kFewest = 4;
        if (code.first < unit.first + kFewest || !reading_.word(code.first - 1).is_mark(U'(')) return false;
        const WordRange title{capitals_begin(reading_, unit, code.first - 1), code.first - 1};
        if (title.size() < kFewest || !has_title_dash(reading_, title.first, title.last) ||
            !says_title(reading_, title))
            return false;
        give_title(code, title);
        return true;
    }

    void title_behind(const Unit& unit, const TitledCode& code, std::size_t limit, bool alone) {
        std::size_t i = code.last;
        while (i < limit && (is_dash(reading_.word(i)) || reading_.word(i).is_mark(U':'))) ++i;
        if (i >= limit || begins_list(i, limit)) return;
        if (const auto inside = quote_at(reading_, unit, i)) {
            give_title(code, *inside);
            return;
        }
        if (const auto inside = bracket_at(reading_, unit, i)) {
            if (const auto status = drafting_status(reading_, *inside)) {
                reading_.found_at(code.found).mention.properties["status"] = Value(*status);
            } else if (inside->size() >= 4 && reading_.word(inside->first).shape == WordShape::kCapital &&
                       is_free(reading_, *inside) && says_title(reading_, *inside)) {
                give_title(code, *inside);
            }
            return;
        }
        const bool whole = unit.kind != BlockKind::kParagraph || unit.last - unit.first < 40;
        const bool begins = unit.kind != BlockKind::kParagraph || reading_.word(i).is_name_like() ||
                            reading_.word(i).shape == WordShape::kHan;
        if (alone && !is_han_prose(unit, i) && has_title_dash(reading_, i, limit) &&
            is_title_to_end(reading_, i, limit)) {
            give_title(code, {i, limit});
            return;
        }
        if (alone && begins && !is_han_prose(unit, i) && code.first <= unit.first + 3 && whole &&
            is_title_to_end(reading_, i, unit.last)) {
            give_title(code, {i, unit.last});
            return;
        }
        give_title(code, {i, capitals_end(reading_, unit, i, limit)});
    }

    // "GB/T 1-2020: CATARC, SAIC Motor": bodies behind the number, not its title.
    bool begins_list(std::size_t i, std::size_t limit) const {
        return i + 2 < limit && reading_.word(i).shape == WordShape::kUpper && reading_.word(i + 1).is_mark(U',');
    }

    // Chinese sentences have no capitals to tell a title by.
    bool is_han_prose(const Unit& unit, std::size_t i) const {
        return unit.kind == BlockKind::kParagraph && reading_.word(i).shape == WordShape::kHan;
    }

    // A cover: a headline that ends with a code, and below it, behind what it replaces, its title in Chinese and in English.
    void titles_below(std::size_t u) {
        constexpr std::size_t kReach = 8;  // units
        const auto& units = reading_.units();
        const std::vector<TitledCode> codes = codes_in(reading_, units[u]);
        const bool alone = units[u].kind == BlockKind::kHeading && codes.size() == 1 &&
                           codes[0].last == units[u].last &&
                           (codes[0].first == units[u].first || is_standard_mark({units[u].first, codes[0].first}));
        if (!alone) return;
        WordRange han{0, 0}, latin{0, 0};
        for (std::size_t below = u + 1; below < units.size() && below <= u + kReach; ++below) {
            const Unit& unit = units[below];
            if (unit.cell >= 0 || unit.first == unit.last || unit.kind == BlockKind::kListItem) break;
            if (says_replaces(unit)) continue;
            const bool is_han = reading_.word(unit.first).shape == WordShape::kHan;
            const bool line = unit.last - unit.first < 60 && codes_in(reading_, unit).empty() &&
                              unit.first + 3 <= unit.last &&
                              (is_han || reading_.word(unit.first).shape == WordShape::kCapital);
            if (!line || !is_free(reading_, {unit.first, unit.last}) ||
                !is_title_to_end(reading_, unit.first, unit.last))
                break;
            if (reading_.word(unit.last - 1).is_mark(U'.') || reading_.word(unit.last - 1).is_mark(0x3002)) break;
            if (names_chapter(reading_.printed(unit.first, unit.last)) || (is_han && !latin.empty())) break;
            if (!is_han && names_agency(unit)) break;
            WordRange& range = is_han ? han : latin;
            range = {range.empty() ? unit.first : range.first, unit.last};
        }
        give_title(codes[0], han);
        give_title(codes[0], latin);
    }

    // "State Administration for Market Regulation", who issued it.
    bool names_agency(const Unit& unit) const {
        return std::any_of(reading_.words().begin() + static_cast<std::ptrdiff_t>(unit.first),
                           reading_.words().begin() + static_cast<std::ptrdiff_t>(unit.last), [](const Word& w) {
                               return w.shape == WordShape::kCapital && w.is(WordClass::kAgencyHead);
                           });
    }

    // 中华人民共和国国家标准, 中 华 人 民 共 和 国 国 家 标 准
    bool is_standard_mark(WordRange range) const {
        const std::string printed = reading_.printed(range.first, range.last);
        return printed.ends_with("标准") || printed.ends_with("标 准") || printed.ends_with("文件") ||
               fold_case(printed).ends_with("standard");
    }

    // 代替 GB/T 20234.1—2015
    bool says_replaces(const Unit& unit) const {
        const std::string_view text = reading_.text().substr(reading_.word(unit.first).begin);
        return !codes_in(reading_, unit).empty() &&
               (text.starts_with("代替") || text.starts_with("替代") || text.starts_with("部分代替") ||
                text.starts_with("(") || text.starts_with("（") ||
                is_one_of(reading_, unit.first, {"replaces", "replacing", "supersedes", "superseding"}));
    }

    // A quoted title in a sentence that speaks of a standard.
    void quoted(const Unit& unit) {
        bool speaks = false;
        std::size_t listed = unit.last;  // where the last title ended
        for (std::size_t i = unit.first; i < unit.last; ++i) {
            const bool may_speak =
                reading_.word(i).is(WordClass::kStandardHead) || reading_.word(i).is(WordClass::kGenericField);
            if (may_speak && is_one_of(reading_, i, {"standard", "standards", "specification"}) &&
                reading_.owner(i) == Reading::kFree) {
                speaks = true;
                notified(unit, i);
            }
            if (!is_opening_quote(reading_.word(i))) continue;
            const auto inside = quote_at(reading_, unit, i);
            if (!inside || inside->empty()) continue;
            const bool draft = i > unit.first && is_one_of(reading_, i - 1, {"draft"});
            if (const auto code = number_behind(unit, inside->last + 1); code && is_free(reading_, *inside)) {
                give_title(*code, *inside);
                i = inside->last;
                continue;
            }
            const bool fits = (speaks || draft || is_made_specification(unit, i, *inside)) && inside->size() >= 3 &&
                              inside->size() < 40 && is_free(reading_, *inside);
            if (fits && (is_standard_title(unit, i, *inside) || is_called_standard(unit, i, *inside) ||
                         goes_on_list(listed, i, *inside))) {
                add_title(reading_, *inside, draft ? "draft" : "");
                listed = inside->last + 1;
            }
            i = inside->last;
        }
    }

    // "National Standard of the P.R.C., Safety of Ropes; (9 pages, in Chinese)": how the title of a notified draft is given.
    void notified(const Unit& unit, std::size_t standard) {
        constexpr std::size_t kCountry = 12, kFewest = 3, kMost = 40;
        if (standard == unit.first || !reading_.is_word(standard - 1, "national") || standard + 2 >= unit.last ||
            !reading_.is_word(standard + 1, "of") || !reading_.is_word(standard + 2, "the"))
            return;
        std::size_t first = standard + 3;
        while (first < unit.last && first < standard + kCountry && !reading_.word(first).is_mark(U',')) ++first;
        std::size_t last = ++first;
        while (last < unit.last && last < first + kMost && !reading_.word(last).is_mark(U';') &&
               !reading_.word(last).is_mark(U'(') && reading_.owner(last) == Reading::kFree)
            ++last;
        const bool ends = last < unit.last && (reading_.word(last).is_mark(U';') || reading_.word(last).is_mark(U'('));
        if (!ends || last < first + kFewest || reading_.word(first).shape != WordShape::kCapital ||
            reading_.is_word(first, "no") || !is_free(reading_, {first, last}) ||
            !is_title_to_end(reading_, first, last))
            return;
        add_title(reading_, {first, last}, "draft");
    }

    // the national standard “Limits of Energy Use”, the new industry standards include “Gene Detection Kit”: called so
    // right before its title, whatever that is built on.
    bool is_called_standard(const Unit& unit, std::size_t open, WordRange inside) const {
        std::size_t said = open;
        while (said > unit.first && (reading_.word(said - 1).is_mark(U',') || reading_.word(said - 1).is_mark(U':') ||
                                     is_one_of(reading_, said - 1,
                                               {"include", "includes", "including", "namely", "such", "as", "items",
                                                "item", "projects", "project"})))
            --said;
        if (said < unit.first + 2 || !is_one_of(reading_, said - 1, {"standard", "standards"}) ||
            !is_one_of(reading_, said - 2,
                       {"national", "industry", "sector", "sectoral", "mandatory", "recommended", "voluntary", "local",
                        "group", "association", "level", "industrial"}))
            return false;
        return reading_.word(inside.first).shape == WordShape::kCapital &&
               !reading_.word(inside.first).is(WordClass::kPolicyHead) && says_title(reading_, inside) &&
               is_title_to_end(reading_, inside.first, inside.last) && !is_implementing_title(reading_, inside);
    }

    // "released the “Technical Specifications for Ropes”", "the drafting of “Safety Requirements for Ropes”": only standards
    // are called so.
    bool is_made_specification(const Unit& unit, std::size_t open, WordRange inside) const {
        constexpr std::size_t kFarthest = 5;
        bool made = false;
        for (std::size_t i = open; i-- > unit.first && open - i <= kFarthest;)
            made = made || reading_.word(i).is(WordClass::kIssuing) ||
                   is_one_of(reading_, i, {"drafting", "drafted", "developed", "developing", "formulating", "revised"});
        bool specifies = false;
        for (std::size_t i = inside.first; made && i + 1 < inside.last; ++i) {
            if (is_one_of(reading_, i, {"management", "administration", "administrative", "supervision"})) return false;
            specifies = specifies || (is_one_of(reading_, i, {"specification", "specifications", "requirements"}) &&
                                      is_one_of(reading_, i + 1, {"for", "of"}));
        }
        return specifies;
    }

    // "such as “A”, and “B”": the next of a list of titles.
    bool goes_on_list(std::size_t listed, std::size_t open, WordRange inside) const {
        for (std::size_t i = listed; i < open; ++i) {
            if (!reading_.word(i).is_mark(U',') && !reading_.word(i).is_mark(U';') && !is_one_of(reading_, i, {"and"}))
                return false;
        }
        const auto begin = reading_.words().begin();
        return listed < open && is_title_to_end(reading_, inside.first, inside.last) &&
               !is_implementing_title(reading_, inside) &&
               std::all_of(begin + static_cast<std::ptrdiff_t>(inside.first),
                           begin + static_cast<std::ptrdiff_t>(inside.last), [](const Word& w) {
                               return w.is_name_like() || w.is_mark() || w.is(WordClass::kConnector) ||
                                      w.shape == WordShape::kNumber;
                           });
    }

    // “Digital passport” (plan No. 20241310-T-339): the number in brackets behind a quoted title, with words of its kind.
    std::optional<TitledCode> number_behind(const Unit& unit, std::size_t i) const {
        constexpr std::size_t kMostWords = 12;
        auto inside = bracket_at(reading_, unit, i);
        if (!inside) return std::nullopt;
        // "(GB 1—2024, hereinafter referred to as ...)"
        for (std::size_t k = inside->first + 1; k + 1 < inside->last; ++k) {
            if (reading_.word(k).is_mark(U',') && is_one_of(reading_, k + 1, {"hereinafter", "hereafter", "referred"}))
                inside->last = k;
        }
        if (inside->size() > kMostWords) return std::nullopt;
        const std::vector<TitledCode> codes =
            codes_in(reading_, {inside->first, inside->last, unit.block, unit.cell, unit.kind});
        if (codes.size() != 1 || codes[0].last != inside->last) return std::nullopt;
        for (std::size_t k = inside->first; k < codes[0].first; ++k) {
            if (!reading_.word(k).is_mark() &&
                !is_one_of(reading_, k, {"plan", "project", "standard", "no", "number", "code", "计划号"}))
                return std::nullopt;
        }
        return codes[0];
    }

    bool is_standard_title(const Unit& unit, std::size_t open, WordRange inside) const {
        for (std::size_t i = open; i-- > unit.first && open - i <= 6;) {
            // "the meeting for the standard “...”"
            if (i + 1 == open && is_one_of(reading_, i, {"standard", "standards", "specification", "specifications"}))
                break;
            if (reading_.word(i).is(WordClass::kNotPolicy) ||
                is_one_of(reading_, i, {"theme", "topic", "on", "branch", "subsystem", "concept", "term"}))
                return false;
        }
        if (!reading_.word(inside.first).is_name_like() || is_implementing_title(reading_, inside)) return false;
        std::size_t capitals = 0, heads = 0;
        for (std::size_t i = inside.first; i < inside.last; ++i) {
            const Word& word = reading_.word(i);
            if (word.is(WordClass::kVerb) && word.shape == WordShape::kLower) return false;
            capitals += word.is_name_like() ? 1 : 0;
            heads += word.is(WordClass::kStandardHead) ? 1 : 0;
        }
        return heads > 0 && capitals >= 1;
    }

    Reading& reading_;
    TitlesAlone alone_;
};

}  // namespace

void StandardTitleRecogniser::recognise(Reading& reading) const { TitleFinder(reading).run(); }

}  // namespace mirrorgraph::ingest

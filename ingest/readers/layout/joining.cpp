#include "ingest/readers/layout/joining.h"

#include <algorithm>
#include <array>

#include "ingest/readers/layout/sentences.h"
#include "ingest/readers/tables/table_columns.h"
#include "schema/text/ascii.h"
#include "schema/text/eight_bytes.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

std::string_view first_word(std::string_view line) { return line.substr(0, line.find(' ')); }

std::string_view last_word(std::string_view line) {
    const std::size_t blank = line.rfind(' ');
    return blank == std::string_view::npos ? line : line.substr(blank + 1);
}

char32_t first_character(std::string_view text) { return text.empty() ? U'\0' : code_point_at(text, 0); }

char32_t last_character(std::string_view text) {
    return text.empty() ? U'\0' : code_point_at(text, previous_code_point(text, text.size()));
}

// Han, kana and the punctuation set with them: no blank stands beside them.
bool is_wide(char32_t c) {
    return (c >= 0x3001 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFF60) || (c > 0x2E00 && is_han(c));
}

bool is_dash(std::string_view line) { return line.starts_with("-") || line.starts_with("–") || line.starts_with("— "); }

bool is_list_stop(std::string_view line) {
    static constexpr std::array<std::string_view, 4> kStops = {":", ";", "：", "；"};
    return std::any_of(kStops.begin(), kStops.end(), [line](std::string_view stop) { return line.ends_with(stop); });
}

// A line does not end with one of these unless its sentence or name goes on.
constexpr std::array<std::string_view, 40> kLeading = {
    "the",  "a",     "an",   "of",   "and", "or",      "for",   "to",    "in",      "on",
    "by",   "with",  "from", "at",   "as",  "into",    "that",  "which", "its",     "their",
    "is",   "are",   "was",  "were", "be",  "between", "under", "than",  "this",    "these",
    "will", "shall", "has",  "have", "not", "&",       "-",     "–",     "include", "including"};

bool leads_on(std::string_view line) {
    if (line.ends_with(",") || line.ends_with("，") || line.ends_with("、") || line.ends_with("/")) return true;
    const std::string_view word = last_word(line);
    return std::find(kLeading.begin(), kLeading.end(), word) != kLeading.end();
}

bool ends_hyphenated(std::string_view line) {
    return line.size() > 2 && line.ends_with("-") && is_letter(line[line.size() - 2]);
}

// Words that take a hyphen to what follows, in any text.
constexpr std::array<std::string_view, 14> kPrefixes = {"co",  "non",   "self", "eco",   "pre",  "de",   "cross",
                                                        "sub", "multi", "long", "short", "high", "anti", "post"};

constexpr std::size_t kLongestTitle = 160;
constexpr std::uint32_t kWidestPage = 200;

struct Bracket {
    std::string_view open;
    std::string_view close;
};
constexpr std::array<Bracket, 4> kBrackets = {{{"(", ")"}, {"（", "）"}, {"《", "》"}, {"“", "”"}}};

bool may_begin_bracket(char c) { return c == '(' || c == ')' || static_cast<unsigned char>(c) >= 0xE2; }

// Which brackets are open at the end of `left`, one bit each.
unsigned open_brackets(std::string_view left) {
    const auto marks = [](EightBytes bytes) {
        return equal_to(bytes, '(') | equal_to(bytes, ')') | (bytes & eight(0x80));
    };
    if (find_marked(left, 0, marks) == left.size()) return 0;
    unsigned open = 0, known = 0;
    for (std::size_t i = left.size(); i-- > 0;) {
        if (!may_begin_bracket(left[i])) continue;
        const std::string_view rest = left.substr(i);
        for (std::size_t b = 0; b < kBrackets.size(); ++b) {
            if ((known >> b & 1U) != 0) continue;
            const bool opens = rest.starts_with(kBrackets[b].open);
            if (!opens && !rest.starts_with(kBrackets[b].close)) continue;
            known |= 1U << b;
            if (opens) open |= 1U << b;
        }
    }
    return open;
}

// A bracket opened in `left` is closed in `right` before another opens.
bool closes_bracket(std::string_view left, std::string_view right) {
    constexpr std::size_t kFar = 400;
    const unsigned open = open_brackets(left.substr(left.size() - std::min(left.size(), kFar)));
    right = right.substr(0, kFar);
    for (std::size_t b = 0; open >> b != 0; ++b) {
        if ((open >> b & 1U) == 0) continue;
        const std::size_t close = right.find(kBrackets[b].close);
        if (close != std::string_view::npos && close < right.find(kBrackets[b].open)) return true;
    }
    return false;
}

// "秘书处承担单位：..." begins a field of a card, however full the line above is.
bool is_chinese_field(std::string_view line) {
    constexpr std::size_t kLongestLabel = 36;  // 12 Han characters
    const std::size_t size = label_size(line);
    if (size == 0 || size > kLongestLabel + 3) return false;
    const std::size_t colon = line[size - 1] == ':' ? 1 : 3;
    for (std::size_t i = 0; i + colon < size; i = next_code_point(line, i)) {
        if (!is_han(code_point_at(line, i))) return false;
    }
    return !trim(line.substr(size)).empty();
}

// "2024-06-25发布2024-09-25实施": the dates of a cover.
bool is_cover_date(std::string_view line) {
    constexpr std::size_t kLongest = 60;
    if (line.size() > kLongest || !is_digit(line[0])) return false;
    bool says = false;
    for (std::size_t i = 0; i < line.size();) {
        const std::string_view rest = line.substr(i);
        const bool act = rest.starts_with("发布") || rest.starts_with("实施");
        says = says || act;
        const char32_t c = code_point_at(line, i);
        if (act) {
            i += std::string_view("发布").size();
        } else if (c < 0x80
                       ? is_digit(line[i]) || std::string_view(" -./|").find(line[i]) != std::string_view::npos
                       : !is_han(c) || rest.starts_with("年") || rest.starts_with("月") || rest.starts_with("日")) {
            i = next_code_point(line, i);
        } else {
            return false;
        }
    }
    return says;
}

// "主管部门 工业和信息化部": the label of a card, a blank, its value.
bool begins_with_label(std::string_view line) {
    const std::string_view word = first_word(line);
    return word.size() < line.size() && contains_han(word) && is_field_label(word);
}

// "Established in 2016 by MIIT", below the name of a body: what is said of it on a slide.
bool begins_record(std::string_view line) {
    static constexpr std::array<std::string_view, 7> kStarts = {"Established", "Founded",      "Chaired", "Hosted",
                                                                "Headed",      "Secretariat:", "Chair:"};
    return std::find(kStarts.begin(), kStarts.end(), first_word(line)) != kStarts.end();
}

// "2021年5月8日": the date below a signature.
bool is_chinese_day(std::string_view line) { return line.ends_with("日") && looks_like_date(line); }

// 上述标准自2021年2月1日起施行, below the list of an announcement.
bool begins_provision(std::string_view line) {
    for (std::string_view start : {"上述标准自", "以上标准自", "该标准自", "本标准自", "特此公告", "特此通告"}) {
        if (line.starts_with(start)) return true;
    }
    return false;
}

// "**Batteries** – ...", on a slide: a point of its own.
bool begins_emphasised(std::string_view line) {
    constexpr std::size_t kFarthest = 60;
    constexpr std::string_view kMarks[] = {":", "-", "–", "—"};
    if (!line.starts_with("**")) return false;
    const std::size_t close = line.find("**", 2);
    if (close > kFarthest) return false;  // or nowhere
    const std::string_view rest = trim(line.substr(close + 2));
    return line[close - 1] == ':' || std::any_of(std::begin(kMarks), std::end(kMarks),
                                                 [&](std::string_view mark) { return rest.starts_with(mark); });
}

// 工业和信息化部　财政部 above 关于印发……的通知: who issues it, in the same title.
bool ends_with_agency(std::string_view line) {
    static constexpr std::array<std::string_view, 14> kEnds = {"部", "委", "局", "院", "厅", "办", "署",
                                                               "会", "行", "室", "府", "社", "庭", "司"};
    return std::any_of(kEnds.begin(), kEnds.end(), [line](std::string_view end) { return line.ends_with(end); });
}

// "……关于……的通知": a line that is a whole title.
bool names_notice(std::string_view line) {
    static constexpr std::array<std::string_view, 7> kKinds = {"的通知", "的公告", "的通告", "的批复",
                                                               "的复函", "的决定", "的函"};
    return line.find("关于") != std::string_view::npos &&
           std::any_of(kKinds.begin(), kKinds.end(), [line](std::string_view kind) { return line.ends_with(kind); });
}

}  // namespace

bool is_contents_line(std::string_view line) {
    const char last = line.back();
    if (!is_digit(last) && last != '.' && last != 'I' && last != 'V') return false;
    return line.find(".....") != std::string_view::npos || line.find("……") != std::string_view::npos;
}

bool starts_inside(std::string_view line) {
    if (line.empty()) return false;
    if (is_lower(line[0])) {
        // "eCall", "iPhone"; but also "oneM2M" inside a sentence: a small letter nearly always goes on.
        return true;
    }
    if (line[0] == ')' || line[0] == '&' || line[0] == '+' || line[0] == ',' || line[0] == ';' || line[0] == '/')
        return true;
    if (line[0] == '(' && line.size() > 1) return true;
    const char32_t first = first_character(line);
    return first == U'”' || first == U'’' || first == U'–' || first == U'，' || first == U'）' || first == U'、' ||
           first == U'。' || first == U'；' || first == U'（';
}

bool is_reference(std::string_view line) { return contains_han(line) && starts_with_identifier(line); }

bool begins_entry(std::string_view line) {
    std::size_t number = 0;
    for (std::size_t words = 0, end = 0; words < 4 && end != std::string_view::npos; ++words) {
        end = line.find(' ', end == 0 ? 0 : end + 1);
        if (looks_like_identifier(line.substr(0, end))) number = end;
    }
    if (number == 0 || number == std::string_view::npos) return false;
    const std::string_view title = trim(line.substr(number));
    return title.size() > 2 && is_upper(title[0]) && is_lower(title[1]);
}

bool begins_with_day(std::string_view line) {
    const std::string_view word = first_word(line);
    return word.size() >= 6 && word.size() <= 10 && std::count_if(word.begin(), word.end(), is_digit) >= 5 &&
           word.find_first_not_of("0123456789-./") == std::string_view::npos &&
           (word[4] == '-' || word[4] == '.' || word[4] == '/');
}

std::size_t label_size(std::string_view line) {
    constexpr std::size_t kLongestLabel = 48;
    // "**Replaces:** GB/T 1", "**Replaces**: GB/T 1"
    if (line.starts_with("**")) {
        const std::size_t close = line.substr(0, kLongestLabel).find("**", 2);
        if (close == std::string_view::npos) return 0;
        if (line[close - 1] == ':' || line.substr(0, close).ends_with("：")) return close + 2;
        return line.substr(close + 2).starts_with(":")    ? close + 3
               : line.substr(close + 2).starts_with("：") ? close + 5
                                                          : 0;
    }
    const std::string_view head = line.substr(0, kLongestLabel);
    std::size_t colon = head.find(':');
    std::size_t size = 1;
    if (const std::size_t wide = head.find("："); wide < colon) {
        colon = wide;
        size = 3;
    }
    if (colon == std::string_view::npos || colon == 0) return 0;
    std::string_view label = line.substr(0, colon);
    // "Superior body .....: CCPIT": dots lead to the colon.
    if (const std::size_t dots = label.find(" .."); dots != std::string_view::npos) {
        if (label.find_first_not_of(" .", dots) != std::string_view::npos) return 0;
        label = label.substr(0, dots);
    }
    if (std::count(label.begin(), label.end(), ' ') > 4) return 0;
    // "10:00", "http:", "ISO 9001:2015": a colon inside a word. Chinese sets no blank behind it, nor do some cards:
    // "Superseding:GB/T 1-2020".
    const bool inside = size == 1 && colon + 1 < line.size() && line[colon + 1] != ' ';
    const bool words = std::all_of(label.begin(), label.end(), [](char c) { return is_letter(c) || c == ' '; });
    // "drafter:Liu Chunqing", with no blank behind the colon: what a registry calls so may begin small.
    const bool known = words && inside && label.size() > 3 && is_field_label(label);
    const bool closed_up = words && inside && (is_upper(line[colon + 1]) || known) && is_lower(label.back());
    if (inside && !closed_up && !is_wide(last_character(label)) && !label.ends_with(")")) return 0;
    // "ISO 6892-1：2009": the year of a number.
    const std::string_view value = line.substr(colon + size, 4);
    const bool year = value.size() == 4 && (value.starts_with("19") || value.starts_with("20")) &&
                      std::all_of(value.begin(), value.end(), is_digit);
    if (year && is_digit(label.back())) return 0;
    const std::size_t mark = label.find_first_of(".,;!?\"");
    const bool number = mark != std::string_view::npos && mark + 1 == label.size() && label.ends_with("No.");
    if (mark != std::string_view::npos && !number) return 0;
    if (label.ends_with(")") && label.find('(') == std::string_view::npos) return 0;
    const char32_t first = first_character(label);
    return is_upper(line[0]) || is_wide(first) || line[0] == '(' || known ? colon + size : 0;
}

bool is_title_like(std::string_view line) {
    std::size_t words = 0, capitals = 0;
    for (std::size_t i = 0; i < line.size() && i < kLongestTitle;) {
        const std::size_t end = std::min(line.find(' ', i), line.size());
        if (end - i > 3 && is_letter(line[i])) {
            ++words;
            capitals += is_upper(line[i]);
        }
        i = end + 1;
    }
    return words > 0 && capitals * 10 >= words * 7;
}

LineJoiner::LineJoiner(std::string_view text, const std::vector<Line>& lines) : text_(text), lines_(lines) {
    measure_spacing();
}

std::string_view LineJoiner::whole(std::size_t line) const {
    return text_.substr(lines_[line].span.begin, lines_[line].span.size());
}

std::string_view LineJoiner::content(std::size_t line) const {
    const bool marked = lines_[line].mark != Mark::kNone && lines_[line].mark != Mark::kHashtag;
    return marked ? whole(line).substr(lines_[line].mark_size) : whole(line);
}

// Around each line, whether nearly no two lines stand right below each other. A line as long as no page is wide is a
// whole paragraph: the empty line below it parts it from the next.
void LineJoiner::measure_spacing() {
    constexpr std::size_t kAround = 10;
    spacing_.assign(lines_.size(), 0);
    std::vector<std::uint32_t> tight(lines_.size() + 1, 0);  // prefix sums
    std::vector<std::uint32_t> wide(lines_.size() + 1, 0);
    std::uint64_t all = 0, in_wide = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const bool paragraph = lines_[i].width > kWidestPage;
        tight[i + 1] = tight[i] + (lines_[i].gap == 0);
        wide[i + 1] = wide[i] + paragraph;
        all += lines_[i].width;
        in_wide += paragraph ? lines_[i].width : 0;
    }
    unwrapped_ = in_wide * 2 > all;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const std::size_t begin = i < kAround ? 0 : i - kAround;
        const std::size_t end = std::min(lines_.size(), i + kAround + 1);
        const bool apart = std::size_t{tight[end] - tight[begin]} * 4 < end - begin;
        spacing_[i] = apart && wide[end] == wide[begin] ? 1 : 0;
    }
}

const TextSet& LineJoiner::words() const {
    constexpr std::size_t kMostWords = 200000;
    if (words_) return *words_;
    TextSet& words = words_.emplace();
    for (const Line& line : lines_) {
        const std::string_view content = text_.substr(line.span.begin, line.span.size());
        for (std::size_t i = 0; words.size() < kMostWords; ++i) {
            const std::size_t begin = find_marked(content, i, ascii_letters);
            if (begin >= content.size()) break;
            i = find_marked(content, begin + 1, [](EightBytes bytes) {
                return ~(ascii_letters(bytes) | in_range(bytes, '-', '-')) & eight(0x80);
            });
            // The first and last word of a line may be halves.
            if (begin > 0 && i < content.size()) words.insert(content.substr(begin, i - begin));
        }
    }
    return words;
}

std::uint32_t LineJoiner::column_width(std::size_t line) const {
    constexpr std::size_t kAround = 3;
    // Lines of another paragraph may be set in another column.
    const auto parted = [this, line](std::size_t at) {
        return lines_[at].gap > spacing_[line] || lines_[at].page_start || lines_[at].mark == Mark::kHashtag;
    };
    std::uint32_t width = right_edge(line);
    for (std::size_t at = line; at > 0 && line - at < kAround && !parted(at); --at) {
        width = std::max(width, right_edge(at - 1));
    }
    for (std::size_t at = line + 1; at <= line + kAround && at < lines_.size() && !parted(at); ++at) {
        width = std::max(width, right_edge(at));
    }
    return width;
}

bool LineJoiner::is_full(std::size_t previous, std::size_t next) const {
    const std::string_view right = whole(next);
    const char32_t first = first_character(right);
    const std::size_t word = is_wide(first) ? 2 : display_width(first_word(right).substr(0, 60)) + 1;
    // Letters differ in width: a line of print that is full varies by a tenth.
    return (right_edge(previous) + word) * 10 >= std::size_t{column_width(previous)} * 9;
}

bool LineJoiner::is_wrapped_title(std::size_t previous, std::size_t next) const {
    constexpr std::uint32_t kNarrowestTitle = 40;
    const Line& a = lines_[previous];
    const Line& b = lines_[next];
    if (a.width < kNarrowestTitle || b.width * 7 > a.width * 8 || b.gap > spacing_[next]) return false;
    if (next + 1 < lines_.size() && lines_[next + 1].gap <= spacing_[next] && lines_[next + 1].width > a.width * 2) {
        // A title of one line above a paragraph: its first line would be as wide as the others.
        if (b.width * 2 > lines_[next + 1].width) return false;
    }
    return is_title_like(whole(previous)) && is_title_like(whole(next)) && label_size(whole(next)) == 0;
}

// "(ISO 31000:2018, Risk management - Guidelines, IDT)", below the title on a cover.
bool LineJoiner::is_adoption_on_cover(std::size_t line) const {
    constexpr std::size_t kCoverLines = 24, kLongestAdoption = 4;  // lines
    std::string_view words = whole(line);
    const std::size_t bracket = words.starts_with("（") ? 3 : words.starts_with('(') ? 1 : 0;
    if (line >= kCoverLines || bracket == 0 || !looks_like_foreign_identifier(words.substr(bracket))) return false;
    for (std::size_t at = line; at < std::min(line + kLongestAdoption, lines_.size()); ++at) {
        words = whole(at);
        if (words.find(')') == std::string_view::npos && words.find("）") == std::string_view::npos) continue;
        static constexpr std::array<std::string_view, 4> kDegrees = {"IDT", "MOD", "NEQ", "EQV"};
        words.remove_suffix(words.ends_with("）") ? 3 : words.ends_with(')') ? 1 : words.size());
        return std::any_of(kDegrees.begin(), kDegrees.end(), [words](auto degree) { return words.ends_with(degree); });
    }
    return false;
}

// No page sets so wide a line: it is a whole paragraph, or in Chinese one with a few words below it that are another.
bool LineJoiner::is_paragraph(std::size_t line, std::size_t next) const {
    constexpr std::uint32_t kWidestChinesePage = 100;
    const std::uint32_t width = lines_[line].width;
    return unwrapped_ || width > kWidestPage ||
           (width > kWidestChinesePage && lines_[next].width * 3 < width && is_han(last_character(whole(next))));
}

// 中国造纸学会 above 2021年5月8日: who signs begins a line.
bool LineJoiner::signs(std::size_t line) const {
    constexpr std::uint32_t kWidest = 60;
    const std::string_view words = whole(line);
    return lines_[line].width < kWidest && is_han(last_character(words)) && is_han(first_character(words)) &&
           !is_chinese_day(words) && line + 1 < lines_.size() && is_chinese_day(whole(line + 1));
}

// The words of links stand in lines of their own: "SAC published" above "GB 47955—2026" above ", which applies".
bool LineJoiner::is_inside_sentence(std::size_t previous, std::size_t next) const {
    const auto closes = [this](std::size_t line) {
        if (line >= lines_.size() || lines_[line].gap > spacing_[line]) return false;
        const std::string_view words = whole(line);
        if (std::string_view(".,;)\xEF\xE3").find(words[0]) == std::string_view::npos) return false;
        return words == "." || words.starts_with(".)") || words.starts_with(", ") || words.starts_with("; ") ||
               words.starts_with(").") || words.starts_with("),") || words.starts_with(") ") ||
               words.starts_with("，") || words.starts_with("、");
    };
    const std::string_view left = whole(previous);
    if (closes(next) || left.ends_with(" (") || left == "(") return true;
    if (ends_sentence(left) || is_list_stop(left)) return false;
    const bool goes_on = next + 1 < lines_.size() && lines_[next + 1].gap <= spacing_[next + 1] &&
                         is_lower(whole(next + 1)[0]) && looks_like_identifier(whole(next));
    return whole(next) == "(" || goes_on || closes(next + 1);
}

bool LineJoiner::continues(std::size_t previous, std::size_t next) const {
    const Line& a = lines_[previous];
    const Line& b = lines_[next];
    const std::string_view left = whole(previous);
    const std::string_view right = whole(next);
    const std::uint32_t usual = spacing_[next];
    const bool near = b.gap <= usual;
    for (const Mark mark : {a.mark, b.mark}) {
        if (mark == Mark::kHashtag || mark == Mark::kHeading) return false;
    }
    if (b.ruled || is_contents_line(left) || is_contents_line(right)) return false;
    // The last line of a cover: who issued it stands above.
    if ((right == "发 布" || right == "发布") && b.gap <= std::max(usual, std::uint32_t{1}) && contains_han(left))
        return true;
    // "Q/GDW 12221—" above "2022"
    if (near && left.ends_with("—") && right.size() == 4 && std::all_of(right.begin(), right.end(), is_digit))
        return true;
    if (near && right.starts_with("关于") && ends_with_agency(left)) return true;
    if (near && a.mark != Mark::kNumber && b.mark == Mark::kNone && is_inside_sentence(previous, next)) return true;
    if (is_field_label(right)) return false;
    if (begins_emphasised(right) && !leads_on(left)) return false;
    if (is_adoption_on_cover(next) && a.mark == Mark::kNone && !starts_with_identifier(left)) return false;
    if (is_reference(right) && (ends_sentence(left) || is_reference(left))) return false;
    const bool open = !ends_sentence(left) && !is_list_stop(left);
    if (begins_with_day(left) && begins_with_day(right)) return false;
    if (begins_entry(left) && begins_entry(right)) return false;
    if (is_cover_date(left) || is_cover_date(right)) return false;
    // "- 起草单位:" above "- 中国标准化研究院": the value of a field.
    const bool unmarked = b.mark == Mark::kNone && (a.mark == Mark::kNone || a.mark == Mark::kBullet);
    const bool field = (a.mark == Mark::kBullet && b.mark == Mark::kBullet && near) ||
                       (unmarked && b.gap <= std::max(usual, std::uint32_t{1}));
    if (field && is_list_stop(left) && contains_han(left) && is_field_label(content(previous)))
        return !is_field_label(content(next)) && !is_list_stop(right) && label_size(right) == 0;
    if (b.mark == Mark::kBullet) {
        // Two dashes below each other are items; a dash of the text stands alone, or deeper than that of its item.
        const auto is_beside = [&](std::size_t other) {
            return other < lines_.size() && lines_[other].mark == Mark::kBullet && lines_[other].indent == b.indent &&
                   whole(other).substr(0, lines_[other].mark_size) == right.substr(0, b.mark_size);
        };
        const bool more = is_beside(previous) || (b.indent > a.indent && is_beside(next + 1));
        // A dash between two halves of a sentence that stood at the wrap.
        return !more && open && near && is_dash(right) && starts_inside(content(next)) && is_full(previous, next);
    }
    if (b.mark == Mark::kNumber && !(open && near && leads_on(left))) return false;
    if (b.mark == Mark::kBracket && (a.mark == Mark::kBracket || !(open && near))) return false;
    if (near && ends_hyphenated(left) && is_lower(right[0])) return true;
    if (near && !ends_sentence(left) && closes_bracket(left, right)) return true;
    // The first line of a paragraph is indented; so are the lines of an item behind its first.
    if (!open && b.indent >= a.indent + 2 && a.mark == Mark::kNone) return false;
    if (b.page_start) return open && is_full(previous, next) && (starts_inside(right) || leads_on(left));
    const bool full = !is_paragraph(previous, next) && is_full(previous, next);
    if (const std::size_t label = label_size(right); label > 0) {
        const bool known = is_upper(right[0]) && is_field_label(trim(right.substr(0, label - 1)));
        if (!open || !full || label_size(left) > 0 || (known && !leads_on(left))) return false;
    }
    if ((is_chinese_field(right) || begins_with_label(right)) && !leads_on(left)) return false;
    if (begins_record(right) && !leads_on(left) && !ends_sentence(left)) return false;
    if (begins_provision(right) && !leads_on(left)) return false;
    if (signs(next) && !leads_on(left)) return false;
    if (!open) return near && full && !is_list_stop(left) && a.width > 30;
    if (starts_inside(right)) return b.gap <= std::max(usual, std::uint32_t{1}) || (full && b.gap <= usual + 2);
    if (leads_on(left) && b.gap <= std::max(usual, std::uint32_t{1})) return true;
    if (names_notice(left) && (a.gap > 0 || previous == 0)) return false;
    // A short value below its label is whole: how wide the column is cannot be known.
    constexpr std::uint32_t kShortValue = 50;
    const bool value = previous > 0 && a.width < kShortValue && is_list_stop(whole(previous - 1)) &&
                       is_field_label(content(previous - 1));
    return !value && ((near && full) || is_wrapped_title(previous, next));
}

bool LineJoiner::resumes(std::size_t previous, std::size_t next, Interruption interruption) const {
    const std::string_view left = whole(previous);
    const std::string_view right = whole(next);
    const Mark mark = lines_[next].mark;
    if (mark != Mark::kNone && mark != Mark::kBracket) return false;
    if (lines_[previous].mark == Mark::kHashtag || ends_sentence(left) || is_list_stop(left)) return false;
    const bool note = interruption == Interruption::kTable && (right[0] == '(' || right.starts_with("（"));
    if ((starts_inside(right) && !note) || ends_hyphenated(left)) return true;
    if (interruption == Interruption::kTable) return false;
    if (leads_on(left)) return true;
    return is_full(previous, next) && lines_[previous].width > 30 && !is_title_like(left);
}

Join LineJoiner::join(std::string_view left, std::string_view right) const {
    const char32_t last = last_character(left);
    const char32_t first = first_character(right);
    if (last == U'-' && left.size() > 1 && left[left.size() - 2] != ' ') {
        if (!ends_hyphenated(left) || !is_lower(right[0])) return Join::kTight;
        const std::size_t begin =
            left.find_last_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", left.size() - 2);
        const std::string_view head = left.substr(begin == std::string_view::npos ? 0 : begin + 1,
                                                  left.size() - 2 - (begin == std::string_view::npos ? 0 : begin) +
                                                      (begin == std::string_view::npos ? 1 : 0));
        const std::string_view tail = right.substr(0, right.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
        if (words().contains(std::string(head) + std::string(tail))) return Join::kDropHyphen;
        if (words().contains(std::string(head) + "-" + std::string(tail))) return Join::kTight;
        const bool prefix = std::find(kPrefixes.begin(), kPrefixes.end(), fold_case(head)) != kPrefixes.end();
        if (prefix || (words().contains(head) && words().contains(tail))) return Join::kTight;
        return Join::kDropHyphen;
    }
    if (right[0] == '-' && right.size() > 1 && right[1] == '-') return Join::kTight;
    const bool after_word = left.size() > 1 && left[left.size() - 2] != ' ';
    if ((last == U'/' && after_word) || last == U'—' || right[0] == '/' || right[0] == '_') return Join::kTight;
    if (is_wide(last)) return is_letter(right[0]) && is_han(last) ? Join::kBlank : Join::kTight;
    if (is_wide(first)) return is_letter(left.back()) && is_han(first) ? Join::kBlank : Join::kTight;
    if (is_digit(left.back()) && right[0] == ':') return Join::kTight;
    // "ISO 4306-1:" above "2007"
    if (left.size() > 1 && left.back() == ':' && is_digit(left[left.size() - 2]) && right.size() >= 4 &&
        std::all_of(right.begin(), right.begin() + 4, is_digit))
        return Join::kTight;
    return Join::kBlank;
}

}  // namespace mirrorgraph::ingest

#include "ingest/readers/layout/lines.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "schema/text/ascii.h"
#include "schema/text/eight_bytes.h"
#include "schema/text/text.h"
#include "schema/text/text_set.h"

namespace mirrorgraph::ingest {

namespace {

// The next line feed, carriage return or form feed.
std::size_t find_line_end(std::string_view text, std::size_t at) {
    while ((at = find_marked(text, at, [](EightBytes bytes) { return in_range(bytes, '\n', '\r'); })) < text.size() &&
           text[at] == '\v')
        ++at;
    return at;
}

constexpr std::string_view kIdeographicSpace = "\u3000";

// Blank characters that stand at the ends of lines.
std::size_t blank_at(std::string_view text, std::size_t i) {
    if (static_cast<unsigned char>(text[i]) <= 0x20) return 1;
    return text.substr(i).starts_with(kIdeographicSpace) ? kIdeographicSpace.size() : 0;
}

std::size_t blank_before(std::string_view text, std::size_t end) {
    if (end > 0 && static_cast<unsigned char>(text[end - 1]) <= 0x20) return 1;
    return text.substr(0, end).ends_with(kIdeographicSpace) ? kIdeographicSpace.size() : 0;
}

constexpr std::size_t kLongestMeasured = 4096;  // a longer line is no line of a page: its width does not matter

std::uint32_t width_of(std::string_view line) {
    return static_cast<std::uint32_t>(line.size() > kLongestMeasured ? line.size() : display_width(line));
}

struct Found {
    Mark mark = Mark::kNone;
    std::size_t size = 0;
    int level = 0;
};

std::size_t skip_blanks(std::string_view line, std::size_t i) {
    while (i < line.size()) {
        const std::size_t size = blank_at(line, i);
        if (size == 0) break;
        i += size;
    }
    return i;
}

// Signs that nobody writes at the start of a line but for a list.
constexpr std::array<std::string_view, 28> kBullets = {"•",
                                                       "→",
                                                       "➜",
                                                       "➔",
                                                       "⇒",
                                                       "»",
                                                       "⚫",
                                                       "▪",
                                                       "❖",
                                                       "■",
                                                       "●",
                                                       "○",
                                                       "◆",
                                                       "◇",
                                                       "➢",
                                                       "✓",
                                                       "✔",
                                                       "►",
                                                       "□",
                                                       "★",
                                                       "‣",
                                                       "◦",
                                                       "›",
                                                       "└",
                                                       "├",
                                                       "\xEF\x82\xB7",
                                                       "\xEF\x82\xA7",
                                                       "\xEF\x83\x98"};
// Signs that need a blank behind them to be one.
constexpr std::array<std::string_view, 8> kDashes = {"-", "–", "*", "+", "·", "o", "—", "−"};

Found find_bullet(std::string_view line) {
    const bool is_ascii = static_cast<unsigned char>(line[0]) < 0x80;
    if (is_ascii && std::string_view("-*+o").find(line[0]) == std::string_view::npos) return {};
    for (std::string_view bullet : kBullets) {
        if (is_ascii) break;
        if (line.starts_with(bullet)) return {Mark::kBullet, skip_blanks(line, bullet.size()), 1};
    }
    if (line.starts_with("——") && line.size() > 6) return {Mark::kBullet, skip_blanks(line, 6), 1};
    for (std::string_view dash : kDashes) {
        if (!line.starts_with(dash)) continue;
        const std::size_t end = skip_blanks(line, dash.size());
        if (end == dash.size() || end == line.size()) continue;
        if (dash == "o" && !is_upper(line[end])) continue;
        return {Mark::kBullet, end, 1};
    }
    return {};
}

// Digits with points between: "3", "2.1"; 0 for none, else its size. `parts` counts.
std::size_t dotted_number(std::string_view line, int& parts) {
    std::size_t i = 0;
    parts = 0;
    while (true) {
        const std::size_t begin = i;
        while (i < line.size() && is_digit(line[i]) && i - begin < 3) ++i;
        if (i == begin) return parts == 0 ? 0 : i - 1;
        ++parts;
        if (i + 1 >= line.size() || line[i] != '.' || !is_digit(line[i + 1])) return i;
        ++i;
    }
}

bool is_roman(std::string_view word) {
    return !word.empty() && word.size() <= 4 && word.find_first_not_of("ivxIVX") == std::string_view::npos;
}

// "1." "2)" "2.1 Title" "a." "iv)" "3、"
Found find_number(std::string_view line) {
    int parts = 0;
    std::size_t end = dotted_number(line, parts);
    if (end == 0) {
        while (end < line.size() && end < 5 && is_letter(line[end])) ++end;
        const std::string_view word = line.substr(0, end);
        if (word.size() != 1 && !is_roman(word)) return {};
        // A lone capital with a point is an initial of a name more often than a count.
        if (end == line.size() || (is_upper(word[0]) && line[end] == '.' && !is_roman(word))) return {};
        parts = 1;
    }
    if (end < line.size() && (line[end] == '.' || line[end] == ')')) {
        const std::size_t next = skip_blanks(line, end + 1);
        if (next == line.size() || (next == end + 1 && (is_digit(line[next]) || is_letter(line[0])))) return {};
        if (next == end + 1 && static_cast<unsigned char>(line[next]) < 0x80 && !is_upper(line[next])) return {};
        return {Mark::kNumber, next, parts};
    }
    for (std::string_view stop : {"、", "．", "）"}) {
        if (line.substr(end, stop.size()) == stop && is_digit(line[0])) {
            return {Mark::kNumber, skip_blanks(line, end + stop.size()), parts};
        }
    }
    const std::size_t next = skip_blanks(line, end);
    if (parts > 1 && next > end && next < line.size() && !is_digit(line[next])) return {Mark::kNumber, next, parts};
    return {};
}

// "一、" "（三）" "(三)" "第五条" "①"
Found find_chinese_number(std::string_view line) {
    if (static_cast<unsigned char>(line[0]) < 0x80 && line[0] != '(') return {};
    static constexpr std::string_view kDigits = "一二三四五六七八九十百零";
    const auto digits = [&line](std::size_t i) {
        for (; i + 3 <= line.size(); i += 3) {
            const std::size_t at = kDigits.find(line.substr(i, 3));
            if (at == std::string_view::npos || at % 3 != 0) break;
        }
        return i;
    };
    const std::size_t bracket = line[0] == '(' ? 1 : line.starts_with("（") ? 3 : 0;
    const bool article = line.starts_with("第");
    const std::size_t begin = article ? 3 : bracket;
    const std::size_t end = digits(begin);
    if (end > begin) {
        const std::string_view stop = line.substr(end, bracket == 1 ? 1 : 3);
        const bool counted = bracket > 0 ? stop == ")" || stop == "）"
                             : article   ? stop == "条" || stop == "章" || stop == "节"
                                         : stop == "、";
        if (counted) return {Mark::kNumber, skip_blanks(line, end + stop.size()), bracket > 0 ? 2 : 1};
    }
    const char32_t first = code_point_at(line, 0);
    if (first >= 0x2460 && first <= 0x2473) return {Mark::kNumber, skip_blanks(line, 3), 1};
    return {};
}

// "(i)" "(2)" "（1）"
Found find_bracket(std::string_view line) {
    const bool wide = line.starts_with("（");
    if (!wide && line[0] != '(') return {};
    const std::size_t begin = wide ? 3 : 1;
    std::size_t end = begin;
    while (end < line.size() && end - begin < 4 && (is_digit(line[end]) || is_lower(line[end]))) ++end;
    const std::string_view word = line.substr(begin, end - begin);
    if (word.empty() || !(is_digit(word[0]) || word.size() == 1 || is_roman(word))) return {};
    const std::size_t close = line.substr(end, 3) == "）" ? 3 : line.substr(end, 1) == ")" ? 1 : 0;
    if (close == 0) return {};
    const std::size_t next = skip_blanks(line, end + close);
    if (next == line.size()) return {};
    return {Mark::kBracket, next, 1};
}

Found find_mark(std::string_view line) {
    if (line[0] == '#') {
        const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
        return {Mark::kHashtag, hashes, static_cast<int>(hashes)};
    }
    for (const auto find : {find_bullet, find_number, find_chinese_number, find_bracket}) {
        Found found = find(line);
        if (found.mark == Mark::kNone || found.size >= line.size()) continue;
        // "- ❖ item": two signs for one item.
        if (found.mark == Mark::kBullet) found.size += find_bullet(line.substr(found.size)).size;
        if (found.size < line.size()) return found;
    }
    return {};
}

// Appends the line with every number as '#' and blanks collapsed: what stays the same from page to page.
void append_without_numbers(std::string_view line, std::string& out) {
    const bool collapsed = is_printed_ascii(line[0]) && skip_collapsed(line, 0) == line.size();
    const std::string copy = collapsed ? std::string() : collapse_space(line);
    const std::string_view words = collapsed ? line : std::string_view(copy);
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t begin = at;
        at = find_marked(words, at, [](EightBytes bytes) { return in_range(bytes, '0', '9'); });
        out.append(words, begin, at - begin);
        if (at < words.size()) out += '#';
        while (at < words.size() && is_digit(words[at])) ++at;
    }
}

constexpr std::size_t kLongestRunning = 240;  // bytes of a running header

bool is_short(const Line& line) { return line.width <= 60; }

// "Q/GDW 12221—" above "2022": the year of an edition.
bool goes_on_in_year(std::string_view above, std::string_view line) {
    constexpr std::string_view kDash = "—";
    if (!above.ends_with(kDash) || line.size() != 4 || (line[0] != '1' && line[0] != '2')) return false;
    above.remove_suffix(kDash.size());
    return !above.empty() && is_digit(above.back());
}

// Lone numbers with a page's end behind them, and what stands between.
void find_page_feet(std::string_view text, std::vector<Line>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool year = i > 0 && goes_on_in_year(text.substr(lines[i - 1].span.begin, lines[i - 1].span.size()),
                                                   text.substr(lines[i].span.begin, lines[i].span.size()));
        if (lines[i].role == LineRole::kPageNumber || year ||
            lone_number(text.substr(lines[i].span.begin, lines[i].span.size())) < 0) {
            continue;
        }
        // Between the number and the next page: more numbers, links, running lines, a title set at the edge.
        constexpr std::size_t kFoot = 8;
        int titles = 0;
        std::size_t next = i + 1;
        for (; next < lines.size() && next <= i + kFoot && !lines[next].page_start &&
               lines[next].role != LineRole::kRunning;
             ++next) {
            const std::string_view line = text.substr(lines[next].span.begin, lines[next].span.size());
            if (lines[next].role != LineRole::kText || lone_number(line) >= 0) continue;
            if (!is_short(lines[next]) || lines[next].gap == 0 || ++titles > 2) break;
        }
        const bool ends_page =
            next == lines.size() ? titles == 0 : lines[next].page_start || lines[next].role == LineRole::kRunning;
        if (!ends_page) continue;
        for (std::size_t j = i; j < next; ++j) {
            if (lines[j].role != LineRole::kText) continue;
            const std::string_view line = text.substr(lines[j].span.begin, lines[j].span.size());
            lines[j].role = lone_number(line) >= 0 ? LineRole::kPageNumber : LineRole::kFloating;
        }
    }
}

// "- 4 -", "— 4 —": nothing else is written so.
void find_framed_numbers(std::string_view text, std::vector<Line>& lines) {
    constexpr std::size_t kLongest = 16;
    for (Line& line : lines) {
        const std::string_view words = text.substr(line.span.begin, line.span.size());
        if (words.size() > kLongest || lone_number(words) < 0) continue;
        for (std::string_view dash : {"-", "–", "—"}) {
            if (words.starts_with(dash) && words.ends_with(dash)) line.role = LineRole::kPageNumber;
        }
    }
}

// Page numbers at the head of a page, told by the form feed before them.
void find_page_heads(std::string_view text, std::vector<Line>& lines) {
    for (Line& line : lines) {
        if (line.page > 0 && line.page_start && lone_number(text.substr(line.span.begin, line.span.size())) >= 0) {
            line.role = LineRole::kPageNumber;
        }
    }
}

// Several words and a number of its own at an end of the line: "Newsletter of the Institute 14", not "Replaces: GB 14-2010".
bool has_form_of_footer(std::string_view key) {
    const auto words = std::count(key.begin(), key.end(), ' ');
    const bool field = key.find(':') != std::string_view::npos || key.find("：") != std::string_view::npos;
    return key.size() >= 24 && words >= 3 && !field && (key.starts_with("# ") || key.ends_with(" #"));
}

int edge_number(std::string_view line) {
    const std::size_t end = is_digit(line.back()) ? line.find_last_not_of("0123456789") + 1 : 0;
    int value = 0;
    for (std::size_t i = end; i < line.size() && is_digit(line[i]) && i - end < 6; ++i)
        value = value * 10 + (line[i] - '0');
    return value;
}

struct AlikeLines {
    std::string key;
    std::vector<std::size_t> places;
};

// Lines that differ in numbers alone, two at least.
std::vector<AlikeLines> find_alike(std::string_view text, const std::vector<Line>& lines) {
    std::string keys;  // of all lines, one behind the other
    std::vector<std::pair<std::size_t, Span>> key_of;
    keys.reserve(text.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].span.size() > kLongestRunning || lines[i].role != LineRole::kText) continue;
        const std::size_t begin = keys.size();
        append_without_numbers(text.substr(lines[i].span.begin, lines[i].span.size()), keys);
        key_of.push_back({i, {begin, keys.size()}});
    }
    TextSet known;
    std::vector<std::size_t> first_with;  // by number of the key: place in key_of
    std::map<std::size_t, AlikeLines> several;
    for (std::size_t k = 0; k < key_of.size(); ++k) {
        const auto& [line, span] = key_of[k];
        const std::string_view key = std::string_view(keys).substr(span.begin, span.size());
        if (key.empty()) continue;  // nothing but odd blanks
        const auto [number, fresh] = known.number(key);
        if (fresh) {
            first_with.push_back(k);
            continue;
        }
        const std::size_t first = first_with[number];
        AlikeLines& alike = several[first];
        if (alike.places.empty()) alike = {std::string(key), {key_of[first].first}};
        alike.places.push_back(line);
    }
    std::vector<AlikeLines> all;
    for (auto& [first, alike] : several) all.push_back(std::move(alike));
    return all;
}

void find_running_lines(std::string_view text, bool paged, std::vector<Line>& lines) {
    const std::vector<AlikeLines> same = find_alike(text, lines);
    const auto at_edge = [&lines, paged](std::size_t i) {
        constexpr std::size_t kNear = 3;
        for (std::size_t near = 0; near <= kNear; ++near) {
            const bool ends = i + near >= lines.size(), begins = near > i;
            if (paged && (ends || begins || lines[i + near].page_start || lines[i - near].page_start)) return true;
            if (!ends && lines[i + near].role == LineRole::kPageNumber) return true;
            if (!begins && lines[i - near].role == LineRole::kPageNumber) return true;
        }
        return false;
    };
    for (const auto& [key, places] : same) {
        // With a number that grows from page to page the line is a page's; without, it has to stand at the
        // edge.
        bool counts = has_form_of_footer(key);
        for (std::size_t k = 1; k < places.size() && counts; ++k) {
            const auto number = [&](std::size_t place) {
                return edge_number(text.substr(lines[place].span.begin, lines[place].span.size()));
            };
            counts = number(places[k - 1]) < number(places[k]);
        }
        const auto edges = std::count_if(places.begin(), places.end(), at_edge);
        const bool edge = places.size() >= (paged ? 2 : 3) && static_cast<std::size_t>(edges) * 4 >= places.size() * 3;
        if (counts || edge) {
            for (std::size_t i : places) lines[i].role = LineRole::kRunning;
        }
    }
    // The other lines of the same header: alike on several pages, right beside a running line.
    for (const auto& [key, places] : same) {
        if (lines[places[0]].role != LineRole::kText) continue;
        const bool beside = std::all_of(places.begin(), places.end(), [&lines](std::size_t i) {
            return (i > 0 && lines[i - 1].role == LineRole::kRunning) ||
                   (i + 1 < lines.size() && lines[i + 1].role == LineRole::kRunning);
        });
        if (beside) {
            for (std::size_t i : places) lines[i].role = LineRole::kRunning;
        }
    }
}

// Dashes and nothing else, blanks and the crossings of a grid aside.
bool is_ruler(std::string_view line) {
    static constexpr std::array<std::string_view, 9> kStrokes = {"-", "=", "_", "*", "~", "─", "━", "═", "—"};
    static constexpr std::array<std::string_view, 22> kBetween = {
        " ", "\t", "+", "┼", "╪", "┌", "┬", "┐", "├", "┤", "└", "┴", "┘", "╔", "╦", "╗", "╠", "╣", "╚", "╩", "╝", "╬"};
    constexpr std::size_t kShortest = 3;
    const auto one_of = [&line](const auto& signs, std::size_t at) -> std::size_t {
        for (const std::string_view sign : signs) {
            if (line.substr(at).starts_with(sign)) return sign.size();
        }
        return 0;
    };
    std::size_t strokes = 0;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t stroke = one_of(kStrokes, at);
        const std::size_t size = stroke > 0 ? stroke : one_of(kBetween, at);
        if (size == 0) return false;
        if (stroke > 0) ++strokes;
        at += size;
    }
    return strokes >= kShortest;
}

// The bar that ends a line is the border of a cell whose table was written out cell by cell.
std::size_t before_lone_bar(std::string_view text, std::size_t from, std::size_t to) {
    if (to == from || text[to - 1] != '|' || text.substr(from, to - 1 - from).find('|') != std::string_view::npos)
        return to;
    --to;
    while (to > from) {
        const std::size_t size = blank_before(text, to);
        if (size == 0) break;
        to -= size;
    }
    return to;
}

}  // namespace

int lone_number(std::string_view line) {
    if (line.size() > 40 || std::none_of(line.begin(), line.end(), is_digit)) return -1;
    int value = -1;
    std::size_t digits = 0;
    std::string rest;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (is_digit(line[i])) {
            if (i == 0 || !is_digit(line[i - 1])) {
                if (value >= 0 && rest.find("of") == std::string::npos && rest.find('/') == std::string::npos)
                    return -1;
                if (value >= 0) break;
                value = 0;
            }
            if (++digits > 4) return -1;
            value = value * 10 + (line[i] - '0');
        } else if (blank_at(line, i) == 0) {
            rest += line[i];
        }
    }
    if (value < 0) return -1;
    for (std::string_view frame :
         {"", ".", "--", "-", "Page", "page", "Pageof", "pageof", "of", "/", "第页", "第页共", "––", "——", "|", "||"}) {
        if (rest == frame) return value;
    }
    return -1;
}

bool is_link(std::string_view line) {
    const bool scheme = line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www.") ||
                        line.starts_with("mailto:");
    return scheme && line.find(' ') == std::string_view::npos;
}

std::vector<Line> split_lines(std::string_view text) {
    std::vector<Line> lines;
    std::uint32_t number = 1, gap = 0, page = 1;
    bool page_start = false, paged = false, ruled = false;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = find_line_end(text, begin);
        std::size_t from = skip_blanks(text.substr(0, end), begin);
        std::size_t to = end;
        while (to > from) {
            const std::size_t size = blank_before(text, to);
            if (size == 0) break;
            to -= size;
        }
        const std::size_t printed = to;
        to = before_lone_bar(text, from, to);
        if (from < to && is_ruler(text.substr(from, to - from))) {
            ruled = true;
        } else if (from < to) {
            Line line;
            line.span = {from, to};
            line.number = number;
            line.page = page;
            line.gap = gap;
            line.indent = static_cast<std::uint32_t>(std::min<std::size_t>(from - begin, 10000));
            line.width = width_of(text.substr(from, to - from));
            line.page_start = page_start;
            line.ruled = ruled;
            const Found found = find_mark(text.substr(from, to - from));
            line.mark = found.mark;
            line.mark_size = static_cast<std::uint32_t>(found.size);
            line.level = found.level;
            lines.push_back(line);
            gap = 0;
            page_start = ruled = false;
        } else if (printed == from && end < text.size() && text[end] != '\f') {
            ++gap;
        }
        if (end == text.size()) break;
        if (text[end] == '\f') {
            ++page;
            paged = page_start = true;
        } else {
            ++number;
        }
        begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    if (!paged) {
        for (Line& line : lines) line.page = 0;
    }
    return lines;
}

void find_furniture(std::string_view text, std::vector<Line>& lines) {
    for (Line& line : lines) {
        if (is_link(text.substr(line.span.begin, line.span.size()))) line.role = LineRole::kLink;
    }
    // Where form feeds became blanks, a line that alone begins with one blank begins a page or a list item.
    const bool paged = std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.page > 0; });
    if (!paged) {
        for (Line& line : lines) line.page_start = line.indent == 1;
    }
    find_framed_numbers(text, lines);
    find_page_heads(text, lines);
    find_page_feet(text, lines);
    find_running_lines(text, paged, lines);
    find_page_feet(text, lines);
}

}  // namespace mirrorgraph::ingest

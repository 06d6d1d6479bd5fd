#include "ingest/readers/tables/table_columns.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "ingest/readers/tables/word_sizes.h"
#include "schema/identifiers/side.h"
#include "schema/text/ascii.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

struct Noun {
    std::string_view word;
    ColumnKind kind;
};

// The nouns that end the name of a column, in lower case.
constexpr std::array<Noun, 81> kNouns = {{
    {"no.", ColumnKind::kNumber},
    {"no", ColumnKind::kNumber},
    {"#", ColumnKind::kNumber},
    {"item", ColumnKind::kNumber},
    {"s/n", ColumnKind::kNumber},
    {"number", ColumnKind::kIdentifier},
    {"numbers", ColumnKind::kIdentifier},
    {"code", ColumnKind::kIdentifier},
    {"identifier", ColumnKind::kIdentifier},
    {"reference", ColumnKind::kIdentifier},
    {"standard", ColumnKind::kIdentifier},
    {"standards", ColumnKind::kIdentifier},
    {"committee", ColumnKind::kIdentifier},
    {"tc", ColumnKind::kIdentifier},
    {"plan", ColumnKind::kIdentifier},
    {"adopts", ColumnKind::kAdopted},
    {"adopted", ColumnKind::kAdopted},
    {"replaces", ColumnKind::kReplaced},
    {"replaced", ColumnKind::kReplaced},
    {"replacing", ColumnKind::kReplaced},
    {"replacement", ColumnKind::kReplaced},
    {"supersedes", ColumnKind::kReplaced},
    {"superseding", ColumnKind::kReplaced},
    {"superseded", ColumnKind::kReplaced},
    {"substitute", ColumnKind::kReplaced},
    {"substitutes", ColumnKind::kReplaced},
    {"substituted", ColumnKind::kReplaced},
    {"previous", ColumnKind::kReplaced},
    {"date", ColumnKind::kDate},
    {"implementation", ColumnKind::kDate},
    {"enforcement", ColumnKind::kDate},
    {"publication", ColumnKind::kDate},
    {"published", ColumnKind::kDate},
    {"issued", ColumnKind::kDate},
    {"effective", ColumnKind::kDate},
    {"implemented", ColumnKind::kDate},
    {"status", ColumnKind::kStatus},
    {"stage", ColumnKind::kStatus},
    {"type", ColumnKind::kStatus},
    {"category", ColumnKind::kStatus},
    {"kind", ColumnKind::kStatus},
    {"degree", ColumnKind::kStatus},
    {"organisation", ColumnKind::kBody},
    {"organization", ColumnKind::kBody},
    {"organisations", ColumnKind::kBody},
    {"organizations", ColumnKind::kBody},
    {"body", ColumnKind::kBody},
    {"bodies", ColumnKind::kBody},
    {"unit", ColumnKind::kBody},
    {"agency", ColumnKind::kBody},
    {"authority", ColumnKind::kBody},
    {"ministry", ColumnKind::kBody},
    {"secretariat", ColumnKind::kBody},
    {"department", ColumnKind::kBody},
    {"institution", ColumnKind::kBody},
    {"issuer", ColumnKind::kBody},
    {"name", ColumnKind::kText},
    {"title", ColumnKind::kText},
    {"sector", ColumnKind::kText},
    {"sectors", ColumnKind::kText},
    {"area", ColumnKind::kText},
    {"areas", ColumnKind::kText},
    {"scope", ColumnKind::kText},
    {"remarks", ColumnKind::kText},
    {"role", ColumnKind::kText},
    {"lead", ColumnKind::kBody},
    {"host", ColumnKind::kBody},
    {"holder", ColumnKind::kBody},
    {"counterpart", ColumnKind::kCounterpart},
    {"counterparts", ColumnKind::kCounterpart},
    {"mirror", ColumnKind::kCounterpart},
    {"mirrors", ColumnKind::kCounterpart},
    {"mirrored", ColumnKind::kCounterpart},
    {"corresponding", ColumnKind::kCounterpart},
    {"corresponds", ColumnKind::kCounterpart},
    {"field", ColumnKind::kText},
    {"fields", ColumnKind::kText},
    {"subject", ColumnKind::kText},
    {"chair", ColumnKind::kText},
    {"description", ColumnKind::kText},
    {"project", ColumnKind::kText},
}};

// Nouns that take another noun behind them: "Standard number", "TC Name".
constexpr std::array<std::string_view, 18> kModifiers = {
    "standard",   "standards",      "tc",          "committee", "plan",       "agency",  "body",
    "reference",  "implementation", "publication", "replaced",  "superseded", "adopted", "project",
    "substitute", "substitutes",    "substituted", "previous"};
constexpr std::array<std::string_view, 12> kStrong = {
    "number", "numbers", "no.", "no", "code", "name", "title", "date", "standard", "standards", "status", "identifier"};

// Chinese names of columns, by what they end with; the first that fits counts.
constexpr std::array<Noun, 44> kChineseNouns = {{
    {"序号", ColumnKind::kNumber},
    {"项次", ColumnKind::kNumber},
    {"原标准号", ColumnKind::kReplaced},
    {"原标准编号", ColumnKind::kReplaced},
    {"原标准", ColumnKind::kReplaced},
    {"代替标准号", ColumnKind::kReplaced},
    {"代替标准编号", ColumnKind::kReplaced},
    {"代替标准", ColumnKind::kReplaced},
    {"代替国标号", ColumnKind::kReplaced},
    {"代替号", ColumnKind::kReplaced},
    {"采标号", ColumnKind::kAdopted},
    {"采标情况", ColumnKind::kAdopted},
    {"国际标准号", ColumnKind::kAdopted},
    {"国际标准", ColumnKind::kAdopted},
    {"标准号", ColumnKind::kIdentifier},
    {"编号", ColumnKind::kIdentifier},
    {"计划号", ColumnKind::kIdentifier},
    {"对口", ColumnKind::kCounterpart},
    {"TC号", ColumnKind::kIdentifier},
    {"TC", ColumnKind::kIdentifier},
    {"代号", ColumnKind::kIdentifier},
    {"日期", ColumnKind::kDate},
    {"时间", ColumnKind::kDate},
    {"状态", ColumnKind::kStatus},
    {"阶段", ColumnKind::kStatus},
    {"性质", ColumnKind::kStatus},
    {"制修订", ColumnKind::kStatus},
    {"类别", ColumnKind::kStatus},
    {"程度", ColumnKind::kStatus},
    {"类型", ColumnKind::kStatus},
    {"单位", ColumnKind::kBody},
    {"部门", ColumnKind::kBody},
    {"机构", ColumnKind::kBody},
    {"秘书处", ColumnKind::kBody},
    {"归口", ColumnKind::kBody},
    {"委员会", ColumnKind::kBody},
    {"名称", ColumnKind::kText},
    {"备注", ColumnKind::kText},
    {"范围", ColumnKind::kText},
    {"领域", ColumnKind::kText},
    {"项目", ColumnKind::kText},
    {"内容", ColumnKind::kText},
    {"简介", ColumnKind::kText},
    {"职责", ColumnKind::kText},
}};

constexpr std::size_t kLongestHeader = 160;
constexpr std::size_t kMostColumns = 12;

constexpr WordSizes kNounSizes = [] {
    WordSizes sizes;
    for (const Noun& noun : kNouns) sizes.add(noun.word);
    return sizes;
}();

std::optional<ColumnKind> kind_of_noun(std::string_view word) {
    static const std::unordered_map<std::string_view, ColumnKind> kinds = [] {
        std::unordered_map<std::string_view, ColumnKind> all;
        for (const Noun& noun : kNouns) all.emplace(noun.word, noun.kind);
        return all;
    }();
    if (!kNounSizes.may_hold(word) && is_ascii(word)) return std::nullopt;
    const auto found = kinds.find(fold_case(word));
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ColumnKind> kind_of_chinese(std::string_view name) {
    constexpr std::size_t kLongestName = 45;
    if (name.size() > kLongestName) return std::nullopt;
    if (name.starts_with("对口") || name.starts_with("对应") || name.starts_with("国际对口"))
        return ColumnKind::kCounterpart;
    for (const Noun& noun : kChineseNouns) {
        if (name.ends_with(noun.word)) return noun.kind;
    }
    return std::nullopt;
}

std::vector<Span> split_words(std::string_view line) {
    std::vector<Span> words;
    for (std::size_t i = 0; i < line.size();) {
        if (static_cast<unsigned char>(line[i]) <= 0x20) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < line.size() && static_cast<unsigned char>(line[i]) > 0x20) ++i;
        words.push_back({begin, i});
    }
    return words;
}

// Parts between tabs and runs of two and more blanks.
std::vector<Span> split_wide(std::string_view line) {
    std::vector<Span> parts;
    for (const Span& word : split_words(line)) {
        const bool near = !parts.empty() && word.begin == parts.back().end + 1 && line[parts.back().end] == ' ';
        if (near) {
            parts.back().end = word.end;
        } else {
            parts.push_back(word);
        }
    }
    return parts;
}

template <std::size_t N>
bool has(const std::array<std::string_view, N>& words, std::string_view word) {
    const std::string folded = fold_case(word);
    return std::find(words.begin(), words.end(), folded) != words.end();
}

// "Code of Replaced Standard", "Adopted standard": not the standard of the row.
std::optional<ColumnKind> other_edition(std::string_view name, const std::vector<Span>& words) {
    for (const Span& word : words) {
        const auto kind = kind_of_noun(name.substr(word.begin, word.size()));
        if (kind == ColumnKind::kReplaced || kind == ColumnKind::kAdopted || kind == ColumnKind::kCounterpart)
            return kind;
    }
    return std::nullopt;
}

ColumnKind kind_of_name(std::string_view name) {
    if (contains_han(name)) return kind_of_chinese(name).value_or(ColumnKind::kText);
    std::vector<Span> words = split_words(name);
    // "Name of GB Standards": what stands before "of" says what the column holds.
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const std::string_view word = name.substr(words[i].begin, words[i].size());
        if ((word == "of" || word == "for") && !other_edition(name, words) &&
            kind_of_noun(name.substr(words[i - 1].begin, words[i - 1].size())))
            words.resize(i);
    }
    for (auto word = words.rbegin(); word != words.rend(); ++word) {
        const std::string_view last = name.substr(word->begin, word->size());
        const auto kind = kind_of_noun(last);
        if (!kind) continue;
        // "Replaced standard", "Effective date", "Adopted standard": what stands before says more.
        if (*kind == ColumnKind::kIdentifier && words.size() > 1) {
            if (const auto other = other_edition(name, words)) return *other;
        }
        // "Standard No.", "Replaced standard No.": not the running number of the row.
        if (*kind == ColumnKind::kNumber && words.size() > 1) {
            const auto first = kind_of_noun(name.substr(words[0].begin, words[0].size()));
            if (first == ColumnKind::kReplaced || first == ColumnKind::kIdentifier) return *first;
        }
        return *kind;
    }
    return ColumnKind::kText;
}

bool is_header_name(std::string_view name) {
    if (contains_han(name)) return kind_of_chinese(name).has_value();
    const std::vector<Span> words = split_words(name);
    if (is_field_label(name)) return true;
    return words.size() <= 5 && std::any_of(words.begin(), words.end(), [name](Span word) {
               return kind_of_noun(name.substr(word.begin, word.size())).has_value();
           });
}

std::vector<Column> header_of_parts(std::string_view line, const std::vector<Span>& parts) {
    std::vector<Column> columns;
    std::size_t known = 0;
    for (const Span& part : parts) {
        const std::string_view name = line.substr(part.begin, part.size());
        known += is_header_name(name);
        if (known == 0) return {};
        columns.push_back({kind_of_name(name), part});
    }
    if (known * 3 < parts.size() * 2) return {};
    return columns;
}

// "Corresponding ISO/IEC TC", "Mirror Technical Organisation", "Counterpart committee"; not "Mirror  Secretariat".
bool qualifies(std::string_view word, std::string_view next) {
    const std::string folded = fold_case(word);
    if (folded != "corresponding" && folded != "mirror" && folded != "counterpart") return false;
    const auto kind = kind_of_noun(next);
    return !kind || *kind == ColumnKind::kIdentifier || fold_case(next) == "organisation" ||
           fold_case(next) == "organization" || fold_case(next) == "body";
}

std::vector<Column> header_of_words(std::string_view line, const std::vector<Span>& words) {
    std::vector<Column> columns;
    // Words without a noun behind them: a sentence.
    if (!kind_of_noun(line.substr(words.back().begin, words.back().size()))) return columns;
    std::size_t begin = words[0].begin;
    bool open = false;
    bool headed = false;  // "Number of ...": its noun came already
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = line.substr(words[i].begin, words[i].size());
        if (!open) begin = words[i].begin;
        if (!open) headed = false;
        open = true;
        if (!kind_of_noun(word)) continue;
        if (i + 1 < words.size() && qualifies(word, line.substr(words[i + 1].begin, words[i + 1].size()))) continue;
        if (i + 1 < words.size()) {
            const std::string_view next = line.substr(words[i + 1].begin, words[i + 1].size());
            if (is_lower(next[0])) {
                headed = headed || next == "of";
                continue;
            }
            const bool other = other_edition(word, {{0, word.size()}}).has_value();
            if ((!headed || other) && has(kModifiers, word) && has(kStrong, next)) continue;
            // "Replaced GB standards"
            const bool qualified = i + 2 < words.size() && !kind_of_noun(next) &&
                                   has(kStrong, line.substr(words[i + 2].begin, words[i + 2].size()));
            if (qualified && has(kModifiers, word) && kind_of_noun(word) == ColumnKind::kReplaced) continue;
        }
        const Span name{begin, words[i].end};
        columns.push_back({kind_of_name(line.substr(name.begin, name.size())), name});
        open = false;
    }
    return columns;
}

// Words of ASCII with one blank between that do not end with a noun: most lines there are.
bool is_plain_prose(std::string_view line) {
    char before = ' ';
    for (const char c : line) {
        if (static_cast<unsigned char>(c) >= 0x80 || c < ' ' || (c == ' ' && before == ' ')) return false;
        before = c;
    }
    return before != ' ' && !kind_of_noun(line.substr(line.rfind(' ') + 1));
}

}  // namespace

bool may_name_column(std::string_view text) {
    const std::vector<Span> words = split_words(text);
    return std::any_of(words.begin(), words.end(), [text](Span span) {
        const std::string_view word = text.substr(span.begin, span.size());
        return kNounSizes.may_hold(word) || !is_ascii(word);
    });
}

void tell_running_number(std::vector<Column>& columns, std::string_view first) {
    if (columns.size() < 3 || columns[1].kind != ColumnKind::kIdentifier) return;
    const std::string name = fold_case(first);
    if (name == "number" || name == "编号") columns[0].kind = ColumnKind::kNumber;
}

std::vector<Column> parse_header(std::string_view line) {
    if (line.size() > kLongestHeader || line.ends_with(".") || line.ends_with(":")) return {};
    if (is_plain_prose(line)) return {};
    const std::vector<Span> wide = split_wide(line);
    std::vector<Column> columns;
    if (wide.size() >= 2 && wide.size() <= kMostColumns) {
        columns = header_of_parts(line, wide);
        // Some gaps were lost: "No. Standard code Name  Status".
        std::vector<Column> finer;
        for (const Span& part : wide) {
            const std::string_view name = line.substr(part.begin, part.size());
            const std::vector<Column> split =
                contains_han(name) ? std::vector<Column>() : header_of_words(name, split_words(name));
            for (const Column& column : split) {
                finer.push_back({column.kind, {part.begin + column.name.begin, part.begin + column.name.end}});
            }
            if (split.empty()) return columns;
        }
        return finer;
    }
    const std::vector<Span> words = split_words(line);
    if (words.size() < 2 || words.size() > kMostColumns + 4) return {};
    columns = contains_han(line) ? header_of_parts(line, words) : header_of_words(line, words);
    if (columns.size() < 2) columns.clear();
    if (!columns.empty()) tell_running_number(columns, line.substr(columns[0].name.begin, columns[0].name.size()));
    return columns;
}

bool looks_like_foreign_identifier(std::string_view text) {
    return side_of_standard(text) == Side::kAbroad && starts_with_identifier(text);
}

bool looks_like_identifier(std::string_view text) {
    constexpr std::size_t kLongestIdentifier = 120;
    if (text.size() < 3 || text.size() > kLongestIdentifier || std::none_of(text.begin(), text.end(), is_digit))
        return false;
    if (text.ends_with("/SC") || text.ends_with("/WG")) return false;  // of "SAC/TC 13/SC 2"
    static constexpr std::array<std::string_view, 12> kWords = {"Guide", "Amd",  "Cor", "and",  "to",         "parts)",
                                                                "part",  "Part", "all", "(all", "Supplement", "P"};
    bool first = true;
    for (const Span& span : split_words(text)) {
        std::string_view word = text.substr(span.begin, span.size());
        if (std::find(kWords.begin(), kWords.end(), word) != kWords.end() && !first) continue;
        std::size_t lower_run = 0;
        for (std::size_t i = 0; i < word.size(); ++i) {
            const char c = word[i];
            if (is_lower(c) && ++lower_run > 1) {
                const bool known =
                    word.substr(0, i + 2).ends_with("Amd") || word.find("SyC") != std::string_view::npos ||
                    word.find("Amd") != std::string_view::npos || word.find("Cor") != std::string_view::npos;
                if (!known) return false;
            }
            if (static_cast<unsigned char>(c) >= 0x80) {
                const char32_t wide = code_point_at(word, i);
                const bool sign = wide == U'—' || wide == U'–' || wide == U'：' || wide == U'／' || wide == U'（' ||
                                  wide == U'）' || wide == U'、' || wide == U'，' || wide == U'－' || wide == U'；' ||
                                  wide == U'‐';
                if (!sign) return false;
                i = next_code_point(word, i) - 1;
            } else if (!is_upper(c) && !is_digit(c) && !is_lower(c) &&
                       std::string_view("/.:-(),;&").find(c) == std::string_view::npos) {
                return false;
            }
        }
        if (first && !is_upper(word[0])) {
            // Only a plan number begins with digits: "20230254-T-469".
            if (word.size() < 12 || word.find("-T-") == std::string_view::npos) {
                if (word.size() < 12 || word.find("-Q-") == std::string_view::npos) return false;
            }
        }
        first = false;
    }
    return true;
}

bool looks_like_date(std::string_view text) {
    constexpr std::size_t kLongestDate = 24;
    if (text.size() < 7 || text.size() > kLongestDate) return false;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); i = next_code_point(text, i)) {
        if (is_digit(text[i])) {
            ++digits;
            continue;
        }
        const char32_t c = code_point_at(text, i);
        const bool sign =
            c == U'-' || c == U'.' || c == U'/' || c == U' ' || c == U',' || c == U'年' || c == U'月' || c == U'日';
        const bool letter = c < 0x80 && (is_lower(static_cast<char>(c)) || is_upper(static_cast<char>(c)));
        if (!sign && !letter) return false;
    }
    if (digits < 5 || digits > 8) return false;
    const bool letters = std::any_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_upper(c); });
    if (!letters) return is_digit(text[0]);
    static constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return std::any_of(kMonths.begin(), kMonths.end(),
                       [text](std::string_view month) { return text.find(month) != std::string_view::npos; });
}

bool looks_like_status(std::string_view text) {
    constexpr std::size_t kLongestStatus = 21;
    const auto dashes = static_cast<std::size_t>(std::count(text.begin(), text.end(), '-'));
    if (text.size() > kLongestStatus + dashes && is_ascii(text)) return false;
    std::string word = fold_case(text);
    word.erase(std::remove(word.begin(), word.end(), '-'), word.end());
    static constexpr std::array<std::string_view, 46> kWords = {"published",
                                                                "underdevelopment",
                                                                "under development",
                                                                "draft",
                                                                "under revision",
                                                                "withdrawn",
                                                                "approved",
                                                                "abolished",
                                                                "in force",
                                                                "wd",
                                                                "cd",
                                                                "dis",
                                                                "fdis",
                                                                "np",
                                                                "awi",
                                                                "pwi",
                                                                "prf",
                                                                "is",
                                                                "tr",
                                                                "ts",
                                                                "pdtr",
                                                                "pdts",
                                                                "dtr",
                                                                "dts",
                                                                "recommended",
                                                                "mandatory",
                                                                "voluntary",
                                                                "new",
                                                                "revision",
                                                                "revised",
                                                                "idt",
                                                                "mod",
                                                                "neq",
                                                                "推荐",
                                                                "强制",
                                                                "推荐性",
                                                                "强制性",
                                                                "制定",
                                                                "修订",
                                                                "现行",
                                                                "废止",
                                                                "即将实施",
                                                                "发布",
                                                                "指导性技术文件",
                                                                "draft for comments",
                                                                "active"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool starts_with_identifier(std::string_view text) {
    std::size_t end = text.find(' ');
    for (int words = 0; words < 3; ++words) {
        if (looks_like_identifier(text.substr(0, end))) return true;
        if (end == std::string_view::npos) return false;
        end = text.find(' ', end + 1);
    }
    return false;
}

std::vector<ColumnKind> kinds_of(const std::vector<Column>& columns) {
    std::vector<ColumnKind> kinds;
    for (const Column& column : columns) kinds.push_back(column.kind);
    return kinds;
}

bool names_body(std::string_view text) {
    static constexpr std::array<std::string_view, 26> kNames = {
        "Institute", "Association", "Academy",  "Federation",     "Center",   "Centre",  "University",
        "Committee", "Council",     "Ministry", "Commission",     "Bureau",   "Society", "Corporation",
        "Ltd",       "Company",     "Group",    "Administration", "Alliance", "研究院",  "研究所",
        "协会",      "中心",        "委员会",   "公司",           "大学"};
    return std::any_of(kNames.begin(), kNames.end(),
                       [text](std::string_view name) { return text.find(name) != std::string_view::npos; });
}

}  // namespace mirrorgraph::ingest

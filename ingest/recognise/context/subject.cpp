#include "ingest/recognise/context/subject.h"

#include <algorithm>
#include <array>
#include <string>

#include "ingest/recognise/context/card_fields.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kOpeningBlocks = 14;  // in which a cover's number stands
constexpr std::size_t kFirstBlocks = 3;     // a number alone in one of them is the document's, whatever it goes on with
constexpr std::size_t kLongestCover = 240;
constexpr std::size_t kLongestPrefix = 60;  // "中华人民共和国国家标准 GB/T 1—2020"
constexpr std::size_t kLongestStatement = 200;

template <std::size_t N>
bool has_any(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::string_view text_of(const Document& document, Span span) {
    return std::string_view(document.text).substr(span.begin, span.size());
}

// Behind the last mark that parts clauses; 0 where there is none.
std::size_t clause_begin(std::string_view text) {
    static constexpr std::array<std::string_view, 10> kMarks = {"，", "。", "；", "、", "（", "：", ",", ";", "(", ":"};
    for (std::size_t end = text.size(); end > 0; --end) {
        const auto last = static_cast<unsigned char>(text[end - 1]);
        if (last != '(' && last != ',' && last != ':' && last != ';' && (last < 0x80 || last > 0x9F)) continue;
        const std::string_view head = text.substr(0, end);
        if (std::any_of(kMarks.begin(), kMarks.end(), [head](std::string_view mark) { return head.ends_with(mark); }))
            return end;
    }
    return 0;
}

// "……,计划编号2023-0444T-QB": the field that stands in a sentence.
std::string field_inside(std::string_view before) {
    before = trim(before);
    while (before.ends_with(':') || before.ends_with("：")) before.remove_suffix(before.ends_with(':') ? 1 : 3);
    const bool begins_inside = before.size() > kLongestFieldName;
    if (begins_inside) before.remove_prefix(before.size() - kLongestFieldName);
    const std::size_t clause = clause_begin(before);
    if (begins_inside && clause == 0) return {};
    before.remove_prefix(clause);
    for (std::string_view verb : {"为", "是"}) {
        if (before.ends_with(verb)) before.remove_suffix(verb.size());
    }
    return fold_case(trim(before));
}

// Below "The requirements refer to the following standards:" each line begins with a number that is none of a cover.
bool is_announced(const Document& document, std::size_t block) {
    constexpr std::size_t kShortestSentence = 40;
    if (block == 0) return false;
    static constexpr std::array<std::string_view, 5> kSeveral = {"standards", "documents", "following",
                                                                 "specifications", "norms"};
    const std::string_view above = trim(text_of(document, document.blocks[block - 1].span));
    return above.size() > kShortestSentence && above.ends_with(':') && has_any(above, kSeveral);
}

// A line that is the number, with what a cover prints beside it, its title perhaps in front.
bool is_cover(std::string_view block, std::string_view before) {
    constexpr std::string_view kOpen = "《", kClose = "》";
    if (before.starts_with(kOpen) && before.ends_with(kClose)) before = {};
    static constexpr std::array<std::string_view, 16> kOther = {
        "代替",   "替代",     "采用",   "关于",     "批准", "公告",  "发布",  "与",
        "replac", "supersed", "Replac", "Supersed", "IDT",  "adopt", "based", "《"};
    return block.size() <= kLongestCover && before.size() <= kLongestPrefix && !block.ends_with("。") &&
           !block.ends_with('.') && !block.ends_with(';') && !block.ends_with("；") && !block.ends_with(':') &&
           !block.ends_with("：") && !has_any(before, kOther);
}

// "中华人民共和国国家标准 GB/T 45906.3—2025", set bold perhaps: a cover, whatever it says behind.
bool titles_cover(std::string_view block, std::string_view before) {
    before = trim(before);
    while (before.starts_with('*')) before.remove_prefix(1);
    while (before.ends_with('*') || before.ends_with(' ')) before.remove_suffix(1);
    const bool chinese = before.starts_with("中华人民共和国") && before.ends_with("标准");
    return is_cover(block, {}) && (chinese || before == "National Standard of the People's Republic of China");
}

// "GB/T 223.59-2008 现行", "GB 9744-1997 废止": the edition that a registry's page is about; "20242641-T-607 正在起草": the next one, where
// the page names none in force.
CardField field_behind(std::string_view behind) {
    static constexpr std::array<std::string_view, 4> kInForce = {"现行", "即将实施", "现行有效", "废止"};
    behind = trim(behind);
    if (std::find(kInForce.begin(), kInForce.end(), behind) != kInForce.end()) return CardField::kNumber;
    static constexpr std::array<std::string_view, 4> kPlanned = {"正在征求意见", "正在起草", "正在审查", "正在批准"};
    return std::find(kPlanned.begin(), kPlanned.end(), behind) != kPlanned.end() ? CardField::kPlan : CardField::kNone;
}

// "与GB/T 2900.1的内容相协调": the standard that another is compared to.
bool is_beside(std::string_view before) {
    before = trim(before);
    return before.ends_with("与") || before.ends_with("和") || before.ends_with("同");
}

// What a card says of its standard, in whatever form.
bool reads_as_card(std::string_view text) {
    static constexpr std::array<std::string_view, 5> kFields = {"起草单位", "归口单位", "主管部门", "起草人",
                                                                "归口上报"};
    static constexpr std::array<std::string_view, 4> kForeword = {"前言", "前 言", "本部分", "本文件代替"};
    // "由TC232归口上报及执行,主管部门为……": no foreword says so.
    return text.find("归口上报及执行") != std::string_view::npos ||
           (has_any(text, kFields) && !has_any(text, kForeword));
}

const Block* block_of(const Document& document, const Mention& mention, std::size_t& from) {
    while (from < document.blocks.size() && document.blocks[from].span.end <= mention.span.begin) ++from;
    return from < document.blocks.size() && document.blocks[from].span.begin <= mention.span.begin
               ? &document.blocks[from]
               : nullptr;
}

int number_at(std::string_view text, std::size_t& i) {
    static constexpr std::array<std::string_view, 10> kDigits = {"一", "二", "三", "四", "五",
                                                                 "六", "七", "八", "九", "十"};
    int value = 0;
    while (i < text.size() && text[i] == ' ') ++i;
    const std::size_t begin = i;
    while (i < text.size() && i - begin < 3 && text[i] >= '0' && text[i] <= '9') value = value * 10 + (text[i++] - '0');
    if (i > begin) return value;
    for (std::size_t d = 0; d < kDigits.size(); ++d) {
        if (!text.substr(i).starts_with(kDigits[d])) continue;
        i += kDigits[d].size();
        return static_cast<int>(d) + 1;
    }
    return 0;
}

// The number in 第3部分 or "Part 3"; 0 where there is none.
int part_number(std::string_view text) {
    for (std::size_t at = text.find("第"); at != std::string_view::npos; at = text.find("第", at + 1)) {
        std::size_t i = at + std::string_view("第").size();
        const int number = number_at(text, i);
        if (number > 0 && trim(text.substr(i)).starts_with("部分")) return number;
    }
    for (std::string_view word : {"Part ", "part "}) {
        for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
            std::size_t i = at + word.size();
            if (const int number = number_at(text, i)) return number;
        }
    }
    return 0;
}

std::optional<StandardIdentifier> part_of(const StandardIdentifier& series, int part) {
    const bool chinese = series.family == StandardFamily::kChinese;
    return try_parse_standard(series.normalized() + (chinese ? "." : "-") + std::to_string(part));
}

struct Statement {
    Span words;       // 本部分
    Span rest;        // up to the end of its clause
    bool is = false;  // 为, 是, "is"; else what follows is replaced
};

// "本部分为...", "This part replaces ...": what a foreword says about the document.
std::vector<Statement> statements(const Document& document) {
    static constexpr std::array<std::string_view, 11> kSelf = {
        "本部分",        "本文件",        "本标准",    "本指导性技术文件", "本规范", "This part",
        "This document", "This standard", "This Part", "This Standard",    "This is"};
    static constexpr std::array<std::string_view, 6> kIs = {"为", "是", " is ", " constitutes ", " of ", " Part"};
    static constexpr std::array<std::string_view, 5> kReplaces = {"代替", "替代", "整合代替", " replaces ",
                                                                  " supersedes "};
    const std::string_view text = document.text;
    std::vector<Statement> found;
    for (std::string_view begin : {"本", "This "}) {
        for (std::size_t at = text.find(begin); at != std::string_view::npos; at = text.find(begin, at + 1)) {
            const auto* said = std::find_if(kSelf.begin(), kSelf.end(), [&](std::string_view words) {
                return text.substr(at, words.size()) == words;
            });
            if (said == kSelf.end()) continue;
            const std::string_view self = *said;
            const std::size_t end = at + self.size();
            const std::string_view behind = text.substr(end, kLongestStatement);
            const std::size_t stop = std::min(behind.find("。"), behind.find('\n'));
            const Span rest{end, end + std::min(stop, behind.size())};
            const auto begins = [&](const auto& words) {
                return std::any_of(words.begin(), words.end(),
                                   [&](std::string_view w) { return behind.starts_with(w); });
            };
            if (self == "This is" || begins(kIs)) found.push_back({{at, end}, rest, true});
            if (begins(kReplaces)) found.push_back({{at, end}, rest, false});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Statement& a, const Statement& b) {
        return a.is != b.is ? a.is : a.words.begin < b.words.begin;
    });
    return found;
}

// "本标准代替GB/T 9881—2003": the edition of that series which the document names and which is younger.
std::optional<std::size_t> newer_edition(const Document& document, const std::vector<const Mention*>& mentions) {
    const auto edition = [&](std::size_t i) -> std::optional<StandardIdentifier> {
        if (mentions[i]->label != "Standard" || mentions[i]->recogniser != "standard-code") return std::nullopt;
        auto identifier = try_parse_standard(mentions[i]->name);
        return identifier && identifier->is_dated() ? identifier : std::nullopt;
    };
    for (const Statement& statement : statements(document)) {
        if (statement.is) continue;
        for (std::size_t i = 0; i < mentions.size(); ++i) {
            if (mentions[i]->span.begin < statement.rest.begin) continue;
            if (mentions[i]->span.begin >= statement.rest.end) break;
            const auto replaced = edition(i);
            if (!replaced) continue;
            for (std::size_t k = 0; k < mentions.size(); ++k) {
                const auto other = edition(k);
                const bool newer = other && other->date.year > replaced->date.year && other->body == replaced->body &&
                                   other->number == replaced->number && other->part == replaced->part;
                if (newer) return k;
            }
            break;
        }
    }
    return std::nullopt;
}

}  // namespace

bool reads_as_foreword(std::string_view text) {
    static constexpr std::array<std::string_view, 12> kWords = {
        "前言",     "前    言", "本文件",        "本标准",    "本部分",    "归口",
        "Foreword", "FOREWORD", "This document", "This part", "this part", "this document"};
    return has_any(text, kWords);
}

std::optional<std::size_t> find_subject(const Document& document, const std::vector<const Mention*>& mentions) {
    std::optional<std::size_t> number, plan, listed, titled, cover, only, below;
    bool many_numbers = false, many_plans = false, many_listed = false, many = false, many_below = false;
    constexpr std::size_t kTop = 120;    // a cover begins with its classification
    std::optional<bool> known_foreword;  // found out where it is asked for: the whole text is searched
    const auto foreword = [&] {
        if (!known_foreword)
            known_foreword = std::string_view(document.text).substr(0, kTop).find("ICS") != std::string_view::npos ||
                             reads_as_foreword(document.text);
        return *known_foreword;
    };
    const auto note = [&](std::optional<std::size_t>& known, bool& several, std::size_t i) {
        several = several || (known && mentions[*known]->key != mentions[i]->key);
        if (!known) known = i;
    };
    static constexpr std::array<std::string_view, 7> kReferring = {"按照", "依据", "根据", "符合",
                                                                   "采用", "代替", "替代"};
    // Behind its drafters a document names what it refers to.
    const std::size_t drafters = std::min(document.text.find("起草单位"), document.text.find("起草人"));
    std::size_t from = 0;
    std::size_t last_block = document.blocks.size();
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        const Mention& mention = *mentions[i];
        if (mention.label != "Standard" || mention.recogniser == "anaphor") continue;
        if (mention.recogniser == kImpliedNumber) return i;
        const Block* block = block_of(document, mention, from);
        if (block == nullptr) continue;
        const std::string_view before = text_of(document, {block->span.begin, mention.span.begin});
        if (from == last_block) {
            if (card_field(field_inside(before)) == CardField::kPlan) note(plan, many_plans, i);
            continue;
        }
        last_block = from;
        const bool row = block->kind == BlockKind::kTableRow;
        if (!titled && from < kOpeningBlocks && titles_cover(trim(text_of(document, block->span)), before) &&
            foreword())
            titled = i;
        if (mention.recogniser == "standard-code" && from < kFirstBlocks && !has_any(before, kReferring) &&
            !is_beside(before))
            note(only, many, i);
        if (!row || block->cells.size() == 2) {
            const CardField field = card_field(field_name(before));
            if (field == CardField::kNumber) note(number, many_numbers, i);
            const bool planned = field == CardField::kPlan || card_field(field_inside(before)) == CardField::kPlan;
            if (planned) note(plan, many_plans, i);
        }
        if (before.empty()) {
            const CardField field = field_behind(text_of(document, {mention.span.end, block->span.end}));
            if (field == CardField::kNumber) note(number, many_numbers, i);
            if (field == CardField::kPlan) note(listed, many_listed, i);
        }
        // "GB/T 40895-2021 化妆品……前言本文件按照……": a cover that a scan ran together with what is below.
        const std::string_view behind = trim(text_of(document, {mention.span.end, block->span.end}));
        const bool opens_foreword = behind.find("前言") != std::string_view::npos ||
                                    behind.find("前 言") != std::string_view::npos ||
                                    (behind.starts_with("前") && trim(behind.substr(3)).starts_with("言"));
        if (!cover && !row && from < kFirstBlocks && before.empty() && opens_foreword) cover = i;
        const bool named = trim(before).empty() || (before.starts_with("《") && trim(before).ends_with("》"));
        const bool first = from < kFirstBlocks && named && block->kind != BlockKind::kListItem;
        // The number and title of its standard below a foreword that a page quotes.
        if (before.empty() && block->kind != BlockKind::kListItem && !row &&
            is_cover(trim(text_of(document, block->span)), before) && foreword())
            note(below, many_below, i);
        if (!cover && !row && !before.starts_with("—") && from < kOpeningBlocks && mention.span.begin < drafters &&
            !is_announced(document, from) && is_cover(trim(text_of(document, block->span)), trim(before)) &&
            (first || foreword())) {
            cover = i;
        }
    }
    if (number && !many_numbers) return number;
    if (titled) return titled;
    if (listed && !many_listed && !number) return listed;
    if (cover) return cover;
    if (plan && !many_plans && !number) return plan;
    if (only && !many && reads_as_card(document.text)) return only;
    if (const auto newer = newer_edition(document, mentions)) return newer;
    return !many_below && document.text.find("引用文件") == std::string::npos ? below : std::nullopt;
}

namespace {

// "GB/T 22239-2019", its title, and below them the first field of a card.
bool heads_card(const Document& document, std::size_t block) {
    constexpr std::size_t kTitles = 3;  // blocks
    if (document.blocks[block].kind == BlockKind::kListItem || document.blocks[block].span.size() > kLongestCover)
        return false;
    for (std::size_t b = block; b < document.blocks.size() && b <= block + kTitles; ++b) {
        if (document.blocks[b].kind == BlockKind::kTableRow) return b > block && document.blocks[b].cells.size() == 2;
    }
    return false;
}

}  // namespace

std::vector<std::size_t> find_card_numbers(const Document& document, const std::vector<const Mention*>& mentions) {
    std::vector<std::size_t> numbers;
    std::size_t from = 0;
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        const Mention& mention = *mentions[i];
        if (mention.label != "Standard" || mention.recogniser == "anaphor") continue;
        const Block* block = block_of(document, mention, from);
        if (block == nullptr || (block->kind == BlockKind::kTableRow && block->cells.size() != 2)) continue;
        const std::string_view before = text_of(document, {block->span.begin, mention.span.begin});
        const bool heads = before.empty() && heads_card(document, from);
        if (!heads && card_field(field_name(before)) != CardField::kNumber) continue;
        if (numbers.empty() || mentions[numbers.back()]->key != mention.key) numbers.push_back(i);
    }
    if (numbers.size() < 2) numbers.clear();
    return numbers;
}

std::optional<ImpliedSubject> imply_subject(const Document& document, const std::vector<const Mention*>& mentions) {
    for (const Statement& statement : statements(document)) {
        const std::string_view rest = text_of(document, statement.rest);
        const int part = statement.is ? part_number(rest) : 0;
        if (statement.is && part == 0) continue;
        // What the statement names, or the nearest series before it: "GB/T 20438分为以下部分。本部分为第1部分。"
        const Mention* named = nullptr;
        for (const Mention* mention : mentions) {
            if (mention->label != "Standard" || mention->recogniser != "standard-code") continue;
            if (mention->span.begin >= statement.rest.end) break;
            if (named == nullptr || mention->span.begin < statement.rest.begin ||
                named->span.begin < statement.rest.begin) {
                named = mention;
            }
        }
        if (named == nullptr || (!statement.is && named->span.begin < statement.rest.begin)) continue;
        const auto identifier = try_parse_standard(named->name);
        if (!identifier || identifier->family == StandardFamily::kProject) continue;
        const auto series = identifier->series().value_or(*identifier);
        const auto implied = part > 0 && series.part.empty() ? part_of(series, part) : series;
        if (implied) return ImpliedSubject{*implied, statement.words};
    }
    return std::nullopt;
}

}  // namespace mirrorgraph::ingest

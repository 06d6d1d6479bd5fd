#include "ingest/rules/sentence/outline.h"

#include <algorithm>
#include <array>

#include "ingest/recognise/context/card_fields.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kOpeningUnits = 12;
constexpr std::size_t kMaxTitleBytes = 240;  // longer lines are prose
constexpr std::size_t kMaxCaptionBytes = 120;
constexpr std::size_t kMaxLooseBytes = 240;  // of an item of a list whose marks were lost
constexpr std::size_t kMaxOpenTitles = 6;
constexpr int kItemTitle = 100;  // list items that have items below them: their level counts from here

bool is_list_like(BlockKind kind) { return kind == BlockKind::kListItem || kind == BlockKind::kTableRow; }

bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool ends_like_prose(std::string_view text) {
    text = trim(text);
    return text.ends_with('.') || text.ends_with(';') || text.ends_with("。") || text.ends_with("；");
}

bool ends_with_colon(std::string_view text) {
    text = trim(text);
    return text.ends_with(':') || text.ends_with("：");
}

// "... are as follows.", "... the following documents": what comes next is a list, colon or not.
bool announces_list(std::string_view text) {
    if (ends_with_colon(text)) return true;
    const std::string folded = fold_case(text.substr(text.size() - std::min(text.size(), kMaxLooseBytes)));
    const auto has = [&folded](std::string_view words) { return folded.find(words) != std::string::npos; };
    if (has("follow") && (has("following") || has("as follows"))) return true;
    return has("listed below") || has("下列") || has("如下") || has("以下");
}

bool is_caption(std::string_view text) {
    text = trim(text);
    return text.size() <= kMaxCaptionBytes && !ends_like_prose(text) && !ends_with_colon(text);
}

// A line that is little more than a name, that ends with a committee, or that announces what follows with a colon. The
// value of a field is no title, unless it is the standard or policy that a card is about.
bool stands_as_title(std::string_view text, const Block& block, const std::vector<Mention>& mentions,
                     const MentionIndex& index) {
    const Span span = block.span;
    const std::string_view line = trim(text.substr(span.begin, span.size()));
    if (line.size() > kMaxTitleBytes || ends_like_prose(line)) return false;
    std::size_t named = 0;
    bool begins_with_name = false;
    const Mention* last = nullptr;
    for (const std::size_t i : index.within(span)) {
        if (mentions[i].label == "Date") continue;
        const std::string_view before = text.substr(span.begin, mentions[i].span.begin - span.begin);
        const bool is_value = before.find(':') != std::string_view::npos || before.find("：") != std::string_view::npos;
        if (is_value && (is_body(mentions[i]) || card_field(field_name(before)) == CardField::kAnother)) continue;
        begins_with_name = begins_with_name || trim(before).empty();
        named += mentions[i].span.size();
        last = &mentions[i];
    }
    if (last == nullptr) return false;
    const std::string_view rest = trim(text.substr(last->span.end, span.end - last->span.end));
    const bool item = block.kind == BlockKind::kListItem;
    const bool ends_with_committee =
        last->label == "Committee" &&
        ((rest.empty() && !item) || ((rest == ")" || rest == "）") && (!item || begins_with_name)));
    const bool is_name = named * 5 >= line.size() * 2 && (begins_with_name || block.kind != BlockKind::kListItem);
    return ends_with_colon(line) || ends_with_committee || is_name;
}

// "Robotics: SAC/TC 591" over a list: a field of work and its committee, not "Mirror committee: ISO/TC 299".
bool titles_committee(std::string_view text, const Block& block, const std::vector<Mention>& mentions,
                      const MentionIndex& index) {
    const std::vector<std::size_t> inside = index.within(block.span);
    if (block.kind != BlockKind::kParagraph || inside.size() != 1) return false;
    const Mention& committee = mentions[inside[0]];
    const std::string label = fold_case(text.substr(block.span.begin, committee.span.begin - block.span.begin));
    const bool ends = trim(text.substr(committee.span.end, block.span.end - committee.span.end)).empty();
    if (committee.label != "Committee" || !ends || label.size() > kMaxCaptionBytes || !ends_with_colon(label))
        return false;
    static constexpr std::array<std::string_view, 9> kFields = {
        "committee", "mirror", "counterpart", "tc", "liaison", "secretariat", "member", "委员会", "对口"};
    return std::none_of(kFields.begin(), kFields.end(),
                        [&](std::string_view word) { return label.find(word) != std::string::npos; });
}

// "TC No.", "National committee", "Code" in the first row of a card: its own committee, not one that it corresponds to.
bool names_own_committee(std::string_view field) {
    static constexpr std::array<std::string_view, 7> kAlone = {"code", "number", "no", "name", "编号", "代号", "名称"};
    static constexpr std::array<std::string_view, 5> kWords = {"tc", "committee", "委员会", "sac", "working group"};
    static constexpr std::array<std::string_view, 13> kOthers = {
        "mirror", "counterpart", "correspond", "liaison", "parent", "responsib", "in charge",
        "对口",   "对应",        "上级",       "归口",    "所属",   "主管"};
    const auto holds = [field](std::string_view word) { return field.find(word) != std::string_view::npos; };
    return std::find(kAlone.begin(), kAlone.end(), field) != kAlone.end() ||
           (std::any_of(kWords.begin(), kWords.end(), holds) && std::none_of(kOthers.begin(), kOthers.end(), holds));
}

// "International counterpart: ISO/TC 299", not a line that ends with its colon.
bool is_field(std::string_view line) {
    constexpr std::size_t kLongestLabel = 60;
    const std::size_t colon = std::min(line.find(": "), line.find("："));
    return colon <= kLongestLabel && line.substr(0, colon).find_first_of(".,;") == std::string_view::npos;
}

// A line that begins with the number of a standard, outside of lists and tables.
// "GB 4806.7-2023 Plastics: It ...": a number and its title, and what is said of them.
bool is_entry(const Document& document, const Block& block) {
    constexpr std::size_t kFarthest = 160;
    const std::string_view text = std::string_view(document.text).substr(block.span.begin, block.span.size());
    const std::size_t colon = text.substr(0, kFarthest).find(": ");
    return colon != std::string_view::npos && text.substr(0, colon).find(". ") == std::string_view::npos;
}

bool begins_with_number(const Document& document, const Block& block, const std::vector<Mention>& mentions,
                        const MentionIndex& index) {
    const bool long_text = block.sentences.size() > 1 || block.span.size() > kMaxLooseBytes;
    if (is_list_like(block.kind) || (long_text && !is_entry(document, block))) return false;
    const std::vector<std::size_t> inside = index.within(block.span);
    if (inside.empty() || mentions[inside[0]].span.begin != block.span.begin) return false;
    const Mention& first = mentions[inside[0]];
    return first.label == "Standard" && first.recogniser != "anaphor" &&
           first.key.find_first_of("0123456789") != std::string::npos;
}

}  // namespace

Outline::Outline(const Document& document, const std::vector<Mention>& mentions, const MentionIndex& index) {
    for (std::size_t i = 0; i < document.blocks.size(); ++i) add_block(document, i, mentions, index);
}

void Outline::add_block(const Document& document, std::size_t block, const std::vector<Mention>& mentions,
                        const MentionIndex& index) {
    const Block& it = document.blocks[block];
    const std::string_view text = std::string_view(document.text).substr(it.span.begin, it.span.size());
    if (!has_letter(text)) return;
    const std::size_t first = units_.size();
    const bool marked = is_list_like(it.kind);
    const Block* next = block + 1 < document.blocks.size() ? &document.blocks[block + 1] : nullptr;
    const bool over_items = next != nullptr && next->kind == BlockKind::kListItem;
    const bool line = it.sentences.size() <= 1 && it.kind != BlockKind::kTableRow &&
                      (stands_as_title(document.text, it, mentions, index) ||
                       (over_items && titles_committee(document.text, it, mentions, index)));
    const bool heads_fields =
        next != nullptr && (is_list_like(next->kind) ||
                            is_field(std::string_view(document.text).substr(next->span.begin, next->span.size())));
    const bool heads_list = line && it.kind == BlockKind::kHeading && heads_fields;
    const bool numbered = begins_with_number(document, it, mentions, index);
    const bool run =
        numbered && (numbered_before_ || (next != nullptr && begins_with_number(document, *next, mentions, index)));
    numbered_before_ = numbered;
    const bool loose =
        (!marked && loose_list_ && !heads_list && it.sentences.size() <= 1 && text.size() <= kMaxLooseBytes &&
         !ends_with_colon(text) && !(ends_like_prose(text) && text.size() > kMaxCaptionBytes)) ||
        run;
    if (it.kind == BlockKind::kTableRow) enter_table(it);
    add_units(document, block, marked || loose);
    if (marked || loose) {
        list_began_ = true;
        caption_above_ = false;
        items_began_ = items_began_ || it.kind == BlockKind::kListItem;
        loose_list_ = loose_list_ && loose;
        if (ends_with_colon(text)) lead_in_.insert(lead_in_.begin(), units_.size() - 1);
    } else {
        const bool heads_table = next != nullptr && next->kind == BlockKind::kTableRow && !next->header;
        set_lead_in(it, text, first, heads_table);
        loose_list_ = announces_list(text);
    }
    const bool heads_items = it.kind == BlockKind::kListItem && next != nullptr && next->kind == BlockKind::kListItem &&
                             next->level > it.level;
    close_items(it.kind == BlockKind::kListItem ? it.level : 0);
    if (it.kind == BlockKind::kTableRow) {
        enter_card(document, it, first, mentions, index);
    } else if (heads_items) {
        titles_.push_back({first, kItemTitle + it.level});
    } else if (it.kind == BlockKind::kHeading && !loose) {
        open_title(it.level, first);
    } else if (line && !loose && (!marked || !ends_with_colon(text))) {
        // Names listed one below the other are no titles; one that other items follow is.
        const auto is_name = [&](const Block& other) {
            return other.kind == it.kind &&
                   !ends_with_colon(std::string_view(document.text).substr(other.span.begin, other.span.size())) &&
                   stands_as_title(document.text, other, mentions, index);
        };
        const bool listed = marked && (last_line_named_ || next == nullptr || next->kind != it.kind || is_name(*next));
        if (!listed) open_title(0, first);
    }
    last_line_named_ = line;
}

// A table of keys and values is about the first standard or policy among its values, or about the committee that its first
// row names as its own.
void Outline::enter_card(const Document& document, const Block& row, std::size_t unit,
                         const std::vector<Mention>& mentions, const MentionIndex& index) {
    if (row.cells.size() != 2 || row.table == headed_) return;
    const std::string label = fold_case(document.text.substr(row.cells[0].begin, row.cells[0].size()));
    // The label that the last card began with, or a number: the next card below it.
    const bool number = card_field(field_name(label)) == CardField::kNumber;
    const bool next = label == card_label_ || number;
    if (row.table == card_ && !next) return;
    const std::size_t block = units_[unit].block;
    const bool first = block == 0 || document.blocks[block - 1].table != row.table || label == card_label_;
    const bool committee = first && names_own_committee(field_name(label));
    for (const std::size_t i : index.within(row.cells[1])) {
        const bool begins = mentions[i].span.begin == row.cells[1].begin;
        const bool own =
            begins && (mentions[i].label == "Committee" ? committee : number && mentions[i].label == "Standard");
        if (!own && (is_body(mentions[i]) || mentions[i].label == "Date")) continue;
        if (!own && !stands_as_title(document.text, row, mentions, index)) return;
        card_ = row.table;
        card_label_ = label;
        open_title(0, unit);
        return;
    }
}

// A lead-in speaks for the table that it stands over: not for one behind a list, nor for the rest of a table whose
// header stands on another page.
void Outline::enter_table(const Block& row) {
    if (row.header) {
        table_led_ = !items_began_;
        headed_ = row.table;
    }
    // A header that the reader took for a line of text counts as one.
    if (row.table != table_ && !row.header) table_led_ = caption_above_ && !items_began_;
    table_ = row.table;
}

void Outline::add_units(const Document& document, std::size_t block, bool in_list) {
    const Block& it = document.blocks[block];
    std::vector<Span> spans = it.sentences;
    if (spans.empty()) spans.push_back(it.span);
    for (const Span span : spans) {
        TextUnit unit{span, block, in_list, {}, std::nullopt, last_prose_, {}};
        if (in_list && (it.kind != BlockKind::kTableRow || table_led_)) unit.lead_in = lead_in_;
        if (!units_.empty() && document.blocks[units_.back().block].kind != BlockKind::kHeading) {
            unit.before = units_.size() - 1;
        }
        for (auto title = titles_.rbegin(); title != titles_.rend(); ++title) unit.titles.push_back(title->unit);
        if (!in_list) last_prose_ = units_.size();
        units_.push_back(std::move(unit));
        if (opening_.size() < kOpeningUnits) opening_.push_back(units_.size() - 1);
    }
}

void Outline::set_lead_in(const Block& block, std::string_view text, std::size_t first, bool heads_table) {
    // A caption between a lead-in and its table does not hide the lead-in, nor does a line that is the table's header.
    const bool caption = (block.kind == BlockKind::kParagraph || heads_table) && !list_began_ &&
                         block.sentences.size() == 1 && is_caption(text);
    caption_above_ = block.sentences.size() <= 1 && is_caption(text);
    if (!caption) lead_in_.clear();
    for (std::size_t i = first; i < units_.size(); ++i) lead_in_.insert(lead_in_.begin(), i);
    list_began_ = items_began_ = false;
}

// An item speaks for the items that stand deeper, until one comes that does not.
void Outline::close_items(int level) {
    std::erase_if(titles_, [&](const Title& title) { return title.level >= kItemTitle + level; });
}

void Outline::open_title(int level, std::size_t unit) {
    if (level > 0) {
        std::erase_if(titles_, [&](const Title& title) { return title.level == 0 || title.level >= level; });
        titles_.push_back({unit, level});
        return;
    }
    titles_.push_back({unit, 0});
    const auto lines = std::count_if(titles_.begin(), titles_.end(), [](const Title& t) { return t.level == 0; });
    if (static_cast<std::size_t>(lines) > kMaxOpenTitles) {
        titles_.erase(std::find_if(titles_.begin(), titles_.end(), [](const Title& t) { return t.level == 0; }));
    }
}

}  // namespace mirrorgraph::ingest

#include "ingest/rules/outline.h"

#include <algorithm>

#include "schema/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kOpeningUnits = 12;
constexpr std::size_t kMaxTitleBytes = 240;  // longer lines are prose
constexpr std::size_t kMaxCaptionBytes = 120;
constexpr std::size_t kMaxOpenTitles = 6;

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

bool is_caption(std::string_view text) {
    text = trim(text);
    return text.size() <= kMaxCaptionBytes && !ends_like_prose(text) && !text.ends_with(':') && !text.ends_with("：");
}

// A line that is little more than a name, or that announces what follows with a colon.
bool stands_as_title(std::string_view text, Span span, const std::vector<Mention>& mentions,
                     const MentionIndex& index) {
    const std::string_view line = trim(text.substr(span.begin, span.size()));
    if (line.size() > kMaxTitleBytes || ends_like_prose(line)) return false;
    std::size_t named = 0;
    for (const std::size_t i : index.within(span)) {
        if (mentions[i].label != "Date") named += mentions[i].span.size();
    }
    if (named == 0) return false;
    return line.ends_with(':') || line.ends_with("：") || named * 5 >= line.size() * 2;
}

}  // namespace

Outline::Outline(const Document& document, const std::vector<Mention>& mentions, const MentionIndex& index) {
    for (std::size_t i = 0; i < document.blocks.size(); ++i) add_block(document, i, mentions, index);
}

void Outline::add_block(const Document& document, std::size_t block, const std::vector<Mention>& mentions,
                        const MentionIndex& index) {
    const Block& it = document.blocks[block];
    const std::string_view text = document.text;
    if (!has_letter(text.substr(it.span.begin, it.span.size()))) return;
    std::vector<Span> spans = it.sentences;
    if (spans.empty()) spans.push_back(it.span);
    const bool in_list = is_list_like(it.kind);
    const std::size_t first = units_.size();
    for (const Span span : spans) {
        TextUnit unit{span, block, in_list, {}, std::nullopt, {}};
        if (in_list) unit.lead_in = lead_in_;
        if (!units_.empty() && document.blocks[units_.back().block].kind != BlockKind::kHeading) {
            unit.before = units_.size() - 1;
        }
        for (auto title = titles_.rbegin(); title != titles_.rend(); ++title) unit.titles.push_back(title->unit);
        units_.push_back(std::move(unit));
        if (opening_.size() < kOpeningUnits) opening_.push_back(units_.size() - 1);
    }
    if (in_list) {
        list_began_ = true;
    } else {
        // A caption between a lead-in and its table does not hide the lead-in.
        const bool caption = it.kind == BlockKind::kParagraph && !list_began_ && spans.size() == 1 &&
                             is_caption(text.substr(it.span.begin, it.span.size()));
        if (!caption) lead_in_.clear();
        for (std::size_t i = first; i < units_.size(); ++i) lead_in_.insert(lead_in_.begin(), i);
        list_began_ = false;
    }
    const bool single = units_.size() == first + 1;
    if (it.kind == BlockKind::kHeading ||
        (single && it.kind != BlockKind::kTableRow && stands_as_title(text, it.span, mentions, index))) {
        open_title(it, first);
    }
}

void Outline::open_title(const Block& block, std::size_t unit) {
    if (block.kind == BlockKind::kHeading) {
        std::erase_if(titles_, [&](const Title& title) { return title.level == 0 || title.level >= block.level; });
        titles_.push_back({unit, std::max(1, block.level)});
        return;
    }
    titles_.push_back({unit, 0});
    const auto lines = std::count_if(titles_.begin(), titles_.end(), [](const Title& t) { return t.level == 0; });
    if (static_cast<std::size_t>(lines) > kMaxOpenTitles) {
        titles_.erase(std::find_if(titles_.begin(), titles_.end(), [](const Title& t) { return t.level == 0; }));
    }
}

}  // namespace mirrorgraph::ingest

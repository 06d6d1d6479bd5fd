#include "ingest/readers/layout.h"

#include <algorithm>

#include "ingest/readers/joining.h"
#include "ingest/readers/sentences.h"
#include "schema/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// What a heading never ends with.
bool ends_clause(std::string_view text) {
    return text.ends_with(";") || text.ends_with(",") || text.ends_with(":") || text.ends_with("；") ||
           text.ends_with("：");
}

class LayoutFinder {
  public:
    LayoutFinder(std::string_view text, const std::vector<Line>& lines)
        : text_(text), lines_(lines), joiner_(text, lines) {}

    std::vector<LayoutBlock> run() {
        for (std::size_t i = 0; i < lines_.size(); ++i) place(i);
        name_headings();
        return std::move(blocks_);
    }

  private:
    struct Last {
        std::size_t block = kNone;
        std::size_t line = kNone;
        bool interrupted = false;  // something stood between
    };

    std::string_view whole(std::size_t line) const {
        return text_.substr(lines_[line].span.begin, lines_[line].span.size());
    }

    void place(std::size_t i) {
        switch (lines_[i].role) {
            case LineRole::kPageNumber:
            case LineRole::kRunning: last_.interrupted = true; return;
            case LineRole::kFloating:
            case LineRole::kLink:
                start_block(i);
                last_.interrupted = true;
                return;
            case LineRole::kText: break;
        }
        if (last_.block != kNone) {
            const bool goes_on = last_.interrupted ? joiner_.resumes(last_.line, i) : joiner_.continues(last_.line, i);
            if (goes_on) {
                extend(i);
                return;
            }
        }
        start_block(i);
        last_ = {blocks_.size() - 1, i, false};
    }

    void start_block(std::size_t i) {
        const Line& line = lines_[i];
        LayoutBlock block;
        const bool item = line.mark == Mark::kBullet || line.mark == Mark::kNumber || line.mark == Mark::kBracket;
        block.kind = item ? BlockKind::kListItem : BlockKind::kParagraph;
        block.level = item ? std::max(1, line.level) : 0;
        const std::size_t mark = line.mark == Mark::kBullet ? line.mark_size : 0;
        block.pieces.push_back({{line.span.begin + mark, line.span.end}, line.number, line.page, Join::kBlank});
        blocks_.push_back(std::move(block));
    }

    void extend(std::size_t i) {
        const Line& line = lines_[i];
        const Join join = joiner_.join(whole(last_.line), whole(i));
        blocks_[last_.block].pieces.push_back({line.span, line.number, line.page, join});
        last_.line = i;
        last_.interrupted = false;
    }

    // A short block that is no sentence, with something below it.
    void name_headings() {
        constexpr std::size_t kLongestHeading = 200;
        for (std::size_t b = 0; b + 1 < blocks_.size(); ++b) {
            LayoutBlock& block = blocks_[b];
            const std::string_view first = text_.substr(block.pieces[0].span.begin, block.pieces[0].span.size());
            const std::string_view last = text_.substr(block.pieces.back().span.begin, block.pieces.back().span.size());
            std::size_t size = 0;
            for (const Piece& piece : block.pieces) size += piece.span.size();
            const LayoutBlock& below = blocks_[b + 1];
            const bool list_above_list = block.kind == BlockKind::kListItem && below.kind == BlockKind::kListItem;
            if (size > kLongestHeading || first[0] == '#' || is_link(first) || list_above_list) continue;
            if (ends_sentence(last) || ends_clause(last)) continue;
            if (label_size(first) > 0 && label_size(first) < first.size()) continue;
            if (block.kind == BlockKind::kListItem && !is_title_like(first) && block.level < 2) continue;
            block.kind = BlockKind::kHeading;
            block.level = std::max(1, block.level);
        }
    }

    std::string_view text_;
    const std::vector<Line>& lines_;
    LineJoiner joiner_;
    std::vector<LayoutBlock> blocks_;
    Last last_;
};

}  // namespace

std::vector<LayoutBlock> find_blocks(std::string_view text, const std::vector<Line>& lines) {
    return LayoutFinder(text, lines).run();
}

}  // namespace mirrorgraph::ingest

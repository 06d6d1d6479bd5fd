#include "ingest/readers/layout/layout.h"

#include <algorithm>
#include <set>

#include "ingest/readers/layout/joining.h"
#include "ingest/readers/layout/sentences.h"
#include "ingest/readers/tables/table_columns.h"
#include "ingest/readers/tables/tables.h"
#include "schema/identifiers/standard.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// What a heading never ends with.
bool ends_clause(std::string_view text) {
    return text.ends_with(";") || text.ends_with(",") || text.ends_with(":") || text.ends_with("；") ||
           text.ends_with("：");
}

// "(ISO 31000:2018, IDT)", "(Draft for Comments)": said of what stands above it.
bool is_in_brackets(std::string_view first, std::string_view last) {
    return (first.starts_with("(") && last.ends_with(")")) || (first.starts_with("（") && last.ends_with("）"));
}

class LayoutFinder {
  public:
    LayoutFinder(std::string_view text, const std::vector<Line>& lines)
        : text_(text), lines_(lines), joiner_(text, lines), tables_(text, lines, joiner_) {}

    std::vector<LayoutBlock> run() {
        for (std::size_t i = 0; i < lines_.size();) i = place(i);
        name_headings();
        return std::move(blocks_);
    }

  private:
    struct Last {
        std::size_t block = kNone;
        std::size_t line = kNone;
        Interruption interruption = Interruption::kNone;
    };

    struct Bullet {
        std::uint32_t indent;
        std::string_view sign;
    };

    std::string_view whole(std::size_t line) const {
        return text_.substr(lines_[line].span.begin, lines_[line].span.size());
    }

    // Takes lines from i on; the position of the first that it leaves.
    std::size_t place(std::size_t i) {
        switch (lines_[i].role) {
            case LineRole::kRunning:
                keep_running_title(i);
                last_.interruption = Interruption::kPage;
                return i + 1;
            case LineRole::kPageNumber: last_.interruption = Interruption::kPage; return i + 1;
            case LineRole::kFloating:
            case LineRole::kLink:
                start_block(i);
                last_.interruption = Interruption::kPage;
                return i + 1;
            case LineRole::kText: break;
        }
        if (i >= list_end_) {
            list_end_ = labelled_list_at(i);
            if (list_end_ > i) {
                start_block(i);
                last_ = {blocks_.size() - 1, i, Interruption::kNone};
                return i + 1;
            }
        }
        const bool goes = i < list_end_ ? starts_inside(whole(i)) : goes_on(i);
        // "... as follows," above an empty line and the header of a table
        if (!goes || lines_[i].gap > 0 || tables_.begins_header(i)) {
            const auto table = tables_.find(i);
            if (table && (!goes || table->rows.front().header)) {
                add_table(*table);
                last_.interruption = Interruption::kTable;
                list_end_ = 0;
                return table->last;
            }
        }
        if (goes) {
            extend(i);
            return i + 1;
        }
        start_block(i);
        if (i < list_end_) as_item(blocks_.back());
        last_ = {blocks_.size() - 1, i, Interruption::kNone};
        return i + 1;
    }

    static void as_item(LayoutBlock& block) {
        block.kind = BlockKind::kListItem;
        block.marked = Mark::kBullet;
        block.level = 1;
    }

    // Short lines below "Drafting organizations" or "Participating members (P)" that are no sentences: one item each. The
    // line behind them; 0 where none stand below line i.
    std::size_t labelled_list_at(std::size_t i) const {
        constexpr std::uint32_t kWidestItem = 90;
        constexpr std::size_t kFewestItems = 2;
        if (lines_[i].mark != Mark::kNone || !heads_list(whole(i))) return 0;
        if (i > 0 && lines_[i].gap == 0 && !is_field_label(whole(i))) return 0;
        std::size_t items = 0;
        std::size_t line = i + 1;
        for (; line < lines_.size(); ++line) {
            const Line& at = lines_[line];
            const bool first = line == i + 1;
            if (at.gap > (first ? 1 : 0) || at.role != LineRole::kText || at.mark != Mark::kNone) break;
            const std::string_view words = whole(line);
            if (!first && is_field_label(words)) break;
            const bool prose = at.width > kWidestItem || (ends_sentence(words) && !ends_company(words));
            if (label_size(words) > 0 || (prose && !begins_entry(words))) return 0;
            items += starts_inside(words) ? 0 : 1;
        }
        return items < kFewestItems ? 0 : line;
    }

    static bool ends_company(std::string_view words) {
        return words.ends_with("Ltd.") || words.ends_with("Inc.") || words.ends_with("Corp.") || words.ends_with("Co.");
    }

    // The number of the standard that all pages repeat says what the document is: it stands in the text once.
    void keep_running_title(std::size_t i) {
        if (try_parse_standard(whole(i)) && titles_.insert(whole(i)).second) start_block(i);
    }

    bool goes_on(std::size_t i) const {
        if (last_.block == kNone) return false;
        if (last_.interruption == Interruption::kNone) return joiner_.continues(last_.line, i);
        return joiner_.resumes(last_.line, i, last_.interruption);
    }

    void add_table(const Table& table) {
        ++table_count_;
        for (const TableRow& row : table.rows) {
            LayoutBlock block;
            block.kind = BlockKind::kTableRow;
            block.cells = row.cells;
            block.table = table_count_;
            block.header = row.header;
            blocks_.push_back(std::move(block));
        }
    }

    void start_block(std::size_t i) {
        const Line& line = lines_[i];
        LayoutBlock block;
        const bool item = line.mark == Mark::kBullet || line.mark == Mark::kNumber || line.mark == Mark::kBracket;
        // A sign that no character stands for leaves its blank.
        const bool lost_sign = !item && line.page_start && line.page == 0 && !blocks_.empty() && follows_list();
        block.kind = item || lost_sign ? BlockKind::kListItem : BlockKind::kParagraph;
        block.marked = lost_sign ? Mark::kBullet : line.mark;
        block.level = item || lost_sign ? std::max(1, line.level) : 0;
        if (block.marked == Mark::kBullet) block.level = nesting(line, text_.substr(line.span.begin, line.mark_size));
        if (block.marked == Mark::kNumber) below_number_ = true;
        if (line.mark == Mark::kHeading) {
            block.kind = BlockKind::kHeading;
            block.level = line.level;
        }
        const bool sign = line.mark == Mark::kBullet || line.mark == Mark::kHeading;
        const std::size_t mark = sign ? line.mark_size : 0;
        const Span words = between_bars({line.span.begin + mark, line.span.end});
        block.pieces.push_back({words, line.number, line.page, Join::kBlank});
        blocks_.push_back(std::move(block));
    }

    // "| Structure |": a table's caption in a cell of its own.
    Span between_bars(Span span) const {
        const std::string_view line = text_.substr(span.begin, span.size());
        if (line.size() < 3 || line.front() != '|' || line.find('|', 1) != line.size() - 1) return span;
        const std::string_view words = trim(line.substr(1, line.size() - 2));
        const std::size_t begin = span.begin + static_cast<std::size_t>(words.data() - line.data());
        return words.empty() ? span : Span{begin, begin + words.size()};
    }

    // How deep a bullet stands below those above it: by its indent, or by a sign that is new.
    int nesting(const Line& line, std::string_view sign) {
        if (blocks_.empty() || blocks_.back().kind != BlockKind::kListItem) {
            bullets_.clear();
            below_number_ = false;
        }
        // Bullets between "1." and "2." are the number's.
        return bullets_above(line, sign) + (below_number_ ? 1 : 0);
    }

    int bullets_above(const Line& line, std::string_view sign) {
        const auto same = std::find_if(bullets_.begin(), bullets_.end(), [&](const Bullet& bullet) {
            return bullet.sign == sign && bullet.indent + 1 >= line.indent && line.indent + 1 >= bullet.indent;
        });
        if (same != bullets_.end()) {
            bullets_.erase(same + 1, bullets_.end());
            return static_cast<int>(bullets_.size());
        }
        while (!bullets_.empty() && bullets_.back().indent > line.indent + 1) bullets_.pop_back();
        bullets_.push_back({line.indent, sign});
        return static_cast<int>(bullets_.size());
    }

    bool follows_list() const {
        const LayoutBlock& above = blocks_.back();
        if (above.kind == BlockKind::kListItem) return true;
        if (above.pieces.empty()) return false;
        const Span last = above.pieces.back().span;
        return ends_clause(text_.substr(last.begin, last.size()));
    }

    // Does the value of a field come next?
    bool ends_with_label() const {
        const std::string_view last = whole(last_.line);
        return lines_[last_.line].mark == Mark::kBullet && (last.ends_with(":") || last.ends_with("："));
    }

    void extend(std::size_t i) {
        const Line& line = lines_[i];
        const Join join = joiner_.join(whole(last_.line), whole(i));
        const std::size_t mark = line.mark == Mark::kBullet && ends_with_label() ? line.mark_size : 0;
        blocks_[last_.block].pieces.push_back({{line.span.begin + mark, line.span.end}, line.number, line.page, join});
        last_.line = i;
        last_.interruption = Interruption::kNone;
    }

    // A short block that is no sentence, with something below it.
    void name_headings() {
        constexpr std::size_t kLongestHeading = 200;
        constexpr std::size_t kLongestCounted = 100;  // with a number before it
        for (std::size_t b = 0; b + 1 < blocks_.size(); ++b) {
            LayoutBlock& block = blocks_[b];
            if (block.kind == BlockKind::kTableRow || block.kind == BlockKind::kHeading ||
                block.marked == Mark::kBullet)
                continue;
            const std::string_view first = text_.substr(block.pieces[0].span.begin, block.pieces[0].span.size());
            const std::string_view last = text_.substr(block.pieces.back().span.begin, block.pieces.back().span.size());
            std::size_t size = 0;
            for (const Piece& piece : block.pieces) size += piece.span.size();
            const LayoutBlock& below = blocks_[b + 1];
            const bool list_above_list = block.kind == BlockKind::kListItem && below.kind == BlockKind::kListItem;
            if (size > kLongestHeading || first[0] == '#' || is_link(first) || list_above_list) continue;
            if (begins_with_day(first) || is_in_brackets(first, last)) continue;
            if (is_contents_line(last)) continue;
            if (ends_sentence(last) || ends_clause(last)) continue;
            if (label_size(first) > 0 && label_size(first) < first.size()) continue;
            if (is_reference(first) && (refers(below) || (b > 0 && refers(blocks_[b - 1])))) continue;
            const bool list_below_list = b > 0 && blocks_[b - 1].kind == BlockKind::kListItem && block.level < 2;
            if (block.kind == BlockKind::kListItem && (size > kLongestCounted || list_below_list)) continue;
            block.kind = BlockKind::kHeading;
            block.level = std::max(1, block.level);
        }
    }

    bool refers(const LayoutBlock& block) const {
        if (block.pieces.empty()) return false;
        const Span first = block.pieces[0].span;
        return is_reference(text_.substr(first.begin, first.size()));
    }

    std::string_view text_;
    const std::vector<Line>& lines_;
    LineJoiner joiner_;
    TableFinder tables_;
    std::vector<LayoutBlock> blocks_;
    std::vector<Bullet> bullets_;        // open ones, the outermost first
    bool below_number_ = false;          // an item with a number began the list
    std::set<std::string_view> titles_;  // running titles that were kept
    std::size_t list_end_ = 0;  // the line behind the items of a labelled list; not in one: at or before the line
    Last last_;
    std::uint32_t table_count_ = 0;
};

}  // namespace

std::vector<LayoutBlock> find_blocks(std::string_view text, const std::vector<Line>& lines) {
    return LayoutFinder(text, lines).run();
}

}  // namespace mirrorgraph::ingest

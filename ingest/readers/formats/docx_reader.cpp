#include "ingest/readers/formats/docx_reader.h"

#include <algorithm>

#include "ingest/readers/formats/archive.h"
#include "ingest/readers/formats/markup_events.h"
#include "ingest/readers/formats/text_reader.h"
#include "ingest/readers/layout/layout.h"
#include "ingest/readers/source_text.h"
#include "ingest/readers/traditional.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::string_view kMainPart = "word/document.xml";

// Writes the text, a paragraph or row a line, and keeps what each line is.
class DocxReader : public MarkupEvents {
  public:
    void begin(std::string_view name, const std::vector<MarkupAttribute>& attributes, std::size_t /*offset*/) override {
        if (name == "tbl" && table_depth_++ == 0) ++table_count_;
        if (name == "tr" && table_depth_ == 1) row_ = {};
        if (name == "tc" && table_depth_ == 1) cell_.clear();
        if (name == "p") begin_paragraph();
        if (name == "pStyle") note_style(value_of(attributes));
        if (name == "numPr") kind_ = kind_ == BlockKind::kHeading ? kind_ : BlockKind::kListItem;
        if (name == "ilvl" && kind_ == BlockKind::kListItem) level_ = 1 + number_of(value_of(attributes));
        if (name == "t") in_text_ = true;
        if (name == "tab" || name == "br" || name == "cr") source_.text += ' ';
        if (name == "del") ++deleted_;
    }

    void end(std::string_view name) override {
        if (name == "del") --deleted_;
        if (name == "t") in_text_ = false;
        if (name == "p") end_paragraph();
        if (name == "tc" && table_depth_ == 1) row_.cells.push_back(std::move(cell_));
        if (name == "tr" && table_depth_ == 1) end_row();
        if (name == "tbl") --table_depth_;
    }

    void text(std::string_view text, Span /*place*/) override {
        if (!in_text_ || deleted_ > 0) return;
        for (char c : take_utf8(std::string(text)).text) source_.text += c == '\n' ? ' ' : c;
    }

    Document take() {
        if (source_.text.empty()) source_.text = " ";
        source_.runs.push_back({0, 0, 1, 1});
        simplify(source_);
        return build_document(source_, blocks_);
    }

  private:
    static std::string_view value_of(const std::vector<MarkupAttribute>& attributes) {
        for (const MarkupAttribute& attribute : attributes) {
            if (attribute.name == "val") return attribute.value;
        }
        return {};
    }

    static int number_of(std::string_view digits) {
        return digits.size() == 1 && digits[0] >= '0' && digits[0] <= '9' ? digits[0] - '0' : 0;
    }

    // "Heading2", "Title"; other languages number their headings alike ("berschrift2" has its number last too).
    void note_style(std::string_view style) {
        const std::string folded = fold_case(style);
        const bool title = folded == "title";
        const bool heading =
            folded.starts_with("heading") || folded.starts_with("titre") || folded.starts_with("überschrift");
        if (!title && !heading) {
            if (folded.starts_with("list") && kind_ == BlockKind::kParagraph) {
                kind_ = BlockKind::kListItem;
                level_ = std::max(level_, 1);
            }
            return;
        }
        kind_ = BlockKind::kHeading;
        level_ = title ? 1 : std::max(1, number_of(style.substr(style.size() - 1)));
    }

    void begin_paragraph() {
        begin_ = source_.text.size();
        kind_ = BlockKind::kParagraph;
        level_ = 0;
    }

    void end_paragraph() {
        const Span span{begin_, source_.text.size()};
        const bool empty = trim(std::string_view(source_.text).substr(span.begin)).empty();
        source_.text += '\n';
        const Piece piece{span, line_++, 0, Join::kBlank};
        if (empty) return;
        if (table_depth_ > 0) {
            cell_.push_back(piece);
            return;
        }
        LayoutBlock block;
        block.kind = kind_;
        block.level = kind_ == BlockKind::kListItem ? std::max(1, level_) : level_;
        block.pieces.push_back(piece);
        blocks_.push_back(std::move(block));
    }

    void end_row() {
        row_.kind = BlockKind::kTableRow;
        row_.table = table_count_;
        row_.header = !blocks_.empty() ? blocks_.back().table != table_count_ : true;
        blocks_.push_back(std::move(row_));
    }

    SourceText source_;
    std::vector<LayoutBlock> blocks_;
    LayoutBlock row_;
    std::vector<Piece> cell_;
    BlockKind kind_ = BlockKind::kParagraph;
    int level_ = 0;
    int table_depth_ = 0;
    int deleted_ = 0;
    std::uint32_t table_count_ = 0;
    std::uint32_t line_ = 1;
    std::size_t begin_ = 0;
    bool in_text_ = false;
};

}  // namespace

bool looks_like_docx(std::string_view bytes, const std::string& path) {
    if (!bytes.starts_with("PK")) return false;
    try {
        return archive_has_file(bytes, path, kMainPart);
    } catch (const Error&) {
        return false;
    }
}

Document read_docx(std::string_view bytes, const std::string& path) {
    const std::optional<std::string> part = read_archive_file(bytes, path, kMainPart);
    if (!part) throw Error(ErrorCode::kInvalidData, path + ": has no text part", "save it anew with a word processor");
    DocxReader reader;
    parse_xml(*part, path, reader);
    Document document = reader.take();
    if (document.blocks.empty())
        throw Error(ErrorCode::kInvalidData, path + ": holds no text",
                    "if its pages are pictures, recognise their characters first");
    return document;
}

}  // namespace mirrorgraph::ingest

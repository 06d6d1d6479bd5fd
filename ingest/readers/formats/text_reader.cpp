#include "ingest/readers/formats/text_reader.h"

#include "ingest/readers/formats/markup.h"
#include "ingest/readers/layout/document_builder.h"
#include "ingest/readers/layout/layout.h"
#include "ingest/readers/layout/lines.h"

namespace mirrorgraph::ingest {

namespace {

void append_pieces(DocumentBuilder& builder, const std::vector<Piece>& pieces) {
    bool first = true;
    for (const Piece& piece : pieces) {
        if (!first && piece.join == Join::kBlank) builder.append_joint(" ");
        if (!first && piece.join == Join::kDropHyphen) builder.drop(1);
        builder.append(piece.span, piece.line, piece.page);
        first = false;
    }
}

void append_block(DocumentBuilder& builder, const LayoutBlock& layout) {
    Block& block = builder.open_block(layout.kind);
    block.level = layout.level;
    block.table = layout.table;
    block.header = layout.header;
    for (const std::vector<Piece>& cell : layout.cells) {
        builder.open_cell();
        append_pieces(builder, cell);
        builder.close_cell();
    }
    append_pieces(builder, layout.pieces);
    builder.close_block();
}

void strip_markup(std::string_view text, std::vector<LayoutBlock>& blocks) {
    const auto strip = [text](std::vector<Piece>& pieces) {
        std::vector<Piece> stripped;
        for (const Piece& piece : pieces) append_stripped(text, piece, stripped);
        pieces = std::move(stripped);
    };
    for (LayoutBlock& block : blocks) {
        strip(block.pieces);
        for (std::vector<Piece>& cell : block.cells) strip(cell);
    }
}

}  // namespace

Document read_text(const SourceText& source) {
    std::vector<Line> lines = split_lines(source.text);
    find_furniture(source.text, lines);
    const bool markdown = is_markdown(source.text, lines);
    if (markdown) mark_headings(source.text, lines);
    std::vector<LayoutBlock> blocks = find_blocks(source.text, lines);
    if (markdown) strip_markup(source.text, blocks);
    return build_document(source, blocks);
}

Document build_document(const SourceText& source, const std::vector<LayoutBlock>& blocks) {
    DocumentBuilder builder(source);
    for (const LayoutBlock& block : blocks) append_block(builder, block);
    return builder.take();
}

}  // namespace mirrorgraph::ingest

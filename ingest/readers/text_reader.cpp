#include "ingest/readers/text_reader.h"

#include "ingest/readers/document_builder.h"
#include "ingest/readers/layout.h"
#include "ingest/readers/lines.h"

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

}  // namespace

Document read_text(const SourceText& source) {
    std::vector<Line> lines = split_lines(source.text);
    find_furniture(source.text, lines);
    DocumentBuilder builder(source);
    for (const LayoutBlock& block : find_blocks(source.text, lines)) append_block(builder, block);
    return builder.take();
}

}  // namespace mirrorgraph::ingest

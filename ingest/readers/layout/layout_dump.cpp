#include "ingest/readers/layout/layout_dump.h"

#include <fmt/core.h>

#include <ostream>
#include <string_view>

namespace mirrorgraph::ingest {

namespace {

std::string kind_of(const Block& block) {
    switch (block.kind) {
        case BlockKind::kHeading: return fmt::format("h{}", block.level);
        case BlockKind::kParagraph: return "p";
        case BlockKind::kListItem: return fmt::format("li{}", block.level);
        case BlockKind::kTableRow: return fmt::format("{}{}", block.header ? "th" : "tr", block.table);
    }
    return "?";
}

}  // namespace

void print_layout(const Document& document, std::ostream& out) {
    const std::string_view text = document.text;
    for (const Block& block : document.blocks) {
        out << fmt::format("{:>5} {:<4}", document.map.locate(block.span).line, kind_of(block));
        const bool row = block.kind == BlockKind::kTableRow;
        bool first = true;
        for (const Span& part : row ? block.cells : block.sentences) {
            out << (first ? " " : row ? " | " : " ¶ ") << text.substr(part.begin, part.size());
            first = false;
        }
        out << '\n';
    }
}

}  // namespace mirrorgraph::ingest

// Mermaid's flow charts, for Markdown pages that draw them.
//
// Source: mermaid.js.org/syntax/flowchart.html. More than 500 edges or 50,000 characters are refused there, so they are
// here. Texts are in quotes with #...; for what Mermaid or Markdown would take for its own.
#include <fmt/core.h>

#include "graph/export/appearance.h"
#include "graph/export/caption.h"
#include "graph/export/formats/formats.h"
#include "graph/export/text.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::size_t kMostEdges = 500;
constexpr std::size_t kMostCharacters = 50'000;

std::string quote_mermaid(std::string_view text) {
    std::string out = "\"";
    for (const char c : one_line(clean_for_xml(text))) {
        const bool is_plain = static_cast<unsigned char>(c) >= 0x80 || c == ' ' || c == '.' || c == ',' || c == '-' ||
                              c == '/' || c == '(' || c == ')' || c == ':' || (c >= '0' && c <= '9') ||
                              (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        out += is_plain ? std::string(1, c) : fmt::format("#{};", static_cast<int>(c));
    }
    return out + '"';
}

struct Brackets {
    std::string_view open;
    std::string_view close;
};
Brackets brackets_of(NodeShape shape) {
    switch (shape) {
        case NodeShape::kRoundedBox: return {"(", ")"};
        case NodeShape::kSheet:
        case NodeShape::kBox: return {"[", "]"};
        case NodeShape::kEllipse: return {"([", "])"};
        case NodeShape::kHexagon:
        case NodeShape::kOctagon: return {"{{", "}}"};
        case NodeShape::kDiamond: return {"[/", "/]"};
    }
    return {"[", "]"};
}

[[noreturn]] void refuse(std::string_view what) {
    throw Error(ErrorCode::kLimit, fmt::format("Mermaid refuses {}", what),
                "narrow it with --query, --trace or --impact, or take svg");
}

std::string chart(const Selection& selection, const ExportOptions& options) {
    const Snapshot& snapshot = selection.snapshot();
    const Appearance looks(selection, options.theme);
    std::string text = "flowchart LR\n";
    for (std::size_t i = 0; i < looks.labels().size(); ++i) {
        const NodeLook& look = looks.labels()[i].node;
        text +=
            fmt::format("  classDef c{} fill:{},stroke:{},color:{}\n", i, look.fill, look.strong, looks.colors().text);
    }
    for (const NodeId node : selection.nodes()) {
        const NodeLook& look = looks.of(node);
        const Brackets brackets = brackets_of(look.shape);
        text += fmt::format("  n{}{}{}{}", selection.position(node), brackets.open,
                            quote_mermaid(caption_of(selection, node).name), brackets.close);
        for (std::size_t i = 0; i < looks.labels().size(); ++i) {
            if (looks.labels()[i].node.strong == look.strong) text += fmt::format(":::c{}", i);
        }
        text += '\n';
        if (text.size() > 4 * kMostCharacters) refuse("charts of more than 50,000 characters");
    }
    for (const RelationshipId relationship : selection.relationships()) {
        text += fmt::format("  n{} -->|{}| n{}\n", selection.position(snapshot.source(relationship)),
                            quote_mermaid(caption_of(selection, relationship)),
                            selection.position(snapshot.target(relationship)));
    }
    return text;
}

}  // namespace

void write_mermaid(const Selection& selection, const ExportOptions& options, Output& out) {
    const std::size_t edges = selection.relationships().size();
    if (edges > kMostEdges) refuse(fmt::format("charts of more than {} edges; these are {}", kMostEdges, edges));
    const std::string text = chart(selection, options);
    if (count_code_points(text) > kMostCharacters) refuse("charts of more than 50,000 characters");
    out.write(text);
}

}  // namespace mirrorgraph::formats

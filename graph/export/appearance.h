// How labels and relationship types look in every format that draws: colours, shapes, sizes, and the legend.
//
// The labels and types of the `standards` schema have looks of their own; others get theirs by their order of name in
// the graph, so that equal graphs look equal.
//
// Units:   colours are #RRGGBB; sizes are relative, 1 for a node without relationships
// Cost:    construction: one pass over the selection; the rest O(1)
// Owns:    nothing of the selection, which must outlive it
// Threads: immutable; const methods may run at once
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/export/options.h"
#include "graph/export/selection.h"

namespace mirrorgraph {

enum class NodeShape { kRoundedBox, kSheet, kBox, kEllipse, kHexagon, kDiamond, kOctagon };

struct NodeLook {
    std::string_view fill;    // behind text
    std::string_view strong;  // lines, and dots without text
    NodeShape shape;
};

struct LineLook {
    std::string_view color;
    bool is_dashed;
};

struct ThemeColors {
    std::string_view background;
    std::string_view text;
    std::string_view faint_text;
    std::string_view line;
};

struct LegendEntry {
    std::string name;
    std::size_t count;
    NodeLook node;  // of a label
    LineLook line;  // of a type
};

class Appearance {
  public:
    Appearance(const Selection& selection, Theme theme);

    const ThemeColors& colors() const { return colors_; }
    const NodeLook& of(NodeId node) const;
    const LineLook& of(RelationshipId relationship) const;
    double size(NodeId node) const;  // 1 to 4, with the square root of the degree

    const std::vector<LegendEntry>& labels() const { return labels_; }  // that occur, most frequent first
    const std::vector<LegendEntry>& types() const { return types_; }

  private:
    const Selection& selection_;
    ThemeColors colors_;
    std::vector<NodeLook> node_looks_;  // by label; the last one for nodes without
    std::vector<LineLook> line_looks_;  // by type
    std::vector<LegendEntry> labels_;
    std::vector<LegendEntry> types_;
    std::size_t largest_degree_ = 1;
};

struct Color {
    int red;
    int green;
    int blue;
};
Color parse_color(std::string_view rrggbb);

// "SECRETARIAT_OF" as a person reads it: "secretariat of".
std::string type_in_words(std::string_view type);

}  // namespace mirrorgraph

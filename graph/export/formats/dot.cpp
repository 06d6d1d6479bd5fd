// The language of Graphviz; also what pictures are drawn from.
//
// Source: graphviz.org/doc/info/lang.html and attrs.html. Labels are escStrings: \N, \E, \G are replaced, so every
// backslash is doubled. Not strict, which would merge parallel edges.
#include <fmt/core.h>

#include <algorithm>
#include <deque>

#include "graph/export/appearance.h"
#include "graph/export/caption.h"
#include "graph/export/formats/formats.h"
#include "graph/export/formats/graphviz_layout.h"
#include "graph/export/ids.h"
#include "graph/export/text.h"
#include "schema/text/text.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::size_t kCardColumns = 30;
constexpr std::size_t kDotColumns = 26;
// Graphviz expands tool tips twice, and by version in different ways: no number of backslashes is right for all.
constexpr std::string_view kTooltipBackslash = "＼";

// In quotes; a backslash is doubled in ids too, lest one before the quote be lost.
std::string quote_dot(std::string_view text, std::string_view backslash = "\\\\") {
    std::string out = "\"";
    for (const char c : clean_for_xml(text)) {
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\\') {
            out += backslash;
        } else if (c == '"') {
            out += "\\\"";
        } else if (c != '\r') {
            out += c;
        }
    }
    return out + '"';
}

// For labels and tool tips, whose entities Graphviz reads.
std::string quote_label(std::string_view text, std::string_view backslash = "\\\\") {
    std::string out;
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else {
            out += c;
        }
    }
    return quote_dot(out, backslash);
}

// For an HTML-like label: escStrings are replaced in it behind the entities.
std::string escape_html(std::string_view text) {
    std::string out;
    for (const char c : escape_xml(text)) {
        if (c == '\\') {
            out += "\\\\";
        } else {
            out += c;
        }
    }
    return out;
}

std::string_view dot_shape(NodeShape shape) {
    switch (shape) {
        case NodeShape::kRoundedBox: return "box";
        case NodeShape::kSheet: return "note";
        case NodeShape::kBox: return "box";
        case NodeShape::kEllipse: return "ellipse";
        case NodeShape::kHexagon: return "hexagon";
        case NodeShape::kDiamond: return "diamond";
        case NodeShape::kOctagon: return "octagon";
    }
    return "box";
}

class DotWriter {
  public:
    DotWriter(const Selection& selection, const ExportOptions& options, Output& out)
        : selection_(selection),
          options_(options),
          out_(out),
          looks_(selection, options.theme),
          ids_(selection, [](std::string_view id) { return clean_for_xml(id); }),
          layout_(choose_layout(selection, options)) {}

    void write() {
        write_header();
        for (const NodeId node : selection_.nodes()) write_node(node);
        find_distances();
        for (const RelationshipId relationship : selection_.relationships()) write_edge(relationship);
        out_.write("}\n");
    }

  private:
    void write_header() {
        const ThemeColors& colors = looks_.colors();
        out_.print("digraph {} {{\n", quote_dot(selection_.title().empty() ? "mirrorgraph" : selection_.title()));
        out_.print(
            "  graph [layout={}, bgcolor=\"{}\", fontname=\"{}\", fontcolor=\"{}\", fontsize=11, pad=0.3, "
            "labelloc=b, labeljust=l, outputorder=edgesfirst",
            layout_.engine, colors.background, kFontNames, colors.text);
        if (layout_.engine == "dot") {
            out_.write(", rankdir=LR, ranksep=0.9, nodesep=0.22");
        } else {
            out_.write(", overlap=prism, overlap_scaling=4, sep=\"+6\", splines=line, pack=8, packmode=\"node\"");
        }
        out_.print(",\n    label={}];\n", legend());
        out_.print(
            "  node [shape=box, style=\"filled\", fontname=\"{}\", fontcolor=\"{}\", fontsize=12, "
            "penwidth=1.2, margin=\"0.14,0.08\"];\n",
            kFontNames, colors.text);
        out_.print("  edge [fontname=\"{}\", fontcolor=\"{}\", fontsize=9, arrowsize=0.7, penwidth=1.2];\n", kFontNames,
                   colors.faint_text);
    }

    // Title, then labels as swatches, then types as lines; as large as the picture will be.
    std::string legend() const {
        const ThemeColors& colors = looks_.colors();
        const int size = layout_.has_cards ? 11 : 18;
        std::string out = "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"2\">";
        const auto row = [&](int points, std::string_view color, const std::string& content) {
            out += fmt::format("<TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"{}\" COLOR=\"{}\">{}</FONT></TD></TR>",
                               points, color, content);
        };
        if (!selection_.title().empty()) {
            row(size + 4, colors.text, "<B>" + escape_html(one_line(selection_.title())) + "</B>");
        }
        std::string labels;
        for (const LegendEntry& entry : looks_.labels()) {
            labels += fmt::format("<FONT COLOR=\"{}\">■</FONT> {} · {}    ", entry.node.strong,
                                  escape_html(one_line(entry.name)), entry.count);
        }
        if (!labels.empty()) row(size, colors.text, labels);
        std::string types;
        for (const LegendEntry& entry : looks_.types()) {
            types +=
                fmt::format("<FONT COLOR=\"{}\">{}</FONT> {} · {}    ", entry.line.color,
                            entry.line.is_dashed ? "╌╌" : "━━", escape_html(type_in_words(entry.name)), entry.count);
        }
        if (!layout_.has_cards && !types.empty()) row(size, colors.text, types);
        row(size - 2, colors.faint_text,
            counted(selection_.nodes().size(), "node") + ", " +
                counted(selection_.relationships().size(), "relationship"));
        return out + "</TABLE>>";
    }

    void write_node(NodeId node) {
        const NodeLook& look = looks_.of(node);
        const Emphasis* emphasis = selection_.emphasis(node);
        const bool is_root = emphasis != nullptr && emphasis->is_root;
        out_.print("  {} [shape={}, fillcolor=\"{}\", color=\"{}\"", quote_dot(ids_.of(node)), dot_shape(look.shape),
                   look.fill, look.strong);
        if (look.shape == NodeShape::kRoundedBox) out_.write(", style=\"filled,rounded\"");
        if (is_root) out_.write(", penwidth=3");
        if (layout_.has_cards) {
            out_.print(", label={}", card(node, look));
        } else {
            const double size = looks_.size(node);
            std::string label;
            for (const std::string& line : wrap_text(caption_of(selection_, node).name, kDotColumns, 2)) {
                label += (label.empty() ? "" : "\n") + line;
            }
            out_.print(", label={}, fontsize={:.1f}, penwidth={:.1f}, margin=\"0.07,0.035\"", quote_label(label),
                       7 + 4 * size, 0.6 + 0.4 * size);
        }
        write_tooltip(selection_.snapshot().evidence(node));
        out_.write("];\n");
    }

    std::string card(NodeId node, const NodeLook& look) const {
        const Caption caption = caption_of(selection_, node);
        const Emphasis* emphasis = selection_.emphasis(node);
        std::string kicker = caption.kicker;
        if (emphasis != nullptr && emphasis->score) kicker += fmt::format(" · {:.2f}", *emphasis->score);
        std::string out = "<";
        const auto add_lines = [&](const std::string& text, std::size_t lines, std::string_view before,
                                   std::string_view behind, std::size_t columns = kCardColumns) {
            for (const std::string& line : wrap_text(text, columns, lines)) {
                if (out.size() > 1) out += "<BR/>";
                out += fmt::format("{}{}{}", before, escape_html(line), behind);
            }
        };
        add_lines(kicker, 1, fmt::format("<FONT POINT-SIZE=\"8\" COLOR=\"{}\">", look.strong),
                  "</FONT><BR/><FONT POINT-SIZE=\"3\"> </FONT>", 40);
        add_lines(caption.name, 3, "<B>", "</B>");
        const std::string small = fmt::format("<FONT POINT-SIZE=\"9\" COLOR=\"{}\">", looks_.colors().faint_text);
        add_lines(caption.title, 2, small, "</FONT>", 38);
        add_lines(caption.name_zh, 2, small, "</FONT>", 38);
        return out + ">";
    }

    // Hops from the roots, so that layers follow from where the question began and not from the arrows.
    void find_distances() {
        if (!selection_.has_root() || layout_.engine != "dot") return;
        const Snapshot& snapshot = selection_.snapshot();
        std::vector<std::vector<NodeId>> neighbours(selection_.nodes().size());
        for (const RelationshipId relationship : selection_.relationships()) {
            const NodeId source = snapshot.source(relationship);
            const NodeId target = snapshot.target(relationship);
            neighbours[selection_.position(source)].push_back(target);
            neighbours[selection_.position(target)].push_back(source);
        }
        distances_.assign(selection_.nodes().size(), kFar);
        std::deque<NodeId> queue;
        for (const NodeId node : selection_.nodes()) {
            const Emphasis* emphasis = selection_.emphasis(node);
            if (emphasis == nullptr || !emphasis->is_root) continue;
            distances_[selection_.position(node)] = 0;
            queue.push_back(node);
        }
        for (; !queue.empty(); queue.pop_front()) {
            const std::size_t at = selection_.position(queue.front());
            for (const NodeId next : neighbours[at]) {
                if (distances_[selection_.position(next)] != kFar) continue;
                distances_[selection_.position(next)] = distances_[at] + 1;
                queue.push_back(next);
            }
        }
    }

    bool points_to_root(NodeId source, NodeId target) const {
        if (distances_.empty()) return false;
        return distances_[selection_.position(source)] > distances_[selection_.position(target)];
    }

    bool joins_layers(NodeId source, NodeId target) const {
        return !distances_.empty() &&
               distances_[selection_.position(source)] != distances_[selection_.position(target)];
    }

    void write_edge(RelationshipId relationship) {
        const Snapshot& snapshot = selection_.snapshot();
        const NodeId source = snapshot.source(relationship);
        const NodeId target = snapshot.target(relationship);
        const LineLook& look = looks_.of(relationship);
        const bool backwards = points_to_root(source, target);
        out_.print("  {} -> {} [color=\"{}\"", quote_dot(ids_.of(backwards ? target : source)),
                   quote_dot(ids_.of(backwards ? source : target)), look.color);
        if (backwards) out_.write(", dir=back");
        if (joins_layers(source, target)) out_.write(", tailport=e, headport=w");
        if (look.is_dashed) out_.write(", style=dashed");
        if (!selection_.is_main(relationship)) out_.write(", penwidth=0.6, constraint=false");
        if (layout_.has_cards) {
            out_.print(", label={}", quote_label(caption_of(selection_, relationship)));
        } else {
            out_.write(", arrowsize=0.45, penwidth=0.9");
        }
        write_tooltip(snapshot.evidence(relationship));
        out_.write("];\n");
    }

    void write_tooltip(const EvidenceList& evidence) {
        if (!options_.evidence || evidence.empty()) return;
        out_.print(", tooltip={}", quote_label(evidence_in_words(selection_.snapshot(), evidence), kTooltipBackslash));
    }

    static constexpr std::uint32_t kFar = 0xFFFFFFFF;

    const Selection& selection_;
    const ExportOptions& options_;
    Output& out_;
    Appearance looks_;
    ExternalIds ids_;
    GraphvizLayout layout_;
    std::vector<std::uint32_t> distances_;  // by position; empty where arrows make the layers
};

}  // namespace

void write_dot(const Selection& selection, const ExportOptions& options, Output& out) {
    DotWriter(selection, options, out).write();
}

}  // namespace mirrorgraph::formats

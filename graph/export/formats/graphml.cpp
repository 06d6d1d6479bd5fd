// GraphML, plain and with the drawings that yEd wants.
//
// Source: graphml.graphdrawing.org, its primer and schema; yEd shows labels only from its own y:ShapeNode. Lists have
// no type there and are written as JSON.
#include <array>

#include "graph/export/appearance.h"
#include "graph/export/attributes.h"
#include "graph/export/caption.h"
#include "graph/export/formats/formats.h"
#include "graph/export/ids.h"
#include "graph/names.h"
#include "schema/text/text.h"

namespace mirrorgraph::formats {

namespace {

// NetworkX and graphology take ids and ends from these.
constexpr std::array<std::string_view, 6> kReservedInGraphml = {"id", "key", "source", "target", "label", "type"};

class GraphmlWriter {
  public:
    GraphmlWriter(const Selection& selection, const ExportOptions& options, Output& out, bool for_yed)
        : selection_(selection),
          out_(out),
          for_yed_(for_yed),
          looks_(selection, options.theme),
          ids_(ExternalIds::for_xml(selection)),
          node_table_(AttributeTable::of_nodes(selection, options, kReservedInGraphml)),
          edge_table_(AttributeTable::of_relationships(selection, options, kReservedInGraphml)) {}

    void write() {
        out_.write(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\""
            " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
        if (for_yed_) {
            out_.write(
                " xmlns:y=\"http://www.yworks.com/xml/graphml\" xsi:schemaLocation=\""
                "http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd"
                "\">\n<key id=\"yn\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n"
                "<key id=\"ye\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n");
        } else {
            out_.write(
                " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
                "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
        }
        out_.write(
            "<key id=\"nl\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
            "<key id=\"et\" for=\"edge\" attr.name=\"type\" attr.type=\"string\"/>\n");
        write_keys("node", "n", node_table_);
        write_keys("edge", "e", edge_table_);
        out_.write("<graph id=\"G\" edgedefault=\"directed\">\n");
        if (!selection_.title().empty()) out_.print("<desc>{}</desc>\n", escape_xml(selection_.title()));
        for (const NodeId node : selection_.nodes()) write_node(node);
        std::size_t number = 0;
        for (const RelationshipId relationship : selection_.relationships()) write_edge(relationship, number++);
        out_.write("</graph>\n</graphml>\n");
    }

  private:
    static std::string_view type_name(AttributeType type) {
        switch (type) {
            case AttributeType::kBoolean: return "boolean";
            case AttributeType::kInteger: return "long";
            case AttributeType::kFloat: return "double";
            case AttributeType::kTexts:
            case AttributeType::kDate:
            case AttributeType::kText: return "string";
        }
        return "string";
    }

    void write_keys(std::string_view of, std::string_view prefix, const AttributeTable& table) {
        for (std::size_t i = 0; i < table.attributes().size(); ++i) {
            const Attribute& attribute = table.attributes()[i];
            out_.print("<key id=\"{}{}\" for=\"{}\" attr.name=\"{}\" attr.type=\"{}\"/>\n", prefix, i, of,
                       escape_xml(attribute.name), type_name(attribute.type));
        }
    }

    template <class IdType>
    void write_values(const AttributeTable& table, std::string_view prefix, IdType id) {
        table.visit(id, [&](std::size_t i, const Value& value) {
            out_.print("<data key=\"{}{}\">{}</data>", prefix, i, escape_xml(plain_text(value)));
        });
    }

    void write_node(NodeId node) {
        out_.print("<node id=\"{}\"><data key=\"nl\">{}</data>", escape_xml(ids_.of(node)),
                   escape_xml(display_name(selection_.snapshot(), node)));
        write_values(node_table_, "n", node);
        if (for_yed_) draw_node(node);
        out_.write("</node>\n");
    }

    void write_edge(RelationshipId relationship, std::size_t number) {
        const Snapshot& snapshot = selection_.snapshot();
        out_.print("<edge id=\"e{}\" source=\"{}\" target=\"{}\"><data key=\"et\">{}</data>", number,
                   escape_xml(ids_.of(snapshot.source(relationship))),
                   escape_xml(ids_.of(snapshot.target(relationship))),
                   escape_xml(snapshot.type_names()[snapshot.type(relationship).value]));
        write_values(edge_table_, "e", relationship);
        if (for_yed_) draw_edge(relationship);
        out_.write("</edge>\n");
    }

    // yEd lays out by its own menu; until then the nodes stand in rows, so that none hides another.
    void draw_node(NodeId node) {
        constexpr std::size_t kColumns = 20;
        const std::size_t position = selection_.position(node);
        const NodeLook& look = looks_.of(node);
        std::string label;
        std::size_t width = 0;
        std::size_t lines = 0;
        for (const std::string& line : wrap_text(caption_of(selection_, node).name, 28, 4)) {
            label += (label.empty() ? "" : "\n") + line;
            width = std::max(width, display_width(line));
            ++lines;
        }
        out_.print(
            "<data key=\"yn\"><y:ShapeNode><y:Geometry x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>"
            "<y:Fill color=\"{}\" transparent=\"false\"/><y:BorderStyle color=\"{}\" type=\"line\" "
            "width=\"1.5\"/><y:NodeLabel fontFamily=\"Dialog\" fontSize=\"12\" textColor=\"{}\">{}</y:NodeLabel>"
            "<y:Shape type=\"{}\"/></y:ShapeNode></data>",
            position % kColumns * 260, position / kColumns * 100, 24 + 7 * width, 16 + 16 * lines, look.fill,
            look.strong, looks_.colors().text, escape_xml(label), shape_name(look.shape));
    }

    void draw_edge(RelationshipId relationship) {
        const LineLook& look = looks_.of(relationship);
        out_.print(
            "<data key=\"ye\"><y:PolyLineEdge><y:LineStyle color=\"{}\" type=\"{}\" width=\"1.0\"/>"
            "<y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel fontSize=\"10\" textColor=\"{}\">{}"
            "</y:EdgeLabel></y:PolyLineEdge></data>",
            look.color, look.is_dashed ? "dashed" : "line", looks_.colors().faint_text,
            escape_xml(caption_of(selection_, relationship)));
    }

    static std::string_view shape_name(NodeShape shape) {
        switch (shape) {
            case NodeShape::kRoundedBox: return "roundrectangle";
            case NodeShape::kSheet:
            case NodeShape::kBox: return "rectangle";
            case NodeShape::kEllipse: return "ellipse";
            case NodeShape::kHexagon: return "hexagon";
            case NodeShape::kDiamond: return "diamond";
            case NodeShape::kOctagon: return "octagon";
        }
        return "rectangle";
    }

    const Selection& selection_;
    Output& out_;
    bool for_yed_;
    Appearance looks_;
    ExternalIds ids_;
    AttributeTable node_table_;
    AttributeTable edge_table_;
};

}  // namespace

void write_graphml(const Selection& selection, const ExportOptions& options, Output& out) {
    GraphmlWriter(selection, options, out, false).write();
}

void write_graphml_yed(const Selection& selection, const ExportOptions& options, Output& out) {
    GraphmlWriter(selection, options, out, true).write();
}

}  // namespace mirrorgraph::formats

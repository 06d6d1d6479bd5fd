// Cytoscape.js JSON, which Cytoscape desktop reads as .cyjs too.
//
// Source: js.cytoscape.org, sections on elements JSON and style. Nodes and edges share one space of ids there, and the
// second of two equal ones vanishes without a word: "n:" and "e:" keep them apart. A `parent` makes a compound node.
#include <fmt/core.h>

#include <array>

#include "graph/export/appearance.h"
#include "graph/export/attributes.h"
#include "graph/export/formats/formats.h"
#include "graph/export/formats/json_elements.h"
#include "graph/export/text.h"
#include "graph/names.h"
#include "schema/json/json.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::array<std::string_view, 10> kReservedInCytoscape = {"id",       "label", "source", "target", "parent",
                                                                   "graph_id", "type",  "size",   "color",  "shape"};

class CytoscapeWriter {
  public:
    CytoscapeWriter(const Selection& selection, const ExportOptions& options, Output& out)
        : selection_(selection),
          out_(out),
          looks_(selection, options.theme),
          element_(out),
          node_table_(AttributeTable::of_nodes(selection, options, kReservedInCytoscape)),
          edge_table_(AttributeTable::of_relationships(selection, options, kReservedInCytoscape)) {}

    void write() {
        out_.print("{{\"format_version\":\"1.0\",\"generated_by\":\"mirrorgraph\",\"data\":{{\"name\":{}}},\n",
                   to_json(selection_.title().empty() ? "mirrorgraph" : selection_.title()));
        write_style();
        out_.write("\"elements\":{\n\"nodes\":[");
        for (const NodeId node : selection_.nodes()) write_node(node);
        out_.write("],\n\"edges\":[");
        std::size_t number = 0;
        for (const RelationshipId relationship : selection_.relationships()) write_edge(relationship, number++);
        out_.write("]}}\n");
    }

  private:
    void write_style() {
        const ThemeColors& colors = looks_.colors();
        out_.print(
            "\"style\":[\n{{\"selector\":\"node\",\"style\":{{\"label\":\"data(label)\",\"width\":\"data(size)\","
            "\"height\":\"data(size)\",\"background-color\":\"data(color)\",\"shape\":\"data(shape)\","
            "\"color\":\"{}\",\"font-size\":10,\"text-wrap\":\"ellipsis\",\"text-max-width\":\"140px\"}}}},\n"
            "{{\"selector\":\"edge\",\"style\":{{\"line-color\":\"data(color)\",\"target-arrow-color\":"
            "\"data(color)\",\"target-arrow-shape\":\"triangle\",\"curve-style\":\"bezier\",\"width\":1.5}}}}],\n",
            colors.text);
    }

    void write_node(NodeId node) {
        element_.begin(selection_.position(node) == 0);
        element_.begin_object("data");
        const std::string_view id = selection_.snapshot().id(node);
        element_.text("id", "n:" + std::string(id));
        element_.text("graph_id", id);
        element_.text("label", display_name(selection_.snapshot(), node));
        const NodeLook& look = looks_.of(node);
        element_.text("color", look.strong);
        element_.text("shape", cytoscape_shape(look.shape));
        element_.json().key("size");
        element_.json().floating(20 * looks_.size(node));
        write_values(node_table_, node);
        element_.end();
    }

    void write_edge(RelationshipId relationship, std::size_t number) {
        const Snapshot& snapshot = selection_.snapshot();
        element_.begin(number == 0);
        element_.begin_object("data");
        element_.text("id", fmt::format("e:{}", number));
        element_.text("source", "n:" + std::string(snapshot.id(snapshot.source(relationship))));
        element_.text("target", "n:" + std::string(snapshot.id(snapshot.target(relationship))));
        element_.text("type", snapshot.type_names()[snapshot.type(relationship).value]);
        element_.text("color", looks_.of(relationship).color);
        write_values(edge_table_, relationship);
        element_.end();
    }

    template <class IdType>
    void write_values(const AttributeTable& table, IdType id) {
        table.visit(id, [&](std::size_t i, const Value& value) {
            element_.json().key(table.attributes()[i].name);
            write_plain_json(element_.json(), value, true);
        });
    }

    const Selection& selection_;
    Output& out_;
    Appearance looks_;
    JsonElements element_;
    AttributeTable node_table_;
    AttributeTable edge_table_;
};

}  // namespace

std::string_view cytoscape_shape(NodeShape shape) {
    switch (shape) {
        case NodeShape::kRoundedBox: return "round-rectangle";
        case NodeShape::kSheet: return "cut-rectangle";
        case NodeShape::kBox: return "rectangle";
        case NodeShape::kEllipse: return "ellipse";
        case NodeShape::kHexagon: return "hexagon";
        case NodeShape::kDiamond: return "diamond";
        case NodeShape::kOctagon: return "octagon";
    }
    return "ellipse";
}

void write_cytoscape(const Selection& selection, const ExportOptions& options, Output& out) {
    CytoscapeWriter(selection, options, out).write();
}

}  // namespace mirrorgraph::formats

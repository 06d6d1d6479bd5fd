// CX2, for NDEx and Cytoscape: aspects one after the other, integer ids, declared attributes, visual properties.
//
// Source: cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2). The string id of the
// graph is the attribute `graph_id`.
#include <array>
#include <cmath>

#include "graph/export/appearance.h"
#include "graph/export/attributes.h"
#include "graph/export/formats/formats.h"
#include "graph/export/formats/json_elements.h"
#include "graph/export/text.h"
#include "graph/names.h"
#include "schema/json/json.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::array<std::string_view, 4> kReservedInCx2Node = {"graph_id", "label", "represents", "id"};
constexpr std::array<std::string_view, 2> kReservedInCx2Edge = {"interaction", "id"};

std::string_view type_name(AttributeType type) {
    switch (type) {
        case AttributeType::kBoolean: return "boolean";
        case AttributeType::kInteger: return "long";
        case AttributeType::kFloat: return "double";
        case AttributeType::kTexts: return "list_of_string";
        case AttributeType::kDate:
        case AttributeType::kText: return "string";
    }
    return "string";
}

// Of the shapes of Cytoscape.js it lacks the cut corner.
std::string_view cx2_shape(NodeShape shape) {
    return shape == NodeShape::kSheet ? "rectangle" : cytoscape_shape(shape);
}

class Cx2Writer {
  public:
    Cx2Writer(const Selection& selection, const ExportOptions& options, Output& out)
        : selection_(selection),
          out_(out),
          looks_(selection, options.theme),
          element_(out),
          node_table_(AttributeTable::of_nodes(selection, options, kReservedInCx2Node)),
          edge_table_(AttributeTable::of_relationships(selection, options, kReservedInCx2Edge)) {}

    void write() {
        out_.print(
            "[{{\"CXVersion\":\"2.0\",\"hasFragments\":false}},\n{{\"metaData\":["
            "{{\"name\":\"attributeDeclarations\",\"elementCount\":1}},"
            "{{\"name\":\"networkAttributes\",\"elementCount\":1}},"
            "{{\"name\":\"nodes\",\"elementCount\":{0}}},{{\"name\":\"edges\",\"elementCount\":{1}}},"
            "{{\"name\":\"visualProperties\",\"elementCount\":1}},{{\"name\":\"nodeBypasses\",\"elementCount\":{0}}}]}}"
            ",\n",
            selection_.nodes().size(), selection_.relationships().size());
        out_.write(
            "{\"attributeDeclarations\":[{\"networkAttributes\":{\"name\":{\"d\":\"string\"}},\n\"nodes\":"
            "{\"graph_id\":{\"d\":\"string\"},\"label\":{\"d\":\"string\"}");
        declare(node_table_);
        out_.write("},\n\"edges\":{\"interaction\":{\"d\":\"string\"}");
        declare(edge_table_);
        out_.print("}}}}]}},\n{{\"networkAttributes\":[{{\"name\":{}}}]}},\n{{\"nodes\":[",
                   to_json(selection_.title().empty() ? "mirrorgraph" : selection_.title()));
        for (const NodeId node : selection_.nodes()) write_node(node);
        out_.write("]},\n{\"edges\":[");
        std::size_t number = 0;
        for (const RelationshipId relationship : selection_.relationships()) write_edge(relationship, number++);
        out_.write("]},\n");
        write_looks();
        out_.write("{\"status\":[{\"success\":true}]}]\n");
    }

  private:
    void declare(const AttributeTable& table) {
        for (const Attribute& attribute : table.attributes()) {
            out_.print(",{}:{{\"d\":\"{}\"}}", to_json(attribute.name), type_name(attribute.type));
        }
    }

    void write_node(NodeId node) {
        const std::size_t position = selection_.position(node);
        element_.begin(position == 0);
        element_.integer("id", position);
        element_.begin_object("v");
        element_.text("graph_id", selection_.snapshot().id(node));
        element_.text("label", display_name(selection_.snapshot(), node));
        write_values(node_table_, node);
        element_.end();
    }

    void write_edge(RelationshipId relationship, std::size_t number) {
        const Snapshot& snapshot = selection_.snapshot();
        element_.begin(number == 0);
        element_.integer("id", number);
        element_.integer("s", selection_.position(snapshot.source(relationship)));
        element_.integer("t", selection_.position(snapshot.target(relationship)));
        element_.begin_object("v");
        element_.text("interaction", snapshot.type_names()[snapshot.type(relationship).value]);
        write_values(edge_table_, relationship);
        element_.end();
    }

    // A value must be of the type that was declared: whole numbers among floats are floats, texts are texts.
    template <class IdType>
    void write_values(const AttributeTable& table, IdType id) {
        table.visit(id, [&](std::size_t i, const Value& value) {
            const Attribute& attribute = table.attributes()[i];
            JsonWriter& json = element_.json();
            const bool is_float = attribute.type == AttributeType::kFloat;
            if (is_float && !std::isfinite(value.as_number())) return;  // JSON has no number for it
            json.key(attribute.name);
            if (attribute.type == AttributeType::kText || attribute.type == AttributeType::kDate) {
                json.string(plain_text(value));
            } else if (is_float) {
                json.floating(value.as_number());
            } else {
                write_plain_json(json, value);
            }
        });
    }

    // Types have mappings; nodes bypass them, for a node may have several labels.
    void write_looks() {
        const ThemeColors& colors = looks_.colors();
        out_.print(
            "{{\"visualProperties\":[{{\"default\":{{\"network\":{{\"NETWORK_BACKGROUND_COLOR\":\"{}\"}},"
            "\"node\":{{\"NODE_LABEL_COLOR\":\"{}\",\"NODE_LABEL_FONT_SIZE\":10}},"
            "\"edge\":{{\"EDGE_TARGET_ARROW_SHAPE\":\"triangle\"}}}},\"nodeMapping\":{{\"NODE_LABEL\":"
            "{{\"type\":\"PASSTHROUGH\",\"definition\":{{\"attribute\":\"label\",\"type\":\"string\"}}}}}},"
            "\"edgeMapping\":{{\"EDGE_LINE_COLOR\":{{\"type\":\"DISCRETE\",\"definition\":{{\"attribute\":"
            "\"interaction\",\"type\":\"string\",\"map\":[",
            colors.background, colors.text);
        bool is_first = true;
        for (const LegendEntry& entry : looks_.types()) {
            out_.print("{}{{\"v\":{},\"vp\":\"{}\"}}", is_first ? "" : ",", to_json(entry.name), entry.line.color);
            is_first = false;
        }
        out_.write("]}}}}]},\n{\"nodeBypasses\":[");
        for (const NodeId node : selection_.nodes()) {
            const NodeLook& look = looks_.of(node);
            const std::size_t position = selection_.position(node);
            out_.print(
                "{}{{\"id\":{},\"v\":{{\"NODE_BACKGROUND_COLOR\":\"{}\",\"NODE_SHAPE\":\"{}\",\"NODE_WIDTH\":{:.1f},"
                "\"NODE_HEIGHT\":{:.1f}}}}}",
                position == 0 ? "\n" : ",\n", position, look.strong, cx2_shape(look.shape), 30 * looks_.size(node),
                30 * looks_.size(node));
        }
        out_.write("]},\n");
    }

    const Selection& selection_;
    Output& out_;
    Appearance looks_;
    JsonElements element_;
    AttributeTable node_table_;
    AttributeTable edge_table_;
};

}  // namespace

void write_cx2(const Selection& selection, const ExportOptions& options, Output& out) {
    Cx2Writer(selection, options, out).write();
}

}  // namespace mirrorgraph::formats

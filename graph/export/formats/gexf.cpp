// GEXF 1.3 and 1.2, for Gephi: dates as the lives of nodes and edges and as dynamic attributes, colours, shapes, sizes.
//
// A date is a dynamic attribute, whose value holds from that day to the end of the element's life; so is `phase`, which
// says what it has come to: "issued", then "effective". Gephi's timeline filters and colours by them. graphology-gexf knows
// the last declaration of a class alone, that of static attributes, and takes ids for the names of others where it allows
// undeclared attributes, as Gephi Lite does: the id of a dynamic attribute is its name.
//
// Source: gexf.net, its RELAX NG grammars. NetworkX 2.8 reads 1.2 only. Gephi takes column titles without regard to
// case and has columns of its own.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "graph/export/appearance.h"
#include "graph/export/attributes.h"
#include "graph/export/formats/formats.h"
#include "graph/export/ids.h"
#include "graph/export/lifetimes.h"
#include "graph/names.h"
#include "schema/temporal/calendar.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::array<std::string_view, 11> kReservedInGexf = {"id",       "label",   "source", "target", "type", "kind",
                                                              "interval", "timeset", "weight", "size",   "phase"};

enum class Version { k12, k13 };

class GexfWriter {
  public:
    GexfWriter(const Selection& selection, const ExportOptions& options, Output& out, Version version)
        : selection_(selection),
          out_(out),
          version_(version),
          looks_(selection, Theme::kLight),
          ids_(ExternalIds::for_xml(selection)),
          lifetimes_(selection),
          node_table_(AttributeTable::of_nodes(selection, options, kReservedInGexf)),
          edge_table_(AttributeTable::of_relationships(selection, options, kReservedInGexf)),
          is_dynamic_(lifetimes_.any() || has_dates(node_table_) || has_dates(edge_table_)) {}

    void write() {
        write_head();
        write_attributes("node", node_table_);
        write_attributes("edge", edge_table_);
        out_.print("<nodes count=\"{}\">\n", selection_.nodes().size());
        for (const NodeId node : selection_.nodes()) write_node(node);
        out_.print("</nodes>\n<edges count=\"{}\">\n", selection_.relationships().size());
        std::size_t number = 0;
        for (const RelationshipId relationship : selection_.relationships()) write_edge(relationship, number++);
        out_.write("</edges>\n</graph>\n</gexf>\n");
    }

  private:
    bool is_13() const { return version_ == Version::k13; }

    void write_head() {
        const std::string_view space = is_13() ? "http://gexf.net/1.3" : "http://www.gexf.net/1.2draft";
        out_.print(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"{0}\" xmlns:viz=\"{0}/viz\" "
            "version=\"{1}\">\n<meta>\n<creator>mirrorgraph</creator>\n",
            space, is_13() ? "1.3" : "1.2");
        if (!selection_.title().empty()) out_.print("<description>{}</description>\n", escape_xml(selection_.title()));
        out_.write("</meta>\n<graph defaultedgetype=\"directed\" idtype=\"string\"");
        if (is_dynamic_) out_.write(" mode=\"dynamic\" timeformat=\"date\"");
        out_.write(">\n");
    }

    std::string_view type_name(AttributeType type) const {
        switch (type) {
            case AttributeType::kBoolean: return "boolean";
            case AttributeType::kInteger: return "long";
            case AttributeType::kFloat: return "double";
            case AttributeType::kTexts: return "liststring";
            case AttributeType::kDate:
            case AttributeType::kText: return "string";
        }
        return "string";
    }

    static bool is_dynamic(const Attribute& attribute) { return attribute.type == AttributeType::kDate; }

    static bool has_dates(const AttributeTable& table) {
        return std::any_of(table.attributes().begin(), table.attributes().end(), is_dynamic);
    }

    // A number but for dynamic attributes with names that cannot be taken for one.
    static std::string attribute_id(std::span<const Attribute> attributes, std::size_t i) {
        const std::string& name = attributes[i].name;
        const bool is_word =
            std::all_of(name.begin(), name.end(), [](char c) { return ('a' <= c && c <= 'z') || c == '_'; });
        return is_dynamic(attributes[i]) && is_word ? name : std::to_string(i);
    }

    void write_attributes(std::string_view of, const AttributeTable& table) {
        const auto attributes = table.attributes();
        for (const bool dynamic : {true, false}) {
            const auto in_class = [&](const Attribute& attribute) { return is_dynamic(attribute) == dynamic; };
            if (std::none_of(attributes.begin(), attributes.end(), in_class) && !(dynamic && is_dynamic_)) continue;
            out_.print("<attributes class=\"{}\" mode=\"{}\">\n", of, dynamic ? "dynamic" : "static");
            for (std::size_t i = 0; i < attributes.size(); ++i) {
                if (!in_class(attributes[i])) continue;
                out_.print("<attribute id=\"{}\" title=\"{}\" type=\"{}\"/>\n", attribute_id(attributes, i),
                           escape_xml(attributes[i].name), type_name(attributes[i].type));
            }
            if (dynamic) out_.write("<attribute id=\"phase\" title=\"phase\" type=\"string\"/>\n");
            out_.write("</attributes>\n");
        }
    }

    void write_node(NodeId node) {
        out_.print("<node id=\"{}\" label=\"{}\"", escape_xml(ids_.of(node)),
                   escape_xml(display_name(selection_.snapshot(), node)));
        const Lifetime life = lifetimes_.of(node);
        write_span(life.start, life.end);
        out_.write(">");
        write_values(node_table_, node);
        const NodeLook& look = looks_.of(node);
        write_color(look.strong);
        out_.print("<viz:size value=\"{:.2f}\"/><viz:shape value=\"{}\"/></node>\n", 5 * looks_.size(node),
                   shape_name(look.shape));
    }

    void write_edge(RelationshipId relationship, std::size_t number) {
        const Snapshot& snapshot = selection_.snapshot();
        const std::string type = escape_xml(snapshot.type_names()[snapshot.type(relationship).value]);
        out_.print("<edge id=\"e{}\" source=\"{}\" target=\"{}\" label=\"{}\"", number,
                   escape_xml(ids_.of(snapshot.source(relationship))),
                   escape_xml(ids_.of(snapshot.target(relationship))), type);
        if (is_13()) out_.print(" kind=\"{}\"", type);  // keeps parallel edges apart
        const Lifetime life = lifetimes_.of(relationship);
        write_span(life.start, life.end);
        out_.write(">");
        write_values(edge_table_, relationship);
        write_color(looks_.of(relationship).color);
        out_.write("</edge>\n");
    }

    template <class IdType>
    void write_values(const AttributeTable& table, IdType id) {
        const Lifetime life = lifetimes_.of(id);
        bool any = false;
        table.visit(id, [&](std::size_t i, const Value& value) {
            out_.write(any ? "" : "<attvalues>");
            any = true;
            const Attribute& attribute = table.attributes()[i];
            const bool is_list = attribute.type == AttributeType::kTexts;
            out_.print("<attvalue for=\"{}\" value=\"{}\"", attribute_id(table.attributes(), i),
                       escape_xml(is_list ? list_text(value.as_list()) : plain_text(value)));
            if (is_dynamic(attribute)) write_span(xml_date(first_day(value.as_date())), life.end);
            out_.write("/>");
        });
        for (const Phase& phase : lifetimes_.phases(id)) {
            out_.print("<attvalue for=\"phase\" value=\"{}\"", escape_xml(phase.name));
            write_span(phase.start, phase.end);
            out_.write("/>");
        }
        if (any) out_.write("</attvalues>");
    }

    void write_span(const std::optional<std::string>& start, const std::optional<std::string>& end) {
        if (start) out_.print(" start=\"{}\"", *start);
        if (end && !(start && *end < *start)) out_.print(" end=\"{}\"", *end);
    }

    // 1.3 takes JSON's way to write a list of texts; 1.2 has a bar between them and none for a bar.
    std::string list_text(const List& list) const {
        if (is_13()) return plain_text(list);
        std::string out;
        for (const Value& item : list) out += (out.empty() ? "" : "|") + item.as_string();
        return out;
    }

    void write_color(std::string_view color) {
        const Color rgb = parse_color(color);
        out_.print("<viz:color r=\"{}\" g=\"{}\" b=\"{}\"/>", rgb.red, rgb.green, rgb.blue);
    }

    static std::string_view shape_name(NodeShape shape) {
        switch (shape) {
            case NodeShape::kRoundedBox:
            case NodeShape::kBox: return "square";
            case NodeShape::kSheet:
            case NodeShape::kEllipse: return "disc";
            case NodeShape::kHexagon:
            case NodeShape::kDiamond: return "diamond";
            case NodeShape::kOctagon: return "triangle";
        }
        return "disc";
    }

    const Selection& selection_;
    Output& out_;
    Version version_;
    Appearance looks_;
    ExternalIds ids_;
    Lifetimes lifetimes_;
    AttributeTable node_table_;
    AttributeTable edge_table_;
    bool is_dynamic_;  // some date is told
};

}  // namespace

void write_gexf(const Selection& selection, const ExportOptions& options, Output& out) {
    GexfWriter(selection, options, out, Version::k13).write();
}

void write_gexf_1_2(const Selection& selection, const ExportOptions& options, Output& out) {
    GexfWriter(selection, options, out, Version::k12).write();
}

}  // namespace mirrorgraph::formats

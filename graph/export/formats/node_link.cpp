// Node-link JSON: the graph's own file, which every command reads again, and the flat forms of D3 and NetworkX.
//
// Source: networkx.readwrite.json_graph.node_link_data ("links" up to 3.3, "edges" since); d3-force.
#include <array>
#include <ostream>
#include <streambuf>

#include "graph/export/attributes.h"
#include "graph/export/formats/formats.h"
#include "graph/export/formats/json_elements.h"
#include "graph/export/text.h"
#include "graph/names.h"
#include "graph/store/store.h"
#include "schema/json/json.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::array<std::string_view, 7> kReserved = {"id", "label", "source", "target", "key", "type", "index"};

// A stream that ends in an Output.
class OutputBuffer final : public std::streambuf {
  public:
    explicit OutputBuffer(Output& out) : out_(out) {}

  protected:
    std::streamsize xsputn(const char* text, std::streamsize size) override {
        out_.write({text, static_cast<std::size_t>(size)});
        return size;
    }
    int_type overflow(int_type c) override {
        if (c != traits_type::eof()) out_.write(std::string(1, static_cast<char>(c)));
        return c;
    }

  private:
    Output& out_;
};

template <class IdType>
void copy_properties(const Snapshot& snapshot, IdType from, PropertyGraph& graph, IdType to) {
    std::vector<PropertyGraph::Property> properties;
    for (const auto& [key, value] : snapshot.properties(from)) {
        properties.push_back({graph.intern_key(snapshot.key_names()[key.value]), value});
    }
    graph.replace_properties(to, std::move(properties));
}

// The selection as a graph. Evidence names documents, which must be there to be named.
PropertyGraph to_graph(const Selection& selection, const ExportOptions& options) {
    const Snapshot& snapshot = selection.snapshot();
    PropertyGraph graph(snapshot.shared_schema());
    graph.metadata() = snapshot.metadata();
    std::vector<NodeId> nodes_of(snapshot.node_count());  // ours, by theirs
    const auto add_node = [&](NodeId node) {
        std::vector<std::string> labels;
        for (const LabelId label : snapshot.labels(node)) labels.push_back(snapshot.label_names()[label.value]);
        const NodeId added = graph.add_node(snapshot.id(node), labels);
        copy_properties(snapshot, node, graph, added);
        nodes_of[node.value] = added;
        return added;
    };
    const auto add_evidence = [&](const EvidenceList& evidence, auto added) {
        for (const Evidence& item : evidence) {
            const auto document = snapshot.find_node(item.document);
            if (document && nodes_of[document->value].is_null()) add_node(*document);
            graph.add_evidence(added, item);
        }
    };
    for (const NodeId node : selection.nodes()) add_node(node);
    for (const RelationshipId relationship : selection.relationships()) {
        const RelationshipId added = graph.add_relationship(nodes_of[snapshot.source(relationship).value],
                                                            nodes_of[snapshot.target(relationship).value],
                                                            snapshot.type_names()[snapshot.type(relationship).value]);
        copy_properties(snapshot, relationship, graph, added);
        if (options.evidence) add_evidence(snapshot.evidence(relationship), added);
    }
    if (options.evidence) {
        for (const NodeId node : selection.nodes()) add_evidence(snapshot.evidence(node), nodes_of[node.value]);
    }
    return graph;
}

enum class Reader { kD3, kNetworkX };

class FlatWriter {
  public:
    FlatWriter(const Selection& selection, const ExportOptions& options, Output& out, Reader reader)
        : selection_(selection),
          out_(out),
          reader_(reader),
          element_(out),
          node_table_(AttributeTable::of_nodes(selection, options, kReserved)),
          edge_table_(AttributeTable::of_relationships(selection, options, kReserved)) {}

    void write() {
        out_.write("{\"directed\":true,\"multigraph\":true,\"graph\":{");
        if (!selection_.title().empty()) out_.print("\"title\":{}", to_json(selection_.title()));
        out_.write("},\n\"nodes\":[");
        for (const NodeId node : selection_.nodes()) write_node(node);
        out_.print("],\n\"{}\":[", reader_ == Reader::kD3 ? "links" : "edges");
        std::size_t key = 0;
        for (const RelationshipId relationship : selection_.relationships()) write_edge(relationship, key++);
        out_.write("]}\n");
    }

  private:
    void write_node(NodeId node) {
        element_.begin(selection_.position(node) == 0);
        element_.text("id", selection_.snapshot().id(node));
        element_.text("label", display_name(selection_.snapshot(), node));
        write_values(node_table_, node);
        element_.end();
    }

    // The key is unique over all edges, as NetworkX wants it of parallel ones.
    void write_edge(RelationshipId relationship, std::size_t key) {
        const Snapshot& snapshot = selection_.snapshot();
        element_.begin(key == 0);
        element_.text("source", snapshot.id(snapshot.source(relationship)));
        element_.text("target", snapshot.id(snapshot.target(relationship)));
        element_.integer("key", key);
        element_.text("type", snapshot.type_names()[snapshot.type(relationship).value]);
        write_values(edge_table_, relationship);
        element_.end();
    }

    template <class IdType>
    void write_values(const AttributeTable& table, IdType id) {
        table.visit(id, [&](std::size_t i, const Value& value) {
            element_.json().key(table.attributes()[i].name);
            write_plain_json(element_.json(), value, reader_ == Reader::kD3);
        });
    }

    const Selection& selection_;
    Output& out_;
    Reader reader_;
    JsonElements element_;
    AttributeTable node_table_;
    AttributeTable edge_table_;
};

}  // namespace

void write_json(const Selection& selection, const ExportOptions& options, Output& out) {
    OutputBuffer buffer(out);
    std::ostream stream(&buffer);
    stream.exceptions(std::ios::badbit);  // faults of the sink come through as they are
    write_graph(to_graph(selection, options), stream);
}

void write_d3(const Selection& selection, const ExportOptions& options, Output& out) {
    FlatWriter(selection, options, out, Reader::kD3).write();
}

void write_networkx(const Selection& selection, const ExportOptions& options, Output& out) {
    FlatWriter(selection, options, out, Reader::kNetworkX).write();
}

}  // namespace mirrorgraph::formats

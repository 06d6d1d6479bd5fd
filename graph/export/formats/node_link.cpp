// Node-link JSON: the graph's own file, which every command reads again, and the flat forms of D3 and NetworkX.
//
// Source: networkx.readwrite.json_graph.node_link_data ("links" up to 3.3, "edges" since); d3-force.
#include <algorithm>
#include <array>
#include <vector>

#include "graph/export/attributes.h"
#include "graph/export/formats/formats.h"
#include "graph/export/formats/json_elements.h"
#include "graph/export/text.h"
#include "graph/names.h"
#include "graph/store/graph_writer.h"
#include "schema/json/json.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::array<std::string_view, 7> kReservedInNodeLink = {"id",  "label", "source", "target",
                                                                 "key", "type",  "index"};

// A selection as the store writes graphs. Evidence names documents, which must be there to be named. What a snapshot
// holds has been checked.
class SelectionSource {
  public:
    SelectionSource(const Selection& selection, const ExportOptions& options)
        : selection_(selection), snapshot_(selection.snapshot()), with_evidence_(options.evidence) {
        if (with_evidence_) find_documents();
    }

    std::vector<NodeId> nodes() const {
        std::vector<NodeId> out(selection_.nodes().begin(), selection_.nodes().end());
        out.insert(out.end(), documents_.begin(), documents_.end());
        return out;
    }
    std::vector<RelationshipId> relationships() const {
        return {selection_.relationships().begin(), selection_.relationships().end()};
    }
    std::string_view id(NodeId node) const { return snapshot_.id(node); }
    std::span<const LabelId> labels(NodeId node) const { return snapshot_.labels(node); }
    NodeId source(RelationshipId relationship) const { return snapshot_.source(relationship); }
    NodeId target(RelationshipId relationship) const { return snapshot_.target(relationship); }
    TypeId type(RelationshipId relationship) const { return snapshot_.type(relationship); }
    std::span<const std::string> label_names() const { return snapshot_.label_names(); }
    std::span<const std::string> type_names() const { return snapshot_.type_names(); }
    template <class Visit>
    void visit_properties(NodeId node, Visit&& visit) const {
        visit_columns([&](KeyId key) -> const Value& { return snapshot_.property(node, key); }, visit);
    }
    template <class Visit>
    void visit_properties(RelationshipId relationship, Visit&& visit) const {
        visit_columns([&](KeyId key) -> const Value& { return snapshot_.property(relationship, key); }, visit);
    }
    const EvidenceList& evidence(NodeId node) const {
        return with_evidence_ && !is_added(node) ? snapshot_.evidence(node) : kNoEvidence;
    }
    const EvidenceList& evidence(RelationshipId relationship) const {
        return with_evidence_ ? snapshot_.evidence(relationship) : kNoEvidence;
    }
    const std::string& schema_name() const { return snapshot_.schema().name(); }
    const Map& metadata() const { return snapshot_.metadata(); }

    static void check(NodeId) {}
    static void check(RelationshipId) {}
    static void check(const std::string&, const Value&) {}

  private:
    inline static const EvidenceList kNoEvidence;

    bool is_added(NodeId node) const { return std::binary_search(documents_.begin(), documents_.end(), node); }

    template <class Read, class Visit>
    void visit_columns(Read&& read, Visit&& visit) const {
        const auto keys = snapshot_.key_names();
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (const Value& value = read(KeyId(i)); !value.is_null()) visit(keys[i], value);
        }
    }

    void find_documents() {
        std::string_view last;
        const auto look = [&](const EvidenceList& list) {
            for (const Evidence& item : list) {
                if (item.document == last) continue;
                last = item.document;
                const auto document = snapshot_.find_node(last);
                if (document && !selection_.contains(*document)) documents_.push_back(*document);
            }
        };
        if (selection_.is_whole()) return;
        for (const NodeId node : selection_.nodes()) look(snapshot_.evidence(node));
        for (const RelationshipId relationship : selection_.relationships()) look(snapshot_.evidence(relationship));
        std::sort(documents_.begin(), documents_.end());
        documents_.erase(std::unique(documents_.begin(), documents_.end()), documents_.end());
    }

    const Selection& selection_;
    const Snapshot& snapshot_;
    bool with_evidence_;
    std::vector<NodeId> documents_;  // named by evidence and not selected, ascending
};

enum class Reader { kD3, kNetworkX };

class FlatWriter {
  public:
    FlatWriter(const Selection& selection, const ExportOptions& options, Output& out, Reader reader)
        : selection_(selection),
          out_(out),
          reader_(reader),
          element_(out),
          node_table_(AttributeTable::of_nodes(selection, options, kReservedInNodeLink)),
          edge_table_(AttributeTable::of_relationships(selection, options, kReservedInNodeLink)) {}

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
    SelectionSource source(selection, options);
    GraphWriter(source, SaveOptions{}, [&out](std::string_view bytes) { out.write(bytes); }).write();
}

void write_d3(const Selection& selection, const ExportOptions& options, Output& out) {
    FlatWriter(selection, options, out, Reader::kD3).write();
}

void write_networkx(const Selection& selection, const ExportOptions& options, Output& out) {
    FlatWriter(selection, options, out, Reader::kNetworkX).write();
}

}  // namespace mirrorgraph::formats

#include <ostream>

#include "graph/store/atomic_file.h"
#include "graph/store/check.h"
#include "graph/store/graph_writer.h"
#include "graph/store/journal/graph_store.h"
#include "graph/store/store.h"

namespace mirrorgraph {

namespace {

class CheckedGraph {
  public:
    explicit CheckedGraph(const PropertyGraph& graph) : graph_(graph), checker_(graph) {}

    std::vector<NodeId> nodes() const { return graph_.nodes(); }
    std::vector<RelationshipId> relationships() const { return graph_.relationships(); }
    const std::string& id(NodeId node) const { return graph_.id(node); }
    std::span<const LabelId> labels(NodeId node) const { return graph_.label_ids(node); }
    NodeId source(RelationshipId relationship) const { return graph_.source(relationship); }
    NodeId target(RelationshipId relationship) const { return graph_.target(relationship); }
    TypeId type(RelationshipId relationship) const { return graph_.type_id(relationship); }
    std::span<const std::string> label_names() const { return graph_.label_names(); }
    std::span<const std::string> type_names() const { return graph_.type_names(); }
    template <class IdType, class Visit>
    void visit_properties(IdType id, Visit&& visit) const {
        for (const auto& [key, value] : graph_.property_list(id)) visit(graph_.key_names()[key.value], value);
    }
    template <class IdType>
    const EvidenceList& evidence(IdType id) const {
        return graph_.evidence(id);
    }
    const std::string& schema_name() const { return graph_.schema().name(); }
    const Map& metadata() const { return graph_.metadata(); }

    template <class IdType>
    void check(IdType id) {
        checker_.check(id);
    }
    void check(const std::string& key, const Value& value) const { checker_.check_storable(key, value); }

  private:
    const PropertyGraph& graph_;
    Checker checker_;
};

}  // namespace

void save_graph(const PropertyGraph& graph, const std::string& path, const SaveOptions& options) {
    const auto lock = lock_for_replacing(path);
    AtomicFile file(path);
    write_graph(
        graph, [&](std::string_view bytes) { file.write(bytes); }, options);
    file.commit();
}

void write_graph(const PropertyGraph& graph, std::ostream& out, const SaveOptions& options) {
    write_graph(
        graph, [&](std::string_view bytes) { out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())); },
        options);
}

void write_graph(const PropertyGraph& graph, const std::function<void(std::string_view)>& sink,
                 const SaveOptions& options) {
    CheckedGraph source(graph);
    GraphWriter(source, options, sink).write();
}

}  // namespace mirrorgraph

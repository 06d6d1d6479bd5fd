#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <ostream>

#include "graph/changes/evidence_json.h"
#include "graph/store/atomic_file.h"
#include "graph/store/check.h"
#include "graph/store/journal/graph_store.h"
#include "graph/store/store.h"
#include "schema/json/json.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kFlushAt = std::size_t{1} << 20;

using Sink = std::function<void(std::string_view)>;

// Writes one graph; positions in sorted order ("ranks") stand for names throughout.
class GraphWriter {
  public:
    GraphWriter(const PropertyGraph& graph, const SaveOptions& options, Sink sink)
        : graph_(graph), options_(options), sink_(std::move(sink)), checker_(graph) {}

    void write() {
        rank_nodes();
        rank_relationships();
        write_header();
        json_.layout(",\n\"nodes\":[");
        write_nodes();
        json_.layout("],\n\"edges\":[");
        write_edges();
        json_.layout("]}\n");
        sink_(json_.text());
    }

  private:
    struct Edge {
        std::uint32_t source;
        std::uint32_t target;
        std::uint32_t type;
        RelationshipId relationship;
        auto place() const { return std::tie(source, target, type); }
    };

    void rank_nodes() {
        nodes_ = graph_.nodes();
        std::sort(nodes_.begin(), nodes_.end(), [&](NodeId a, NodeId b) { return graph_.id(a) < graph_.id(b); });
        std::uint32_t limit = 0;
        for (NodeId node : nodes_) limit = std::max(limit, node.value + 1);
        rank_of_node_.resize(limit);
        for (std::size_t i = 0; i < nodes_.size(); ++i) rank_of_node_[nodes_[i].value] = static_cast<std::uint32_t>(i);
    }

    std::vector<std::uint32_t> rank_types() const {
        const auto names = graph_.type_names();
        std::vector<std::uint32_t> order(names.size());
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return names[a] < names[b]; });
        std::vector<std::uint32_t> rank(names.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
        return rank;
    }

    void rank_relationships() {
        const std::vector<std::uint32_t> types = rank_types();
        for (RelationshipId r : graph_.relationships()) {
            edges_.push_back({rank_of_node_[graph_.source(r).value], rank_of_node_[graph_.target(r).value],
                              types[graph_.type_id(r).value], r});
        }
        std::sort(edges_.begin(), edges_.end(), [](const Edge& a, const Edge& b) { return a.place() < b.place(); });
        for (auto begin = edges_.begin(); begin != edges_.end();) {
            const auto end =
                std::find_if(begin, edges_.end(), [&](const Edge& edge) { return edge.place() != begin->place(); });
            if (end - begin > 1) sort_by_content(begin, end);
            begin = end;
        }
    }

    void sort_by_content(std::vector<Edge>::iterator begin, std::vector<Edge>::iterator end) {
        std::vector<std::pair<std::string, Edge>> parallel;
        for (auto edge = begin; edge != end; ++edge) {
            JsonWriter json;
            json.begin_object();
            write_content(json, edge->relationship);
            json.end_object();
            parallel.emplace_back(json.text(), *edge);
        }
        std::sort(parallel.begin(), parallel.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::transform(parallel.begin(), parallel.end(), begin, [](const auto& pair) { return pair.second; });
    }

    void write_header() {
        json_.layout("{\"directed\":true,\"multigraph\":true,\n\"graph\":");
        json_.begin_object();
        text("format", "mirrorgraph");
        json_.key("version");
        json_.integer(kFormatVersion);
        text("schema", graph_.schema().name());
        for (const auto& [key, value] : graph_.metadata()) {
            if (is_reserved_metadata(key)) continue;
            checker_.check_storable(key, value);
            json_.key(key);
            json_.value(value);
        }
        json_.end_object();
    }

    void write_nodes() {
        for (NodeId node : nodes_) {
            checker_.check(node);
            begin_line(node == nodes_.front());
            json_.begin_object();
            text("id", graph_.id(node));
            json_.key("labels");
            json_.begin_array();
            for (LabelId label : graph_.label_ids(node)) json_.string(graph_.label_names()[label.value]);
            json_.end_array();
            write_content(json_, node);
            json_.end_object();
        }
        if (!nodes_.empty()) json_.layout("\n");
    }

    void write_edges() {
        std::int64_t key = 0;
        for (std::size_t i = 0; i < edges_.size(); ++i) {
            const Edge& edge = edges_[i];
            checker_.check(edge.relationship);
            const bool parallel = i > 0 && edges_[i - 1].source == edge.source && edges_[i - 1].target == edge.target;
            key = parallel ? key + 1 : 0;
            begin_line(i == 0);
            json_.begin_object();
            text("source", graph_.id(nodes_[edge.source]));
            text("target", graph_.id(nodes_[edge.target]));
            json_.key("key");
            json_.integer(key);
            text("type", graph_.type(edge.relationship));
            write_content(json_, edge.relationship);
            json_.end_object();
        }
        if (!edges_.empty()) json_.layout("\n");
    }

    void begin_line(bool is_first) {
        json_.layout(is_first ? "\n" : ",\n");
        if (json_.text().size() < kFlushAt) return;
        sink_(json_.text());
        json_.clear();
    }

    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }

    template <class IdType>
    void write_content(JsonWriter& json, IdType id) {
        json.key("properties");
        json.begin_object();
        for (const PropertyGraph::Property& property : graph_.property_list(id)) {
            json.key(graph_.key_names()[property.key.value]);
            json.value(property.value);
        }
        json.end_object();
        const EvidenceList& evidence = graph_.evidence(id);
        if (evidence.empty()) return;
        json.key("evidence");
        write_evidence(json, evidence, options_.quotes);
    }

    const PropertyGraph& graph_;
    SaveOptions options_;
    Sink sink_;
    Checker checker_;
    JsonWriter json_;
    std::vector<NodeId> nodes_;  // by rank
    std::vector<std::uint32_t> rank_of_node_;
    std::vector<Edge> edges_;
};

}  // namespace

void save_graph(const PropertyGraph& graph, const std::string& path, const SaveOptions& options) {
    const auto lock = lock_for_replacing(path);
    AtomicFile file(path);
    GraphWriter(graph, options, [&](std::string_view bytes) { file.write(bytes); }).write();
    file.commit();
}

void write_graph(const PropertyGraph& graph, std::ostream& out, const SaveOptions& options) {
    GraphWriter(graph, options, [&](std::string_view bytes) {
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }).write();
}

void write_graph(const PropertyGraph& graph, const Sink& sink, const SaveOptions& options) {
    GraphWriter(graph, options, sink).write();
}

}  // namespace mirrorgraph

// The bytes of a graph as the store has them: sorted, one node or edge a line, handed on in pieces.
//
// A Source is what is written: a graph that is being made (save_graph.cpp), or a part of a snapshot, which then is never
// held twice (export/formats/node_link.cpp). It has
//
//   std::vector<NodeId> nodes(), std::vector<RelationshipId> relationships()      in any order, both ends among the nodes
//   id(node), labels(node) ascending by name, source(r), target(r), type(r)
//   label_names(), type_names(): position = LabelId, TypeId
//   visit_properties(node or r, visit(key, value)) ascending by key; evidence(node or r)
//   schema_name(), metadata()
//   check(node), check(r), check(key of metadata, value): throw for what may not be written
//
// Cost:    memory: 24 bytes a node or edge, and one megabyte of text
// Errors:  what the source and the sink throw
// Owns:    its order; the source must outlive it
// Threads: one thread
#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/changes/evidence_json.h"
#include "graph/store/check.h"
#include "graph/store/store.h"
#include "schema/json/json.h"

namespace mirrorgraph {

// Positions in sorted order ("ranks") stand for names throughout.
template <class Source>
class GraphWriter {
  public:
    using Sink = std::function<void(std::string_view)>;
    GraphWriter(Source& source, const SaveOptions& options, Sink sink)
        : graph_(source), options_(options), sink_(std::move(sink)) {}

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
                              types[graph_.type(r).value], r});
        }
        std::sort(edges_.begin(), edges_.end(), [](const Edge& a, const Edge& b) { return a.place() < b.place(); });
        for (auto begin = edges_.begin(); begin != edges_.end();) {
            const auto end =
                std::find_if(begin, edges_.end(), [&](const Edge& edge) { return edge.place() != begin->place(); });
            if (end - begin > 1) sort_by_content(begin, end);
            begin = end;
        }
    }

    void sort_by_content(typename std::vector<Edge>::iterator begin, typename std::vector<Edge>::iterator end) {
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
        text("schema", graph_.schema_name());
        for (const auto& [key, value] : graph_.metadata()) {
            if (is_reserved_metadata(key)) continue;
            graph_.check(key, value);
            json_.key(key);
            json_.value(value);
        }
        json_.end_object();
    }

    void write_nodes() {
        for (NodeId node : nodes_) {
            graph_.check(node);
            begin_line(node == nodes_.front());
            json_.begin_object();
            text("id", graph_.id(node));
            json_.key("labels");
            json_.begin_array();
            for (LabelId label : graph_.labels(node)) json_.string(graph_.label_names()[label.value]);
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
            graph_.check(edge.relationship);
            const bool parallel = i > 0 && edges_[i - 1].source == edge.source && edges_[i - 1].target == edge.target;
            key = parallel ? key + 1 : 0;
            begin_line(i == 0);
            json_.begin_object();
            text("source", graph_.id(nodes_[edge.source]));
            text("target", graph_.id(nodes_[edge.target]));
            json_.key("key");
            json_.integer(key);
            text("type", graph_.type_names()[graph_.type(edge.relationship).value]);
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
        graph_.visit_properties(id, [&](const std::string& key, const Value& value) {
            json.key(key);
            json.value(value);
        });
        json.end_object();
        const EvidenceList& evidence = graph_.evidence(id);
        if (evidence.empty()) return;
        json.key("evidence");
        write_evidence(json, evidence, options_.quotes);
    }

    static constexpr std::size_t kFlushAt = std::size_t{1} << 20;

    Source& graph_;
    SaveOptions options_;
    Sink sink_;
    JsonWriter json_;
    std::vector<NodeId> nodes_;  // by rank
    std::vector<std::uint32_t> rank_of_node_;
    std::vector<Edge> edges_;
};

}  // namespace mirrorgraph

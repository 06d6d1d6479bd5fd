// Puts the parts of a read file together into a graph, and checks what no part can know of itself: the schema, ids in
// use, endpoints, documents of evidence.
//
// Parts may come in any order (a tool that sorts keys puts edges before nodes); those that come too early wait.
//
// Errors:  the first fault is thrown, or every fault is kept with its place where problems are collected
// Owns:    the graph until take()
// Threads: one thread
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "graph/graph.h"
#include "graph/store/graph_reader.h"

namespace mirrorgraph {

class GraphAssembler : public GraphSink {
  public:
    enum class Faults { kThrow, kCollect };
    explicit GraphAssembler(Faults faults) : faults_(faults) {}

    void add_header(ReadHeader& header) override;
    void add_node(ReadNode& node) override;
    void end_nodes() override;
    void add_edge(ReadEdge& edge) override;
    void finish() override;

    PropertyGraph take() { return std::move(graph_); }
    const PropertyGraph& graph() const { return graph_; }
    std::vector<PlacedError>& problems() { return problems_; }

  private:
    void report(Span span, const Error& error);
    // Runs a check; a fault of it stands at `span`. True when there was none.
    template <class Check>
    bool passes(Span span, Check&& check);

    // A property key that passed the schema for a set of labels or a type, so that the next element need not ask.
    struct KnownKey {
        std::string name;
        KeyId id;
        const PropertyRule* rule;  // nullptr under the open schema
    };
    // Keys come in the same order in most elements: the search begins where the last one ended.
    struct KnownKeys {
        std::vector<KnownKey> keys;
        std::size_t next = 0;
        const KnownKey* find(std::string_view name);
    };

    void place_early();
    void place_node(ReadNode& node);
    void place_edge(ReadEdge& edge);
    bool check_labels(const ReadNode& node);
    bool has_good_ends(const ReadEdge& edge, NodeId source, NodeId target);
    std::optional<NodeId> find_source(const ReadEdge& edge);
    std::optional<NodeId> endpoint(const ReadEdge& edge, const std::optional<ReadText>& end, std::string_view name);
    // `check(key, value)` asks the schema about a key that is not known yet.
    template <class IdType, class Check>
    void fill_properties(IdType id, std::vector<ReadProperty>& properties, KnownKeys& known, Check&& check);
    template <class IdType>
    void fill_evidence(IdType id, std::vector<ReadEvidence>& evidence);
    void check_documents();
    void check_keys();

    struct UsedKey {
        NodeId source;
        NodeId target;
        std::int64_t key;
        Span span;
        auto identity() const { return std::tie(source, target, key); }
    };

    Faults faults_;
    PropertyGraph graph_;
    bool has_header_ = false;
    bool has_all_nodes_ = false;
    std::vector<ReadNode> early_nodes_;  // met before the header
    std::vector<ReadEdge> early_edges_;  // met before the header or the last node
    std::vector<UsedKey> keys_;
    std::map<LabelSetId, KnownKeys> known_of_nodes_;
    std::map<std::string, KnownKeys, std::less<>> known_of_types_;
    std::set<std::tuple<TypeId, LabelSetId, LabelSetId>> known_endpoints_;  // allowed ones
    std::optional<ReadText> last_source_;                                   // edges come by source
    NodeId last_source_node_;
    std::map<std::string, Span, std::less<>> documents_;  // of evidence, and where each was named first
    std::string last_document_;
    std::vector<PlacedError> problems_;
};

}  // namespace mirrorgraph

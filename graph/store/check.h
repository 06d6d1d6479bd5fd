// What the store holds every element to, on the way in and on the way out.
//
// Errors:  Error kInvalidData, without a place, naming the offending thing; kLimit for values nested too deeply
// Owns:    nothing; the graph must outlive the checker
// Threads: one thread
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "graph/graph.h"

namespace mirrorgraph {

// Keys of "graph" in the JSON that the store itself writes.
bool is_reserved_metadata(std::string_view key);

// begin <= end, 0 < confidence <= 1, and a document's id.
void check_evidence(const Evidence& evidence);

// Throws unless the node exists and, under a closed schema, is a Document.
void check_evidence_document(const PropertyGraph& graph, const std::string& document);

// Whether the whole graph may be written.
void check_graph(const PropertyGraph& graph);

// Whether an element of a graph may be written: it obeys the schema, its texts are UTF-8, its values can be stored.
class Checker {
  public:
    explicit Checker(const PropertyGraph& graph) : graph_(graph) {}

    void check(NodeId node);
    void check(RelationshipId relationship);
    void check_storable(std::string_view key, const Value& value) const;

  private:
    // What the schema said of the keys of one set of labels, or one type; by KeyId, nullptr where not asked yet.
    using KnownRules = std::vector<const PropertyRule*>;

    template <class Check>
    void check_properties(std::span<const PropertyGraph::Property> properties, KnownRules& known, Check&& check);
    void check_labels(NodeId node) const;
    void check_evidence_list(const EvidenceList& evidence);

    const PropertyGraph& graph_;
    std::map<LabelSetId, KnownRules> known_of_nodes_;
    std::vector<KnownRules> known_of_types_;
    std::set<std::tuple<TypeId, LabelSetId, LabelSetId>> known_endpoints_;  // allowed ones
    std::string last_document_;                                             // passed the check already
};

}  // namespace mirrorgraph

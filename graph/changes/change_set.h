// What one accepted write changes in a graph, as data: every element touched, with what it is afterwards.
//
// It names elements as the persisted graph does (nodes by their string id), so that it means the same in any program
// that holds an equal graph; applying it needs no query engine, no clock and no order of hash tables.
// apply(difference(a, b), a) makes a equal to b.
//
// Errors:  apply throws Error kConflict for a change that does not fit the graph, which is then half changed and of no
//          use; parse_change_set throws Error kInvalidData
// Cost:    apply: by the size of the changes and the degree of their nodes; difference: by the size of the graphs
// Threads: values; functions may run at once on different graphs
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/evidence.h"
#include "graph/graph.h"
#include "schema/value.h"

namespace mirrorgraph {

// A relationship of the graph before the change. Those of one type from one node to another have no name; they are told
// apart by their rank among each other, ordered by content. Equal ones are interchangeable.
struct RelationshipPlace {
    std::string source;
    std::string target;
    std::string type;
    std::uint32_t rank = 0;
    friend bool operator==(const RelationshipPlace&, const RelationshipPlace&) = default;
};

struct ChangeSet {
    // An added node, or all that a changed one is afterwards.
    struct Node {
        std::string id;
        std::vector<std::string> labels;
        Map properties;
        std::optional<EvidenceList> evidence;  // nullopt: as it was
        friend bool operator==(const Node&, const Node&) = default;
    };
    struct Relationship {
        RelationshipPlace place;  // rank: 0 for an added one
        Map properties;
        std::optional<EvidenceList> evidence;
        friend bool operator==(const Relationship&, const Relationship&) = default;
    };

    // In the order in which they take place; places are those before all of it.
    std::vector<RelationshipPlace> removed_relationships;
    std::vector<Relationship> changed_relationships;
    std::vector<std::string> removed_nodes;
    std::vector<Node> nodes;
    std::vector<Relationship> added_relationships;
    std::optional<Map> metadata;  // of the graph; nullopt: as it was

    bool empty() const;
    friend bool operator==(const ChangeSet&, const ChangeSet&) = default;
};

void apply(const ChangeSet& changes, PropertyGraph& graph);

ChangeSet difference(const PropertyGraph& before, const PropertyGraph& after);

// What ranks relationships: properties and evidence, as text.
std::string relationship_content(const Map& properties, const EvidenceList& evidence);

std::string to_json(const ChangeSet& changes);
ChangeSet parse_change_set(std::string_view json, const std::string& name = "change");

}  // namespace mirrorgraph

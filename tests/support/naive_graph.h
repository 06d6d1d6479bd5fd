// A graph so simple that it is plainly right, and random changes made to it and to a PropertyGraph alike: what the
// graph, the snapshot and the store are compared with.
#pragma once

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "graph/graph.h"

namespace mirrorgraph::test {

struct NaiveGraph {
    struct Node {
        std::string id;
        std::set<std::string> labels;
        Map properties;
        EvidenceList evidence;
    };
    struct Relationship {
        NodeId source;
        NodeId target;
        std::string type;
        Map properties;
        EvidenceList evidence;
    };
    std::map<NodeId, Node> nodes;
    std::map<RelationshipId, Relationship> relationships;
};

struct RandomGraph {
    PropertyGraph graph;
    NaiveGraph model;
};

// Makes `steps` random changes, removals among them; the same seed gives the same graph everywhere.
RandomGraph random_graph(std::uint32_t seed, int steps);

// The graph as its file holds it.
std::string to_text(const PropertyGraph& graph);

}  // namespace mirrorgraph::test

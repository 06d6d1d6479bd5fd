// A part of a snapshot, and what an answer says of its members: what a query's result, a trace or an impact hands to
// exports and pictures. Properties, evidence and confidence stay in the snapshot, under the same ids.
//
// Units:   distance counts relationships from the start; scores are in [0, 1]
// Owns:    ids only; the snapshot must outlive whoever reads them
// Threads: values
#pragma once

#include <string>
#include <vector>

#include "schema/ids.h"

namespace mirrorgraph {

struct Subgraph {
    struct Node {
        NodeId node;
        std::string role;    // what it is to the start: "mirror body", "made under it"; "" where nothing is said
        std::string tier;    // "start", "direct", "near", "far"; "" where there are no tiers
        int distance = 0;    // 0 for the start
        double score = 1.0;  // how sure or how strongly affected
    };
    std::vector<Node> nodes;                    // each once, the start first
    std::vector<RelationshipId> relationships;  // each once; their ends are among the nodes
};

}  // namespace mirrorgraph

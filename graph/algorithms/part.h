// The part of a graph that an analysis looks at.
//
// Owns:    its names
// Threads: values
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace mirrorgraph {

struct GraphPart {
    std::vector<std::string> types = {};   // of relationships; empty: all but links to sources (MENTIONED_IN)
    std::vector<std::string> labels = {};  // of nodes, any of them; empty: all but Document
    std::function<void()> check = {};      // called about every pass over the graph; may throw to stop the analysis
};

}  // namespace mirrorgraph

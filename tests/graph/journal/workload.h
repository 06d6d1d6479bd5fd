// A series of changes to a small graph, and the graph after each: what tests of crashes compare with.
#pragma once

#include <string>
#include <vector>

#include "graph/changes/change_set.h"
#include "graph/graph.h"

namespace mirrorgraph::test {

inline constexpr const char* kGraphFile = "graph.json";  // on a simulated disk

struct Workload {
    std::vector<ChangeSet> changes;
    std::vector<std::string> states;  // as JSON; states[i]: after i changes
};

// Changes of many sizes: some smaller than a sector, some of several.
Workload make_workload(std::size_t count, std::uint32_t seed = 1);

}  // namespace mirrorgraph::test

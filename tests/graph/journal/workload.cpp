#include "tests/graph/journal/workload.h"

#include <random>

#include "tests/support/naive_graph.h"

namespace mirrorgraph::test {

Workload make_workload(std::size_t count, std::uint32_t seed) {
    std::mt19937 random(seed);
    PropertyGraph graph;
    graph.add_node("origin", {"Start"});
    Workload out;
    out.states.push_back(to_text(graph));
    for (std::size_t i = 0; i < count; ++i) {
        const std::string id = "n" + std::to_string(i);
        ChangeSet changes;
        const std::size_t size = std::vector<std::size_t>{1, 30, 470, 500, 1100}[random() % 5];
        changes.nodes.push_back({id, {"Step"}, {{"text", std::string(size, 'x')}}, std::nullopt});
        changes.added_relationships.push_back({{"origin", id, "R", 0}, {{"i", i}}, std::nullopt});
        if (i > 2 && random() % 3 == 0) {
            // Takes the first step away that is still there, with its relationship.
            for (std::size_t j = 0; j < i; ++j) {
                const std::string old = "n" + std::to_string(j);
                if (!graph.find_node(old)) continue;
                changes.removed_relationships.push_back({"origin", old, "R", 0});
                changes.removed_nodes.push_back(old);
                break;
            }
        }
        apply(changes, graph);
        out.changes.push_back(std::move(changes));
        out.states.push_back(to_text(graph));
    }
    return out;
}

}  // namespace mirrorgraph::test

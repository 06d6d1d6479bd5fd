// What is in a graph, counted: labels, types, documents, how much of it is backed by evidence, hubs, components.
//
// Links to sources (MENTIONED_IN) count as relationships, but neither for degrees nor for components: they would join
// everything that one document names.
//
// Cost:    O(nodes + relationships)
// Errors:  none
// Threads: all functions may run at once
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "schema/json/json.h"

namespace mirrorgraph {

struct Statistics {
    struct Count {
        std::string name;
        std::size_t count = 0;
        std::size_t with_evidence = 0;
    };
    struct Hub {
        std::string id;
        std::string name;
        std::string label;
        std::size_t degree = 0;
    };

    std::size_t nodes = 0;
    std::size_t relationships = 0;
    std::vector<Count> labels;  // most frequent first
    std::vector<Count> types;   // likewise
    std::size_t documents = 0;  // read; what people decided is none
    std::size_t evidence = 0;   // places in documents
    std::size_t facts = 0;      // relationships other than links to sources
    std::size_t facts_with_evidence = 0;
    std::vector<Hub> hubs;       // highest degree first
    std::size_t components = 0;  // of two nodes and more
    std::size_t largest_component = 0;
    std::size_t isolated_nodes = 0;
};

inline constexpr std::size_t kHubs = 10;

Statistics count_statistics(const Snapshot& snapshot);

std::string describe_statistics(const Statistics& statistics, std::size_t width);
void write_statistics(const Statistics& statistics, JsonWriter& json);

}  // namespace mirrorgraph

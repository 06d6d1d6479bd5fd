// Patterns matched by trying everything: what the engine's answers are compared with.
//
// Nodes and relationships are positions in the graph; nothing is planned, indexed or counted ahead.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace mirrorgraph::test {

struct ReferenceGraph {
    struct Node {
        std::vector<std::string> labels;
        int x = 0;
    };
    struct Relationship {
        int source = 0;
        int target = 0;
        std::string type;
        int w = 0;
    };
    std::vector<Node> nodes;
    std::vector<Relationship> relationships;
};

enum class ReferenceArrow { kRight, kLeft, kEither };

struct ReferencePattern {
    struct Node {
        std::string label;  // empty: any
    };
    struct Edge {
        int left = 0;
        int right = 0;
        std::string type;  // empty: any
        ReferenceArrow arrow = ReferenceArrow::kRight;
        int min = 1;
        int max = 1;
        bool repeated = false;
        int clause = 0;  // ascending; relationships of one clause differ
    };
    // x of a node against x of another, or against a number.
    struct Condition {
        int left = 0;
        std::string op;  // "=", "<>", "<": of x; "is not": the nodes themselves differ; "to", "not to": a relationship
        int right = -1;  // a node; negative: the number
        int number = 0;
        Edge edge = {};  // of "to" and "not to": its type and arrow
    };
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::vector<Condition> conditions;

    std::string text() const;   // "(n0:A)-[e0:R]->(n1), .. MATCH .."
    std::string where() const;  // "n0.x = 1 AND .."; empty where there are none
};

// One way to lay a pattern into a graph: the node of each of the pattern's nodes, the relationships of each edge.
struct ReferenceMatch {
    std::vector<int> nodes;
    std::vector<std::vector<int>> edges;
};

// Calls visit for every match in which the first nodes of the pattern are `fixed`.
void for_each_match(const ReferenceGraph& graph, const ReferencePattern& pattern, const std::vector<int>& fixed,
                    const std::function<void(const ReferenceMatch&)>& visit);

enum class ReferenceMode { kWalk, kTrail, kSimple, kAcyclic };

struct ReferencePath {
    int start = 0;
    int end = 0;
    std::vector<int> relationships;
};

// Every path that repeats the edge from min to max times, from any node.
std::vector<ReferencePath> all_paths(const ReferenceGraph& graph, const ReferencePattern::Edge& edge,
                                     ReferenceMode mode);

ReferenceGraph random_reference_graph(std::mt19937& random);
// A connected or disconnected pattern of up to `most_edges` edges; the first node may be taken from outside.
ReferencePattern random_reference_pattern(std::mt19937& random, int most_edges);

}  // namespace mirrorgraph::test

// The procedures graph.*: analyses of the whole graph as the query sees it, its own changes included.
//
// Errors:  Error kLimit or kCancelled, as Run::step
// Threads: all functions may run at once, each with its run
#pragma once

#include <span>
#include <vector>

#include "schema/value.h"

namespace mirrorgraph::query {

class Run;

std::vector<List> graph_betweenness(Run& run, std::span<const Value> arguments);
std::vector<List> graph_communities(Run& run, std::span<const Value> arguments);
std::vector<List> graph_components(Run& run, std::span<const Value> arguments);
std::vector<List> graph_degree(Run& run, std::span<const Value> arguments);
std::vector<List> graph_pagerank(Run& run, std::span<const Value> arguments);
std::vector<List> graph_shortest_path(Run& run, std::span<const Value> arguments);
std::vector<List> graph_similar_committees(Run& run, std::span<const Value> arguments);

}  // namespace mirrorgraph::query

// A document as the graph read it: its sentences in order, with the nodes and relationships that each is evidence of.
//
// Only what is evidence is known, not the text between.
//
// Cost:    O(evidence of the graph)
// Units:   lines are 1-based
// Threads: functions may run at once
#pragma once

#include <cstdint>
#include <string>

#include "query/service/served_graph.h"

namespace mirrorgraph::query {

// {"document": node, "items": [{"line", "page"?, "text"?, "nodes", "relationships": [{"source", "type", "target"}]}],
// "before", "after"}: at most `limit` passages round the line, and how many are left out on either side.
std::string passages_answer(const IndexedGraph& graph, NodeId document, std::uint32_t line, std::size_t limit);

}  // namespace mirrorgraph::query

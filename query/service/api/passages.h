// A document as the graph read it: its sentences in order, with the nodes and relationships that each is evidence of.
//
// Where the source is at hand and unchanged, all of its sentences; else those alone that are evidence, which the graph keeps.
//
// Cost:    O(evidence of the graph), and reading the source
// Units:   lines are 1-based
// Threads: functions may run at once
#pragma once

#include <cstdint>
#include <string>

#include "query/service/served_graph.h"
#include "query/service/source_texts.h"

namespace mirrorgraph::query {

SourceText source_of(const IndexedGraph& graph, NodeId document, const SourceTexts& texts);

// {"document": node, "source": state, "items": [{"line", "page"?, "text"?, "begins"?, "nodes", "relationships": [{"source",
// "type", "target"}]}], "before", "after"}: at most `limit` sentences round the line, and how many are left out on either
// side. "begins": a paragraph.
std::string passages_answer(const IndexedGraph& graph, NodeId document, std::uint32_t line, std::size_t limit,
                            const SourceText& source);

}  // namespace mirrorgraph::query

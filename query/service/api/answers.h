// What is said of a graph, as JSON: the same for HTTP and for assistants.
//
// Errors:  Error kNotFound, with the nearest names, for what the graph does not have; kUsage for a cursor of another graph
// Threads: functions may run at once
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/service/served_graph.h"
#include "query/tasks/impact/impact.h"
#include "query/tasks/trace/trace.h"

namespace mirrorgraph::query {

// A part of a long list. A cursor is good for the version of the graph that gave it.
struct Page {
    std::size_t limit = 50;
    std::string cursor;  // empty: the beginning
};
inline constexpr std::size_t kLargestPage = 1000;

// {"items": [{"id", "labels", "name", "title"?, "match", "matched"?}], "truncated", "next"?}
std::string search_answer(const IndexedGraph& graph, std::string_view text, std::string_view label, const Page& page);

// {"id", "labels", "name", "title"?, "properties", "evidence", "relationships": {"TYPE": {"outgoing", "incoming"}}}
std::string node_answer(const IndexedGraph& graph, NodeId node);

struct NeighbourFilter {
    std::string type;                         // empty: all
    std::optional<Direction> direction = {};  // absent: both
};
// {"items": [{"direction": "outgoing" | "incoming", "node", "relationship"}], "truncated", "next"?}
std::string neighbours_answer(const IndexedGraph& graph, NodeId node, const NeighbourFilter& filter, const Page& page);

// All relationships between two nodes, either way: {"source": node, "target": node, "relationships": [..],
// "truncated": false}
std::string relationships_answer(const IndexedGraph& graph, NodeId a, NodeId b, std::string_view type);

// {"items": [{"id", "name", "properties", "nodes", "relationships"}], "truncated", "next"?}: documents, and how many
// nodes and relationships have evidence in them.
std::string documents_answer(const IndexedGraph& graph, const Page& page);

// What write_trace_json writes, and "truncated".
std::string trace_answer(const IndexedGraph& graph, NodeId start, const TraceOptions& options);

// What write_impact_json writes of the `limit` most affected, and "total", "truncated".
std::string impact_answer(const IndexedGraph& graph, NodeId start, const ImpactOptions& options, std::size_t limit);

// The schema with the counts of the graph.
std::string schema_answer(const IndexedGraph& graph);

// A node by its id; throws Error kNotFound with what may have been meant.
NodeId node_by_id(const IndexedGraph& graph, std::string_view id);

}  // namespace mirrorgraph::query

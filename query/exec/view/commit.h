// What one query has written, ready to be kept: as a ChangeSet, checked against what a graph file may hold.
//
// Errors:  check_storable throws QueryError SchemaViolation for a graph that could be written but not read again
// Cost:    by the size of the delta; where labels changed, the degree of those nodes; where a document went, the graph
// Threads: functions may run at once
#pragma once

#include "graph/changes/change_set.h"
#include "query/exec/view/graph_view.h"

namespace mirrorgraph::query {

// REQUIRES: both views are of one snapshot, and the delta of `after` goes on from that of `before`.
ChangeSet changes_between(const GraphView& before, const GraphView& after);

void check_storable(const ChangeSet& changes, const GraphView& after, const std::shared_ptr<const Schema>& schema);

}  // namespace mirrorgraph::query

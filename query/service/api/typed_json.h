// Values with their types: {"$type": "Integer", "_value": "42"}.
//
// Threads: may run at once, on different writers
// Source:  Neo4j HTTP Query API, application/vnd.neo4j.query.v1.1
#pragma once

#include "query/exec/view/graph_view.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

void write_typed(JsonWriter& json, const Value& value, const GraphView& graph);

}  // namespace mirrorgraph::query

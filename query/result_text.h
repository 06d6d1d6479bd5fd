// The rows of a query as people and programs read them: a table, JSON, CSV.
//
// Errors:  those of taking rows
// Threads: functions may run at once on different results
// Source:  RFC 8259; RFC 4180; nodes, relationships and paths in JSON as Neo4j's HTTP Query API has them
#pragma once

#include <iosfwd>
#include <string>

#include "query/engine.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

// Each takes all rows and gives their number.
std::size_t write_table(std::ostream& out, Result& result, std::size_t width);
std::size_t write_json(std::ostream& out, Result& result);  // an array of objects, one a line
std::size_t write_csv(std::ostream& out, Result& result);

// Plain JSON: temporal values as ISO strings; a node is {elementId, labels, properties}, a relationship {elementId,
// startNodeElementId, endNodeElementId, type, properties}, a path the list of both in turn.
void write_plain(JsonWriter& json, const Value& value, const GraphView& graph);

// (:Label {key: value}), [:TYPE {key: value}]; strings bare unless they are inside something.
std::string display_text(const Value& value, const GraphView& graph);

}  // namespace mirrorgraph::query

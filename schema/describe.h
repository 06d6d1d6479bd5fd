// A schema for readers: as tables for a person, as JSON for a program.
//
// Errors:  none
// Threads: all functions may run at once
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "schema/json/json.h"
#include "schema/schema.h"

namespace mirrorgraph {

// How many elements of a graph bear a label or relationship type; empty where no graph is looked at.
struct SchemaCounts {
    std::function<std::size_t(std::string_view)> nodes;
    std::function<std::size_t(std::string_view)> relationships;
};

// Labels, relationship types with their endpoints, properties; lines of at most `width` columns.
std::string describe_schema(const Schema& schema, std::size_t width, const SchemaCounts& counts = {});

// {"name", "labels": [{"name", "description", "properties", "count"?}], "relationships": [... "endpoints": [{"source",
// "target"}], "symmetric"], "properties": [{"name", "description", "types", "items"?, "values"?}]}
void write_schema(const Schema& schema, JsonWriter& json, const SchemaCounts& counts = {});

}  // namespace mirrorgraph

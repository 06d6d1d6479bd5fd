// The commands of this wing: `query`, `trace`, `impact`, `export`, `serve`, `mcp`.
//
// Errors:  parse_parameters throws Error kUsage for a word that is no parameter
// Threads: one thread
#pragma once

#include <string>
#include <vector>

#include "graph/rebuild.h"
#include "graph/source_text.h"
#include "schema/commands/command_line.h"
#include "schema/value.h"

namespace mirrorgraph {

// `rebuild`: how a service makes its graph anew of documents; `read_source`: how it reads one to show it. Null: it does not.
void add_query_commands(CLI::App& app, Console& console, Rebuilder rebuild = {}, SourceReader read_source = {});

// NAME=VALUE each; the value as JSON where it is JSON, else the text as it stands.
Map parse_parameters(const std::vector<std::string>& words);

}  // namespace mirrorgraph

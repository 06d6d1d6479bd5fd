// The commands that keep running: `serve`, `mcp`.
#pragma once

#include "graph/rebuild.h"
#include "graph/source_text.h"
#include "schema/commands/command_line.h"

namespace mirrorgraph {

// `rebuild`: how `serve --writable` makes its graph anew; null: it does not. `read_source`: how `serve` reads a document to
// show it; null: it does not.
void add_service_commands(CLI::App& app, Console& console, Rebuilder rebuild, SourceReader read_source);

}  // namespace mirrorgraph

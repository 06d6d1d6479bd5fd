// The commands of this wing: `stats`, `validate`, `repair`, and `schema`, which may look at a graph.
#pragma once

#include "schema/commands/command_line.h"

namespace mirrorgraph {

void add_graph_commands(CLI::App& app, Console& console);

}  // namespace mirrorgraph

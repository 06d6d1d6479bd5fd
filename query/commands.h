// The commands of this wing: `query`, `trace`, `impact`, `serve`, `mcp`.
#pragma once

#include "schema/command_line.h"

namespace mirrorgraph {

void add_query_commands(CLI::App& app, Console& console);

}  // namespace mirrorgraph

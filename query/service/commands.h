// The commands that keep running: `serve`, `mcp`.
#pragma once

#include "schema/command_line.h"

namespace mirrorgraph {

void add_service_commands(CLI::App& app, Console& console);

}  // namespace mirrorgraph

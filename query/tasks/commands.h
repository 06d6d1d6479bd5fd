// The commands that answer a task rather than a query: `trace`.
#pragma once

#include "schema/command_line.h"

namespace mirrorgraph {

void add_task_commands(CLI::App& app, Console& console);

}  // namespace mirrorgraph

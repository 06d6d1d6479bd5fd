// The commands that answer a task rather than a query: `trace`, `impact`, `analyse`.
#pragma once

#include "schema/commands/command_line.h"

namespace mirrorgraph {

void add_task_commands(CLI::App& app, Console& console);
void add_analyse_command(CLI::App& app, Console& console);

}  // namespace mirrorgraph

// `export`: a graph, or the answer to a question over it, in a format that other programs read.
#pragma once

#include "schema/commands/command_line.h"

namespace mirrorgraph {

void add_export_command(CLI::App& app, Console& console);

}  // namespace mirrorgraph

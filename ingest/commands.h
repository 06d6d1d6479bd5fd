// The commands of this wing: `build`.
#pragma once

#include "schema/commands/command_line.h"

namespace mirrorgraph {

void add_ingest_commands(CLI::App& app, Console& console);

}  // namespace mirrorgraph

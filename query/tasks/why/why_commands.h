// The commands of reasons and corrections: `why`, `decide`.
#pragma once

#include "schema/commands/command_line.h"

namespace mirrorgraph {

void add_why_commands(CLI::App& app, Console& console);

}  // namespace mirrorgraph

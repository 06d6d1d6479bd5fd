#include "schema/command_line.h"

namespace mirrorgraph {

void add_schema_commands(CLI::App& /*app*/, Console& /*console*/) {}

}  // namespace mirrorgraph

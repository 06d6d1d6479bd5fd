#include "ingest/commands.h"

namespace mirrorgraph {

void add_ingest_commands(CLI::App& /*app*/, Console& /*console*/) {}

}  // namespace mirrorgraph

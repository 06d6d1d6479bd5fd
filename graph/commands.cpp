#include "graph/commands.h"

namespace mirrorgraph {

void add_graph_commands(CLI::App& /*app*/, Console& /*console*/) {}

}  // namespace mirrorgraph

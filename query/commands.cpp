#include "query/commands.h"

namespace mirrorgraph {

void add_query_commands(CLI::App& /*app*/, Console& /*console*/) {}

}  // namespace mirrorgraph

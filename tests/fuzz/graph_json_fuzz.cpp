// Graph files of any bytes: what is read is written in bytes that read back to the same bytes; what is refused is
// refused with an Error.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string_view>

#include "graph/snapshot/snapshot.h"
#include "graph/store/store.h"

using namespace mirrorgraph;

namespace {

std::string to_text(const PropertyGraph& graph) {
    std::ostringstream out;
    write_graph(graph, out);
    return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::optional<PropertyGraph> graph;
    try {
        graph = parse_graph({reinterpret_cast<const char*>(data), size});
    } catch (const Error&) {
        return 0;
    }
    const std::string text = to_text(*graph);
    if (to_text(parse_graph(text)) != text) __builtin_trap();
    if (Snapshot::freeze(*graph)->node_count() != graph->node_count()) __builtin_trap();
    return 0;
}

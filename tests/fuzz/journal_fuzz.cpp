// Segments of a journal: what can be read of any bytes is in order, and a change in it is either refused or comes back.
#include <cstdint>

#include "graph/changes/change_set.h"
#include "graph/store/journal/record.h"
#include "schema/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mirrorgraph;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const ScanResult scan = scan_segment(bytes);
    std::uint64_t next = scan.first_sequence;
    for (const Record& record : scan.records) {
        if (record.sequence != next++) __builtin_trap();
    }
    salvage_records(bytes, 0);
    // A checksum is not guessed: the bytes are tried as a change too.
    try {
        const ChangeSet changes = parse_change_set(bytes);
        if (to_json(parse_change_set(to_json(changes))) != to_json(changes)) __builtin_trap();
        PropertyGraph graph;
        graph.add_relationship(graph.add_node("a", {}), graph.add_node("b", {}), "R");
        apply(changes, graph);
    } catch (const Error&) {
    }
    return 0;
}

#include "ingest/recognise/context/blocks.h"

namespace mirrorgraph::ingest {

bool is_heading_between(const Reading& reading, std::uint32_t from, const Unit& to) {
    for (std::size_t block = reading.units()[from].block + 1; block < to.block; ++block) {
        if (reading.document().blocks[block].kind == BlockKind::kHeading) return true;
    }
    return false;
}

bool is_listed(const Reading& reading, std::uint32_t block) {
    const BlockKind kind = reading.document().blocks[block].kind;
    return kind == BlockKind::kListItem || kind == BlockKind::kTableRow;
}

bool is_run(const Reading& reading, std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t block = from; block < to; ++block) {
        if (!is_listed(reading, block)) return false;
    }
    return true;
}

}  // namespace mirrorgraph::ingest

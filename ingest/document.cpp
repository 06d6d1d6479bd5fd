#include "ingest/document.h"

#include <algorithm>
#include <cassert>

namespace mirrorgraph::ingest {

namespace {

// Where the source character begins that text[offset] belongs to.
std::uint64_t source_of(const SourceSegment& segment, std::size_t offset) {
    return segment.source + (offset - segment.begin) / segment.text_unit * segment.source_unit;
}

}  // namespace

SourcePlace SourceMap::locate(Span span) const {
    assert(!segments_.empty() && segments_.front().begin <= span.begin);
    const auto covering = [this](std::size_t offset) {
        return std::prev(std::upper_bound(segments_.begin(), segments_.end(), offset,
                                          [](std::size_t at, const SourceSegment& s) { return at < s.begin; }));
    };
    const auto first = covering(span.begin);
    SourcePlace place{source_of(*first, span.begin), 0, first->line, first->page};
    place.end = place.begin;
    if (span.empty()) return place;
    // Pieces may stand in another order than in the source: take the outermost.
    const auto last = covering(span.end - 1);
    for (auto s = first; s <= last; ++s) {
        const std::size_t begin = std::max(span.begin, s->begin);
        const std::size_t end = s == last ? span.end : std::next(s)->begin;
        place.begin = std::min(place.begin, source_of(*s, begin));
        place.end = std::max(place.end, source_of(*s, end - 1) + s->source_unit);
    }
    return place;
}

}  // namespace mirrorgraph::ingest

#include "ingest/resolve/places.h"

#include <algorithm>

#include "schema/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kQuoteLength = 300;

// The sentence or table row around a place.
Span sentence_around(const Document& document, Span place) {
    const auto block = std::partition_point(document.blocks.begin(), document.blocks.end(),
                                            [&](const Block& b) { return b.span.end <= place.begin; });
    if (block == document.blocks.end() || !block->span.contains(place.begin)) return place;
    if (!block->cells.empty()) return block->span;
    for (Span sentence : block->sentences) {
        if (sentence.contains(place.begin)) return sentence;
    }
    return block->span;
}

std::string quote(const Document& document, Span span) {
    span.end = std::min(span.end, document.text.size());
    span.begin = std::min(span.begin, span.end);
    std::string text = collapse_space(std::string_view(document.text).substr(span.begin, span.size()));
    const bool is_short = text.size() <= kQuoteLength || count_code_points(text) <= kQuoteLength;
    return is_short ? text : truncate_to_width(text, kQuoteLength);
}

}  // namespace

Evidence evidence_at(const Document& document, Span place, Span sentence, bool quotes) {
    Evidence evidence;
    evidence.document = document.id;
    if (!document.map.segments().empty() && !document.text.empty()) {
        const SourcePlace source = document.map.locate(place);
        evidence.begin = source.begin;
        evidence.end = source.end;
        evidence.line = source.line;
        evidence.page = source.page;
    }
    if (quotes) evidence.text = quote(document, sentence);
    return evidence;
}

Evidence evidence_of(const Document& document, const Mention& mention, bool quotes) {
    Evidence evidence = evidence_at(document, mention.span, sentence_around(document, mention.span), quotes);
    evidence.rule = mention.recogniser;
    evidence.confidence = mention.confidence;
    return evidence;
}

}  // namespace mirrorgraph::ingest

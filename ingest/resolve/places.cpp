#include "ingest/resolve/places.h"

#include <algorithm>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kQuoteLength = 300;
constexpr std::size_t kQuoteBytes = 6 * kQuoteLength;  // of a sentence: more is left out of its quote

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
    const std::string_view sentence =
        std::string_view(document.printed.empty() ? document.text : document.printed).substr(span.begin, span.size());
    std::string text = collapse_space(sentence.substr(0, kQuoteBytes));
    // Where that is not enough there are blanks beyond measure; the last character may be one that was cut.
    constexpr std::size_t kEnough = kQuoteLength + 4;
    if (sentence.size() > kQuoteBytes && (count_code_points(text) < kEnough || display_width(text) < kEnough))
        text = collapse_space(sentence);
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

// What must hold of everything that a reader makes, and the frame of its fuzz target.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/extraction.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::fuzz {

inline void require(bool condition) {
    if (!condition) __builtin_trap();
}

inline void check(const ingest::Document& document) {
    const std::string& text = document.text;
    const auto lies_in = [](Span inner, Span outer) { return outer.begin <= inner.begin && inner.end <= outer.end; };
    require(!find_invalid_utf8(text));
    std::size_t end = 0;
    for (const ingest::Block& block : document.blocks) {
        require(block.span.begin >= end && block.span.begin <= block.span.end && block.span.end <= text.size());
        end = block.span.end;
        for (Span cell : block.cells) require(cell.empty() || (cell.begin < cell.end && lies_in(cell, block.span)));
        std::size_t sentence_end = block.span.begin;
        for (Span sentence : block.sentences) {
            require(sentence.begin >= sentence_end && sentence.begin <= sentence.end && lies_in(sentence, block.span));
            sentence_end = sentence.end;
        }
    }
    if (text.empty()) return;
    for (const ingest::Block& block : document.blocks) {
        if (block.span.empty()) continue;
        const ingest::SourcePlace place = document.map.locate(block.span);
        require(place.begin <= place.end && place.line > 0);
    }
}

inline void check(const ingest::Extraction& extraction) {
    const std::size_t size = extraction.document.text.size();
    for (const ingest::Mention& mention : extraction.mentions) {
        require(mention.span.begin <= mention.span.end && mention.span.end <= size);
        require(!mention.label.empty() && !mention.key.empty());
        require(mention.confidence > 0 && mention.confidence <= 1);
    }
    for (const ingest::Claim& claim : extraction.claims) {
        require(claim.source < extraction.mentions.size() && claim.target < extraction.mentions.size());
        require(claim.evidence.begin <= claim.evidence.end && claim.evidence.end <= size);
        require(claim.confidence > 0 && claim.confidence <= 1);
    }
}

// Any bytes are a document, or an Error that says something.
template <class Read>
int run(const std::uint8_t* data, std::size_t size, Read&& read) {
    try {
        read(std::string(reinterpret_cast<const char*>(data), size));
    } catch (const Error& error) {
        require(!error.render().empty());
    }
    return 0;
}

}  // namespace mirrorgraph::fuzz

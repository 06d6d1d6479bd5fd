#include "ingest/source_sentences.h"

#include <string_view>
#include <utility>

#include "ingest/readers/reader.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

std::vector<SourceSentence> sentences_of(const Document& document) {
    std::vector<SourceSentence> out;
    if (document.map.segments().empty()) return out;
    for (const Block& block : document.blocks) {
        bool begins_block = true;
        const auto add = [&](Span span) {
            std::string text = collapse_space(std::string_view(document.text).substr(span.begin, span.size()));
            if (text.empty()) return;
            const SourcePlace place = document.map.locate(span);
            out.push_back(
                {place.begin, place.end, place.line, place.page, std::exchange(begins_block, false), std::move(text)});
        };
        if (!block.cells.empty() || block.sentences.empty()) {
            add(block.span);
        } else {
            for (const Span sentence : block.sentences) add(sentence);
        }
    }
    return out;
}

}  // namespace

SourceReader make_source_reader() {
    return
        [](const std::string& path, std::string bytes) { return sentences_of(read_document(path, std::move(bytes))); };
}

}  // namespace mirrorgraph::ingest

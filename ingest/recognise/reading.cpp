#include "ingest/recognise/reading.h"

#include <algorithm>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

Reading::Reading(const Document& document, const WordClasses& classes) : document_(&document), classes_(&classes) {
    words_.reserve(document.text.size() / 5);
    for (std::uint32_t b = 0; b < document.blocks.size(); ++b) {
        const Block& block = document.blocks[b];
        for (std::size_t c = 0; c < block.cells.size(); ++c) {
            add_unit(block.cells[c], b, static_cast<std::int32_t>(c), block.kind);
        }
        if (!block.cells.empty()) continue;
        for (Span sentence : block.sentences) add_unit(sentence, b, -1, block.kind);
        if (block.sentences.empty()) add_unit(block.span, b, -1, block.kind);
    }
    owner_.assign(words_.size(), kFree);
}

void Reading::add_unit(Span span, std::uint32_t block, std::int32_t cell, BlockKind kind) {
    const std::size_t first = words_.size();
    split_words(document_->text, span, *classes_, words_);
    units_.push_back({first, words_.size(), block, cell, kind});
}

bool Reading::is_free(std::size_t first, std::size_t last) const {
    return std::all_of(owner_.begin() + static_cast<std::ptrdiff_t>(first),
                       owner_.begin() + static_cast<std::ptrdiff_t>(last),
                       [](std::uint32_t owner) { return owner == kFree; });
}

bool Reading::is_long_word(std::size_t i, std::string_view lower) const {
    const std::string_view printed = raw(i);
    return std::equal(printed.begin(), printed.end(), lower.begin(), lower.end(), [](char c, char wanted) {
        return (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) == wanted;
    });
}

std::string Reading::printed(std::size_t first, std::size_t last) const {
    if (first >= last) return {};
    return collapse_space(text().substr(words_[first].begin, words_[last - 1].end - words_[first].begin));
}

std::size_t Reading::word_at(std::size_t byte) const {
    const auto it = std::partition_point(words_.begin(), words_.end(), [&](const Word& w) { return w.end <= byte; });
    return static_cast<std::size_t>(it - words_.begin());
}

std::uint32_t Reading::unit_of(std::size_t word) const {
    const auto it = std::partition_point(units_.begin(), units_.end(), [&](const Unit& u) { return u.last <= word; });
    return static_cast<std::uint32_t>(it - units_.begin());
}

std::size_t Reading::add(Mention mention, std::size_t first, std::size_t last) {
    const std::size_t id = add_beside(std::move(mention), first, last);
    take_words(first, last, id);
    return id;
}

std::size_t Reading::add_beside(Mention mention, std::size_t first, std::size_t last) {
    mention.span = {words_[first].begin, words_[last - 1].end};
    mention.surface = printed(first, last);
    if (mention.name.empty()) mention.name = mention.surface;
    Found& found = found_.emplace_back();
    found.mention = std::move(mention);
    found.first = first;
    found.last = last;
    found.unit = unit_of(first);
    return found_.size() - 1;
}

void Reading::take_words(std::size_t first, std::size_t last, std::size_t found) {
    for (std::size_t i = first; i < last; ++i) {
        const std::uint32_t owner = owner_[i];
        const bool of_its_span = owner != kFree && owner != found && found_[owner].first <= i && i < found_[owner].last;
        if (of_its_span) drop(owner);
        owner_[i] = static_cast<std::uint32_t>(found);
    }
}

void Reading::drop(std::size_t found) {
    Found& lost = found_[found];
    lost.dropped = true;
    for (std::size_t i = lost.first; i < lost.last; ++i) {
        if (owner_[i] == found) owner_[i] = kFree;
    }
}

std::vector<Mention> Reading::take() && {
    std::vector<Found*> kept;
    for (Found& found : found_) {
        const bool names_something = !found.mention.key.empty();  // "#&" has no letter
        if (!found.dropped && !found.weak && names_something) kept.push_back(&found);
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const Found* a, const Found* b) { return a->mention.span < b->mention.span; });
    std::vector<Mention> mentions;
    mentions.reserve(kept.size());
    for (Found* found : kept) mentions.push_back(std::move(found->mention));
    return mentions;
}

}  // namespace mirrorgraph::ingest

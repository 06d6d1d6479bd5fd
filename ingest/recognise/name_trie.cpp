#include "ingest/recognise/name_trie.h"

namespace mirrorgraph::ingest {

bool is_skipped_in_names(const Word& word) {
    if (word.shape != WordShape::kMark || word.classes != 0) return false;
    switch (word.mark) {
        case U'.':
        case U',':
        case U'-':
        case U'/':
        case U'(':
        case U')':
        case 0x2013:
        case 0x2014: return true;
        default: return false;
    }
}

void NameTrie::add(std::span<const Word> name, Value value) {
    if (nodes_.size() == 1) nodes_[0] = kNone;
    std::uint32_t node = 0;
    bool first = true;
    for (const Word& word : name) {
        if (is_skipped_in_names(word)) continue;
        if (first) first_bits_[(word.key >> 6) & 1023] |= std::uint64_t{1} << (word.key & 63);
        first = false;
        const auto [it, fresh] = children_.try_emplace(Edge{node, word.key}, static_cast<std::uint32_t>(nodes_.size()));
        if (fresh) nodes_.push_back(kNone);
        node = it->second;
    }
    if (node != 0 && nodes_[node] == kNone) nodes_[node] = value;
}

NameTrie::Match NameTrie::match(const std::vector<Word>& words, std::size_t first, std::size_t last) const {
    Match best;
    const WordKey key = words[first].key;
    if ((first_bits_[(key >> 6) & 1023] >> (key & 63) & 1U) == 0) return best;
    std::uint32_t node = 0;
    int depth = 0;  // of brackets open inside the name
    for (std::size_t i = first; i < last; ++i) {
        if (i > first && is_skipped_in_names(words[i])) {
            if (words[i].is_mark(U',') && (i + 1 >= last || !words[i + 1].is_name_like())) break;
            depth += words[i].is_mark(U'(') ? 1 : words[i].is_mark(U')') ? -1 : 0;
            if (depth < 0) break;
            continue;
        }
        const auto it = children_.find(Edge{node, words[i].key});
        if (it == children_.end()) break;
        node = it->second;
        if (nodes_[node] != kNone && depth == 0) best = {nodes_[node], i + 1};
    }
    return best;
}

}  // namespace mirrorgraph::ingest

#include "ingest/recognise/lexicon/name_trie.h"

namespace mirrorgraph::ingest {

namespace {

// "Ministry of the Environment" and "Ministry of Environment" are one.
bool is_article(const Word& word) {
    static constexpr LowerWord kArticle("the");
    return word.plain && word.end - word.begin == kArticle.text.size() && word.head == kArticle.head;
}

}  // namespace

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
        if (is_skipped_in_names(word) || (!first && is_article(word))) continue;
        if (first) first_bits_[(word.key >> 6) & 1023] |= std::uint64_t{1} << (word.key & 63);
        first = false;
        const Edge edge{node, word.key};
        std::size_t slot = slot_of(edge);
        if (slots_[slot].child == 0) {
            if (2 * ++used_ > slots_.size()) {
                grow();
                slot = slot_of(edge);
            }
            slots_[slot] = {edge, static_cast<std::uint32_t>(nodes_.size())};
            nodes_.push_back(kNone);
        }
        node = slots_[slot].child;
    }
    if (node != 0 && nodes_[node] == kNone) nodes_[node] = value;
}

std::size_t NameTrie::slot_of(const Edge& edge) const {
    const std::size_t mask = slots_.size() - 1;
    std::uint64_t hash = (edge.key ^ (edge.node * 0x9E3779B97F4A7C15ULL)) * 0x9E3779B97F4A7C15ULL;
    for (std::size_t i = (hash >> 32) & mask;; i = (i + 1) & mask) {
        if (slots_[i].child == 0 || slots_[i].edge == edge) return i;
    }
}

void NameTrie::grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.child != 0) slots_[slot_of(slot.edge)] = slot;
    }
}

NameTrie::Match NameTrie::match(const std::vector<Word>& words, std::size_t first, std::size_t last) const {
    Match best;
    if (!may_begin(words[first])) return best;
    std::uint32_t node = 0;
    int depth = 0;  // of brackets open inside the name
    for (std::size_t i = first; i < last; ++i) {
        if (i > first && is_skipped_in_names(words[i])) {
            const bool goes_on =
                i + 1 < last && (words[i + 1].is_name_like() || words[i + 1].is(WordClass::kConnector));
            if (words[i].is_mark(U',') && !goes_on) break;
            depth += words[i].is_mark(U'(') ? 1 : words[i].is_mark(U')') ? -1 : 0;
            if (depth < 0) break;
            continue;
        }
        if (i > first && is_article(words[i])) continue;
        const std::uint32_t child = slots_[slot_of({node, words[i].key})].child;
        if (child == 0) break;
        node = child;
        if (nodes_[node] != kNone && depth == 0) best = {nodes_[node], i + 1};
    }
    return best;
}

}  // namespace mirrorgraph::ingest

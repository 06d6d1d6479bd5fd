#include "query/tasks/search_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

#include "graph/names.h"
#include "query/tasks/name_words.h"
#include "schema/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::array<std::string_view, 5> kNameKeys = {"name", "code", "name_zh", "title", "aliases"};
constexpr std::size_t kFewestForSlips = 4;  // code points of a word that may hold a slip
constexpr std::size_t kMostSimilar = 20;    // words taken for one that was typed
constexpr std::size_t kMostNames = 20'000;  // looked at for one search

std::string join(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

// Three code points at a time, of the word between blanks.
std::vector<std::string> trigrams(std::string_view word) {
    const std::string padded = " " + std::string(word) + " ";
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < padded.size(); i = next_code_point(padded, i)) at.push_back(i);
    at.push_back(padded.size());
    std::vector<std::string> out;
    for (std::size_t i = 0; i + 3 < at.size(); ++i) out.push_back(padded.substr(at[i], at[i + 3] - at[i]));
    return out;
}

std::size_t allowed_slips(std::size_t code_points) { return code_points < 8 ? 1 : 2; }

template <class Visit>
void visit_texts(const Value& value, Visit visit) {
    if (value.is_string()) visit(value.as_string());
    if (!value.is_list()) return;
    for (const Value& item : value.as_list()) {
        if (item.is_string()) visit(item.as_string());
    }
}

std::size_t degree(const Snapshot& snapshot, NodeId node) {
    return snapshot.adjacency(Direction::kOutgoing).degree(node) +
           snapshot.adjacency(Direction::kIncoming).degree(node);
}

}  // namespace

// Hits of one search: every node once, with its best match.
struct SearchIndex::Found {
    const SearchIndex& index;
    std::optional<LabelId> label;
    bool any_label = true;
    std::size_t looked_at = 0;
    struct Entry {
        Match match;
        std::uint32_t weight;
        const Name* name;
    };
    std::unordered_map<NodeId, Entry> entries;

    bool is_full() const { return looked_at >= kMostNames; }
    void add(const Name& name, Match match) {
        ++looked_at;
        if (!any_label && (!label || !index.snapshot_.has_label(name.node, *label))) return;
        const auto [at, is_new] = entries.try_emplace(name.node, Entry{match, name.weight, &name});
        if (!is_new && std::pair(match, name.weight) < std::pair(at->second.match, at->second.weight)) {
            at->second = {match, name.weight, &name};
        }
    }
};

SearchIndex::SearchIndex(const Snapshot& snapshot, const EntityFinder& finder) : snapshot_(snapshot), finder_(finder) {
    for (const NodeId node : snapshot.nodes()) {
        // By label, then the better connected, then the shorter name.
        const auto rank = static_cast<std::uint32_t>(label_rank(main_label(snapshot, node)));
        const auto connected = static_cast<std::uint32_t>(std::log2(1.0 + static_cast<double>(degree(snapshot, node))));
        const std::uint32_t weight = (rank << 24) + ((31 - std::min<std::uint32_t>(connected, 31)) << 16);
        for (const std::string_view name : kNameKeys) {
            const auto key = snapshot.find_key(name);
            if (!key) continue;
            visit_texts(snapshot.property(node, *key), [&](const std::string& text) {
                const auto length = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), 0xffff));
                add(text, node, weight + length);
            });
        }
    }
    index_words();
}

void SearchIndex::add(std::string_view text, NodeId node, std::uint32_t weight) {
    std::string words = join(split_words(text));
    if (!words.empty()) names_.push_back({std::string(text), std::move(words), node, weight});
}

void SearchIndex::index_words() {
    std::unordered_set<std::string_view> words;
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
        const std::string_view text = names_[i].words;
        for (std::size_t begin = 0; begin < text.size();) {
            starts_.push_back({i, static_cast<std::uint32_t>(begin)});
            const std::size_t end = std::min(text.find(' ', begin), text.size());
            const std::string_view word = text.substr(begin, end - begin);
            if (count_code_points(word) >= kFewestForSlips) words.insert(word);
            begin = end + 1;
        }
    }
    sort_starts();
    vocabulary_.assign(words.begin(), words.end());
    std::sort(vocabulary_.begin(), vocabulary_.end());
    for (std::uint32_t i = 0; i < vocabulary_.size(); ++i) {
        for (std::string& trigram : trigrams(vocabulary_[i])) by_trigram_[std::move(trigram)].push_back(i);
    }
}

// By suffix. The first eight bytes of each, as one number, decide most comparisons without a look at the names.
void SearchIndex::sort_starts() {
    struct Keyed {
        std::uint64_t key;
        WordStart start;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(starts_.size());
    for (const WordStart start : starts_) {
        const std::string_view text = suffix(start);
        std::uint64_t key = 0;
        for (std::size_t i = 0; i < 8; ++i)
            key = key << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
        keyed.push_back({key, start});
    }
    std::sort(keyed.begin(), keyed.end(), [this](const Keyed& a, const Keyed& b) {
        if (a.key != b.key) return a.key < b.key;
        const int order = suffix(a.start).compare(suffix(b.start));
        return order != 0 ? order < 0 : a.start.name < b.start.name;
    });
    std::transform(keyed.begin(), keyed.end(), starts_.begin(), [](const Keyed& one) { return one.start; });
}

std::string_view SearchIndex::suffix(WordStart start) const {
    return std::string_view(names_[start.name].words).substr(start.offset);
}

std::pair<std::size_t, std::size_t> SearchIndex::range_of(std::string_view prefix) const {
    const auto begin =
        std::lower_bound(starts_.begin(), starts_.end(), prefix,
                         [this](WordStart a, std::string_view b) { return suffix(a).substr(0, b.size()) < b; });
    const auto end = std::upper_bound(begin, starts_.end(), prefix, [this](std::string_view a, WordStart b) {
        return a < suffix(b).substr(0, a.size());
    });
    return {static_cast<std::size_t>(begin - starts_.begin()), static_cast<std::size_t>(end - starts_.begin())};
}

bool SearchIndex::has_word_beginning(const Name& name, std::string_view prefix) const {
    const std::string_view words = name.words;
    for (std::size_t at = words.find(prefix); at != std::string_view::npos; at = words.find(prefix, at + 1)) {
        if (at == 0 || words[at - 1] == ' ') return true;
    }
    return false;
}

void SearchIndex::find_beginnings(std::string_view words, Found& found) const {
    const auto [begin, end] = range_of(words);
    for (std::size_t i = begin; i < end && !found.is_full(); ++i) {
        found.add(names_[starts_[i].name], starts_[i].offset == 0 ? Match::kBeginning : Match::kWord);
    }
}

void SearchIndex::find_words(const std::vector<std::string>& words, Match match, Found& found) const {
    std::pair<std::size_t, std::size_t> rarest{0, starts_.size()};
    for (const std::string& word : words) {
        const auto range = range_of(word);
        if (range.second - range.first < rarest.second - rarest.first) rarest = range;
    }
    for (std::size_t i = rarest.first; i < rarest.second && !found.is_full(); ++i) {
        const Name& name = names_[starts_[i].name];
        const bool has_all = std::all_of(words.begin(), words.end(),
                                         [&](const std::string& word) { return has_word_beginning(name, word); });
        if (has_all) found.add(name, match);
    }
}

std::vector<std::string> SearchIndex::similar_words(std::string_view word) const {
    const std::size_t length = count_code_points(word);
    std::vector<std::string> out{std::string(word)};
    if (length < kFewestForSlips) return out;
    const std::size_t slips = allowed_slips(length);
    std::unordered_map<std::uint32_t, std::size_t> shared;
    const std::vector<std::string> own = trigrams(word);
    for (const std::string& trigram : own) {
        const auto found = by_trigram_.find(trigram);
        if (found == by_trigram_.end()) continue;
        for (const std::uint32_t other : found->second) ++shared[other];
    }
    // A slip spoils at most four trigrams (a swap of neighbours).
    const std::size_t needed = own.size() > 4 * slips ? own.size() - 4 * slips : 1;
    std::vector<std::pair<std::size_t, std::uint32_t>> nearest;
    for (const auto& [other, count] : shared) {
        if (count < needed) continue;
        const std::size_t distance = edit_distance(word, vocabulary_[other]);
        if (distance > 0 && distance <= slips) nearest.emplace_back(distance, other);
    }
    std::sort(nearest.begin(), nearest.end());
    if (nearest.size() > kMostSimilar) nearest.resize(kMostSimilar);
    for (const auto& [distance, other] : nearest) out.push_back(vocabulary_[other]);
    return out;
}

void SearchIndex::find_similar(const std::vector<std::string>& words, Found& found) const {
    // One word at a time is replaced; several wrong words are no slip.
    for (std::size_t i = 0; i < words.size() && !found.is_full(); ++i) {
        std::vector<std::string> changed = words;
        for (const std::string& word : similar_words(words[i])) {
            if (word == words[i]) continue;
            changed[i] = word;
            find_words(changed, Match::kSimilar, found);
        }
    }
}

std::vector<SearchIndex::Hit> SearchIndex::search(std::string_view text, std::size_t count,
                                                  std::string_view label) const {
    std::vector<Hit> out;
    Found found{*this, snapshot_.find_label(label), label.empty(), 0, {}};
    std::unordered_set<NodeId> exact;
    for (const NodeId node : finder_.find(text)) {
        if (!found.any_label && (!found.label || !snapshot_.has_label(node, *found.label))) continue;
        if (exact.insert(node).second) out.push_back({node, Match::kExact, {}});
    }
    const std::vector<std::string> words = split_words(text);
    if (!words.empty()) {
        find_beginnings(join(words), found);
        if (words.size() > 1) find_words(words, Match::kWords, found);
        if (found.entries.size() + out.size() < count) find_similar(words, found);
    }
    std::vector<std::pair<NodeId, Found::Entry>> sorted;
    for (const auto& entry : found.entries) {
        if (!exact.contains(entry.first)) sorted.push_back(entry);
    }
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.second.match, a.second.weight, a.first) <
               std::tuple(b.second.match, b.second.weight, b.first);
    });
    for (const auto& [node, entry] : sorted) out.push_back({node, entry.match, entry.name->text});
    if (out.size() > count) out.resize(count);
    return out;
}

std::string_view match_name(SearchIndex::Match match) {
    switch (match) {
        case SearchIndex::Match::kExact: return "exact";
        case SearchIndex::Match::kBeginning: return "beginning";
        case SearchIndex::Match::kWord: return "word";
        case SearchIndex::Match::kWords: return "words";
        case SearchIndex::Match::kSimilar: return "similar";
    }
    return "";
}

}  // namespace mirrorgraph::query

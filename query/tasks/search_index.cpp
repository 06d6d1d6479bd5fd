#include "query/tasks/search_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "graph/names.h"
#include "query/tasks/name_words.h"

namespace mirrorgraph::query {

namespace {

constexpr std::array<std::string_view, 5> kNameKeys = {"name", "code", "name_zh", "title", "aliases"};
constexpr std::size_t kMostNames = 20'000;  // looked at for one search

template <class Visit>
void visit_texts(const Value& value, Visit visit) {
    if (value.is_string()) visit(value.as_string());
    if (!value.is_list()) return;
    for (const Value& item : value.as_list()) {
        if (item.is_string()) visit(item.as_string());
    }
}

// By label, then the better connected.
std::uint32_t weight_of(const Snapshot& snapshot, NodeId node) {
    const std::size_t degree =
        snapshot.degree(node, Direction::kOutgoing) + snapshot.degree(node, Direction::kIncoming);
    const auto rank = static_cast<std::uint32_t>(label_rank(main_label(snapshot, node)));
    const auto connected = static_cast<std::uint32_t>(std::log2(1.0 + static_cast<double>(degree)));
    return (rank << 24) + ((31 - std::min<std::uint32_t>(connected, 31)) << 16);
}

std::shared_ptr<const WordIndex> index_names(const Snapshot& snapshot, std::span<const NodeId> nodes) {
    auto out = std::make_shared<WordIndex>();
    for (const NodeId node : nodes) {
        const std::uint32_t weight = weight_of(snapshot, node);
        for (const std::string_view name : kNameKeys) {
            const auto key = snapshot.find_key(name);
            if (!key) continue;
            visit_texts(snapshot.property(node, *key), [&](const std::string& text) {
                out->add(text, node, weight + static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), 0xffff)));
            });
        }
    }
    out->finish();
    return out;
}

}  // namespace

// Hits of one search: every node once, with its best match.
struct SearchIndex::Found {
    const Snapshot& snapshot;
    std::optional<LabelId> label;
    bool any_label = true;
    std::size_t looked_at = 0;
    struct Entry {
        Match match;
        std::uint32_t weight;
        std::string_view name;
    };
    std::unordered_map<NodeId, Entry> entries;

    bool has_wanted_label(NodeId node) const { return any_label || (label && snapshot.has_label(node, *label)); }

    // False: enough.
    bool add(NodeId node, const WordIndex::Name& name, Match match) {
        ++looked_at;
        if (has_wanted_label(node)) {
            const auto [at, is_new] = entries.try_emplace(node, Entry{match, name.weight, name.text});
            if (!is_new && std::pair(match, name.weight) < std::pair(at->second.match, at->second.weight)) {
                at->second = {match, name.weight, name.text};
            }
        }
        return looked_at < kMostNames;
    }
};

SearchIndex::SearchIndex(const Snapshot& snapshot, const EntityFinder& finder)
    : snapshot_(snapshot), finder_(finder), own_(index_names(snapshot, snapshot.nodes())) {}

SearchIndex::SearchIndex(const Snapshot& overlay, const EntityFinder& finder, const SearchIndex& base)
    : snapshot_(overlay), finder_(finder), base_(base.own_), own_(index_names(overlay, overlay.changed_nodes())) {}

template <class Find>
void SearchIndex::find_in_all(Found& found, Find find) const {
    find(*own_, [&found](const WordIndex::Name& name, Match match) { return found.add(name.node, name, match); });
    if (!base_) return;
    find(*base_, [this, &found](const WordIndex::Name& name, Match match) {
        const auto node = snapshot_.carried(name.node);
        return !node || found.add(*node, name, match);
    });
}

std::vector<SearchIndex::Hit> SearchIndex::search(std::string_view text, std::size_t count,
                                                  std::string_view label) const {
    std::vector<Hit> out;
    Found found{snapshot_, snapshot_.find_label(label), label.empty(), 0, {}};
    std::unordered_set<NodeId> exact;
    for (const NodeId node : finder_.find(text)) {
        if (found.has_wanted_label(node) && exact.insert(node).second) out.push_back({node, Match::kExact, {}});
    }
    const std::vector<std::string> words = split_words(text);
    if (!words.empty()) {
        find_in_all(found, [&](const WordIndex& index, const auto& add) {
            index.find_beginnings(join_words(words), [&](const WordIndex::Name& name, bool at_start) {
                return add(name, at_start ? Match::kBeginning : Match::kWord);
            });
            if (words.size() < 2) return;
            index.find_words(words, [&](const WordIndex::Name& name, bool) { return add(name, Match::kWords); });
        });
        if (found.entries.size() + out.size() < count) {
            find_in_all(found, [&](const WordIndex& index, const auto& add) {
                index.find_similar(words,
                                   [&](const WordIndex::Name& name, bool) { return add(name, Match::kSimilar); });
            });
        }
    }
    std::vector<std::pair<NodeId, Found::Entry>> sorted;
    for (const auto& entry : found.entries) {
        if (!exact.contains(entry.first)) sorted.push_back(entry);
    }
    std::sort(sorted.begin(), sorted.end(), [this](const auto& a, const auto& b) {
        return std::tuple(a.second.match, a.second.weight, snapshot_.id(a.first)) <
               std::tuple(b.second.match, b.second.weight, snapshot_.id(b.first));
    });
    for (const auto& [node, entry] : sorted) out.push_back({node, entry.match, entry.name});
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

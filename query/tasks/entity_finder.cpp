#include "query/tasks/entity_finder.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "query/tasks/name_words.h"
#include "query/tasks/validity.h"
#include "schema/error.h"
#include "schema/identifiers/committee.h"
#include "schema/identifiers/standard.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

// Primary keys name the entity itself; secondary ones are other ways to say it.
constexpr std::array<std::string_view, 3> kPrimaryKeys = {"name", "code", "name_zh"};
constexpr std::array<std::string_view, 2> kSecondaryKeys = {"aliases", "title"};

constexpr std::size_t kFewestWords = 3;
constexpr std::size_t kMostSuggestions = 5;
constexpr std::size_t kLongestMistaken = 500;  // characters; what is longer is no name that somebody meant

template <class Visit>
void visit_strings(const Value& value, Visit visit) {
    if (value.is_string()) visit(value.as_string());
    if (!value.is_list()) return;
    for (const Value& item : value.as_list()) {
        if (item.is_string()) visit(item.as_string());
    }
}

std::vector<std::string> spellings(std::string_view text) {
    std::vector<std::string> out;
    if (const auto committee = try_parse_committee(text)) out.push_back(committee->normalized());
    if (const auto standard = try_parse_standard(text)) out.push_back(standard->normalized());
    out.emplace_back(text);
    return out;
}

// ":2022" or "-2022": what a dated edition adds to the name of its series.
bool is_year(std::string_view tail) {
    return tail.size() == 5 && (tail[0] == ':' || tail[0] == '-') &&
           std::all_of(tail.begin() + 1, tail.end(), [](char c) { return '0' <= c && c <= '9'; });
}

// The name without its year; nullopt for one without a year.
std::optional<std::string_view> series_of(std::string_view name) {
    if (name.size() <= 5 || !is_year(name.substr(name.size() - 5))) return std::nullopt;
    return name.substr(0, name.size() - 5);
}

// visit(name, node, rank) for every name of the nodes but documents.
template <class Visit>
void visit_names(const Snapshot& snapshot, std::span<const NodeId> nodes, Visit&& visit) {
    const int secondary = label_rank("") + 1;
    const auto document = snapshot.find_label("Document");
    for (const NodeId node : nodes) {
        if (document && snapshot.has_label(node, *document)) continue;
        const int rank = label_rank(main_label(snapshot, node));
        const auto visit_keys = [&](const auto& keys, int offset) {
            for (const std::string_view name : keys) {
                const auto key = snapshot.find_key(name);
                if (!key) continue;
                visit_strings(snapshot.property(node, *key),
                              [&](const std::string& text) { visit(text, node, rank + offset); });
            }
        };
        visit_keys(kPrimaryKeys, 0);
        visit_keys(kSecondaryKeys, secondary);
    }
}

std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

std::uint32_t word_hash(std::string_view word) {
    const std::uint64_t hash = hash_of(word);
    return static_cast<std::uint32_t>(hash ^ hash >> 32U);
}

}  // namespace

EntityFinder::EntityFinder(const Snapshot& snapshot) : snapshot_(snapshot) {
    auto own = std::make_shared<Names>(snapshot, false);
    own->add(snapshot, snapshot.nodes());
    own_ = std::move(own);
}

EntityFinder::EntityFinder(const Snapshot& overlay, const EntityFinder& base) : snapshot_(overlay), base_(base.own_) {
    auto own = std::make_shared<Names>(overlay, true);
    own->add(overlay, overlay.changed_nodes());
    own_ = std::move(own);
}

void EntityFinder::Names::add(const Snapshot& snapshot, std::span<const NodeId> nodes) {
    visit_names(snapshot, nodes, [&](const std::string& name, NodeId node, int rank) { add(name, node, rank); });
    const auto standard = snapshot.find_label("Standard");
    for (const NodeId node : nodes) {
        if (!standard || !snapshot.has_label(node, *standard)) continue;
        const std::string name = display_name(snapshot, node);
        if (const auto series = series_of(name)) editions.push_back({hash_of(*series), node});
    }
    std::sort(editions.begin(), editions.end(), [](const Edition& a, const Edition& b) {
        return std::pair(a.series, a.node) < std::pair(b.series, b.node);
    });
}

void EntityFinder::Names::add(std::string_view name, NodeId node, int rank) {
    std::string key = name_key(name);
    if (key.empty()) return;
    std::vector<Entry>& of_key = entries[std::move(key)];
    const auto same = std::find_if(of_key.begin(), of_key.end(), [&](const Entry& e) { return e.node == node; });
    if (same == of_key.end()) {
        of_key.push_back({node, rank});
    } else {
        same->rank = std::min(same->rank, rank);
    }
}

void EntityFinder::Words::fill() const {
    const auto add = [this](const std::string& name, NodeId node, int) {
        for (const std::string& word : telling_words(name)) rows_.emplace_back(word_hash(word), node);
    };
    if (changed_only_) {
        visit_names(snapshot_, snapshot_.changed_nodes(), add);
    } else {
        visit_names(snapshot_, snapshot_.nodes(), add);
    }
    std::sort(rows_.begin(), rows_.end());
    rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
    rows_.shrink_to_fit();
}

std::vector<NodeId> EntityFinder::Words::nodes_with(const std::vector<std::string>& words) const {
    std::call_once(once_, [this] { fill(); });
    std::span<const Row> rarest = rows_;
    for (const std::string& word : words) {
        const std::uint32_t hash = word_hash(word);
        const auto begin =
            std::partition_point(rows_.begin(), rows_.end(), [hash](const Row& row) { return row.first < hash; });
        const auto end = std::partition_point(begin, rows_.end(), [hash](const Row& row) { return row.first == hash; });
        if (static_cast<std::size_t>(end - begin) < rarest.size()) rarest = std::span<const Row>(begin, end);
    }
    std::vector<NodeId> out;
    for (const Row& row : rarest) {
        const bool has_all = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
            return std::binary_search(rows_.begin(), rows_.end(), Row(word_hash(word), row.second));
        });
        if (has_all) out.push_back(row.second);
    }
    return out;
}

template <class Visit>
void EntityFinder::visit_entries(const std::string& key, Visit visit) const {
    if (base_) {
        if (const auto found = base_->entries.find(key); found != base_->entries.end()) {
            for (const Entry& entry : found->second) {
                if (const auto node = snapshot_.carried(entry.node)) visit(Entry{*node, entry.rank});
            }
        }
    }
    if (const auto found = own_->entries.find(key); found != own_->entries.end()) {
        for (const Entry& entry : found->second) visit(entry);
    }
}

std::vector<NodeId> EntityFinder::find(std::string_view text) const {
    std::vector<NodeId> out;
    if (const auto node = snapshot_.find_node(text)) out.push_back(*node);
    for (const std::string& spelling : spellings(text)) {
        std::vector<Entry> entries;
        visit_entries(name_key(spelling), [&](const Entry& entry) { entries.push_back(entry); });
        std::stable_sort(entries.begin(), entries.end(),
                         [](const Entry& a, const Entry& b) { return a.rank < b.rank; });
        for (const Entry& entry : entries) {
            if (std::find(out.begin(), out.end(), entry.node) == out.end()) out.push_back(entry.node);
        }
    }
    return out;
}

std::vector<NodeId> EntityFinder::find_editions(std::string_view text, std::optional<Date> on) const {
    const auto series = try_parse_standard(text);
    if (!series || series->is_dated()) return {};
    const std::string& name = series->normalized();
    const ValidityReader validity(snapshot_);
    const Date date = on.value_or(today());
    struct Candidate {
        NodeId node;
        bool in_force;
        std::optional<Date> from;
    };
    std::vector<Candidate> candidates;
    const auto add = [&](NodeId node) {
        const std::string other = display_name(snapshot_, node);
        if (series_of(other) != std::string_view(name)) return;
        candidates.push_back({node, validity.standing(node, date) == Standing::kInForce, validity.of(node).from});
    };
    const std::size_t hash = hash_of(name);
    const auto of_series = [&](const Names& names) {
        const auto begin = std::partition_point(names.editions.begin(), names.editions.end(),
                                                [&](const Edition& edition) { return edition.series < hash; });
        const auto end = std::partition_point(begin, names.editions.end(),
                                              [&](const Edition& edition) { return edition.series == hash; });
        return std::span<const Edition>(begin, end);
    };
    if (base_) {
        for (const Edition& edition : of_series(*base_)) {
            if (const auto node = snapshot_.carried(edition.node)) add(*node);
        }
    }
    for (const Edition& edition : of_series(*own_)) add(edition.node);
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.in_force != b.in_force ? a.in_force : a.from > b.from;
    });
    std::vector<NodeId> out;
    for (const Candidate& candidate : candidates) out.push_back(candidate.node);
    return out;
}

std::vector<NodeId> EntityFinder::find_by_words(std::string_view text) const {
    const std::vector<std::string> wanted = telling_words(text);
    if (wanted.size() < kFewestWords || try_parse_standard(text) || try_parse_committee(text)) return {};
    std::vector<NodeId> candidates = own_->words.nodes_with(wanted);
    if (base_) {
        for (const NodeId of_base : base_->words.nodes_with(wanted)) {
            if (const auto node = snapshot_.carried(of_base)) candidates.push_back(*node);
        }
    }
    std::sort(candidates.begin(), candidates.end());
    std::vector<Entry> found;
    visit_names(snapshot_, candidates, [&](const std::string& name, NodeId node, int rank) {
        if (name.size() < text.size() / 2 || (!found.empty() && found.back().node == node)) return;
        const std::vector<std::string> words = telling_words(name);
        if (std::includes(words.begin(), words.end(), wanted.begin(), wanted.end())) found.push_back({node, rank});
    });
    std::stable_sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) { return a.rank < b.rank; });
    std::vector<NodeId> out;
    for (const Entry& entry : found) out.push_back(entry.node);
    return out;
}

std::vector<std::string> EntityFinder::suggest(std::string_view text, std::size_t count) const {
    const std::string key = name_key(text);
    const std::size_t length = count_code_points(key);
    if (length > kLongestMistaken) return {};
    const std::size_t limit = std::max<std::size_t>(2, length / 3);
    std::set<std::pair<std::size_t, std::string>> nearest;
    const auto consider = [&](const std::string& name) {
        const bool within = key.size() >= 3 && name.find(key) != std::string::npos;
        if (!within && !may_be_near(length, count_code_points(name), limit)) return;
        const std::size_t distance = within ? 1 : edit_distance(key, name);
        if (distance > limit) return;
        std::optional<NodeId> first;
        visit_entries(name, [&](const Entry& entry) { first = first.value_or(entry.node); });
        if (first) nearest.emplace(distance, display_name(snapshot_, *first));
    };
    if (base_) {
        for (const auto& [name, entries] : base_->entries) consider(name);
    }
    for (const auto& [name, entries] : own_->entries) consider(name);
    std::vector<std::string> out;
    for (const auto& [distance, name] : nearest) {
        // Far behind the best there is only chance.
        if (out.size() == count || distance > 2 * nearest.begin()->first + 1) break;
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
    return out;
}

NodeId EntityFinder::find_or_throw(std::string_view text, std::optional<Date> on) const {
    for (const std::vector<NodeId>& found : {find(text), find_editions(text, on)}) {
        if (!found.empty()) return found.front();
    }
    const std::vector<NodeId> worded = find_by_words(text);
    if (worded.size() == 1) return worded.front();
    std::vector<std::string> near;
    for (const NodeId node : worded) {
        if (near.size() < kMostSuggestions) near.push_back(display_name(snapshot_, node));
    }
    if (near.empty()) near = suggest(text, kMostSuggestions);
    std::string remedy;
    for (const std::string& name : near) remedy += (remedy.empty() ? "nearest: '" : ", '") + name + "'";
    throw Error(ErrorCode::kNotFound,
                "nothing in the graph is called '" + truncate_to_width(text, kLongestMistaken) + "'", remedy);
}

}  // namespace mirrorgraph::query

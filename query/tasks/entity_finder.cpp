#include "query/tasks/entity_finder.h"

#include <algorithm>
#include <array>
#include <set>

#include "query/tasks/name_words.h"
#include "query/tasks/validity.h"
#include "schema/error.h"
#include "schema/identifiers/committee.h"
#include "schema/identifiers/standard.h"
#include "schema/text.h"

namespace mirrorgraph::query {

namespace {

// Primary keys name the entity itself; secondary ones are other ways to say it.
constexpr std::array<std::string_view, 3> kPrimaryKeys = {"name", "code", "name_zh"};
constexpr std::array<std::string_view, 2> kSecondaryKeys = {"aliases", "title"};

constexpr std::size_t kFewestWords = 3;
constexpr std::size_t kMostSuggestions = 5;

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

}  // namespace

// visit(name, node, rank) for every name of every entity but documents.
template <class Visit>
void EntityFinder::visit_names(Visit&& visit) const {
    const int secondary = label_rank("") + 1;
    const auto document = snapshot_.find_label("Document");
    for (const NodeId node : snapshot_.nodes()) {
        if (document && snapshot_.has_label(node, *document)) continue;
        const int rank = label_rank(main_label(snapshot_, node));
        const auto visit_keys = [&](const auto& keys, int offset) {
            for (const std::string_view name : keys) {
                const auto key = snapshot_.find_key(name);
                if (!key) continue;
                visit_strings(snapshot_.property(node, *key),
                              [&](const std::string& text) { visit(text, node, rank + offset); });
            }
        };
        visit_keys(kPrimaryKeys, 0);
        visit_keys(kSecondaryKeys, secondary);
    }
}

EntityFinder::EntityFinder(const Snapshot& snapshot) : snapshot_(snapshot) {
    visit_names([&](const std::string& name, NodeId node, int rank) { add(name, node, rank); });
}

void EntityFinder::add(std::string_view name, NodeId node, int rank) {
    std::string key = name_key(name);
    if (key.empty()) return;
    std::vector<Entry>& entries = entries_[std::move(key)];
    const auto same = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.node == node; });
    if (same == entries.end()) {
        entries.push_back({node, rank});
    } else {
        same->rank = std::min(same->rank, rank);
    }
}

std::vector<NodeId> EntityFinder::find(std::string_view text) const {
    std::vector<NodeId> out;
    if (const auto node = snapshot_.find_node(text)) out.push_back(*node);
    for (const std::string& spelling : spellings(text)) {
        const auto found = entries_.find(name_key(spelling));
        if (found == entries_.end()) continue;
        std::vector<Entry> entries = found->second;
        std::stable_sort(entries.begin(), entries.end(),
                         [](const Entry& a, const Entry& b) { return a.rank < b.rank; });
        for (const Entry& entry : entries) {
            if (std::find(out.begin(), out.end(), entry.node) == out.end()) out.push_back(entry.node);
        }
    }
    return out;
}

std::vector<NodeId> EntityFinder::find_editions(std::string_view text) const {
    const auto series = try_parse_standard(text);
    const auto label = snapshot_.find_label("Standard");
    if (!series || series->is_dated() || !label) return {};
    const std::string& name = series->normalized();
    const ValidityReader validity(snapshot_);
    struct Candidate {
        NodeId node;
        bool in_force;
        std::optional<Date> from;
    };
    std::vector<Candidate> candidates;
    for (const NodeId node : snapshot_.nodes_with_label(*label)) {
        const std::string other = display_name(snapshot_, node);
        if (!other.starts_with(name) || !is_year(std::string_view(other).substr(name.size()))) continue;
        candidates.push_back({node, validity.standing(node, today()) == Standing::kInForce, validity.of(node).from});
    }
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
    std::vector<Entry> found;
    visit_names([&](const std::string& name, NodeId node, int rank) {
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
    const std::size_t limit = std::max<std::size_t>(2, count_code_points(key) / 3);
    std::set<std::pair<std::size_t, std::string>> nearest;
    for (const auto& [name, entries] : entries_) {
        const bool within = key.size() >= 3 && name.find(key) != std::string::npos;
        const std::size_t spread = name.size() > key.size() ? name.size() - key.size() : key.size() - name.size();
        if (!within && spread > limit * 4) continue;
        const std::size_t distance = within ? 1 : edit_distance(key, name);
        if (distance <= limit) nearest.emplace(distance, display_name(snapshot_, entries.front().node));
    }
    std::vector<std::string> out;
    for (const auto& [distance, name] : nearest) {
        // Far behind the best there is only chance.
        if (out.size() == count || distance > 2 * nearest.begin()->first + 1) break;
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
    return out;
}

NodeId EntityFinder::find_or_throw(std::string_view text) const {
    for (const std::vector<NodeId>& found : {find(text), find_editions(text)}) {
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
    throw Error(ErrorCode::kNotFound, "nothing in the graph is called '" + std::string(text) + "'", remedy);
}

}  // namespace mirrorgraph::query

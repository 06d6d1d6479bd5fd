#include "query/plan/pattern/unread_parts.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace mirrorgraph::query::plan {

namespace {

// Which nodes hang together, by the number of one of them.
class Parts {
  public:
    explicit Parts(const Pattern& pattern) : pattern_(pattern), part_(pattern.nodes.size()) {
        std::iota(part_.begin(), part_.end(), std::size_t{0});
        for (const PatternEdge& edge : pattern.edges) {
            join(edge.left, edge.right);
            nodes_of_.emplace(edge.slot, edge.left);
        }
        for (std::size_t i = 0; i < pattern.nodes.size(); ++i) nodes_of_.emplace(pattern.nodes[i].slot, i);
        for (const Condition& condition : pattern.conditions) {
            const SlotSet slots = slots_of(*condition.expression);
            for (Slot slot : slots) join(*slots.begin(), slot);
        }
        decide();
    }

    bool is_unread(std::size_t node) const { return unread_[part_[node]]; }
    std::size_t of(std::size_t node) const { return part_[node]; }
    // The part of a condition; of none where it asks for no slot of the pattern.
    std::optional<std::size_t> of(const Condition& condition) const {
        if (condition.slots.empty()) return std::nullopt;
        const auto node = nodes_of_.find(*condition.slots.begin());
        return node == nodes_of_.end() ? std::nullopt : std::optional(part_[node->second]);
    }

  private:
    void join(Slot a, Slot b) {
        const auto x = nodes_of_.find(a);
        const auto y = nodes_of_.find(b);
        if (x != nodes_of_.end() && y != nodes_of_.end()) join(x->second, y->second);
    }
    void join(std::size_t a, std::size_t b) {
        const std::size_t from = part_[a];
        const std::size_t to = part_[b];
        std::replace(part_.begin(), part_.end(), from, to);
    }

    void decide() {
        unread_.assign(part_.size(), true);
        const auto read = [this](std::size_t node) { unread_[part_[node]] = false; };
        for (std::size_t i = 0; i < pattern_.nodes.size(); ++i) {
            const PatternNode& node = pattern_.nodes[i];
            if (node.known || node.inside || pattern_.used.contains(node.slot)) read(i);
        }
        for (const PatternEdge& edge : pattern_.edges) {
            if (edge.known || edge.path || pattern_.used.contains(edge.slot)) read(edge.left);
        }
        // Conditions that ask for more than nodes and relationships of the pattern.
        for (const Condition& condition : pattern_.conditions) {
            const bool is_own = std::ranges::all_of(slots_of(*condition.expression),
                                                    [this](Slot slot) { return nodes_of_.contains(slot); });
            for (Slot slot : condition.slots) {
                if (!is_own && nodes_of_.contains(slot)) read(nodes_of_.at(slot));
            }
        }
    }

    const Pattern& pattern_;
    std::vector<std::size_t> part_;  // by node
    std::map<Slot, std::size_t> nodes_of_;
    std::vector<bool> unread_;  // by part
};

}  // namespace

std::vector<Pattern> take_unread_parts(Pattern& pattern) {
    const Parts parts(pattern);
    Pattern rest;
    std::map<std::size_t, Pattern> taken;
    std::vector<std::size_t> places;  // of the nodes in their new patterns
    const std::size_t first = pattern.nodes.empty() ? 0 : parts.of(0);
    const auto home = [&](std::size_t part, bool unread) -> Pattern& {
        return unread && part != first ? taken[part] : rest;
    };
    const auto pattern_of = [&](std::size_t node) -> Pattern& { return home(parts.of(node), parts.is_unread(node)); };
    for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
        std::vector<PatternNode>& nodes = pattern_of(i).nodes;
        places.push_back(nodes.size());
        nodes.push_back(pattern.nodes[i]);
    }
    if (taken.empty()) return {};
    for (PatternEdge& edge : pattern.edges) {
        Pattern& owner = pattern_of(edge.left);
        edge.left = places[edge.left];
        edge.right = places[edge.right];
        owner.edges.push_back(std::move(edge));
    }
    for (Condition& condition : pattern.conditions) {
        const auto part = parts.of(condition);
        (part ? home(*part, parts.is_unread(*part)) : rest).conditions.push_back(std::move(condition));
    }
    rest.paths = std::move(pattern.paths);
    rest.used = std::move(pattern.used);
    pattern = std::move(rest);
    std::vector<Pattern> result;
    for (auto& [part, one] : taken) result.push_back(std::move(one));
    return result;
}

}  // namespace mirrorgraph::query::plan

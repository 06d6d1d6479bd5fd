#include <unordered_map>

#include "query/exec/evaluate.h"
#include "query/exec/paths/path_search.h"
#include "query/exec/paths/two_sided_search.h"

namespace mirrorgraph::query {

namespace {

// Breadth first over prefixes that share their beginnings. A state of the pattern at a node is entered as often as the
// selector can need it; where that cut away a prefix although its mode forbade another one, the search begins again
// without the cut.
class ShortestPaths final : public PathSearch {
  public:
    ShortestPaths(Run& run, PathAutomaton& automaton)
        : run_(run), automaton_(automaton), selector_(*automaton.search().selector) {
        if (!can_search_from_both_ends()) return;
        const plan::Hop& hop = automaton.search().segments[0].steps[0].hop;
        backward_hop_ = reversed(hop);
        forward_.emplace(run, hop);
        backward_.emplace(run, backward_hop_);
    }

    void start(NodeId from, std::optional<NodeId> to) override {
        from_ = from;
        to_ = to;
        given_ = 0;
        found_.clear();
        whole_.clear();
        if (forward_ && run_.plan().writes) {
            forward_->resolve();
            backward_->resolve();
        }
        if (forward_ && to && *to != from) {
            whole_ = shortest_between(run_, *forward_, *backward_, from, *to, {max_length(), {}}, is_all());
            return;
        }
        // A way back along the same relationship would look like one back to the first node: that is asked for by itself.
        const bool apart = forward_ && returns_apart();
        if (apart) find_round_trips();
        if (apart && to) return;
        // Between two different nodes every path has a relationship, and one state less tells all apart.
        automaton_.ignore_minimum_of_one = apart || (to && *to != from && automaton_.search().segments.size() == 1);
        automaton_.resolve();
        if (!search(true)) search(false);
        // The path without relationships, which the minimum forbids.
        if (apart) std::erase(found_, 0U);
    }

    const PathPrefix* next() override {
        if (given_ < whole_.size()) return &whole_[given_++];
        if (given_ - whole_.size() >= found_.size()) return nullptr;
        result_ = prefix_of(found_[given_++ - whole_.size()]);
        return &result_;
    }

  private:
    static constexpr std::uint32_t kNoParent = 0xFFFFFFFF;
    static constexpr std::size_t kBytesPerEntry = 64;

    struct Entry {
        PathMove move;
        std::uint32_t parent;
    };
    // How often, and with how many different lengths, something was reached.
    struct Visits {
        std::uint64_t count = 0;
        std::uint64_t lengths = 0;
        std::uint64_t last_length = ~std::uint64_t{0};
    };

    // One hop, repeated without conditions, and only the shortest asked for.
    bool can_search_from_both_ends() const {
        const plan::SearchPaths& search = automaton_.search();
        if (selector_.count != 1 || search.segments.size() != 1 || !search.conditions.empty()) return false;
        const plan::PathSegment& segment = search.segments[0];
        return segment.steps.size() == 1 && segment.min <= 1 && segment.conditions.empty() &&
               segment.labels.kind == plan::NameCondition::Kind::kAlways && segment.steps[0].conditions.empty() &&
               segment.steps[0].labels.kind == plan::NameCondition::Kind::kAlways;
    }

    bool is_all() const { return selector_.kind == ast::Selector::Kind::kShortestGroups; }
    std::optional<std::uint64_t> max_length() const { return automaton_.search().segments[0].max; }

    // Whether a path back to the first node must not take one relationship to and fro.
    bool returns_apart() const {
        const plan::SearchPaths& search = automaton_.search();
        return search.segments[0].min == 1 && search.mode != ast::PathMode::kWalk &&
               search.segments[0].steps[0].hop.arrow == ast::Arrow::kEither;
    }
    void find_round_trips() {
        const plan::SearchPaths& search = automaton_.search();
        const bool is_end = to_ || LabelTest(run_, search.labels)(from_);
        if (!is_end || search.mode == ast::PathMode::kAcyclic) return;
        whole_ = shortest_round_trips(run_, *forward_, from_, max_length(), is_all());
    }

    // Counts one more visit, unless the selector has enough of them.
    bool enter(Visits& visits, std::uint64_t length) const {
        const bool new_length = visits.last_length != length;
        if (is_all() ? new_length && visits.lengths == selector_.count : visits.count == selector_.count) return false;
        ++visits.count;
        visits.lengths += new_length;
        visits.last_length = length;
        return true;
    }
    bool is_full(const Visits& visits, std::uint64_t next_length) const {
        if (!is_all()) return visits.count >= selector_.count;
        return visits.lengths == selector_.count && visits.last_length != next_length;
    }

    // False where the cut may have lost a path.
    bool search(bool cut) {
        run_.release(charged_);
        charged_ = 0;
        entries_.assign(1, {{from_, {}, {}}, kNoParent});
        found_.clear();
        ends_.clear();
        states_.clear();
        std::size_t begin = 0;
        for (std::uint64_t length = 0; begin < entries_.size(); ++length) {
            const std::size_t end = entries_.size();
            for (std::size_t i = begin; i < end; ++i) {
                if (!take(static_cast<std::uint32_t>(i), length) && cut) return false;
            }
            if (to_ && is_full(ends_[to_->value], length + 1)) return true;
            for (std::size_t i = begin; i < end; ++i) {
                if (!expand(static_cast<std::uint32_t>(i), length + 1, cut)) return false;
            }
            begin = end;
        }
        return true;
    }

    // False for a whole path that breaks a condition.
    bool take(std::uint32_t entry, std::uint64_t length) {
        const PathMove& move = entries_[entry].move;
        if (!automaton_.accepts(move.position, move.node)) return true;
        if (to_ ? move.node != *to_ : !LabelTest(run_, automaton_.search().labels)(move.node)) return true;
        if (!automaton_.keeps_conditions(prefix_of(entry))) return false;
        if (enter(ends_[move.node.value], length)) found_.push_back(entry);
        return true;
    }

    bool expand(std::uint32_t entry, std::uint64_t length, bool cut) {
        const PathPrefix prefix = prefix_of(entry);
        moves_.clear();
        automaton_.append_moves(prefix, entries_[entry].move.position, moves_);
        for (const PathMove& move : moves_) {
            run_.step();
            const std::uint64_t key = automaton_.state(move.position) << 32 | move.node.value;
            if (cut && is_full(states_[key], length)) continue;
            if (!mode_allows(automaton_.search().mode, prefix, move)) {
                if (cut && !returns_to_start(move)) return false;
                continue;
            }
            if (cut) enter(states_[key], length);
            run_.check_path_length(length);
            entries_.push_back({move, entry});
            run_.charge(kBytesPerEntry);
            charged_ += kBytesPerEntry;
        }
        return true;
    }

    // Behind the first node again the pattern stands as it stood there before: no shortest path goes that way.
    bool returns_to_start(const PathMove& move) const {
        return selector_.count == 1 && move.node == from_ && automaton_.state(move.position) == automaton_.state({});
    }

    PathPrefix prefix_of(std::uint32_t entry) const {
        PathPrefix prefix{from_, {}};
        for (std::uint32_t i = entry; entries_[i].parent != kNoParent; i = entries_[i].parent) {
            prefix.moves.push_back(entries_[i].move);
        }
        std::reverse(prefix.moves.begin(), prefix.moves.end());
        return prefix;
    }

    Run& run_;
    PathAutomaton& automaton_;
    const ast::Selector& selector_;
    NodeId from_;
    std::optional<NodeId> to_;
    plan::Hop backward_hop_;
    std::optional<NeighbourLists> forward_;  // where the search may go from both ends
    std::optional<NeighbourLists> backward_;
    std::vector<PathPrefix> whole_;  // what it found
    std::vector<Entry> entries_;
    std::vector<PathMove> moves_;
    std::vector<std::uint32_t> found_;
    std::unordered_map<std::uint32_t, Visits> ends_;
    std::unordered_map<std::uint64_t, Visits> states_;
    std::size_t given_ = 0;
    std::size_t charged_ = 0;
    PathPrefix result_;
};

}  // namespace

std::unique_ptr<PathSearch> make_shortest_paths(Run& run, PathAutomaton& automaton) {
    return std::make_unique<ShortestPaths>(run, automaton);
}

}  // namespace mirrorgraph::query

#include "query/exec/paths/path_search.h"

#include <unordered_set>

#include "query/exec/evaluate.h"

namespace mirrorgraph::query {

namespace {

bool is_end(Run& run, PathAutomaton& automaton, NodeId node, PathPosition position, std::optional<NodeId> to) {
    if (!automaton.accepts(position, node)) return false;
    if (to) return node == *to;
    return LabelTest(run, automaton.search().labels)(node);
}

// Depth first, with the moves that are still to be tried on a stack of its own.
class AllPaths final : public PathSearch {
  public:
    AllPaths(Run& run, PathAutomaton& automaton) : run_(run), automaton_(automaton) {}

    void start(NodeId from, std::optional<NodeId> to) override {
        prefix_ = {from, {}};
        to_ = to;
        moves_.clear();
        open_.clear();
        fresh_ = true;
    }

    const PathPrefix* next() override {
        while (fresh_ || !open_.empty()) {
            if (fresh_) {
                fresh_ = false;
                const PathPosition position = prefix_.moves.empty() ? PathPosition{} : prefix_.moves.back().position;
                open_.push_back(moves_.size());
                automaton_.append_moves(prefix_, position, moves_);
                if (is_end(run_, automaton_, prefix_.end(), position, to_) && automaton_.keeps_conditions(prefix_)) {
                    return &prefix_;
                }
            }
            advance();
        }
        return nullptr;
    }

  private:
    // Takes the last move that is left at the last prefix that has one.
    void advance() {
        if (moves_.size() == open_.back()) {
            open_.pop_back();
            if (!prefix_.moves.empty()) prefix_.moves.pop_back();
            return;
        }
        const PathMove move = moves_.back();
        moves_.pop_back();
        run_.step();
        if (!mode_allows(automaton_.search().mode, prefix_, move)) return;
        prefix_.moves.push_back(move);
        run_.check_path_length(prefix_.moves.size());
        fresh_ = true;
    }

    Run& run_;
    PathAutomaton& automaton_;
    PathPrefix prefix_;
    std::optional<NodeId> to_;
    std::vector<PathMove> moves_;    // of all prefixes on the way
    std::vector<std::size_t> open_;  // where the moves of each begin
    bool fresh_ = false;             // the prefix has not been looked at
};

class ReachableEnds final : public PathSearch {
  public:
    ReachableEnds(Run& run, PathAutomaton& automaton) : run_(run), automaton_(automaton) {}

    void start(NodeId from, std::optional<NodeId> to) override {
        to_ = to;
        run_.release(charged_);
        charged_ = 0;
        seen_.clear();
        given_.clear();
        queue_.assign(1, {from, {}, {}});
        seen_.insert(key(queue_[0]));
        position_ = 0;
    }

    const PathPrefix* next() override {
        while (position_ < queue_.size()) {
            const PathMove at = queue_[position_++];
            result_ = {at.node, {}};
            expand(at);
            if (is_end(run_, automaton_, at.node, at.position, to_) && given_.insert(at.node.value).second) {
                if (to_) position_ = queue_.size();
                return &result_;
            }
        }
        return nullptr;
    }

  private:
    std::uint64_t key(const PathMove& move) const { return automaton_.state(move.position) << 32 | move.node.value; }

    void expand(const PathMove& at) {
        moves_.clear();
        automaton_.append_moves(result_, at.position, moves_);
        for (const PathMove& move : moves_) {
            if (!seen_.insert(key(move)).second) continue;
            queue_.push_back(move);
            run_.charge(kBytesPerState);
            charged_ += kBytesPerState;
        }
    }

    static constexpr std::size_t kBytesPerState = 64;
    Run& run_;
    PathAutomaton& automaton_;
    std::optional<NodeId> to_;
    std::unordered_set<std::uint64_t> seen_;
    std::unordered_set<std::uint32_t> given_;
    std::vector<PathMove> queue_;
    std::vector<PathMove> moves_;
    std::size_t position_ = 0;
    std::size_t charged_ = 0;
    PathPrefix result_;
};

}  // namespace

std::unique_ptr<PathSearch> make_all_paths(Run& run, PathAutomaton& automaton) {
    return std::make_unique<AllPaths>(run, automaton);
}

std::unique_ptr<PathSearch> make_reachable_ends(Run& run, PathAutomaton& automaton) {
    return std::make_unique<ReachableEnds>(run, automaton);
}

}  // namespace mirrorgraph::query

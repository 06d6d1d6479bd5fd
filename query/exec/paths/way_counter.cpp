#include "query/exec/paths/way_counter.h"

#include <iterator>

#include "query/query_error.h"

namespace mirrorgraph::query {

namespace {

constexpr std::uint64_t kUnknown = ~std::uint64_t{0};
constexpr std::size_t kFewWays = 16;
constexpr std::uint32_t kFewOfRange = 64;  // an array is made for more than one in so many

[[noreturn]] void too_many() { throw arithmetic_error("IntegerOverflow", "a pattern has more than 2^64 matches"); }

bool is_tied(const plan::WeightTree& tree) {
    return !tree.ties.empty() || std::any_of(tree.branches.begin(), tree.branches.end(), is_tied);
}

bool asks_nothing(const plan::WeightTree& tree) {
    return tree.branches.empty() && tree.conditions.empty() && tree.ties.empty() &&
           tree.labels.kind == plan::NameCondition::Kind::kAlways;
}

}  // namespace

std::uint64_t product_of_ways(std::uint64_t a, std::uint64_t b) {
    std::uint64_t result = 0;
    if (__builtin_mul_overflow(a, b, &result)) too_many();
    return result;
}
std::uint64_t sum_of_ways(std::uint64_t a, std::uint64_t b) {
    std::uint64_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) too_many();
    return result;
}

const std::uint64_t* NodeMemo::find(NodeId node) const {
    if (!all_.empty()) {
        const std::uint64_t& number = all_[node.value - range_.first];
        return number == kUnknown ? nullptr : &number;
    }
    const auto found = few_.find(node.value);
    return found == few_.end() ? nullptr : &found->second;
}

void NodeMemo::put(NodeId node, std::uint64_t number) {
    const std::uint32_t size = range_.end - range_.first;
    if (all_.empty() && few_.size() >= size / kFewOfRange) {
        all_.assign(size, kUnknown);
        for (const auto& [known, value] : few_) all_[known - range_.first] = value;
    }
    if (all_.empty()) {
        few_.emplace(node.value, number);
    } else {
        all_[node.value - range_.first] = number;
    }
}

std::span<const NodeId> Membership::neighbours_of(NodeId node) {
    const std::span<const NeighbourLists::Part> parts = lists_.of(node);
    const bool in_order = parts.size() <= 1 && !run_.view().has_delta();
    if (parts.empty()) return {};
    if (in_order && !parts[0].skip_loops) return parts[0].neighbours.nodes;
    own_.clear();
    for (const NeighbourLists::Part& part : parts) {
        const std::span<const NodeId> nodes = part.neighbours.nodes;
        if (part.skip_loops) {
            std::remove_copy(nodes.begin(), nodes.end(), std::back_inserter(own_), node);
        } else {
            own_.insert(own_.end(), nodes.begin(), nodes.end());
        }
    }
    if (!in_order) std::sort(own_.begin(), own_.end());
    return own_;
}

void Membership::set(NodeId node) {
    if (node == node_) return;
    if (marked_) {
        for (NodeId member : members_) marks_[member.value / 64] = 0;
    }
    node_ = node;
    members_ = node.is_null() ? std::span<const NodeId>() : neighbours_of(node);
    marked_ = members_.size() > kFew;
    if (!marked_) return;
    if (marks_.empty()) marks_.resize(bound_ / 64 + 1);
    for (NodeId member : members_) marks_[member.value / 64] |= std::uint64_t{1} << (member.value % 64);
}

struct WayCounter::BoundTie {
    BoundTie(Run& run, const plan::Tie& of) : tie(of) {
        if (of.ways.empty()) return;
        if (asks_nothing(of.ways[0])) {
            members = std::make_unique<Membership>(run, of.ways[0].hop);
        } else {
            ways = std::make_unique<WayCounter>(run, of.ways[0]);
        }
    }

    // Ways from the row's node that begin at `to`.
    std::uint64_t into(NodeId to, const Batch& batch, std::size_t row) {
        return members ? members->count(to) : ways->count_into(node, to, batch, row);
    }
    bool leads_to(NodeId to, const Batch& batch, std::size_t row) {
        return members ? members->contains(to) : ways->count_into(node, to, batch, row) != 0;
    }
    std::uint64_t all(const Batch& batch, std::size_t row) {
        return members ? members->size() : ways->count(node, batch, row);
    }

    const plan::Tie& tie;
    NodeId node;                          // of the row
    std::unique_ptr<Membership> members;  // where the ways are single relationships
    std::unique_ptr<WayCounter> ways;     // else
};

WayCounter::WayCounter(Run& run, const plan::WeightTree& tree)
    : run_(run), tree_(tree), lists_(run, tree.hop), memo_(lists_.range()), labels_(run, tree.labels) {
    for (const plan::WeightTree& branch : tree.branches) branches_.push_back(std::make_unique<WayCounter>(run, branch));
    for (const plan::Tie& tie : tree.ties) ties_.emplace_back(run, tie);
    asks_neighbour_ = !tree.conditions.empty() || !labels_.is_always_true();
    counts_all_ = !asks_neighbour_ && branches_.empty();
    is_degree_ = counts_all_ && ties_.empty();
    has_others_ = std::any_of(tree.ties.begin(), tree.ties.end(),
                              [](const plan::Tie& tie) { return tie.kind == plan::Tie::Kind::kOthers; });
    depends_on_row_ = is_tied(tree);
    const bool free_beyond = std::none_of(tree.branches.begin(), tree.branches.end(), is_tied);
    subtracts_ = ties_.size() == 1 && ties_[0].tie.kind == plan::Tie::Kind::kUnlike && free_beyond;
}

WayCounter::~WayCounter() = default;

std::uint64_t WayCounter::count_ways(NodeId node, const Batch& batch, std::size_t row) {
    if (!memo_.covers(node)) return tree_.optional;
    if (subtracts_) {
        const NodeId unlike(batch.columns[ties_[0].tie.node].ids[row]);
        if (unlike.is_null()) return tree_.optional;
        const std::uint64_t all = count_all(node, batch, row);
        return at_least(all == 0 ? 0 : all - count_into(node, unlike, batch, row));
    }
    if (!ties_.empty()) return at_least(walk_tied(node, batch, row));
    if (depends_on_row_) return at_least(may_lead_on(batch, row) ? walk(node, batch, row) : 0);
    return at_least(count_all(node, batch, row));
}

// All ways, whatever the ties; remembered.
std::uint64_t WayCounter::count_all(NodeId node, const Batch& batch, std::size_t row) {
    if (counts_all_) return lists_.degree(node);
    if (const std::uint64_t* known = memo_.find(node)) return *known;
    const std::uint64_t ways = walk(node, batch, row);
    memo_.put(node, ways);
    return ways;
}

std::uint64_t WayCounter::walk(NodeId node, const Batch& batch, std::size_t row) {
    std::uint64_t ways = 0;
    for (const NeighbourLists::Part& part : lists_.of(node)) {
        run_.step(part.neighbours.size());
        for (std::size_t i = 0; i < part.neighbours.size(); ++i) {
            const NodeId next = part.neighbours.nodes[i];
            if (part.skip_loops && next == node) continue;
            if (asks_neighbour_ && !is_kept(next, part.neighbours.relationships[i], batch, row)) continue;
            ways = sum_of_ways(ways, onward(next, batch, row));
        }
    }
    return ways;
}

std::uint64_t WayCounter::walk_tied(NodeId node, const Batch& batch, std::size_t row) {
    const std::span<const NeighbourLists::Part> parts = lists_.of(node);
    std::size_t size = 0;
    for (const NeighbourLists::Part& part : parts) size += part.neighbours.size();
    if (size == 0 || !open_ties(batch, row)) return 0;
    run_.step(size);
    if (size <= kFewWays) return walk_few(node, parts, batch, row);
    kept_.clear();
    kept_relationships_.clear();
    for (const NeighbourLists::Part& part : parts) {
        for (std::size_t i = 0; i < part.neighbours.size(); ++i) {
            if (part.skip_loops && part.neighbours.nodes[i] == node) continue;
            kept_.push_back(part.neighbours.nodes[i]);
            if (!tree_.conditions.empty()) kept_relationships_.push_back(part.neighbours.relationships[i]);
        }
    }
    keep_tied(batch, row);
    if (counts_all_ && !has_others_) return kept_.size();
    std::uint64_t ways = 0;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        const NodeId next = kept_[i];
        const RelationshipId relationship = kept_relationships_.empty() ? RelationshipId() : kept_relationships_[i];
        if (asks_neighbour_ && !is_kept(next, relationship, batch, row)) continue;
        const std::uint64_t times = has_others_ ? others(next, batch, row) : 1;
        if (times != 0) ways = sum_of_ways(ways, product_of_ways(times, onward(next, batch, row)));
    }
    return ways;
}

// One by one: for short lists that is faster than to go through all of them for each tie.
std::uint64_t WayCounter::walk_few(NodeId node, std::span<const NeighbourLists::Part> parts, const Batch& batch,
                                   std::size_t row) {
    std::uint64_t ways = 0;
    for (const NeighbourLists::Part& part : parts) {
        for (std::size_t i = 0; i < part.neighbours.size(); ++i) {
            const NodeId next = part.neighbours.nodes[i];
            if (part.skip_loops && next == node) continue;
            const std::uint64_t factor = times(next, batch, row);
            if (factor == 0) continue;
            if (asks_neighbour_ && !is_kept(next, part.neighbours.relationships[i], batch, row)) continue;
            ways = sum_of_ways(ways, product_of_ways(factor, onward(next, batch, row)));
        }
    }
    return ways;
}

// How often the ties count the node; not at all where one forbids it.
std::uint64_t WayCounter::times(NodeId node, const Batch& batch, std::size_t row) {
    std::uint64_t times = 1;
    for (BoundTie& tie : ties_) {
        switch (tie.tie.kind) {
            case plan::Tie::Kind::kUnlike: times *= node != tie.node; break;
            case plan::Tie::Kind::kNeighbour: times *= tie.leads_to(node, batch, row); break;
            case plan::Tie::Kind::kStranger: times *= !tie.leads_to(node, batch, row); break;
            case plan::Tie::Kind::kOthers:
                times = product_of_ways(times, tie.all(batch, row) - tie.into(node, batch, row));
                break;
        }
        if (times == 0) break;
    }
    return times;
}

bool WayCounter::open_ties(const Batch& batch, std::size_t row) {
    for (BoundTie& tie : ties_) {
        tie.node = NodeId(batch.columns[tie.tie.node].ids[row]);
        if (tie.members) tie.members->set(tie.node);
        switch (tie.tie.kind) {
            case plan::Tie::Kind::kUnlike:
                // Whether two nodes differ is unknown where one is null.
                if (tie.node.is_null()) return false;
                break;
            case plan::Tie::Kind::kNeighbour:
            case plan::Tie::Kind::kOthers:
                if (tie.members && tie.members->size() == 0) return false;
                break;
            case plan::Tie::Kind::kStranger: break;
        }
    }
    return true;
}

bool WayCounter::may_lead_on(const Batch& batch, std::size_t row) {
    return std::all_of(branches_.begin(), branches_.end(), [&](const auto& branch) {
        return branch->tree_.optional || !branch->depends_on_row_ ||
               (branch->open_ties(batch, row) && branch->may_lead_on(batch, row));
    });
}

// Leaves of kept_ what the ties allow.
void WayCounter::keep_tied(const Batch& batch, std::size_t row) {
    for (BoundTie& tie : ties_) {
        if (kept_.empty()) return;
        switch (tie.tie.kind) {
            case plan::Tie::Kind::kUnlike:
                keep_where([unlike = tie.node](NodeId node) { return node != unlike; });
                break;
            case plan::Tie::Kind::kNeighbour:
                keep_where([&](NodeId node) { return tie.leads_to(node, batch, row); });
                break;
            case plan::Tie::Kind::kStranger:
                if (tie.members) {
                    keep_where([&members = *tie.members](NodeId node) { return !members.contains(node); });
                } else {
                    keep_where([&](NodeId node) { return !tie.leads_to(node, batch, row); });
                }
                break;
            case plan::Tie::Kind::kOthers: break;
        }
    }
}

std::uint64_t WayCounter::others(NodeId node, const Batch& batch, std::size_t row) {
    std::uint64_t times = 1;
    for (BoundTie& tie : ties_) {
        if (tie.tie.kind != plan::Tie::Kind::kOthers) continue;
        times = product_of_ways(times, tie.all(batch, row) - tie.into(node, batch, row));
    }
    return times;
}

std::uint64_t WayCounter::count_into(NodeId node, NodeId to, const Batch& batch, std::size_t row) {
    if (node.is_null() || to.is_null()) return 0;
    std::uint64_t times = 0;
    lists_.for_each_between(node, to, [&](RelationshipId relationship) {
        times += !asks_neighbour_ || is_kept(to, relationship, batch, row);
    });
    return times == 0 ? 0 : product_of_ways(times, onward(to, batch, row));
}

bool WayCounter::is_kept(NodeId node, RelationshipId relationship, const Batch& batch, std::size_t row) {
    if (!labels_(node)) return false;
    if (tree_.conditions.empty()) return true;
    if (tree_.to != kNoSlot) run_.local(tree_.to) = node;
    if (tree_.relationship != kNoSlot) run_.local(tree_.relationship) = relationship;
    return std::all_of(tree_.conditions.begin(), tree_.conditions.end(),
                       [&](const plan::ExpressionPtr& condition) { return holds(run_, *condition, batch, row); });
}

std::uint64_t WayCounter::onward(NodeId node, const Batch& batch, std::size_t row) {
    std::uint64_t ways = 1;
    for (const auto& branch : branches_) {
        ways = product_of_ways(ways, branch->count(node, batch, row));
        if (ways == 0) break;
    }
    return ways;
}

}  // namespace mirrorgraph::query

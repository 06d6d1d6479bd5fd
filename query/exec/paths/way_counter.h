// Counts the ways from a node into a tree of hops, without walking each of them: what was counted of a node is
// remembered, and ways that lead on alike are multiplied.
//
// Units:   ways; each has all its relationships and nodes fixed
// Cost:    a hop is looked at once a node; once a node and row where something beyond it is tied to the row
// Errors:  QueryError IntegerOverflow beyond 2^64 ways; those of the tree's conditions; Run's limits
// Owns:    what it remembers; the run and the tree must outlive it
// Threads: one thread
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "query/exec/evaluate.h"
#include "query/exec/paths/neighbour_lists.h"

namespace mirrorgraph::query {

// QueryError IntegerOverflow beyond 2^64.
std::uint64_t product_of_ways(std::uint64_t a, std::uint64_t b);
std::uint64_t sum_of_ways(std::uint64_t a, std::uint64_t b);

// A number for each node of a range: few in a sorted list, many in an array.
class NodeMemo {
  public:
    explicit NodeMemo(NeighbourLists::Range range) : range_(range) {}
    bool covers(NodeId node) const { return node.value - range_.first < range_.end - range_.first; }
    // REQUIRES: the range covers the node.
    const std::uint64_t* find(NodeId node) const;
    void put(NodeId node, std::uint64_t number);

  private:
    NeighbourLists::Range range_;
    std::unordered_map<std::uint32_t, std::uint64_t> few_;
    std::vector<std::uint64_t> all_;
};

// How often each node is a neighbour of one node of the row.
class Membership {
  public:
    Membership(Run& run, const plan::Hop& hop) : run_(run), lists_(run, hop), bound_(run.view().node_bound()) {}

    // The node that is asked about from now on.
    void set(NodeId node);
    // Forgets what it knows, after the graph was written to.
    void resolve() {
        set(NodeId());
        lists_.resolve();
        bound_ = run_.view().node_bound();
        marks_.clear();
    }
    bool contains(NodeId node) const {
        if (!marked_) return std::find(members_.begin(), members_.end(), node) != members_.end();
        return (marks_[node.value / 64] >> (node.value % 64) & 1) != 0;
    }
    std::uint64_t count(NodeId node) const {
        if (!marked_) return static_cast<std::uint64_t>(std::count(members_.begin(), members_.end(), node));
        if (!contains(node)) return 0;
        const auto [begin, end] = std::equal_range(members_.begin(), members_.end(), node);
        return static_cast<std::uint64_t>(end - begin);
    }
    std::uint64_t size() const { return members_.size(); }

  private:
    static constexpr std::size_t kFew = 8;  // so many are looked through, more are marked
    std::span<const NodeId> neighbours_of(NodeId node);

    Run& run_;
    NeighbourLists lists_;
    std::size_t bound_;
    NodeId node_;
    std::span<const NodeId> members_;  // ascending
    std::vector<NodeId> own_;          // where they are no list of the snapshot
    bool marked_ = false;
    std::vector<std::uint64_t> marks_;  // a bit a node
};

class WayCounter {
  public:
    WayCounter(Run& run, const plan::WeightTree& tree);
    ~WayCounter();

    std::uint64_t count(NodeId node, const Batch& batch, std::size_t row) {
        if (node.is_null()) return tree_.optional;
        if (is_degree_) return at_least(lists_.degree(node));
        return count_ways(node, batch, row);
    }
    // Of them those whose first relationship leads to `to`.
    std::uint64_t count_into(NodeId node, NodeId to, const Batch& batch, std::size_t row);

  private:
    struct BoundTie;

    std::uint64_t at_least(std::uint64_t ways) const { return ways == 0 && tree_.optional ? 1 : ways; }
    std::uint64_t count_ways(NodeId node, const Batch& batch, std::size_t row);
    std::uint64_t count_all(NodeId node, const Batch& batch, std::size_t row);
    std::uint64_t walk(NodeId node, const Batch& batch, std::size_t row);
    std::uint64_t walk_tied(NodeId node, const Batch& batch, std::size_t row);
    std::uint64_t walk_few(NodeId node, std::span<const NeighbourLists::Part> parts, const Batch& batch,
                           std::size_t row);
    // Looks at the nodes of the row; false where the ties then allow nothing.
    bool open_ties(const Batch& batch, std::size_t row);
    // False where, whatever the neighbour, ties beyond it allow nothing.
    bool may_lead_on(const Batch& batch, std::size_t row);
    void keep_tied(const Batch& batch, std::size_t row);
    // Without branches, since the outcome is as good as random.
    void keep_where(const auto& is_wanted) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            const NodeId node = kept_[i];
            kept_[count] = node;
            if (!kept_relationships_.empty()) kept_relationships_[count] = kept_relationships_[i];
            count += is_wanted(node);
        }
        kept_.resize(count);
        if (!kept_relationships_.empty()) kept_relationships_.resize(count);
    }
    std::uint64_t others(NodeId node, const Batch& batch, std::size_t row);
    std::uint64_t times(NodeId node, const Batch& batch, std::size_t row);
    bool is_kept(NodeId node, RelationshipId relationship, const Batch& batch, std::size_t row);
    std::uint64_t onward(NodeId node, const Batch& batch, std::size_t row);

    Run& run_;
    const plan::WeightTree& tree_;
    NeighbourLists lists_;
    NodeMemo memo_;
    LabelTest labels_;
    bool asks_neighbour_ = false;  // for labels or by conditions
    std::vector<std::unique_ptr<WayCounter>> branches_;
    std::vector<BoundTie> ties_;
    bool is_degree_ = false;       // nothing is asked of the neighbours
    bool counts_all_ = false;      // nor beyond, but for ties
    bool has_others_ = false;      // a tie multiplies
    bool depends_on_row_ = false;  // something is tied to the row, here or beyond
    bool subtracts_ = false;       // the only tie is to be unlike one node
    // Of the node at hand, the neighbours that the ties allow; their relationships where conditions may ask for them.
    std::vector<NodeId> kept_;
    std::vector<RelationshipId> kept_relationships_;
};

}  // namespace mirrorgraph::query

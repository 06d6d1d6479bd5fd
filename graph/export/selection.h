// What is exported: nodes and relationships of a snapshot, and what a task found out about them.
//
// A whole graph, the result of a query, a trace and an impact are all selections, so that one writer serves them all.
// Both ends of a selected relationship are selected.
//
// Units:   positions number the selected nodes (relationships) 0, 1, 2, ... in the order of the snapshot
// Cost:    whole(): O(nodes); position, degree, emphasis: O(1); contains, position of a part: O(log n)
// Errors:  none; ids must be of the snapshot
// Owns:    its lists; shares the snapshot
// Threads: immutable once built; const methods may run at once
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "graph/subgraph.h"

namespace mirrorgraph {

// What a task says of one node. Absent parts are empty: an impact has tiers and scores, a trace has roles.
struct Emphasis {
    bool is_root = false;         // where the question began
    std::string role;             // "mirror body"
    std::string tier;             // "direct", "near", "far"
    std::optional<double> score;  // (0, 1]
};

class Selection {
  public:
    static Selection whole(std::shared_ptr<const Snapshot> snapshot);
    // Repeats are dropped, ends of relationships added.
    static Selection part(std::shared_ptr<const Snapshot> snapshot, std::vector<NodeId> nodes,
                          std::vector<RelationshipId> relationships);

    // The answer of a task; its first node is where the question began.
    static Selection part(std::shared_ptr<const Snapshot> snapshot, const Subgraph& answer);

    // The same without Document nodes and what leads to them: sources are shown as evidence instead.
    Selection without_documents() const;
    // The same without nodes that have no relationship in it.
    Selection without_isolated() const;

    const Snapshot& snapshot() const { return *snapshot_; }
    const std::shared_ptr<const Snapshot>& shared_snapshot() const { return snapshot_; }
    bool is_whole() const { return is_whole_; }

    std::span<const NodeId> nodes() const;                  // ascending
    std::span<const RelationshipId> relationships() const;  // ascending
    bool contains(NodeId node) const;
    std::size_t position(NodeId node) const;  // REQUIRES: contains(node)
    std::size_t degree(NodeId node) const;    // relationships of the selection at it; a loop counts twice
    bool has_root() const;                    // drawn as layers from it

    // One line: what this is. Empty for a graph without one.
    const std::string& title() const { return title_; }
    void set_title(std::string title) { title_ = std::move(title); }

    void emphasise(NodeId node, Emphasis emphasis) { emphasis_[node] = std::move(emphasis); }
    const Emphasis* emphasis(NodeId node) const;  // null for none
    bool has_emphasis() const { return !emphasis_.empty(); }

    // Relationships on the ways that a task explains itself by; drawn stronger. Without any, all are alike.
    void emphasise(RelationshipId relationship) { main_relationships_.insert(relationship); }
    bool is_main(RelationshipId relationship) const;

  private:
    explicit Selection(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}
    void count_degrees();
    Selection filtered(std::vector<NodeId> nodes, std::vector<RelationshipId> relationships) const;

    std::shared_ptr<const Snapshot> snapshot_;
    bool is_whole_ = false;
    std::vector<NodeId> nodes_;                  // unused for a whole graph
    std::vector<RelationshipId> relationships_;  // likewise
    std::vector<std::uint32_t> degrees_;         // by position
    std::string title_;
    std::unordered_map<NodeId, Emphasis> emphasis_;
    std::unordered_set<RelationshipId> main_relationships_;
};

}  // namespace mirrorgraph

#include "query/exec/paths/two_sided_search.h"

#include <unordered_map>

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kBytesPerNode = 96;

// What one side has reached: each node with its distance and the ways it was reached by.
class Side {
  public:
    Side(Run& run, NeighbourLists& lists, NodeId start, RelationshipId avoided, bool all)
        : run_(run), lists_(lists), avoided_(avoided), all_(all), edge_{start} {
        reached_.emplace(start.value, Reached{});
    }
    ~Side() { run_.release(reached_.size() * kBytesPerNode); }
    Side(const Side&) = delete;
    Side& operator=(const Side&) = delete;

    struct Way {
        NodeId from;
        RelationshipId relationship;
    };
    struct Reached {
        std::uint64_t distance = 0;
        std::vector<Way> ways;
    };

    const std::vector<NodeId>& edge() const { return edge_; }
    std::uint64_t distance() const { return distance_; }
    const Reached* find(NodeId node) const {
        const auto found = reached_.find(node.value);
        return found == reached_.end() ? nullptr : &found->second;
    }

    void advance() {
        ++distance_;
        std::vector<NodeId> next;
        for (NodeId node : edge_) {
            lists_.for_each(node, [&](NodeId to, RelationshipId relationship) {
                run_.step();
                if (relationship == avoided_) return true;
                const auto [found, added] = reached_.try_emplace(to.value, Reached{distance_, {}});
                if (added) {
                    run_.charge(kBytesPerNode);
                    next.push_back(to);
                }
                const bool keeps = added || (all_ && found->second.distance == distance_);
                if (keeps) found->second.ways.push_back({node, relationship});
                return true;
            });
        }
        edge_ = std::move(next);
    }

  private:
    Run& run_;
    NeighbourLists& lists_;
    RelationshipId avoided_;
    bool all_;
    std::vector<NodeId> edge_;
    std::uint64_t distance_ = 0;
    std::unordered_map<std::uint32_t, Reached> reached_;
};

// Calls visit for every way from a node back to the start of its side; `taken` holds it then. Without recursion, since
// paths may be long.
void for_each_way(const Side& side, NodeId node, std::vector<Side::Way>& taken, const auto& visit) {
    struct Open {
        const Side::Reached* reached;
        std::size_t next = 0;
    };
    std::vector<Open> open{{side.find(node)}};
    while (!open.empty()) {
        const std::vector<Side::Way>& ways = open.back().reached->ways;
        if (ways.empty()) visit();
        if (open.back().next == ways.size()) {
            open.pop_back();
            if (!open.empty()) taken.pop_back();
            continue;
        }
        taken.push_back(ways[open.back().next++]);
        open.push_back({side.find(taken.back().from)});
    }
}

// The moves of a path: back to `from` on one side, on to `to` on the other.
PathPrefix join(NodeId from, NodeId middle, const std::vector<Side::Way>& back, const std::vector<Side::Way>& onward) {
    PathPrefix path{from, {}};
    NodeId node = middle;
    for (const Side::Way& way : back) {
        path.moves.push_back({node, way.relationship, {}});
        node = way.from;
    }
    std::reverse(path.moves.begin(), path.moves.end());
    for (const Side::Way& way : onward) path.moves.push_back({way.from, way.relationship, {}});
    for (std::size_t i = 0; i < path.moves.size(); ++i) path.moves[i].position = {0, 0, i + 1};
    return path;
}

}  // namespace

std::vector<PathPrefix> shortest_between(Run& run, NeighbourLists& forward, NeighbourLists& backward, NodeId from,
                                         NodeId to, const SearchBounds& bounds, bool all) {
    Side left(run, forward, from, bounds.avoided, all);
    Side right(run, backward, to, bounds.avoided, all);
    std::vector<PathPrefix> paths;
    while (paths.empty() && !left.edge().empty() && !right.edge().empty()) {
        if (bounds.length && left.distance() + right.distance() >= *bounds.length) break;
        run.check_path_length(left.distance() + right.distance() + 1);
        const bool from_left = left.edge().size() <= right.edge().size();
        Side& moved = from_left ? left : right;
        const Side& other = from_left ? right : left;
        moved.advance();
        for (NodeId middle : moved.edge()) {
            // No path is shorter than this, so every shortest one has a node that both sides reach just now.
            const Side::Reached* met = other.find(middle);
            if (met == nullptr || met->distance != other.distance()) continue;
            std::vector<Side::Way> back;
            std::vector<Side::Way> onward;
            for_each_way(left, middle, back, [&] {
                for_each_way(right, middle, onward, [&] {
                    run.step();
                    run.charge((back.size() + onward.size()) * sizeof(PathMove));
                    paths.push_back(join(from, middle, back, onward));
                });
            });
            if (!all && !paths.empty()) break;
        }
    }
    return paths;
}

std::vector<PathPrefix> shortest_round_trips(Run& run, NeighbourLists& lists, NodeId node,
                                             std::optional<std::uint64_t> max_length, bool all) {
    std::vector<std::pair<NodeId, RelationshipId>> first;
    lists.for_each(node, [&](NodeId to, RelationshipId relationship) {
        first.emplace_back(to, relationship);
        return true;
    });
    std::vector<PathPrefix> trips;
    const auto length = [&] { return trips.front().moves.size(); };
    for (const auto& [to, relationship] : first) {
        const PathMove out{to, relationship, {0, 0, 1}};
        if (max_length == 0) break;
        // On from there without this relationship, and no further than the best so far.
        std::vector<PathPrefix> back{{to, {}}};
        if (to != node) {
            SearchBounds bounds{trips.empty() ? max_length : length(), relationship};
            if (bounds.length) --*bounds.length;
            back = shortest_between(run, lists, lists, to, node, bounds, all);
        }
        for (const PathPrefix& rest : back) {
            PathPrefix trip{node, {out}};
            for (PathMove move : rest.moves) {
                ++move.position.iteration;
                trip.moves.push_back(move);
            }
            if (!trips.empty() && trip.moves.size() < length()) trips.clear();
            trips.push_back(std::move(trip));
        }
        if (!all && !trips.empty() && length() == 1) break;
    }
    if (!all && trips.size() > 1) trips.resize(1);
    return trips;
}

}  // namespace mirrorgraph::query

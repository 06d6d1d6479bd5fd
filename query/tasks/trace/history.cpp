#include "query/tasks/trace/history.h"

#include <algorithm>
#include <unordered_set>

#include "graph/names.h"

namespace mirrorgraph::query {

namespace {

class Historian {
  public:
    Historian(const Snapshot& snapshot, Date date)
        : snapshot_(snapshot),
          validity_(snapshot),
          date_(date),
          replaces_(snapshot.find_type("REPLACES")),
          edition_of_(snapshot.find_type("EDITION_OF")),
          amends_(snapshot.find_type("AMENDS")) {}

    History run(NodeId start) {
        meet(start);
        if (edition_of_) {
            for (const NodeId edition : dated_editions(start)) meet(edition);
            for (const NodeId series : snapshot_.neighbours(start, *edition_of_, Direction::kOutgoing).nodes) {
                for (const NodeId edition : dated_editions(series)) meet(edition);
            }
        }
        follow_replacements();
        History history;
        history.complete = complete_;
        // A series stands for its editions: its own line would say nothing.
        if (edition_of_ && met_.size() > 1 && !dated_editions(start).empty()) std::erase(order_, start);
        if (order_.size() < 2 && amendments(start).empty()) return history;
        for (const NodeId node : order_) {
            if (node == start || is_edition(node)) history.editions.push_back(edition(node));
        }
        // What has no date yet stands last.
        std::stable_sort(history.editions.begin(), history.editions.end(), [](const Edition& a, const Edition& b) {
            const auto& left = a.validity.from;
            const auto& right = b.validity.from;
            if (left && right && *left != *right) return *left < *right;
            if (left.has_value() != right.has_value()) return left.has_value();
            return a.replaces.size() < b.replaces.size();
        });
        return history;
    }

  private:
    // Amendments stand under what they amend; a draft that became an edition is not told of.
    bool is_edition(NodeId node) const {
        if (amends_) {
            for (const NodeId base : snapshot_.neighbours(node, *amends_, Direction::kOutgoing).nodes) {
                if (met_.contains(base)) return false;
            }
        }
        const Validity validity = validity_.of(node);
        return !validity.unpublished || validity.followed_by.is_null();
    }

    void meet(NodeId node) {
        if (met_.contains(node)) return;
        if (met_.size() >= History::kMost) {
            complete_ = false;
            return;
        }
        met_.insert(node);
        order_.push_back(node);
    }

    // Parts of a standard are in its series too; an edition is what has a year of its own.
    std::vector<NodeId> dated_editions(NodeId series) const {
        std::vector<NodeId> editions;
        const auto part = snapshot_.find_key("part");
        const auto part_of = [&](NodeId node) { return part ? snapshot_.property(node, *part) : Value(); };
        for (const NodeId node : snapshot_.neighbours(series, *edition_of_, Direction::kIncoming).nodes) {
            if (part_of(node) == part_of(series) && validity_.of(node).from) editions.push_back(node);
        }
        return editions;
    }

    // All that was replaced, and by its own right all that replaces; not what else a successor replaced.
    void follow_replacements() {
        if (!replaces_) return;
        const std::vector<NodeId> own = order_;
        for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
            std::vector<NodeId> chain = own;
            std::unordered_set<NodeId> passed(own.begin(), own.end());
            for (std::size_t i = 0; i < chain.size() && chain.size() < History::kMost; ++i) {
                for (const NodeId next : snapshot_.neighbours(chain[i], *replaces_, direction).nodes) {
                    meet(next);
                    if (passed.insert(next).second) chain.push_back(next);
                }
            }
        }
    }

    std::vector<Edition::Link> links(NodeId node, std::optional<TypeId> type, Direction direction) const {
        std::vector<Edition::Link> out;
        if (!type) return out;
        const Neighbours next = snapshot_.neighbours(node, *type, direction);
        for (std::size_t i = 0; i < next.size(); ++i) out.push_back({next.nodes[i], next.relationships[i]});
        std::stable_sort(out.begin(), out.end(), [&](const Edition::Link& a, const Edition::Link& b) {
            return display_name(snapshot_, a.node) < display_name(snapshot_, b.node);
        });
        return out;
    }

    std::vector<Edition::Link> amendments(NodeId node) const { return links(node, amends_, Direction::kIncoming); }

    Edition edition(NodeId node) const {
        Edition edition;
        edition.node = node;
        edition.validity = validity_.of(node);
        edition.standing = standing_on(edition.validity, date_);
        edition.replaces = links(node, replaces_, Direction::kOutgoing);
        edition.amended_by = amendments(node);
        return edition;
    }

    const Snapshot& snapshot_;
    const ValidityReader validity_;
    const Date date_;
    const std::optional<TypeId> replaces_, edition_of_, amends_;
    std::unordered_set<NodeId> met_;
    std::vector<NodeId> order_;
    bool complete_ = true;
};

}  // namespace

History history_of(const Snapshot& snapshot, NodeId start, Date date) { return Historian(snapshot, date).run(start); }

std::optional<NearestCommittee> nearest_committee(const Snapshot& snapshot, NodeId standard, const History& history) {
    const auto type = snapshot.find_type("RESPONSIBLE_FOR");
    if (!type) return std::nullopt;
    for (auto edition = history.editions.rbegin(); edition != history.editions.rend(); ++edition) {
        if (edition->node == standard) continue;
        const Neighbours found = snapshot.neighbours(edition->node, *type, Direction::kIncoming);
        if (!found.empty()) return NearestCommittee{edition->node, found.nodes[0]};
    }
    return std::nullopt;
}

}  // namespace mirrorgraph::query

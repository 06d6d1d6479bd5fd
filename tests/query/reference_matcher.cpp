#include "tests/query/reference_matcher.h"

#include <fmt/format.h>

#include <algorithm>

namespace mirrorgraph::test {

namespace {

class Matcher {
  public:
    Matcher(const ReferenceGraph& graph, const ReferencePattern& pattern,
            const std::function<void(const ReferenceMatch&)>& visit)
        : graph_(graph), pattern_(pattern), visit_(visit) {
        for (const auto& edge : pattern.edges) used_.resize(std::max(used_.size(), edge.clause + std::size_t{1}));
        for (std::vector<bool>& used : used_) used.resize(graph.relationships.size());
        match_.nodes.assign(pattern.nodes.size(), -1);
        match_.edges.resize(pattern.edges.size());
    }

    void run(const std::vector<int>& fixed) {
        for (std::size_t i = 0; i < fixed.size(); ++i) {
            if (!fits(static_cast<int>(i), fixed[i])) return;
            match_.nodes[i] = fixed[i];
        }
        lay_node(0);
    }

  private:
    bool fits(int pattern_node, int node) const {
        const std::string& label = pattern_.nodes[pattern_node].label;
        const std::vector<std::string>& labels = graph_.nodes[node].labels;
        return label.empty() || std::find(labels.begin(), labels.end(), label) != labels.end();
    }

    // All nodes first, then the edges between them.
    void lay_node(std::size_t i) {
        if (i == pattern_.nodes.size()) {
            if (keeps_conditions()) lay_edge(0);
            return;
        }
        if (match_.nodes[i] >= 0) return lay_node(i + 1);
        for (int node = 0; node < static_cast<int>(graph_.nodes.size()); ++node) {
            if (!fits(static_cast<int>(i), node)) continue;
            match_.nodes[i] = node;
            lay_node(i + 1);
        }
        match_.nodes[i] = -1;
    }

    void lay_edge(std::size_t i) {
        if (i == pattern_.edges.size()) return visit_(match_);
        walk(i, match_.nodes[pattern_.edges[i].left], 0);
    }

    void walk(std::size_t i, int at, int length) {
        const ReferencePattern::Edge& edge = pattern_.edges[i];
        if (length >= edge.min && at == match_.nodes[edge.right]) lay_edge(i + 1);
        if (length == edge.max) return;
        for (std::size_t r = 0; r < graph_.relationships.size(); ++r) {
            const auto& relationship = graph_.relationships[r];
            if (used_[edge.clause][r] || (!edge.type.empty() && relationship.type != edge.type)) continue;
            if (edge.arrow != ReferenceArrow::kLeft && relationship.source == at)
                step(i, r, relationship.target, length);
            const bool loop = relationship.source == relationship.target;
            if (edge.arrow == ReferenceArrow::kRight || relationship.target != at) continue;
            if (edge.arrow == ReferenceArrow::kEither && loop) continue;
            step(i, r, relationship.source, length);
        }
    }

    void step(std::size_t i, std::size_t relationship, int to, int length) {
        std::vector<bool>& used = used_[pattern_.edges[i].clause];
        used[relationship] = true;
        match_.edges[i].push_back(static_cast<int>(relationship));
        walk(i, to, length + 1);
        match_.edges[i].pop_back();
        used[relationship] = false;
    }

    bool keeps_conditions() const {
        return std::all_of(pattern_.conditions.begin(), pattern_.conditions.end(), [&](const auto& condition) {
            const int left = match_.nodes[condition.left];
            if (condition.op == "is not") return left != match_.nodes[condition.right];
            if (condition.op == "to") return is_linked(condition, left, match_.nodes[condition.right]);
            if (condition.op == "not to") return !is_linked(condition, left, match_.nodes[condition.right]);
            const int x = graph_.nodes[left].x;
            const int y = condition.right < 0 ? condition.number : graph_.nodes[match_.nodes[condition.right]].x;
            return condition.op == "=" ? x == y : condition.op == "<>" ? x != y : x < y;
        });
    }

    bool is_linked(const ReferencePattern::Condition& condition, int left, int right) const {
        const ReferencePattern::Edge& edge = condition.edge;
        return std::any_of(graph_.relationships.begin(), graph_.relationships.end(), [&](const auto& relationship) {
            if (!edge.type.empty() && relationship.type != edge.type) return false;
            const bool along = relationship.source == left && relationship.target == right;
            const bool against = relationship.source == right && relationship.target == left;
            return (along && edge.arrow != ReferenceArrow::kLeft) || (against && edge.arrow != ReferenceArrow::kRight);
        });
    }

    const ReferenceGraph& graph_;
    const ReferencePattern& pattern_;
    const std::function<void(const ReferenceMatch&)>& visit_;
    std::vector<std::vector<bool>> used_;  // relationships, by clause
    ReferenceMatch match_;
};

// Walks on from a path until max, and keeps what the mode allows.
class PathWalker {
  public:
    PathWalker(const ReferenceGraph& graph, const ReferencePattern::Edge& edge, ReferenceMode mode)
        : graph_(graph), edge_(edge), mode_(mode) {}

    std::vector<ReferencePath> from(int start) {
        nodes_ = {start};
        walk();
        return std::move(found_);
    }

  private:
    void walk() {
        const int length = static_cast<int>(path_.size());
        if (length >= edge_.min) found_.push_back({nodes_.front(), nodes_.back(), path_});
        const bool closed = mode_ == ReferenceMode::kSimple && length > 0 && nodes_.front() == nodes_.back();
        if (length == edge_.max || closed) return;
        for (int r = 0; r < static_cast<int>(graph_.relationships.size()); ++r) {
            const auto& relationship = graph_.relationships[r];
            const bool loop = relationship.source == relationship.target;
            if (!edge_.type.empty() && relationship.type != edge_.type) continue;
            if (edge_.arrow != ReferenceArrow::kLeft && relationship.source == nodes_.back()) {
                step(r, relationship.target);
            }
            if (edge_.arrow == ReferenceArrow::kRight || (edge_.arrow == ReferenceArrow::kEither && loop)) continue;
            if (relationship.target == nodes_.back()) step(r, relationship.source);
        }
    }
    void step(int relationship, int to) {
        const bool same_relationship = std::find(path_.begin(), path_.end(), relationship) != path_.end();
        const bool same_node = std::find(nodes_.begin(), nodes_.end(), to) != nodes_.end();
        if (mode_ != ReferenceMode::kWalk && same_relationship) return;
        if (mode_ == ReferenceMode::kAcyclic && same_node) return;
        if (mode_ == ReferenceMode::kSimple && same_node && to != nodes_.front()) return;
        path_.push_back(relationship);
        nodes_.push_back(to);
        walk();
        path_.pop_back();
        nodes_.pop_back();
    }

    const ReferenceGraph& graph_;
    const ReferencePattern::Edge& edge_;
    ReferenceMode mode_;
    std::vector<int> nodes_;
    std::vector<int> path_;
    std::vector<ReferencePath> found_;
};

std::string arrow_text(const ReferencePattern::Edge& edge, const std::string& inside) {
    return (edge.arrow == ReferenceArrow::kLeft ? "<-[" : "-[") + inside +
           (edge.arrow == ReferenceArrow::kRight ? "]->" : "]-");
}

std::string node_text(const ReferencePattern& pattern, int node) {
    const std::string& label = pattern.nodes[node].label;
    return fmt::format("(n{}{}{})", node, label.empty() ? "" : ":", label);
}

}  // namespace

void for_each_match(const ReferenceGraph& graph, const ReferencePattern& pattern, const std::vector<int>& fixed,
                    const std::function<void(const ReferenceMatch&)>& visit) {
    Matcher(graph, pattern, visit).run(fixed);
}

std::vector<ReferencePath> all_paths(const ReferenceGraph& graph, const ReferencePattern::Edge& edge,
                                     ReferenceMode mode) {
    std::vector<ReferencePath> paths;
    for (int node = 0; node < static_cast<int>(graph.nodes.size()); ++node) {
        for (ReferencePath& path : PathWalker(graph, edge, mode).from(node)) paths.push_back(std::move(path));
    }
    return paths;
}

std::string ReferencePattern::text() const {
    std::string text;
    std::vector<bool> mentioned(nodes.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const Edge& edge = edges[i];
        mentioned[edge.left] = mentioned[edge.right] = true;
        const std::string inside = fmt::format("e{}{}{}{}", i, edge.type.empty() ? "" : ":", edge.type,
                                               edge.repeated ? fmt::format("*{}..{}", edge.min, edge.max) : "");
        if (i > 0) text += edge.clause == edges[i - 1].clause ? ", " : " MATCH ";
        text += node_text(*this, edge.left) + arrow_text(edge, inside) + node_text(*this, edge.right);
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!mentioned[i]) text += (text.empty() ? "" : ", ") + node_text(*this, static_cast<int>(i));
    }
    return text;
}

std::string ReferencePattern::where() const {
    std::vector<std::string> texts;
    for (const Condition& condition : conditions) {
        if (condition.op == "to" || condition.op == "not to") {
            const Edge& edge = condition.edge;
            texts.push_back(fmt::format("{}(n{}){}(n{})", condition.op == "to" ? "" : "NOT ", condition.left,
                                        arrow_text(edge, (edge.type.empty() ? "" : ":") + edge.type), condition.right));
        } else if (condition.op == "is not") {
            texts.push_back(fmt::format("n{} <> n{}", condition.left, condition.right));
        } else if (condition.right < 0) {
            texts.push_back(fmt::format("n{}.x {} {}", condition.left, condition.op, condition.number));
        } else {
            texts.push_back(fmt::format("n{}.x {} n{}.x", condition.left, condition.op, condition.right));
        }
    }
    return fmt::format("{}", fmt::join(texts, " AND "));
}

ReferenceGraph random_reference_graph(std::mt19937& random) {
    const auto below = [&random](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    ReferenceGraph graph;
    const int nodes = 1 + below(6);
    for (int i = 0; i < nodes; ++i) {
        ReferenceGraph::Node node;
        for (const char* label : {"A", "B", "C"}) {
            if (below(3) == 0) node.labels.emplace_back(label);
        }
        node.x = below(4);
        graph.nodes.push_back(std::move(node));
    }
    const bool has_loops = below(2) == 0;
    const int relationships = below(12);
    for (int i = 0; i < relationships; ++i) {
        const int source = below(nodes);
        const int target = below(nodes);
        if (source == target && !has_loops) continue;
        graph.relationships.push_back({source, target, below(2) == 0 ? "R" : "S", below(4)});
    }
    return graph;
}

ReferencePattern random_reference_pattern(std::mt19937& random, int most_edges) {
    const auto below = [&random](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    const auto label = [&]() -> std::string {
        return below(3) == 0 ? std::string(1, static_cast<char>('A' + below(3))) : "";
    };
    const auto make_hop = [&](ReferencePattern::Edge& hop) {
        hop.type = below(3) == 0 ? "" : below(2) == 0 ? "R" : "S";
        hop.arrow = static_cast<ReferenceArrow>(below(3));
    };
    ReferencePattern pattern;
    pattern.nodes.push_back({label()});
    const int edges = below(most_edges + 1);
    for (int i = 0; i < edges; ++i) {
        ReferencePattern::Edge edge;
        edge.left = below(static_cast<int>(pattern.nodes.size()));
        if (below(3) == 0) {
            edge.right = below(static_cast<int>(pattern.nodes.size()));
        } else {
            edge.right = static_cast<int>(pattern.nodes.size());
            pattern.nodes.push_back({label()});
        }
        if (below(2) == 0) std::swap(edge.left, edge.right);
        make_hop(edge);
        if (i > 0) edge.clause = pattern.edges.back().clause + (below(4) == 0 ? 1 : 0);
        if (below(4) == 0) {
            edge.repeated = true;
            edge.min = below(3);
            edge.max = edge.min + below(3);
        }
        pattern.edges.push_back(edge);
    }
    if (below(6) == 0 && pattern.nodes.size() < 4) pattern.nodes.push_back({label()});
    const int nodes = static_cast<int>(pattern.nodes.size());
    for (int i = below(3); i > 0; --i) {
        ReferencePattern::Condition condition{below(nodes), "", -1, below(4)};
        condition.op = below(3) == 0 ? "=" : below(2) == 0 ? "<>" : "<";
        if (below(2) == 0) condition.right = below(nodes);
        if (nodes > 1 && below(2) == 0) {
            const int left = below(nodes);
            condition = {left, "is not", (left + 1 + below(nodes - 1)) % nodes, 0};
            if (below(3) != 0) {
                condition.op = below(2) == 0 ? "to" : "not to";
                make_hop(condition.edge);
            }
        }
        pattern.conditions.push_back(condition);
    }
    return pattern;
}

}  // namespace mirrorgraph::test

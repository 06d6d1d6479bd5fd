#include "query/plan/cost/statistics.h"

#include <algorithm>
#include <map>

namespace mirrorgraph::query::plan {

namespace {

bool keeps(const NameCondition& condition, const auto& has, bool any) {
    const auto kept = [&](const NameCondition& operand) { return keeps(operand, has, any); };
    switch (condition.kind) {
        case NameCondition::Kind::kAlways: return true;
        case NameCondition::Kind::kName: return has(condition.name);
        case NameCondition::Kind::kAny: return any;
        case NameCondition::Kind::kNot: return !kept(condition.operands[0]);
        case NameCondition::Kind::kAll: return std::all_of(condition.operands.begin(), condition.operands.end(), kept);
        case NameCondition::Kind::kSome: return std::any_of(condition.operands.begin(), condition.operands.end(), kept);
    }
    return false;
}

}  // namespace

Statistics::Statistics(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {
    const Snapshot& graph = *snapshot_;
    std::map<std::vector<LabelId>, std::uint32_t> numbers;
    std::vector<std::uint32_t> set_of(graph.node_count());
    std::span<const LabelId> last;
    std::uint32_t last_set = 0;
    for (std::size_t i = 0; i < graph.node_count(); ++i) {
        const std::span<const LabelId> labels = graph.labels(NodeId(i));
        // Nodes are grouped by label set.
        if (i == 0 || !std::equal(labels.begin(), labels.end(), last.begin(), last.end())) {
            const auto [found, added] =
                numbers.try_emplace({labels.begin(), labels.end()}, static_cast<std::uint32_t>(sets_.size()));
            if (added) sets_.push_back({found->first, 0});
            last = labels;
            last_set = found->second;
        }
        set_of[i] = last_set;
        ++sets_[last_set].nodes;
    }
    for (std::size_t t = 0; t < graph.type_names().size(); ++t) {
        std::map<std::pair<std::uint32_t, std::uint32_t>, Pattern> patterns;
        for (RelationshipId relationship : graph.relationships_of_type(TypeId(t))) {
            const NodeId source = graph.source(relationship);
            const NodeId target = graph.target(relationship);
            const std::pair sets(set_of[source.value], set_of[target.value]);
            Pattern& pattern =
                patterns.try_emplace(sets, Pattern{TypeId(t), sets.first, sets.second, 0, 0}).first->second;
            ++pattern.count;
            pattern.loops += source == target;
        }
        for (const auto& [sets, pattern] : patterns) patterns_.push_back(pattern);
        for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
            const Adjacency& adjacency = graph.adjacency(TypeId(t), direction);
            std::vector<double> sums(sets_.size());
            for (std::size_t row = 0; row < adjacency.row_count(); ++row) {
                const NodeId node(adjacency.first + row);
                const auto degree = static_cast<double>(adjacency.degree(node));
                sums[set_of[node.value]] += degree * degree;
            }
            for (std::uint32_t set = 0; set < sums.size(); ++set) {
                if (sums[set] > 0) squares_.push_back({TypeId(t), direction, set, sums[set]});
            }
        }
    }
}

bool Statistics::keeps(const Names& names, const NameCondition& condition, const LabelSet& set) const {
    return plan::keeps(
        condition,
        [&](std::uint32_t name) {
            const auto label = snapshot_->find_label(names.labels[name]);
            return label && std::binary_search(set.labels.begin(), set.labels.end(), *label);
        },
        !set.labels.empty());
}

bool Statistics::keeps(const Names& names, const NameCondition& condition, TypeId type) const {
    return plan::keeps(
        condition, [&](std::uint32_t name) { return snapshot_->type_names()[type.value] == names.types[name]; }, true);
}

double Statistics::nodes(const Names& names, const NameCondition& labels) const {
    double count = 0;
    for (const LabelSet& set : sets_) {
        if (keeps(names, labels, set)) count += static_cast<double>(set.nodes);
    }
    return count;
}

double Statistics::relationships(const Names& names, const Hop& hop, const NameCondition& from,
                                 const NameCondition& to) const {
    double count = 0;
    for (const Pattern& pattern : patterns_) {
        if (!keeps(names, hop.types, pattern.type)) continue;
        const LabelSet& source = sets_[pattern.source_set];
        const LabelSet& target = sets_[pattern.target_set];
        const auto number = static_cast<double>(pattern.count);
        if (hop.arrow != ast::Arrow::kLeft && keeps(names, from, source) && keeps(names, to, target)) count += number;
        if (hop.arrow != ast::Arrow::kRight && keeps(names, from, target) && keeps(names, to, source)) count += number;
    }
    return count;
}

double Statistics::further_relationships(const Names& names, const Hop& hop, const NameCondition& from) const {
    double squares = 0;
    for (const Squares& of : squares_) {
        const ast::Arrow against = of.direction == Direction::kOutgoing ? ast::Arrow::kLeft : ast::Arrow::kRight;
        if (hop.arrow == against || !keeps(names, hop.types, of.type) || !keeps(names, from, sets_[of.set])) continue;
        squares += of.sum;
    }
    // (a + b)^2 is up to 2 (a^2 + b^2).
    if (hop.arrow == ast::Arrow::kEither) squares *= 2;
    return squares / std::max(1.0, relationships(names, hop, from, NameCondition{}));
}

bool Statistics::has_loops(const Names& names, const Hop& hop) const {
    return std::any_of(patterns_.begin(), patterns_.end(), [&](const Pattern& pattern) {
        return pattern.loops != 0 && keeps(names, hop.types, pattern.type);
    });
}

bool Statistics::can_be_both(const Names& names, const NameCondition& a, const NameCondition& b) const {
    return std::any_of(sets_.begin(), sets_.end(),
                       [&](const LabelSet& set) { return keeps(names, a, set) && keeps(names, b, set); });
}

bool Statistics::types_overlap(const Names& names, const NameCondition& a, const NameCondition& b) const {
    for (std::size_t i = 0; i < snapshot_->type_names().size(); ++i) {
        if (keeps(names, a, TypeId(i)) && keeps(names, b, TypeId(i))) return true;
    }
    return false;
}

bool Statistics::always_leads_to(const Names& names, const Hop& hop, const NameCondition& from,
                                 const NameCondition& to) const {
    return relationships(names, hop, from, to) == relationships(names, hop, from, NameCondition{});
}

}  // namespace mirrorgraph::query::plan

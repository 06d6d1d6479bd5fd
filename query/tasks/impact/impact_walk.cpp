#include "query/tasks/impact/impact_walk.h"

#include <algorithm>

#include "graph/facts.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

// Labels and relationship types are told apart by what the schema, or the graph where its schema is open, knows.
struct Names {
    std::vector<std::string> labels;
    std::vector<std::string> types;
};

Names known_names(const Snapshot& snapshot) {
    Names names{{snapshot.label_names().begin(), snapshot.label_names().end()},
                {snapshot.type_names().begin(), snapshot.type_names().end()}};
    for (const LabelRule& rule : snapshot.schema().labels()) names.labels.push_back(rule.name);
    for (const RelationshipRule& rule : snapshot.schema().relationships()) names.types.push_back(rule.name);
    return names;
}

}  // namespace

ImpactWalk::ImpactWalk(const Snapshot& snapshot, NodeId start, const ImpactOptions& options)
    : snapshot_(snapshot),
      start_(start),
      options_(options),
      rules_(options.rules ? options.rules : default_impact_rules()),
      validity_(snapshot),
      by_type_(snapshot.type_names().size()) {
    const Names known = known_names(snapshot);
    std::vector<std::string> followed;
    for (const std::string& name : options.types) {
        if (contains(known.labels, name)) {
            shows_all_ = false;
            if (const auto label = snapshot.find_label(name)) labels_.push_back(*label);
        } else if (contains(known.types, name)) {
            followed.push_back(name);
        } else {
            std::vector<std::string> all = known.labels;
            all.insert(all.end(), known.types.begin(), known.types.end());
            throw Error(ErrorCode::kNotFound,
                        "'" + name + "' is neither a label nor a relationship type" + did_you_mean(name, all));
        }
    }
    lay_out(followed);
}

void ImpactWalk::lay_out(const std::vector<std::string>& followed) {
    for (const ImpactRule& rule : rules_->rules) {
        const auto type = snapshot_.find_type(rule.type);
        if (!type || (!followed.empty() && !contains(followed, rule.type))) continue;
        const auto side = static_cast<std::size_t>(rule.direction);
        by_type_[type->value].rule[side] = &rule;
        if (!rule.property.empty()) by_type_[type->value].property[side] = snapshot_.find_key(rule.property);
    }
}

std::optional<ImpactStep> ImpactWalk::step(RelationshipId relationship, Direction direction) const {
    const TypeRules& rules = by_type_[snapshot_.type(relationship).value];
    const auto side = static_cast<std::size_t>(direction);
    const ImpactRule* rule = rules.rule[side];
    if (rule == nullptr) return std::nullopt;
    ImpactStep step;
    step.from = snapshot_.source(relationship);
    step.to = snapshot_.target(relationship);
    if (direction == Direction::kIncoming) std::swap(step.from, step.to);
    if (rule->first_step_only && step.from != start_) return std::nullopt;
    step.relationship = relationship;
    step.rule = rule;
    step.confidence = confidence_of(snapshot_, relationship);
    if (step.confidence < options_.min_confidence) return std::nullopt;
    if (options_.as_of &&
        (!validity_.may_hold(relationship, *options_.as_of) || !validity_.may_hold(step.to, *options_.as_of))) {
        return std::nullopt;
    }
    step.weight = weight(*rule, rules.property[side], relationship);
    return step;
}

double ImpactWalk::weight(const ImpactRule& rule, std::optional<KeyId> property, RelationshipId relationship) const {
    if (!property) return rule.weight;
    const Value& value = snapshot_.property(relationship, *property);
    if (!value.is_string()) return rule.weight;
    const auto found = rule.weights.find(value.as_string());
    return found == rule.weights.end() ? rule.weight : found->second;
}

bool ImpactWalk::shows(NodeId node) const {
    return shows_all_ ||
           std::any_of(labels_.begin(), labels_.end(), [&](LabelId label) { return snapshot_.has_label(node, label); });
}

}  // namespace mirrorgraph::query

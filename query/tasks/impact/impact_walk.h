// Which relationships impact passes over, from which end, and how much of it: the rules and options of one question,
// laid out by relationship type.
//
// Errors:  the constructor throws Error kNotFound for an option that names no label and no relationship type
// Owns:    shares the rules; snapshot and options must outlive it
// Threads: const methods may run at once
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/tasks/impact/impact.h"

namespace mirrorgraph::query {

class ImpactWalk {
  public:
    ImpactWalk(const Snapshot& snapshot, NodeId start, const ImpactOptions& options);

    const std::shared_ptr<const ImpactRules>& rules() const { return rules_; }

    // The step over a relationship from its source (kOutgoing) or from its target; nullopt where nothing passes.
    std::optional<ImpactStep> step(RelationshipId relationship, Direction direction) const;

    // Whether the labels of the options let the node be shown.
    bool shows(NodeId node) const;

  private:
    struct TypeRules {
        const ImpactRule* rule[2] = {nullptr, nullptr};  // by Direction
        std::optional<KeyId> property[2];
    };
    void lay_out(const std::vector<std::string>& followed);
    double weight(const ImpactRule& rule, std::optional<KeyId> property, RelationshipId relationship) const;

    const Snapshot& snapshot_;
    const NodeId start_;
    const ImpactOptions& options_;
    std::shared_ptr<const ImpactRules> rules_;
    const ValidityReader validity_;
    std::vector<TypeRules> by_type_;  // position = TypeId
    std::vector<LabelId> labels_;
    bool shows_all_ = true;
};

}  // namespace mirrorgraph::query

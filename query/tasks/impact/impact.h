// Impact: what a policy, standard, committee or body touches, how strongly, and over which path.
//
// Every relationship passes impact on with a strength: the weight of its type and direction (data/impact.json) times the
// confidence that it is true. A path is as strong as the product of its relationships. Of each node the strongest path
// of at most `depth` relationships is the explanation. The score also counts independent paths, those that share no node
// between start and end, as causes of which one is enough (noisy-or): 1 - (1 - p1)(1 - p2)...
// The independent paths are picked strongest first among the strongest path to each neighbour, its relationship to the
// node added. More may exist where a neighbour is reached best through the node itself: the score is a lower bound.
//
// Units:   depth counts relationships; strengths and scores are in (0, 1]
// Cost:    O(relationships within reach * depth * log)
// Errors:  Error kNotFound for types and labels in the options that neither the schema nor the graph knows; what
//          default_impact_rules() throws
// Owns:    an Impact holds ids of the snapshot, which must outlive it
// Threads: may run at once
// Source:  strongest paths: Dijkstra over -log weights (graph/algorithms/strongest_paths.h); noisy-or: J. Pearl,
//          Probabilistic Reasoning in Intelligent Systems (1988), section 4.3.2
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "graph/subgraph.h"
#include "query/tasks/impact/impact_rules.h"
#include "query/tasks/validity.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

struct ImpactOptions {
    int depth = 4;
    double min_strength = 0.05;           // of a path
    double min_confidence = 0;            // of every relationship on it
    std::vector<std::string> types = {};  // labels: what is shown; relationship types: what is followed; empty: all
    std::optional<Date> as_of = {};       // leaves out what had ended or not begun on that date
    std::shared_ptr<const ImpactRules> rules = {};  // null: data/impact.json
};

// One relationship as the impact passes over it.
struct ImpactStep {
    NodeId from;
    NodeId to;
    RelationshipId relationship;
    const ImpactRule* rule = nullptr;
    double weight = 1;      // of the rule, for this relationship
    double confidence = 1;  // of the relationship
};

struct ImpactPath {
    double strength = 1;
    std::vector<ImpactStep> steps;  // from the start on
};

struct Affected {
    static constexpr std::size_t kOthers = 4;
    NodeId node;
    std::size_t tier = 0;               // position in ImpactRules::tiers
    double score = 0;                   // of all independent paths
    ImpactPath path;                    // the strongest
    std::vector<ImpactPath> others;     // further independent ones, strongest first, at most kOthers
    std::size_t independent_paths = 1;  // that the score counts
};

struct Impact {
    NodeId start;
    Date date;                         // the day that standings are told of
    std::vector<Affected> affected;    // by tier, then highest score first
    std::vector<std::string> summary;  // the answer in sentences
    std::vector<std::string> gaps;     // what one would look for and the graph does not know, in sentences
    std::shared_ptr<const ImpactRules> rules;
};

Impact impact(const Snapshot& snapshot, NodeId start, const ImpactOptions& options = {});

// What becomes of the rest if the start is withdrawn, or replaced by another.
enum class Change { kWithdrawn, kReplaced };

struct Consequence {
    NodeId node;
    std::vector<ImpactStep> steps;  // more than one where something falls with what fell
    std::vector<NodeId> remaining;  // others of the kind that is lost (ImpactRule::others), those that have not ended
};

struct WhatIf {
    NodeId start;
    Change change = Change::kWithdrawn;
    Date date;
    std::vector<NodeId> successors;         // that the graph knows already
    std::vector<NodeId> drafts;             // of successors
    std::vector<Consequence> consequences;  // nearest first, then by verdict and name
    std::shared_ptr<const ImpactRules> rules;
};

// Depth, strength and labels of the options do not matter here: a consequence holds or does not.
WhatIf what_if(const Snapshot& snapshot, NodeId start, Change change, const ImpactOptions& options = {});

// "loses a basis", as the rule of the last step has it.
const std::string& verdict(const Consequence& consequence, Change change);

// What two things touch in common, the more of both the first; a start itself where the other one touches it.
struct CommonImpact {
    NodeId node;
    const Affected* first = nullptr;  // null: the node is the first start
    const Affected* second = nullptr;
    double score = 0;  // product of both scores
};
// REQUIRES: both of one snapshot; the result points into them.
std::vector<CommonImpact> common_impact(const Impact& first, const Impact& second);

// Everything on a strongest path, for exports and pictures.
Subgraph subgraph_of(const Impact& impact);

// The path in words: "SAC/TC260 is responsible for GB/T 35273-2020; GB/T 35273-2020 is based on Data Security Law".
std::string describe_steps(const Snapshot& snapshot, const ImpactRules& rules, const std::vector<ImpactStep>& steps);

}  // namespace mirrorgraph::query

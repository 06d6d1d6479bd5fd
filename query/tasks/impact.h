// Impact: what a policy, standard, committee or body touches, how strongly, and over which path.
//
// Every relationship passes impact on with a strength: the weight of its type and direction (data/impact.json) times the
// confidence that it is true. A path is as strong as the product of its relationships. Of each node the strongest path
// of at most `depth` relationships is the explanation. The score also counts independent paths, those that share no node
// between start and end, as causes of which one is enough (noisy-or): 1 - (1 - p1)(1 - p2)...
//
// Units:   depth counts relationships; strengths and scores are in (0, 1]
// Cost:    O(reached relationships * depth * log)
// Errors:  impact() throws none but for want of memory; load_impact_rules throws Error kInvalidData with the place
// Owns:    an Impact holds ids of the snapshot, which must outlive it
// Threads: may run at once
// Source:  strongest paths: Dijkstra over -log weights; noisy-or: Pearl, Probabilistic Reasoning in Intelligent Systems
//          (1988), section 4.3.2
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/snapshot/snapshot.h"
#include "graph/subgraph.h"
#include "query/tasks/impact_rules.h"
#include "query/tasks/validity.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

struct ImpactOptions {
    int depth = 4;
    double min_strength = 0.05;                // of a path
    double min_confidence = 0.0;               // of every relationship on it
    std::vector<std::string> labels;           // shown; empty: all. They do not bound the paths
    std::vector<std::string> types;            // followed; empty: all that the rules name
    std::optional<Date> as_of = {};            // leaves out what had ended or not begun on that date
    std::shared_ptr<const ImpactRules> rules;  // null: data/impact.json
};

// One relationship as the impact passes over it.
struct ImpactStep {
    NodeId from;
    NodeId to;
    RelationshipId relationship;
    double weight = 1.0;      // of the rule
    double confidence = 1.0;  // of the relationship
    const ImpactRule* rule = nullptr;
};

struct Affected {
    NodeId node;
    double strength = 0;  // of the strongest path
    double score = 0;     // with all independent paths
    std::string tier;     // direct, near, far
    std::vector<ImpactStep> path;
    std::vector<std::vector<ImpactStep>> other_paths;  // the independent ones, strongest first
};

struct Impact {
    NodeId start;
    Standing standing = Standing::kUnknown;  // of the start, on the date asked for or today
    std::vector<Affected> affected;          // by tier, then highest score first
    std::vector<std::string> gaps;           // what one would look for and the graph does not know, in sentences
    std::shared_ptr<const ImpactRules> rules;
};

Impact impact(const Snapshot& snapshot, NodeId start, const ImpactOptions& options = {});

// What becomes of the rest if the start is withdrawn, or replaced by another.
enum class Change { kWithdrawn, kReplaced };
struct Consequence {
    NodeId node;
    std::string verdict;            // "loses its only basis", "adopts a withdrawn edition"
    std::vector<ImpactStep> path;   // longer than one step where something falls with what fell
    std::vector<NodeId> remaining;  // other bases, editions or successors that stay
};
std::vector<Consequence> consequences(const Snapshot& snapshot, NodeId start, Change change,
                                      const ImpactOptions& options = {});

// What two things touch in common; the starts themselves where one touches the other.
struct CommonImpact {
    NodeId node;
    const Affected* first = nullptr;  // null: the node is the first start
    const Affected* second = nullptr;
    double score = 0;  // product of both scores
};
std::vector<CommonImpact> compare(const Impact& first, const Impact& second);

Subgraph subgraph_of(const Impact& impact);

// The path in words: "SAC/TC260 is responsible for GB/T 35273-2020; GB/T 35273-2020 supports the Data Security Law".
std::string describe_path(const Snapshot& snapshot, const std::vector<ImpactStep>& path);

struct ImpactTextOptions {
    int width = 100;  // columns
    bool color = false;
    bool evidence = true;
    std::size_t limit = 20;  // shown of one tier; 0 for all
};
void write_impact_text(std::ostream& out, const Snapshot& snapshot, const Impact& impact,
                       const ImpactTextOptions& options);
void write_impact_csv(std::ostream& out, const Snapshot& snapshot, const Impact& impact);

// {"start": node, "standing", "gaps", "affected": [{"node", "tier", "strength", "score", "words", "path": [{"from", "to",
// "weight", "confidence", "relationship"}], "other_paths"}]}
void write_impact_json(JsonWriter& json, const Snapshot& snapshot, const Impact& impact);

}  // namespace mirrorgraph::query

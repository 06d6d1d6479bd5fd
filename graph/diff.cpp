#include "graph/diff.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "schema/json/json.h"

namespace mirrorgraph {

namespace {

Value labels_of(const PropertyGraph& graph, NodeId node) {
    const std::vector<std::string> labels = graph.labels(node);
    return Value(List(labels.begin(), labels.end()));
}

void compare_properties(const Map& before, const Map& after, std::vector<Change>& changes) {
    for (const auto& [key, value] : before) {
        const auto other = after.find(key);
        if (other == after.end()) {
            changes.push_back({key, value, Value()});
        } else if (!(other->second == value)) {
            changes.push_back({key, value, other->second});
        }
    }
    for (const auto& [key, value] : after) {
        if (!before.contains(key)) changes.push_back({key, Value(), value});
    }
}

// The pieces that only one of both has, as "document:line".
void compare_evidence(const EvidenceList& before, const EvidenceList& after, std::vector<Change>& changes) {
    const EvidenceList one = sorted(before);
    const EvidenceList other = sorted(after);
    if (one == other) return;
    const auto only_in = [](const EvidenceList& a, const EvidenceList& b) {
        EvidenceList rest;
        std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
        List places;
        for (const Evidence& item : rest) places.emplace_back(fmt::format("{}:{}", item.document, item.line));
        return places.empty() ? Value() : Value(std::move(places));
    };
    changes.push_back({"evidence", only_in(one, other), only_in(other, one)});
}

using Ends = std::tuple<std::string, std::string, std::string>;  // source, target, type
using Parallel = std::map<Ends, std::vector<RelationshipId>>;

Parallel by_ends(const PropertyGraph& graph) {
    Parallel groups;
    for (RelationshipId r : graph.relationships()) {
        groups[{graph.id(graph.source(r)), graph.id(graph.target(r)), graph.type(r)}].push_back(r);
    }
    for (auto& [ends, group] : groups) {
        std::stable_sort(group.begin(), group.end(), [&](RelationshipId a, RelationshipId b) {
            return to_json(Value(graph.properties(a))) < to_json(Value(graph.properties(b)));
        });
    }
    return groups;
}

class Differ {
  public:
    Differ(const PropertyGraph& before, const PropertyGraph& after) : before_(before), after_(after) {}

    GraphDiff run() {
        compare_nodes();
        Parallel before = by_ends(before_);
        Parallel after = by_ends(after_);
        for (auto& [ends, group] : before) {
            const auto other = after.find(ends);
            compare_groups(group, other == after.end() ? std::vector<RelationshipId>() : other->second);
        }
        for (const auto& [ends, group] : after) {
            if (!before.contains(ends)) compare_groups({}, group);
        }
        return std::move(diff_);
    }

  private:
    static std::vector<NodeId> by_id(const PropertyGraph& graph) {
        std::vector<NodeId> nodes = graph.nodes();
        std::sort(nodes.begin(), nodes.end(), [&](NodeId a, NodeId b) { return graph.id(a) < graph.id(b); });
        return nodes;
    }

    void compare_nodes() {
        for (NodeId node : by_id(before_)) {
            const auto other = after_.find_node(before_.id(node));
            if (!other) {
                diff_.removed_nodes.push_back(node);
                continue;
            }
            NodeChange change{node, *other, {}};
            if (before_.labels(node) != after_.labels(*other)) {
                change.changes.push_back({"labels", labels_of(before_, node), labels_of(after_, *other)});
            }
            compare_properties(before_.properties(node), after_.properties(*other), change.changes);
            compare_evidence(before_.evidence(node), after_.evidence(*other), change.changes);
            if (!change.changes.empty()) diff_.changed_nodes.push_back(std::move(change));
        }
        for (NodeId node : by_id(after_)) {
            if (!before_.find_node(after_.id(node))) diff_.added_nodes.push_back(node);
        }
    }

    // Equal ones first; the rest pair up in order.
    void compare_groups(std::vector<RelationshipId> before, std::vector<RelationshipId> after) {
        std::erase_if(before, [&](RelationshipId r) {
            const auto same = std::find_if(after.begin(), after.end(), [&](RelationshipId other) {
                return before_.properties(r) == after_.properties(other) &&
                       sorted(before_.evidence(r)) == sorted(after_.evidence(other));
            });
            if (same == after.end()) return false;
            after.erase(same);
            return true;
        });
        const std::size_t pairs = std::min(before.size(), after.size());
        for (std::size_t i = 0; i < pairs; ++i) {
            RelationshipChange change{before[i], after[i], {}};
            compare_properties(before_.properties(before[i]), after_.properties(after[i]), change.changes);
            compare_evidence(before_.evidence(before[i]), after_.evidence(after[i]), change.changes);
            diff_.changed_relationships.push_back(std::move(change));
        }
        const auto rest = static_cast<std::ptrdiff_t>(pairs);
        diff_.removed_relationships.insert(diff_.removed_relationships.end(), before.begin() + rest, before.end());
        diff_.added_relationships.insert(diff_.added_relationships.end(), after.begin() + rest, after.end());
    }

    const PropertyGraph& before_;
    const PropertyGraph& after_;
    GraphDiff diff_;
};

std::string text_of(const PropertyGraph& graph, NodeId node) { return graph.id(node); }

std::string text_of(const PropertyGraph& graph, RelationshipId r) {
    const Value date = graph.property(r, "date");
    const std::string when = date.is_date() ? ", " + to_string(date.as_date()) : "";
    return fmt::format("{} -[{}]-> {}{}", graph.id(graph.source(r)), graph.type(r), graph.id(graph.target(r)), when);
}

void write_element(JsonWriter& json, const PropertyGraph& graph, NodeId node) {
    json.key("id");
    json.string(graph.id(node));
}

void write_element(JsonWriter& json, const PropertyGraph& graph, RelationshipId r) {
    json.key("source");
    json.string(graph.id(graph.source(r)));
    json.key("type");
    json.string(graph.type(r));
    json.key("target");
    json.string(graph.id(graph.target(r)));
    json.key("properties");
    json.value(Value(graph.properties(r)));
}

void write_changes(JsonWriter& json, const std::vector<Change>& changes) {
    json.key("changes");
    json.begin_object();
    for (const Change& change : changes) {
        json.key(change.part);
        json.begin_array();
        json.value(change.before);
        json.value(change.after);
        json.end_array();
    }
    json.end_object();
}

// What is said of nodes is said of relationships too.
template <class Ids, class Changes>
std::string describe_part(const Ids& removed, const Ids& added, const Changes& changed, const PropertyGraph& before,
                          const PropertyGraph& after) {
    std::string out;
    for (const auto id : removed) out += "- " + text_of(before, id) + '\n';
    for (const auto id : added) out += "+ " + text_of(after, id) + '\n';
    for (const auto& change : changed) {
        out += "~ " + text_of(after, change.after) + '\n';
        for (const Change& part : change.changes) {
            out += fmt::format("    {}: {} -> {}\n", part.part, to_literal(part.before), to_literal(part.after));
        }
    }
    return out;
}

template <class Ids, class Changes>
void write_part(JsonWriter& json, std::string_view name, const Ids& removed, const Ids& added, const Changes& changed,
                const PropertyGraph& before, const PropertyGraph& after) {
    json.key(name);
    json.begin_object();
    const auto write_list = [&json](std::string_view key, const Ids& ids, const PropertyGraph& graph) {
        json.key(key);
        json.begin_array();
        for (const auto id : ids) {
            json.begin_object();
            write_element(json, graph, id);
            json.end_object();
        }
        json.end_array();
    };
    write_list("removed", removed, before);
    write_list("added", added, after);
    json.key("changed");
    json.begin_array();
    for (const auto& change : changed) {
        json.begin_object();
        write_element(json, after, change.after);
        write_changes(json, change.changes);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace

bool GraphDiff::empty() const {
    return added_nodes.empty() && removed_nodes.empty() && changed_nodes.empty() && added_relationships.empty() &&
           removed_relationships.empty() && changed_relationships.empty();
}

GraphDiff diff_graphs(const PropertyGraph& before, const PropertyGraph& after) { return Differ(before, after).run(); }

std::string describe_diff(const GraphDiff& diff, const PropertyGraph& before, const PropertyGraph& after) {
    return describe_part(diff.removed_nodes, diff.added_nodes, diff.changed_nodes, before, after) +
           describe_part(diff.removed_relationships, diff.added_relationships, diff.changed_relationships, before,
                         after) +
           fmt::format("nodes: {} added, {} removed, {} changed; relationships: {} added, {} removed, {} changed\n",
                       diff.added_nodes.size(), diff.removed_nodes.size(), diff.changed_nodes.size(),
                       diff.added_relationships.size(), diff.removed_relationships.size(),
                       diff.changed_relationships.size());
}

void write_diff(const GraphDiff& diff, const PropertyGraph& before, const PropertyGraph& after, JsonWriter& json) {
    json.begin_object();
    write_part(json, "nodes", diff.removed_nodes, diff.added_nodes, diff.changed_nodes, before, after);
    write_part(json, "relationships", diff.removed_relationships, diff.added_relationships, diff.changed_relationships,
               before, after);
    json.end_object();
}

}  // namespace mirrorgraph

#include "graph/statistics.h"

#include <fmt/core.h>

#include <algorithm>
#include <boost/pending/disjoint_sets.hpp>
#include <numeric>

#include "graph/names.h"
#include "graph/provenance/decisions.h"
#include "schema/text/table.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::string_view kSourceLink = "MENTIONED_IN";
constexpr std::string_view kDocument = "Document";

bool is_source_link(const Snapshot& snapshot, RelationshipId relationship) {
    return snapshot.type_names()[snapshot.type(relationship).value] == kSourceLink;
}

bool is_document(const Snapshot& snapshot, NodeId node) {
    const auto label = snapshot.find_label(kDocument);
    return label && snapshot.has_label(node, *label);
}

void sort_by_count(std::vector<Statistics::Count>& counts) {
    std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
}

// 1 where decisions of people stand among the documents.
std::size_t count_decided(const Snapshot& snapshot, LabelId document) {
    const auto node = snapshot.find_node(kDecisionsDocument);
    return node && snapshot.has_label(*node, document) ? 1 : 0;
}

void count_names(const Snapshot& snapshot, Statistics& out) {
    for (std::size_t l = 0; l < snapshot.label_names().size(); ++l) {
        Statistics::Count count{snapshot.label_names()[l], 0, 0};
        for (NodeId node : snapshot.nodes_with_label(LabelId(l))) {
            ++count.count;
            if (!snapshot.evidence(node).empty()) ++count.with_evidence;
        }
        if (count.name == kDocument) out.documents = count.count - count_decided(snapshot, LabelId(l));
        if (count.count > 0) out.labels.push_back(std::move(count));
    }
    for (std::size_t t = 0; t < snapshot.type_names().size(); ++t) {
        Statistics::Count count{snapshot.type_names()[t], 0, 0};
        for (RelationshipId relationship : snapshot.relationships_of_type(TypeId(t))) {
            ++count.count;
            if (!snapshot.evidence(relationship).empty()) ++count.with_evidence;
        }
        if (count.name != kSourceLink) {
            out.facts += count.count;
            out.facts_with_evidence += count.with_evidence;
        }
        if (count.count > 0) out.types.push_back(std::move(count));
    }
    sort_by_count(out.labels);
    sort_by_count(out.types);
}

void find_hubs(const Snapshot& snapshot, Statistics& out) {
    std::vector<std::size_t> degrees(snapshot.node_count(), 0);
    for (RelationshipId relationship : snapshot.relationships()) {
        if (is_source_link(snapshot, relationship)) continue;
        ++degrees[snapshot.source(relationship).value];
        ++degrees[snapshot.target(relationship).value];
    }
    std::vector<NodeId> order;
    for (NodeId node : snapshot.nodes()) {
        if (degrees[node.value] > 0 && !is_document(snapshot, node)) order.push_back(node);
    }
    const auto before = [&](NodeId a, NodeId b) {
        if (degrees[a.value] != degrees[b.value]) return degrees[a.value] > degrees[b.value];
        return snapshot.id(a) < snapshot.id(b);
    };
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), kHubs));
    std::partial_sort(order.begin(), end, order.end(), before);
    for (auto node = order.begin(); node != end; ++node) {
        const std::span<const LabelId> labels = snapshot.labels(*node);
        out.hubs.push_back({std::string(snapshot.id(*node)), display_name(snapshot, *node),
                            labels.empty() ? "" : snapshot.label_names()[labels.front().value], degrees[node->value]});
    }
}

void count_components(const Snapshot& snapshot, Statistics& out) {
    std::vector<std::uint32_t> ranks(snapshot.node_count());
    std::vector<std::uint32_t> parents(snapshot.node_count());
    boost::disjoint_sets<std::uint32_t*, std::uint32_t*> sets(ranks.data(), parents.data());
    for (NodeId node : snapshot.nodes()) sets.make_set(node.value);
    for (RelationshipId relationship : snapshot.relationships()) {
        if (is_source_link(snapshot, relationship)) continue;
        sets.union_set(snapshot.source(relationship).value, snapshot.target(relationship).value);
    }
    std::vector<std::size_t> sizes(snapshot.node_count(), 0);
    for (NodeId node : snapshot.nodes()) {
        if (!is_document(snapshot, node)) ++sizes[sets.find_set(node.value)];
    }
    for (std::size_t size : sizes) {
        if (size > 1) ++out.components;
        if (size == 1) ++out.isolated_nodes;
        out.largest_component = std::max(out.largest_component, size);
    }
}

std::string percent(std::size_t part, std::size_t whole) {
    return whole == 0 ? "" : fmt::format("{:.0f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string count_table(std::string_view title, const std::vector<Statistics::Count>& counts, std::size_t width) {
    constexpr auto kRight = Table::Align::kRight;
    Table table({{std::string(title)}, {"count", kRight}, {"with evidence", kRight}});
    for (const Statistics::Count& count : counts) {
        table.add_row({count.name, std::to_string(count.count), percent(count.with_evidence, count.count)});
    }
    return table.render(width);
}

void member(JsonWriter& json, std::string_view key, std::size_t value) {
    json.key(key);
    json.integer(static_cast<std::int64_t>(value));
}

void member(JsonWriter& json, std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
}

void write_counts(JsonWriter& json, std::string_view key, const std::vector<Statistics::Count>& counts) {
    json.key(key);
    json.begin_array();
    for (const Statistics::Count& count : counts) {
        json.begin_object();
        member(json, "name", std::string_view(count.name));
        member(json, "count", count.count);
        member(json, "with_evidence", count.with_evidence);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

Statistics count_statistics(const Snapshot& snapshot) {
    Statistics out;
    out.nodes = snapshot.node_count();
    out.relationships = snapshot.relationship_count();
    for (NodeId node : snapshot.nodes()) out.evidence += snapshot.evidence(node).size();
    for (RelationshipId relationship : snapshot.relationships()) out.evidence += snapshot.evidence(relationship).size();
    count_names(snapshot, out);
    find_hubs(snapshot, out);
    count_components(snapshot, out);
    return out;
}

std::string describe_statistics(const Statistics& s, std::size_t width) {
    std::string out = fmt::format("{}, {}, from {}\n", counted(s.nodes, "node"),
                                  counted(s.relationships, "relationship"), counted(s.documents, "document"));
    out += fmt::format("{} of {} facts have evidence{}; {} places in the documents in all\n", s.facts_with_evidence,
                       s.facts, s.facts == 0 ? "" : " (" + percent(s.facts_with_evidence, s.facts) + ")", s.evidence);
    out += fmt::format("{}, the largest of {}; {} without relationships\n", counted(s.components, "connected group"),
                       counted(s.largest_component, "node"), counted(s.isolated_nodes, "node"));
    if (!s.labels.empty()) out += "\n" + count_table("label", s.labels, width);
    if (!s.types.empty()) out += "\n" + count_table("relationship type", s.types, width);
    if (s.hubs.empty()) return out;
    Table hubs({{"most connected"}, {"label"}, {"relationships", Table::Align::kRight}});
    for (const Statistics::Hub& hub : s.hubs) hubs.add_row({hub.name, hub.label, std::to_string(hub.degree)});
    return out + "\n" + hubs.render(width);
}

void write_statistics(const Statistics& s, JsonWriter& json) {
    json.begin_object();
    member(json, "nodes", s.nodes);
    member(json, "relationships", s.relationships);
    member(json, "documents", s.documents);
    write_counts(json, "labels", s.labels);
    write_counts(json, "types", s.types);
    json.key("evidence");
    json.begin_object();
    member(json, "places", s.evidence);
    member(json, "facts", s.facts);
    member(json, "facts_with_evidence", s.facts_with_evidence);
    json.end_object();
    json.key("components");
    json.begin_object();
    member(json, "count", s.components);
    member(json, "largest", s.largest_component);
    member(json, "isolated_nodes", s.isolated_nodes);
    json.end_object();
    json.key("hubs");
    json.begin_array();
    for (const Statistics::Hub& hub : s.hubs) {
        json.begin_object();
        member(json, "id", std::string_view(hub.id));
        member(json, "name", std::string_view(hub.name));
        member(json, "label", std::string_view(hub.label));
        member(json, "degree", hub.degree);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace mirrorgraph

#include "query/service/api/answers.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "graph/names.h"
#include "query/service/http/url.h"
#include "query/tasks/element_json.h"
#include "query/tasks/impact/impact_text.h"
#include "schema/describe.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kFarthest = 100'000;  // items of a list that can be paged through

std::string cursor_at(const IndexedGraph& graph, std::size_t offset) {
    return to_base64url(fmt::format("{}:{}", graph.version, offset));
}

std::size_t offset_of(const IndexedGraph& graph, const std::string& cursor) {
    if (cursor.empty()) return 0;
    const std::string text = from_base64url(cursor).value_or("");
    std::uint64_t version = 0;
    std::size_t offset = 0;
    const char* end = text.data() + text.size();
    const auto [colon, fault] = std::from_chars(text.data(), end, version);
    const bool is_cursor = fault == std::errc() && colon != end && *colon == ':' &&
                           std::from_chars(colon + 1, end, offset).ptr == end && offset <= kFarthest;
    if (!is_cursor) throw Error(ErrorCode::kUsage, "'cursor' is none that this service gave");
    if (version != graph.version) {
        throw Error(ErrorCode::kUsage, "the graph has changed since the cursor was given",
                    "begin again without 'cursor'");
    }
    return offset;
}

// "truncated" and "next" of an object whose items are written.
void end_page(JsonWriter& json, const IndexedGraph& graph, std::size_t next, bool more) {
    json.key("truncated");
    json.boolean(more);
    if (more) {
        json.key("next");
        json.string(cursor_at(graph, next));
    }
}

// The part of `items` that the page asks for, each written by `write`.
template <class Items, class Write>
void write_page(JsonWriter& json, const IndexedGraph& graph, const Page& page, const Items& items, Write write) {
    const std::size_t begin = std::min(offset_of(graph, page.cursor), items.size());
    const std::size_t end = std::min(begin + page.limit, items.size());
    json.begin_object();
    json.key("items");
    json.begin_array();
    for (std::size_t i = begin; i < end; ++i) write(items[i]);
    json.end_array();
    end_page(json, graph, end, end < items.size());
    json.end_object();
}

struct Link {
    Direction direction;
    NodeId node;
    RelationshipId relationship;
};

std::string_view direction_name(Direction direction) {
    return direction == Direction::kOutgoing ? "outgoing" : "incoming";
}

std::vector<Link> links_of(const Snapshot& snapshot, NodeId node, const NeighbourFilter& filter) {
    std::vector<Link> out;
    const auto type = snapshot.find_type(filter.type);
    if (!filter.type.empty() && !type) return out;
    for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
        if (filter.direction && *filter.direction != direction) continue;
        const Neighbours found = type && !filter.type.empty() ? snapshot.neighbours(node, *type, direction)
                                                              : snapshot.neighbours(node, direction);
        for (std::size_t i = 0; i < found.size(); ++i) {
            out.push_back({direction, found.nodes[i], found.relationships[i]});
        }
    }
    return out;
}

void write_degrees(JsonWriter& json, const Snapshot& snapshot, NodeId node) {
    json.begin_object();
    for (std::uint32_t i = 0; i < snapshot.type_names().size(); ++i) {
        const std::size_t outgoing = snapshot.degree(node, TypeId(i), Direction::kOutgoing);
        const std::size_t incoming = snapshot.degree(node, TypeId(i), Direction::kIncoming);
        if (outgoing + incoming == 0) continue;
        json.key(snapshot.type_names()[i]);
        json.begin_object();
        json.key("outgoing");
        json.integer(static_cast<std::int64_t>(outgoing));
        json.key("incoming");
        json.integer(static_cast<std::int64_t>(incoming));
        json.end_object();
    }
    json.end_object();
}

// How many elements have evidence in each document, by its id.
struct Support {
    std::size_t nodes = 0;
    std::size_t relationships = 0;
};
std::unordered_map<std::string_view, Support> count_support(const Snapshot& snapshot) {
    std::unordered_map<std::string_view, Support> out;
    const auto count = [&out](const EvidenceList& list, std::size_t Support::*member) {
        std::set<std::string_view> documents;
        for (const Evidence& piece : list) documents.insert(piece.document);
        for (const std::string_view document : documents) ++(out[document].*member);
    };
    for (const NodeId node : snapshot.nodes()) count(snapshot.evidence(node), &Support::nodes);
    for (const RelationshipId relationship : snapshot.relationships()) {
        count(snapshot.evidence(relationship), &Support::relationships);
    }
    return out;
}

bool is_cut(const TraceStep& step) {
    return std::any_of(step.groups.begin(), step.groups.end(), [](const TraceGroup& group) {
        return group.total > group.steps.size() || std::any_of(group.steps.begin(), group.steps.end(), is_cut);
    });
}

// REQUIRES: `object` is the text of a JSON object with members.
std::string with_members(std::string_view object, std::string_view members) {
    return fmt::format("{},{}}}", object.substr(0, object.size() - 1), members);
}

}  // namespace

NodeId node_by_id(const IndexedGraph& graph, std::string_view id) {
    if (const auto node = graph.snapshot->find_node(id)) return *node;
    const std::vector<NodeId> named = graph.finder.find(id);
    throw Error(ErrorCode::kNotFound, fmt::format("no node has the id '{}'", id),
                named.empty() ? "ids are given by /search"
                              : fmt::format("'{}' is called that", graph.snapshot->id(named.front())));
}

std::string search_answer(const IndexedGraph& graph, std::string_view text, std::string_view label, const Page& page) {
    JsonWriter json;
    const std::size_t wanted = offset_of(graph, page.cursor) + page.limit + 1;
    ElementJson elements(json, *graph.snapshot);
    write_page(json, graph, page, graph.search().search(text, wanted, label), [&](const SearchIndex::Hit& hit) {
        json.begin_object();
        elements.node_members(hit.node);
        elements.text("match", match_name(hit.match));
        if (!hit.name.empty()) elements.text("matched", hit.name);
        json.end_object();
    });
    return std::string(json.text());
}

std::string node_answer(const IndexedGraph& graph, NodeId node) {
    JsonWriter json;
    ElementJson elements(json, *graph.snapshot);
    json.begin_object();
    elements.node_members(node);
    elements.properties(node);
    elements.evidence(graph.snapshot->evidence(node));
    json.key("relationships");
    write_degrees(json, *graph.snapshot, node);
    json.end_object();
    return std::string(json.text());
}

std::string neighbours_answer(const IndexedGraph& graph, NodeId node, const NeighbourFilter& filter, const Page& page) {
    JsonWriter json;
    ElementJson elements(json, *graph.snapshot);
    write_page(json, graph, page, links_of(*graph.snapshot, node, filter), [&](const Link& link) {
        json.begin_object();
        elements.text("direction", direction_name(link.direction));
        json.key("node");
        elements.node(link.node);
        json.key("relationship");
        elements.relationship(link.relationship);
        json.end_object();
    });
    return std::string(json.text());
}

std::string relationships_answer(const IndexedGraph& graph, NodeId a, NodeId b, std::string_view type) {
    JsonWriter json;
    ElementJson elements(json, *graph.snapshot);
    json.begin_object();
    json.key("source");
    elements.node(a);
    json.key("target");
    elements.node(b);
    json.key("relationships");
    json.begin_array();
    for (const Link& link : links_of(*graph.snapshot, a, {std::string(type), {}})) {
        const bool is_second_sight = a == b && link.direction == Direction::kIncoming;  // of a loop
        if (link.node == b && !is_second_sight) elements.relationship(link.relationship);
    }
    json.end_array();
    json.key("truncated");
    json.boolean(false);
    json.end_object();
    return std::string(json.text());
}

std::string documents_answer(const IndexedGraph& graph, const Page& page) {
    JsonWriter json;
    const Snapshot& snapshot = *graph.snapshot;
    std::vector<NodeId> documents;
    if (const auto label = snapshot.find_label("Document")) {
        const auto all = snapshot.nodes_with_label(*label);
        documents.assign(all.begin(), all.end());
    }
    const auto support = count_support(snapshot);
    ElementJson elements(json, snapshot);
    write_page(json, graph, page, documents, [&](NodeId document) {
        const auto found = support.find(snapshot.id(document));
        const Support counts = found == support.end() ? Support() : found->second;
        json.begin_object();
        elements.node_members(document);
        elements.properties(document);
        elements.number("nodes", static_cast<std::int64_t>(counts.nodes));
        elements.number("relationships", static_cast<std::int64_t>(counts.relationships));
        json.end_object();
    });
    return std::string(json.text());
}

std::string trace_answer(const IndexedGraph& graph, NodeId start, const TraceOptions& options) {
    const Trace found = trace(*graph.snapshot, start, options);
    JsonWriter json;
    write_trace_json(json, *graph.snapshot, found);
    return with_members(json.text(), fmt::format(R"("truncated":{})", is_cut(found.root)));
}

std::string impact_answer(const IndexedGraph& graph, NodeId start, const ImpactOptions& options, std::size_t limit) {
    Impact found = impact(*graph.snapshot, start, options);
    const std::size_t total = found.affected.size();
    found.affected.resize(std::min(total, limit));
    JsonWriter json;
    write_impact_json(json, *graph.snapshot, found);
    return with_members(json.text(), fmt::format(R"("total":{},"truncated":{})", total, total > limit));
}

std::string schema_answer(const IndexedGraph& graph) {
    JsonWriter json;
    const Snapshot& snapshot = *graph.snapshot;
    SchemaCounts counts;
    counts.nodes = [&snapshot](std::string_view name) {
        const auto label = snapshot.find_label(name);
        return label ? snapshot.nodes_with_label(*label).size() : 0;
    };
    counts.relationships = [&snapshot](std::string_view name) {
        const auto type = snapshot.find_type(name);
        return type ? snapshot.relationships_of_type(*type).size() : 0;
    };
    write_schema(snapshot.schema(), json, counts);
    return std::string(json.text());
}

}  // namespace mirrorgraph::query

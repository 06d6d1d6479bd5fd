#include "graph/store/graph_assembler.h"

#include <fmt/format.h>

#include <algorithm>

#include "graph/store/check.h"
#include "graph/store/store.h"

namespace mirrorgraph {

namespace {

Error fault(const std::string& message, std::string remedy = {}) {
    return {ErrorCode::kInvalidData, message, std::move(remedy)};
}

}  // namespace

void GraphAssembler::report(Span span, const Error& error) {
    if (faults_ == Faults::kCollect) {
        problems_.push_back({span, error});
        return;
    }
    fault_span = span;
    throw Error(error);
}

template <class Check>
bool GraphAssembler::passes(Span span, Check&& check) {
    try {
        check();
        return true;
    } catch (const Error& error) {
        report(span, error);
        return false;
    }
}

void GraphAssembler::add_header(ReadHeader& header) {
    if (!header.format || header.format->text != "mirrorgraph") {
        fault_span = header.format ? header.format->span : header.span;
        throw fault("this is no graph of mirrorgraph: 'format' must be \"mirrorgraph\"");
    }
    fault_span = header.version ? header.version_span : header.span;
    if (!header.version || *header.version < 1) throw fault("'version' must be 1 or above");
    if (*header.version > kFormatVersion) {
        throw fault(fmt::format("written by a newer mirrorgraph: format version {}, and this program reads up to {}",
                                *header.version, kFormatVersion),
                    "read it with a newer mirrorgraph");
    }
    fault_span = header.schema ? header.schema->span : header.span;
    if (!header.schema) throw fault("the key 'schema' is missing", "known are 'standards' and 'open'");
    graph_ = PropertyGraph(schema_by_name(header.schema->text));
    graph_.metadata() = std::move(header.metadata);
    fault_span.reset();
    has_header_ = true;
    place_early();
}

void GraphAssembler::place_early() {
    if (!has_header_) return;
    for (ReadNode& node : early_nodes_) place_node(node);
    early_nodes_.clear();
    if (!has_all_nodes_) return;
    for (ReadEdge& edge : early_edges_) place_edge(edge);
    early_edges_.clear();
}

void GraphAssembler::add_node(ReadNode& node) {
    if (has_header_) {
        place_node(node);
    } else {
        early_nodes_.push_back(std::move(node));
    }
}

void GraphAssembler::end_nodes() {
    has_all_nodes_ = true;
    place_early();
}

void GraphAssembler::add_edge(ReadEdge& edge) {
    if (has_header_ && has_all_nodes_) {
        place_edge(edge);
    } else {
        early_edges_.push_back(std::move(edge));
    }
}

void GraphAssembler::place_node(ReadNode& node) {
    if (!node.id) return report(node.span, fault("a node has no 'id'"));
    if (node.id->text.empty()) return report(node.id->span, fault("a node has an empty id"));
    if (graph_.find_node(node.id->text)) {
        return report(node.id->span, fault(fmt::format("a second node has the id '{}'", node.id->text)));
    }
    std::vector<std::string> labels;
    for (ReadText& label : node.labels) labels.push_back(label.text);
    check_node(node, labels);
    const NodeId id = graph_.add_node(node.id->text, std::move(labels));
    fill(id, node.properties, node.evidence);
}

bool GraphAssembler::check_node(const ReadNode& node, const std::vector<std::string>& labels) {
    const Schema& schema = graph_.schema();
    if (schema.is_open()) return true;
    bool good = true;
    if (labels.empty()) {
        report(node.span, fault(fmt::format("the node '{}' needs a label", node.id->text)));
        good = false;
    }
    for (const ReadText& label : node.labels) {
        good = passes(label.span, [&] { schema.check_label(label.text); }) && good;
    }
    if (!good) return false;  // its properties would all seem misplaced
    for (const ReadProperty& property : node.properties) {
        good = passes(property.span, [&] { schema.check_node_property(labels, property.key, property.value); }) && good;
    }
    return good;
}

std::optional<NodeId> GraphAssembler::endpoint(const ReadEdge& edge, const std::optional<ReadText>& end,
                                               std::string_view name) {
    if (!end) {
        report(edge.span, fault(fmt::format("an edge has no '{}'", name)));
        return std::nullopt;
    }
    const auto node = graph_.find_node(end->text);
    if (!node)
        report(end->span, fault(fmt::format("the {} of an edge, '{}', is no node of the graph", name, end->text)));
    return node;
}

void GraphAssembler::place_edge(ReadEdge& edge) {
    const auto source = endpoint(edge, edge.source, "source");
    const auto target = endpoint(edge, edge.target, "target");
    if (!edge.type || edge.type->text.empty()) return report(edge.span, fault("an edge has no 'type'"));
    if (!source || !target) return;
    check_edge(edge, *source, *target);
    if (edge.key) keys_.push_back({*source, *target, *edge.key, edge.span});
    const RelationshipId id = graph_.add_relationship(*source, *target, edge.type->text);
    fill(id, edge.properties, edge.evidence);
}

bool GraphAssembler::check_edge(const ReadEdge& edge, NodeId source, NodeId target) {
    const Schema& schema = graph_.schema();
    if (schema.is_open()) return true;
    bool good = passes(edge.type->span,
                       [&] { schema.check_endpoints(edge.type->text, graph_.labels(source), graph_.labels(target)); });
    for (const ReadProperty& property : edge.properties) {
        good = passes(property.span,
                      [&] { schema.check_relationship_property(edge.type->text, property.key, property.value); }) &&
               good;
    }
    return good;
}

template <class IdType>
void GraphAssembler::fill(IdType id, std::vector<ReadProperty>& properties, std::vector<ReadEvidence>& evidence) {
    for (ReadProperty& property : properties) graph_.set_property(id, property.key, std::move(property.value));
    for (ReadEvidence& item : evidence) {
        passes(item.span, [&] { check_evidence(item.evidence); });
        if (item.evidence.document != last_document_) {
            last_document_ = item.evidence.document;
            documents_.try_emplace(last_document_, item.span);
        }
        graph_.add_evidence(id, std::move(item.evidence));
    }
}

void GraphAssembler::check_documents() {
    for (const auto& entry : documents_) {
        if (!entry.first.empty()) passes(entry.second, [&] { check_evidence_document(graph_, entry.first); });
    }
}

void GraphAssembler::check_keys() {
    std::stable_sort(keys_.begin(), keys_.end(),
                     [](const UsedKey& a, const UsedKey& b) { return a.identity() < b.identity(); });
    for (std::size_t i = 1; i < keys_.size(); ++i) {
        const UsedKey& used = keys_[i];
        if (used.identity() != keys_[i - 1].identity()) continue;
        report(used.span, fault(fmt::format("a second edge from '{}' to '{}' has the key {}", graph_.id(used.source),
                                            graph_.id(used.target), used.key)));
    }
}

void GraphAssembler::finish() {
    check_documents();
    check_keys();
}

}  // namespace mirrorgraph

#include "graph/store/graph_assembler.h"

#include <fmt/core.h>

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
    const bool good = check_labels(node);
    std::vector<std::string> labels;
    for (ReadText& label : node.labels) labels.push_back(std::move(label.text));
    NodeId id;
    const bool is_new = passes(node.id->span, [&] {
        try {
            id = graph_.add_node(node.id->text, labels);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kConflict) throw;
            throw fault(fmt::format("a second node has the id '{}'", node.id->text));
        }
    });
    if (!is_new) return;
    // Under wrong labels every property would seem misplaced.
    if (good) {
        fill_properties(id, node.properties, known_of_nodes_[graph_.label_set(id)],
                        [&](const auto& key, const Value& v) { graph_.schema().check_node_property(labels, key, v); });
    }
    fill_evidence(id, node.evidence);
}

bool GraphAssembler::check_labels(const ReadNode& node) {
    const Schema& schema = graph_.schema();
    if (schema.is_open()) return true;
    if (node.labels.empty()) {
        report(node.span, fault(fmt::format("the node '{}' needs a label", node.id->text)));
        return false;
    }
    bool good = true;
    for (const ReadText& label : node.labels) {
        good = passes(label.span, [&] { schema.check_label(label.text); }) && good;
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

// Edges of one source stand together in most files.
std::optional<NodeId> GraphAssembler::find_source(const ReadEdge& edge) {
    if (edge.source && last_source_ && edge.source->text == last_source_->text) return last_source_node_;
    const auto node = endpoint(edge, edge.source, "source");
    if (node) {
        last_source_ = edge.source;
        last_source_node_ = *node;
    }
    return node;
}

void GraphAssembler::place_edge(ReadEdge& edge) {
    const auto source = find_source(edge);
    const auto target = endpoint(edge, edge.target, "target");
    if (!edge.type || edge.type->text.empty()) return report(edge.span, fault("an edge has no 'type'"));
    if (!source || !target) return;
    if (edge.key) keys_.push_back({*source, *target, *edge.key, edge.span});
    const std::string& type = edge.type->text;
    const RelationshipId id = graph_.add_relationship(*source, *target, type);
    const std::tuple ends(graph_.type_id(id), graph_.label_set(*source), graph_.label_set(*target));
    if (!known_endpoints_.contains(ends) && has_good_ends(edge, *source, *target)) known_endpoints_.insert(ends);
    fill_properties(id, edge.properties, known_of_types_[type], [&](const auto& key, const Value& value) {
        graph_.schema().check_relationship_property(type, key, value);
    });
    fill_evidence(id, edge.evidence);
}

bool GraphAssembler::has_good_ends(const ReadEdge& edge, NodeId source, NodeId target) {
    return passes(edge.type->span, [&] {
        graph_.schema().check_endpoints(edge.type->text, graph_.labels(source), graph_.labels(target));
    });
}

const GraphAssembler::KnownKey* GraphAssembler::KnownKeys::find(std::string_view name) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const KnownKey& key = keys[(next + i) % keys.size()];
        if (key.name != name) continue;
        next += i + 1;
        return &key;
    }
    return nullptr;
}

template <class IdType, class Check>
void GraphAssembler::fill_properties(IdType id, std::vector<ReadProperty>& properties, KnownKeys& known,
                                     Check&& check) {
    std::vector<PropertyGraph::Property> list;
    list.reserve(properties.size());
    for (ReadProperty& property : properties) {
        const KnownKey* key = known.find(property.key);
        if (key == nullptr) {
            if (!passes(property.span, [&] { check(property.key, property.value); })) continue;
            known.keys.push_back(
                {property.key, graph_.intern_key(property.key), graph_.schema().find_property(property.key)});
            key = &known.keys.back();
        } else if (key->rule != nullptr) {
            passes(property.span, [&] { Schema::check_value(*key->rule, property.value); });
        }
        list.push_back({key->id, std::move(property.value)});
    }
    graph_.replace_properties(id, std::move(list));
}

template <class IdType>
void GraphAssembler::fill_evidence(IdType id, std::vector<ReadEvidence>& evidence) {
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

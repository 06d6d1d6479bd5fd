#include "graph/store/check.h"

#include <fmt/core.h>

#include <cmath>

#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

// The reader stops at 64 levels; the graph, its nodes, a node and its properties take four of them.
constexpr std::size_t kDeepestValue = 60;

// `what` may name the place with one {}, which stands for `detail`.
void check_text(std::string_view what, std::string_view text, std::string_view detail = {}) {
    if (find_invalid_utf8(text)) fail(fmt::format(fmt::runtime(what), detail) + " is not well-formed UTF-8");
}

void check_value(std::string_view key, const Value& value, std::size_t levels) {
    switch (value.type()) {
        case Value::Type::kNull:
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kFloat:
        case Value::Type::kDate:
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kDuration: return;
        case Value::Type::kString: return check_text("the value of '{}'", value.as_string(), key);
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath:
            fail(fmt::format("a {} cannot be stored in the property '{}'", type_name(value.type()), key));
        case Value::Type::kList:
        case Value::Type::kMap: break;
    }
    const bool typed = value.is_map() && value.as_map().contains("$type");
    const std::size_t needed = typed ? 2 : 1;
    if (levels < needed) {
        throw Error(ErrorCode::kLimit,
                    fmt::format("the value of '{}' is nested deeper than {} levels", key, kDeepestValue));
    }
    if (value.is_list()) {
        for (const Value& item : value.as_list()) check_value(key, item, levels - needed);
        return;
    }
    for (const auto& [name, item] : value.as_map()) {
        check_text("a key in '{}'", name, key);
        check_value(key, item, levels - needed);
    }
}

}  // namespace

bool is_reserved_metadata(std::string_view key) { return key == "format" || key == "version" || key == "schema"; }

void check_evidence(const Evidence& evidence) {
    if (evidence.document.empty()) fail("evidence names no document");
    if (evidence.begin > evidence.end)
        fail(fmt::format("evidence begins at {}, behind its end {}", evidence.begin, evidence.end));
    if (!(evidence.confidence > 0 && evidence.confidence <= 1)) {
        fail(fmt::format("the confidence {} is not above 0 and up to 1", evidence.confidence));
    }
}

void check_evidence_document(const PropertyGraph& graph, const std::string& document) {
    if (graph.schema().is_open()) return;
    const auto node = graph.find_node(document);
    if (!node) fail(fmt::format("evidence names the document '{}', which is no node of the graph", document));
    if (!graph.has_label(*node, "Document")) fail(fmt::format("evidence names '{}', which is no Document", document));
}

void check_graph(const PropertyGraph& graph) {
    Checker checker(graph);
    for (const auto& [key, value] : graph.metadata()) checker.check_storable(key, value);
    for (NodeId node : graph.nodes()) checker.check(node);
    for (RelationshipId relationship : graph.relationships()) checker.check(relationship);
}

void Checker::check(NodeId node) {
    const std::string& id = graph_.id(node);
    try {
        check_text("the id", id);
        if (id.empty()) fail("a node has an empty id");
        const auto [known, is_new] = known_of_nodes_.try_emplace(graph_.label_set(node));
        if (is_new) check_labels(node);
        check_properties(graph_.property_list(node), known->second, [&](const std::string& key, const Value& value) {
            graph_.schema().check_node_property(graph_.labels(node), key, value);
        });
        check_evidence_list(graph_.evidence(node));
    } catch (const Error& error) {
        throw Error(error.code(), fmt::format("node '{}': {}", id, error.what()), error.remedy());
    }
}

void Checker::check(RelationshipId relationship) {
    const std::string& type = graph_.type(relationship);
    const TypeId type_id = graph_.type_id(relationship);
    const NodeId source = graph_.source(relationship);
    const NodeId target = graph_.target(relationship);
    try {
        if (known_endpoints_.emplace(type_id, graph_.label_set(source), graph_.label_set(target)).second) {
            check_text("a relationship type", type);
            if (type.empty()) fail("a relationship has no type");
            graph_.schema().check_endpoints(type, graph_.labels(source), graph_.labels(target));
        }
        if (known_of_types_.size() <= type_id.value) known_of_types_.resize(type_id.value + 1);
        check_properties(graph_.property_list(relationship), known_of_types_[type_id.value],
                         [&](const std::string& key, const Value& value) {
                             graph_.schema().check_relationship_property(type, key, value);
                         });
        check_evidence_list(graph_.evidence(relationship));
    } catch (const Error& error) {
        throw Error(error.code(),
                    fmt::format("{} from '{}' to '{}': {}", type, graph_.id(source), graph_.id(target), error.what()),
                    error.remedy());
    }
}

void Checker::check_labels(NodeId node) const {
    const std::vector<std::string> labels = graph_.labels(node);
    if (labels.empty() && !graph_.schema().is_open()) fail("a node needs a label");
    for (const std::string& label : labels) {
        check_text("a label", label);
        graph_.schema().check_label(label);
    }
}

template <class Check>
void Checker::check_properties(std::span<const PropertyGraph::Property> properties, KnownRules& known, Check&& check) {
    for (const auto& [key, value] : properties) {
        const std::string& name = graph_.key_names()[key.value];
        const PropertyRule* rule = key.value < known.size() ? known[key.value] : nullptr;
        if (rule == nullptr) {
            check_text("a property key", name);
            check(name, value);
            if (known.size() <= key.value) known.resize(key.value + 1);
            known[key.value] = graph_.schema().find_property(name);
        } else {
            Schema::check_value(*rule, value);
        }
        check_value(name, value, kDeepestValue);
    }
}

void Checker::check_storable(std::string_view key, const Value& value) const {
    check_text("a property key", key);
    check_value(key, value, kDeepestValue);
}

void Checker::check_evidence_list(const EvidenceList& evidence) {
    for (const Evidence& item : evidence) {
        check_evidence(item);
        check_text("the text of evidence", item.text);
        check_text("the rule of evidence", item.rule);
        if (item.document == last_document_) continue;
        check_text("the document of evidence", item.document);
        check_evidence_document(graph_, item.document);
        last_document_ = item.document;
    }
}

}  // namespace mirrorgraph

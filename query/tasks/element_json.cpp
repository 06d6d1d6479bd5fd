#include "query/tasks/element_json.h"

#include "graph/facts.h"
#include "graph/names.h"

namespace mirrorgraph::query {

void ElementJson::node(NodeId node) {
    json_.begin_object();
    node_members(node);
    json_.end_object();
}

void ElementJson::nodes(std::string_view key, std::span<const NodeId> nodes) {
    json_.key(key);
    json_.begin_array();
    for (const NodeId it : nodes) node(it);
    json_.end_array();
}

void ElementJson::node_members(NodeId node) {
    text("id", snapshot_.id(node));
    json_.key("labels");
    json_.begin_array();
    for (const LabelId label : snapshot_.labels(node)) json_.string(snapshot_.label_names()[label.value]);
    json_.end_array();
    text("name", display_name(snapshot_, node));
    for (const std::string_view key : {"title", "name_zh"}) {
        if (const std::string_view value = text_property(snapshot_, node, key); !value.empty()) text(key, value);
    }
}

void ElementJson::relationship(RelationshipId relationship) {
    json_.begin_object();
    text("type", snapshot_.type_names()[snapshot_.type(relationship).value]);
    text("source", snapshot_.id(snapshot_.source(relationship)));
    text("target", snapshot_.id(snapshot_.target(relationship)));
    property_members(snapshot_.properties(relationship));
    evidence(snapshot_.evidence(relationship));
    json_.end_object();
}

void ElementJson::properties(NodeId node) { property_members(snapshot_.properties(node)); }

void ElementJson::property_members(const std::vector<std::pair<KeyId, Value>>& properties) {
    json_.key("properties");
    json_.begin_object();
    for (const auto& [key, value] : properties) {
        json_.key(snapshot_.key_names()[key.value]);
        json_.value(value);
    }
    json_.end_object();
}

void ElementJson::evidence(const EvidenceList& list) {
    json_.key("evidence");
    json_.begin_array();
    for (const Evidence& piece : list) {
        json_.begin_object();
        text("document", piece.document);
        number("begin", static_cast<std::int64_t>(piece.begin));
        number("end", static_cast<std::int64_t>(piece.end));
        number("line", piece.line);
        if (piece.page != 0) number("page", piece.page);
        if (!piece.text.empty()) text("text", piece.text);
        if (!piece.rule.empty()) text("rule", piece.rule);
        floating("confidence", piece.confidence);
        json_.end_object();
    }
    json_.end_array();
}

void ElementJson::text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
}

void ElementJson::number(std::string_view key, std::int64_t value) {
    json_.key(key);
    json_.integer(value);
}

void ElementJson::floating(std::string_view key, double value) {
    json_.key(key);
    json_.floating(value);
}

void ElementJson::flag(std::string_view key, bool value) {
    json_.key(key);
    json_.boolean(value);
}

}  // namespace mirrorgraph::query

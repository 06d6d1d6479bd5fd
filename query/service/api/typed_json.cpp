#include "query/service/api/typed_json.h"

#include "query/functions/to_text.h"

namespace mirrorgraph::query {

namespace {

template <class Content>
void typed(JsonWriter& json, std::string_view type, Content content) {
    json.begin_object();
    json.key("$type");
    json.string(type);
    json.key("_value");
    content();
    json.end_object();
}

void text(JsonWriter& json, std::string_view type, std::string_view content) {
    typed(json, type, [&] { json.string(content); });
}

void member(JsonWriter& json, std::string_view key, std::string_view content) {
    json.key(key);
    json.string(content);
}

void write_members(JsonWriter& json, const Map& map, const GraphView& graph) {
    json.begin_object();
    for (const auto& [key, value] : map) {
        json.key(key);
        write_typed(json, value, graph);
    }
    json.end_object();
}

void write_node(JsonWriter& json, NodeId node, const GraphView& graph) {
    json.begin_object();
    member(json, "_element_id", graph.element_id(node));
    json.key("_labels");
    json.begin_array();
    for (const std::string& label : graph.labels(node)) json.string(label);
    json.end_array();
    json.key("_properties");
    write_members(json, graph.properties(node), graph);
    json.end_object();
}

void write_relationship(JsonWriter& json, RelationshipId relationship, const GraphView& graph) {
    json.begin_object();
    member(json, "_element_id", graph.element_id(relationship));
    member(json, "_start_node_element_id", graph.element_id(graph.source(relationship)));
    member(json, "_end_node_element_id", graph.element_id(graph.target(relationship)));
    member(json, "_type", graph.type(relationship));
    json.key("_properties");
    write_members(json, graph.properties(relationship), graph);
    json.end_object();
}

void write_path(JsonWriter& json, const Path& path, const GraphView& graph) {
    json.begin_array();
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        if (i > 0) write_typed(json, path.relationships[i - 1], graph);
        write_typed(json, path.nodes[i], graph);
    }
    json.end_array();
}

void write_list(JsonWriter& json, const List& list, const GraphView& graph) {
    json.begin_array();
    for (const Value& item : list) write_typed(json, item, graph);
    json.end_array();
}

}  // namespace

void write_typed(JsonWriter& json, const Value& value, const GraphView& graph) {
    using Type = Value::Type;
    switch (value.type()) {
        case Type::kNull: return typed(json, "Null", [&] { json.null(); });
        case Type::kBoolean: return typed(json, "Boolean", [&] { json.boolean(value.as_boolean()); });
        case Type::kInteger: return text(json, "Integer", std::to_string(value.as_integer()));
        case Type::kFloat: return text(json, "Float", format_float(value.as_float()));
        case Type::kString: return text(json, "String", value.as_string());
        case Type::kList: return typed(json, "List", [&] { write_list(json, value.as_list(), graph); });
        case Type::kMap: return typed(json, "Map", [&] { write_members(json, value.as_map(), graph); });
        case Type::kDate: return text(json, "Date", to_text(value));
        case Type::kLocalTime: return text(json, "LocalTime", to_text(value));
        case Type::kTime: return text(json, "Time", to_text(value));
        case Type::kLocalDateTime: return text(json, "LocalDateTime", to_text(value));
        case Type::kDateTime:
            return text(json, value.as_date_time().zone.empty() ? "OffsetDateTime" : "ZonedDateTime", to_text(value));
        case Type::kDuration: return text(json, "Duration", to_text(value));
        case Type::kNode: return typed(json, "Node", [&] { write_node(json, value.as_node(), graph); });
        case Type::kRelationship:
            return typed(json, "Relationship", [&] { write_relationship(json, value.as_relationship(), graph); });
        case Type::kPath: return typed(json, "Path", [&] { write_path(json, value.as_path(), graph); });
    }
}

}  // namespace mirrorgraph::query

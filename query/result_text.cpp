#include "query/result_text.h"

#include <cmath>
#include <ostream>

#include "graph/export/text.h"
#include "query/functions/to_text.h"
#include "schema/text/table.h"

namespace mirrorgraph::query {

namespace {

void write_map(JsonWriter& json, const Map& map, const GraphView& graph) {
    json.begin_object();
    for (const auto& [key, value] : map) {
        json.key(key);
        write_plain(json, value, graph);
    }
    json.end_object();
}

void write_node(JsonWriter& json, NodeId node, const GraphView& graph) {
    json.begin_object();
    json.key("elementId");
    json.string(graph.element_id(node));
    json.key("labels");
    json.begin_array();
    for (const std::string& label : graph.labels(node)) json.string(label);
    json.end_array();
    json.key("properties");
    write_map(json, graph.properties(node), graph);
    json.end_object();
}

void write_relationship(JsonWriter& json, RelationshipId relationship, const GraphView& graph) {
    json.begin_object();
    json.key("elementId");
    json.string(graph.element_id(relationship));
    json.key("startNodeElementId");
    json.string(graph.element_id(graph.source(relationship)));
    json.key("endNodeElementId");
    json.string(graph.element_id(graph.target(relationship)));
    json.key("type");
    json.string(graph.type(relationship));
    json.key("properties");
    write_map(json, graph.properties(relationship), graph);
    json.end_object();
}

void write_path(JsonWriter& json, const Path& path, const GraphView& graph) {
    json.begin_array();
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        if (i > 0) write_relationship(json, path.relationships[i - 1], graph);
        write_node(json, path.nodes[i], graph);
    }
    json.end_array();
}

std::string map_text(const Map& map, const GraphView& graph);

std::string nested_text(const Value& value, const GraphView& graph) {
    return value.is_string() ? to_literal(value) : display_text(value, graph);
}

std::string map_text(const Map& map, const GraphView& graph) {
    std::string out = "{";
    for (const auto& [key, value] : map) {
        if (out.size() > 1) out += ", ";
        out += key + ": " + nested_text(value, graph);
    }
    return out + "}";
}

std::string node_text(NodeId node, const GraphView& graph) {
    std::string out = "(";
    for (const std::string& label : graph.labels(node)) out += ":" + label;
    const Map properties = graph.properties(node);
    if (!properties.empty()) out += (out.size() > 1 ? " " : "") + map_text(properties, graph);
    return out + ")";
}

std::string relationship_text(RelationshipId relationship, const GraphView& graph) {
    const Map properties = graph.properties(relationship);
    return "[:" + graph.type(relationship) + (properties.empty() ? "" : " " + map_text(properties, graph)) + "]";
}

std::string path_text(const Path& path, const GraphView& graph) {
    std::string out = node_text(path.nodes[0], graph);
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
        const bool forward = graph.source(path.relationships[i]) == path.nodes[i];
        out += (forward ? "-" : "<-") + relationship_text(path.relationships[i], graph) + (forward ? "->" : "-");
        out += node_text(path.nodes[i + 1], graph);
    }
    return out;
}

}  // namespace

void write_plain(JsonWriter& json, const Value& value, const GraphView& graph) {
    switch (value.type()) {
        case Value::Type::kNull: json.null(); return;
        case Value::Type::kBoolean: json.boolean(value.as_boolean()); return;
        case Value::Type::kInteger: json.integer(value.as_integer()); return;
        case Value::Type::kFloat:
            if (std::isfinite(value.as_float())) {
                json.floating(value.as_float());
            } else {
                json.string(format_float(value.as_float()));
            }
            return;
        case Value::Type::kString: json.string(value.as_string()); return;
        case Value::Type::kList:
            json.begin_array();
            for (const Value& item : value.as_list()) write_plain(json, item, graph);
            json.end_array();
            return;
        case Value::Type::kMap: write_map(json, value.as_map(), graph); return;
        case Value::Type::kDate:
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kDuration: json.string(to_text(value)); return;
        case Value::Type::kNode: write_node(json, value.as_node(), graph); return;
        case Value::Type::kRelationship: write_relationship(json, value.as_relationship(), graph); return;
        case Value::Type::kPath: write_path(json, value.as_path(), graph); return;
    }
}

std::string display_text(const Value& value, const GraphView& graph) {
    switch (value.type()) {
        case Value::Type::kNode: return node_text(value.as_node(), graph);
        case Value::Type::kRelationship: return relationship_text(value.as_relationship(), graph);
        case Value::Type::kPath: return path_text(value.as_path(), graph);
        case Value::Type::kMap: return map_text(value.as_map(), graph);
        case Value::Type::kList: {
            std::string out = "[";
            for (const Value& item : value.as_list()) {
                if (out.size() > 1) out += ", ";
                out += nested_text(item, graph);
            }
            return out + "]";
        }
        case Value::Type::kNull:
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kFloat:
        case Value::Type::kString:
        case Value::Type::kDate:
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kDuration: return to_text(value);
    }
    return {};
}

std::size_t write_table(std::ostream& out, Result& result, std::size_t width) {
    std::vector<std::vector<std::string>> rows;
    std::vector<bool> numeric(result.columns().size(), true);
    while (result.next()) {
        std::vector<std::string>& row = rows.emplace_back();
        for (std::size_t i = 0; i < result.columns().size(); ++i) {
            const Value value = result[i];
            numeric[i] = numeric[i] && (value.is_number() || value.is_null());
            row.push_back(value.is_null() ? "" : display_text(value, result.graph()));
        }
    }
    if (rows.empty()) return 0;
    std::vector<Table::Column> columns;
    for (std::size_t i = 0; i < numeric.size(); ++i) {
        columns.push_back({result.columns()[i], numeric[i] ? Table::Align::kRight : Table::Align::kLeft, !numeric[i]});
    }
    Table table(std::move(columns));
    for (const std::vector<std::string>& row : rows) table.add_row(row);
    out << table.render(width);
    return rows.size();
}

std::size_t write_json(std::ostream& out, Result& result) {
    std::size_t rows = 0;
    JsonWriter json;
    out << "[";
    while (result.next()) {
        json.clear();
        json.begin_object();
        for (std::size_t i = 0; i < result.columns().size(); ++i) {
            json.key(result.columns()[i]);
            write_plain(json, result[i], result.graph());
        }
        json.end_object();
        out << (rows == 0 ? "\n" : ",\n") << json.text();
        ++rows;
    }
    out << (rows == 0 ? "]\n" : "\n]\n");
    return rows;
}

std::size_t write_csv(std::ostream& out, Result& result) {
    const auto write_line = [&out](const std::vector<std::string>& fields) {
        for (std::size_t i = 0; i < fields.size(); ++i) out << (i == 0 ? "" : ",") << quote_csv(fields[i]);
        out << "\r\n";
    };
    write_line(result.columns());
    std::size_t rows = 0;
    for (; result.next(); ++rows) {
        std::vector<std::string> fields;
        for (const Value& value : result.row()) {
            fields.push_back(value.is_null() ? "" : display_text(value, result.graph()));
        }
        write_line(fields);
    }
    return rows;
}

}  // namespace mirrorgraph::query

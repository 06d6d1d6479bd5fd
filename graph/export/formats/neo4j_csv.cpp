// Tables with the headers that neo4j-admin imports, and the command that does it.
//
// Source: Neo4j operations manual, "Import", CSV header format. An array has one delimiter for the whole import: the first
// of ; | tab and U+001F that no item holds. An empty array is not told from an absent one there. Texts keep their line
// breaks, for which the command has --multiline-fields.
#include <array>
#include <unordered_set>

#include "graph/export/formats/formats.h"
#include "graph/export/formats/table_rows.h"
#include "schema/text/text.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::array<std::string_view, 1> kReservedInNeo4j = {"id"};

struct Delimiter {
    std::string_view text;
    std::string_view name;  // as the command takes it
};
constexpr Delimiter kDelimiters[] = {{";", ";"}, {"|", "|"}, {"\t", "TAB"}, {"\x1F", "U+001F"}};

std::string_view type_name(const Attribute& attribute) {
    switch (attribute.type) {
        case AttributeType::kBoolean: return ":boolean";
        case AttributeType::kInteger: return ":long";
        case AttributeType::kFloat: return ":double";
        case AttributeType::kTexts: return ":string[]";
        case AttributeType::kDate: return attribute.is_whole_days ? ":date" : "";
        case AttributeType::kText: return "";
    }
    return "";
}

// Those of labels are not looked at: they are names of the schema.
template <class Ids>
void drop_used(const AttributeTable& table, const Ids& ids, std::vector<Delimiter>& left) {
    for (const auto id : ids) {
        table.visit(id, [&](std::size_t i, const Value& value) {
            if (table.attributes()[i].type != AttributeType::kTexts) return;
            for (const Value& item : value.as_list()) {
                std::erase_if(left, [&](const Delimiter& delimiter) {
                    return item.as_string().find(delimiter.text) != std::string::npos;
                });
            }
        });
    }
}

// A colon begins the type there.
void write_typed_header(const AttributeTable& table, Output& out) {
    std::unordered_set<std::string> taken;
    for (const Attribute& attribute : table.attributes()) {
        if (attribute.key.is_null() && attribute.name == "labels") continue;
        std::string name = attribute.name;
        std::replace(name.begin(), name.end(), ':', '_');
        while (!taken.insert(name).second) name += '_';
        out.print(",{}", quote_csv(name + std::string(type_name(attribute))));
    }
    out.write("\r\n");
}

}  // namespace

void write_neo4j_csv(const Selection& selection, const ExportOptions& options, OutputFolder& folder) {
    const Snapshot& snapshot = selection.snapshot();
    const AttributeTable node_table = AttributeTable::of_nodes(selection, options, kReservedInNeo4j);
    const AttributeTable edge_table = AttributeTable::of_relationships(selection, options);
    std::vector<Delimiter> left(std::begin(kDelimiters), std::end(kDelimiters));
    drop_used(node_table, selection.nodes(), left);
    drop_used(edge_table, selection.relationships(), left);
    const Delimiter delimiter = left.empty() ? kDelimiters[3] : left.front();
    const auto cell = [&](const Attribute& attribute, const Value& value) {
        return csv_cell(attribute.type == AttributeType::kTexts ? join_texts(value.as_list(), delimiter.text)
                                                                : plain_text(value));
    };
    const auto labels = [&](NodeId node) {
        List names;
        for (const LabelId label : snapshot.labels(node)) names.emplace_back(snapshot.label_names()[label.value]);
        return quote_csv(join_texts(names, delimiter.text));
    };

    Output& nodes = folder.open("nodes.csv");
    nodes.write("id:ID,:LABEL");
    write_typed_header(node_table, nodes);
    for (const NodeId node : selection.nodes()) {
        nodes.print("{},{}", quote_csv(snapshot.id(node)), labels(node));
        write_row(node_table, node, nodes, cell);
    }

    Output& edges = folder.open("relationships.csv");
    edges.write(":START_ID,:END_ID,:TYPE");
    write_typed_header(edge_table, edges);
    for (const RelationshipId relationship : selection.relationships()) {
        edges.print("{},{},{}", quote_csv(snapshot.id(snapshot.source(relationship))),
                    quote_csv(snapshot.id(snapshot.target(relationship))),
                    quote_csv(snapshot.type_names()[snapshot.type(relationship).value]));
        write_row(edge_table, relationship, edges, cell);
    }

    folder.open("import.sh")
        .print(
            "#!/bin/sh\n# Into a new database of Neo4j 5: run in this folder, with the name of the database.\n"
            "neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv \\\n"
            "    --array-delimiter='{}' --multiline-fields=true --ignore-empty-strings=false \"${{1:-neo4j}}\"\n",
            delimiter.name);
}

}  // namespace mirrorgraph::formats

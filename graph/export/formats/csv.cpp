// Tables for spreadsheets and databases: nodes.csv, relationships.csv, evidence.csv.
//
// Source: RFC 4180. UTF-8 with a byte order mark, without which Excel takes Chinese for Latin-1. Lists are JSON, labels
// are joined by ';'; an absent value is nothing, an empty text is "". Relationships begin with their ends, as Kuzu's COPY
// wants it.
#include <array>

#include "graph/export/formats/formats.h"
#include "graph/export/formats/table_rows.h"
#include "graph/facts.h"
#include "graph/names.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 2> kReservedInCsvNode = {"id", "label"};
constexpr std::array<std::string_view, 4> kReservedInCsvEdge = {"source", "target", "number", "type"};

std::string cell(const Attribute& attribute, const Value& value) {
    const bool is_labels = attribute.key.is_null() && value.is_list();
    return is_labels ? quote_csv(join_texts(value.as_list(), ";")) : csv_cell(plain_text(value));
}

template <class Ids>
void write_evidence(const Selection& selection, const Ids& ids, std::string_view kind, Output& out) {
    const Snapshot& snapshot = selection.snapshot();
    std::size_t number = 0;
    for (const auto id : ids) {
        std::string subject = std::to_string(number++);
        if constexpr (std::is_same_v<std::decay_t<decltype(id)>, NodeId>) subject = snapshot.id(id);
        for (const Evidence& item : snapshot.evidence(id)) {
            out.print("{},{},{},{},{},{},{},{},{},{},{}\r\n", kind, quote_csv(subject), quote_csv(item.document),
                      quote_csv(document_name(snapshot, item.document)), item.line,
                      item.page == 0 ? std::string() : std::to_string(item.page), item.begin, item.end,
                      quote_csv(item.rule), format_float(item.confidence), quote_csv(item.text));
        }
    }
}

}  // namespace

void write_csv(const Selection& selection, const ExportOptions& options, OutputFolder& folder) {
    const Snapshot& snapshot = selection.snapshot();
    ExportOptions bare = options;
    bare.evidence = false;  // it has a table of its own
    const AttributeTable node_table = AttributeTable::of_nodes(selection, bare, kReservedInCsvNode);
    const AttributeTable edge_table = AttributeTable::of_relationships(selection, bare, kReservedInCsvEdge);

    Output& nodes = folder.open("nodes.csv");
    nodes.print("{}id,label", kByteOrderMark);
    write_header(node_table, nodes);
    for (const NodeId node : selection.nodes()) {
        nodes.print("{},{}", quote_csv(snapshot.id(node)), csv_cell(display_name(snapshot, node)));
        write_row(node_table, node, nodes, cell);
    }

    Output& edges = folder.open("relationships.csv");
    edges.print("{}source,target,number,type", kByteOrderMark);
    write_header(edge_table, edges);
    std::size_t number = 0;
    for (const RelationshipId relationship : selection.relationships()) {
        edges.print("{},{},{},{}", quote_csv(snapshot.id(snapshot.source(relationship))),
                    quote_csv(snapshot.id(snapshot.target(relationship))), number++,
                    quote_csv(snapshot.type_names()[snapshot.type(relationship).value]));
        write_row(edge_table, relationship, edges, cell);
    }
    if (!options.evidence) return;
    Output& evidence = folder.open("evidence.csv");
    evidence.print("{}of,subject,document,path,line,page,begin,end,rule,confidence,text\r\n", kByteOrderMark);
    write_evidence(selection, selection.nodes(), "node", evidence);
    write_evidence(selection, selection.relationships(), "relationship", evidence);
}

}  // namespace mirrorgraph::formats

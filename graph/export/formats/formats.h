// The writers, one file a format. Each writes `selection` as `options` say; export.cpp lists them with their names.
//
// Errors:  as in graph/export/export.h
// Threads: functions may run at once
#pragma once

#include "graph/export/appearance.h"
#include "graph/export/options.h"
#include "graph/export/output.h"
#include "graph/export/selection.h"

namespace mirrorgraph::formats {

void write_gexf(const Selection& selection, const ExportOptions& options, Output& out);
void write_gexf_1_2(const Selection& selection, const ExportOptions& options, Output& out);
void write_graphml(const Selection& selection, const ExportOptions& options, Output& out);
void write_graphml_yed(const Selection& selection, const ExportOptions& options, Output& out);
void write_dot(const Selection& selection, const ExportOptions& options, Output& out);
void write_svg(const Selection& selection, const ExportOptions& options, Output& out);
void write_png(const Selection& selection, const ExportOptions& options, Output& out);
void write_pdf(const Selection& selection, const ExportOptions& options, Output& out);
void write_json(const Selection& selection, const ExportOptions& options, Output& out);
void write_d3(const Selection& selection, const ExportOptions& options, Output& out);
void write_networkx(const Selection& selection, const ExportOptions& options, Output& out);
void write_cytoscape(const Selection& selection, const ExportOptions& options, Output& out);
std::string_view cytoscape_shape(NodeShape shape);  // what Cytoscape.js calls it
void write_cx2(const Selection& selection, const ExportOptions& options, Output& out);
void write_turtle(const Selection& selection, const ExportOptions& options, Output& out);
void write_json_ld(const Selection& selection, const ExportOptions& options, Output& out);
void write_cypher(const Selection& selection, const ExportOptions& options, Output& out);
void write_cypher_plain(const Selection& selection, const ExportOptions& options, Output& out);
void write_mermaid(const Selection& selection, const ExportOptions& options, Output& out);
void write_html(const Selection& selection, const ExportOptions& options, Output& out);
void write_csv(const Selection& selection, const ExportOptions& options, OutputFolder& out);
void write_neo4j_csv(const Selection& selection, const ExportOptions& options, OutputFolder& out);

}  // namespace mirrorgraph::formats

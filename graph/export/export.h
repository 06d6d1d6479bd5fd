// From a selection to a format that other programs read: the list of formats, and files written whole.
//
// Every format writes in one pass, without holding its output, but for pictures (Graphviz lays out in memory, so they
// have a limit of nodes) and Mermaid (which refuses more than 50,000 characters itself).
//
// Errors:  Error kUsage for an unknown format, naming the nearest; kLimit for a selection too large for the format;
//          kIo for files that cannot be written, after which old files stand as they were
// Threads: functions may run at once; pictures are drawn one at a time
// Source:  the header of each file in graph/export/formats/ names its format's
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "graph/export/options.h"
#include "graph/export/output.h"
#include "graph/export/selection.h"

namespace mirrorgraph {

struct ExportFormat {
    std::string_view name;
    std::string_view extension;  // ".gexf"; "" for a folder
    std::string_view media_type;
    std::string_view description;
    bool is_picture = false;  // for eyes: sources are shown as evidence, not as nodes
    void (*write)(const Selection&, const ExportOptions&, Output&) = nullptr;
    void (*write_folder)(const Selection&, const ExportOptions&, OutputFolder&) = nullptr;  // in place of write
};

std::span<const ExportFormat> export_formats();
const ExportFormat& find_export_format(std::string_view name);
// By the extension of a path; nullptr for none that is known.
const ExportFormat* guess_export_format(std::string_view path);

// A file, or for formats of several files a folder, which is made; all of them or none.
void export_to(const std::string& path, const Selection& selection, const ExportFormat& format,
               const ExportOptions& options = {});

}  // namespace mirrorgraph

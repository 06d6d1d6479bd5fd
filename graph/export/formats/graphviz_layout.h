// Which engine of Graphviz suits a selection, and how much is written on its nodes.
//
// Errors:  Error kUsage for an engine that Graphviz does not have
// Threads: functions may run at once
#pragma once

#include <string_view>

#include "graph/export/options.h"
#include "graph/export/selection.h"

namespace mirrorgraph::formats {

struct GraphvizLayout {
    std::string_view engine;
    bool has_cards;  // name, title and role on every node; else the name alone, sized by degree
};
GraphvizLayout choose_layout(const Selection& selection, const ExportOptions& options);

// The first that a machine has is taken; all but the last two have Chinese characters.
inline constexpr std::string_view kFontNames =
    "Noto Sans CJK SC,Source Han Sans SC,PingFang SC,Microsoft YaHei,sans-serif";

}  // namespace mirrorgraph::formats

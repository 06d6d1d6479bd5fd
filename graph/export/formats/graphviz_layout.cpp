#include "graph/export/formats/graphviz_layout.h"

#include <algorithm>
#include <array>

#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::array<std::string_view, 6> kEngines = {"dot", "neato", "fdp", "sfdp", "twopi", "circo"};
constexpr std::size_t kMostCards = 120;  // more do not fit on a page that can be read
constexpr std::size_t kMostLayers = 60;  // of nodes without a root

}  // namespace

GraphvizLayout choose_layout(const Selection& selection, const ExportOptions& options) {
    const std::size_t count = selection.nodes().size();
    const bool has_cards = count <= kMostCards;
    if (options.layout.empty()) {
        const bool in_layers = has_cards && (selection.has_root() || count <= kMostLayers);
        return {in_layers ? "dot" : "sfdp", has_cards};
    }
    const auto engine = std::find(kEngines.begin(), kEngines.end(), options.layout);
    if (engine == kEngines.end()) {
        const std::vector<std::string> names(kEngines.begin(), kEngines.end());
        throw Error(ErrorCode::kUsage, "unknown layout '" + options.layout + "'" + did_you_mean(options.layout, names),
                    "dot, neato, fdp, sfdp, twopi and circo are known");
    }
    return {*engine, has_cards};
}

}  // namespace mirrorgraph::formats

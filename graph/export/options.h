// What may be asked of an export besides its format.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace mirrorgraph {

enum class Theme { kLight, kDark };

struct ExportOptions {
    bool evidence = true;  // false: facts without their sources
    Theme theme = Theme::kLight;
    std::string layout;                         // engine of Graphviz; empty: one that suits the selection
    std::size_t picture_nodes = 2000;           // a picture of more is refused
    std::string base_iri = "urn:mirrorgraph:";  // of the names in RDF
    // Told in one line whatever the export could not do as asked and did otherwise.
    std::function<void(std::string_view)> note = [](std::string_view) {};
};

}  // namespace mirrorgraph

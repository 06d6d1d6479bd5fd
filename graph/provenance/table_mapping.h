// The mapping that all tables of a build were read by (`build --mapping`), kept in the metadata of the graph: whoever makes
// the graph anew, an update or a service, reads its tables by the same.
//
// Owns:    its texts
// Threads: values; functions may run at once on different maps
#pragma once

#include <optional>
#include <string>

#include "schema/value.h"

namespace mirrorgraph {

struct TableMapping {
    std::string name;  // of the file, for messages
    std::string text;  // YAML, as data/mappings/README.md shows it
    friend bool operator==(const TableMapping&, const TableMapping&) = default;
};

// nullopt where tables were read by the mappings of the data folder.
std::optional<TableMapping> table_mapping(const Map& metadata);
void set_table_mapping(Map& metadata, const TableMapping& mapping);

}  // namespace mirrorgraph

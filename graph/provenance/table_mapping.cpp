#include "graph/provenance/table_mapping.h"

namespace mirrorgraph {

namespace {

constexpr const char* kMappingKey = "mapping";

std::string text_of(const Map& map, const char* key) {
    const auto found = map.find(key);
    return found != map.end() && found->second.is_string() ? found->second.as_string() : std::string();
}

}  // namespace

std::optional<TableMapping> table_mapping(const Map& metadata) {
    const auto found = metadata.find(kMappingKey);
    if (found == metadata.end() || !found->second.is_map()) return std::nullopt;
    TableMapping mapping{text_of(found->second.as_map(), "name"), text_of(found->second.as_map(), "text")};
    if (mapping.text.empty()) return std::nullopt;
    return mapping;
}

void set_table_mapping(Map& metadata, const TableMapping& mapping) {
    metadata.insert_or_assign(kMappingKey, Map{{"name", Value(mapping.name)}, {"text", Value(mapping.text)}});
}

}  // namespace mirrorgraph

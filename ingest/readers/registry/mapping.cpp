#include "ingest/readers/registry/mapping.h"

#include <algorithm>

namespace mirrorgraph::ingest {

std::vector<std::string> Mapping::used_columns() const {
    std::vector<std::string> used;
    const auto add = [&used](const std::string& column) {
        if (!column.empty() && std::find(used.begin(), used.end(), column) == used.end()) used.push_back(column);
    };
    const auto add_common = [&add](const auto& part) {
        for (const MappingProperty& property : part.properties) add(property.column);
        for (const MappingCondition& condition : part.conditions) add(condition.column);
    };
    for (const MappingEntity& entity : entities) {
        for (const std::string& column : entity.columns) add(column);
        for (const std::string& column : entity.aliases) add(column);
        add_common(entity);
    }
    for (const MappingRelationship& relationship : relationships) {
        add(relationship.date);
        add_common(relationship);
    }
    return used;
}

const Mapping* MappingSet::recognise(const std::vector<std::string>& header) const {
    const Mapping* best = nullptr;
    for (const Mapping& mapping : mappings_) {
        const bool has_all =
            std::all_of(mapping.columns.begin(), mapping.columns.end(), [&header](const std::string& column) {
                return std::find(header.begin(), header.end(), column) != header.end();
            });
        if (has_all && (best == nullptr || mapping.columns.size() > best->columns.size())) best = &mapping;
    }
    return best;
}

}  // namespace mirrorgraph::ingest

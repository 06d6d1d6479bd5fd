// Gives an entity the face it has in the graph: its id, its best name, its other names, its properties.
//
// Threads: functions may run at once
#pragma once

#include <string>
#include <vector>

#include "ingest/extraction.h"
#include "ingest/resolve/entities.h"
#include "ingest/resolve/name_forms.h"
#include "schema/value.h"

namespace mirrorgraph::ingest {

struct NodeFace {
    std::string id;
    Map properties;
};

// `forms` takes views of the names of `entity` and `documents`.
NodeFace face_of(const Entity& entity, const std::vector<const Extraction*>& documents, NameForms& forms);

}  // namespace mirrorgraph::ingest

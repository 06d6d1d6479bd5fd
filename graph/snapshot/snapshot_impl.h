// The arrays of a snapshot: filled by freeze.cpp, read by snapshot.cpp.
#pragma once

#include <map>
#include <mutex>
#include <shared_mutex>

#include "graph/interner.h"
#include "graph/snapshot/column.h"
#include "graph/snapshot/property_index.h"
#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

// 0, 1, 2, ... count - 1.
template <class IdType>
std::vector<IdType> iota_ids(std::size_t count) {
    std::vector<IdType> out;
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i) out.emplace_back(i);
    return out;
}

// The arrays that an Adjacency looks at. Where the relationships of a type are numbered by source, its outgoing rows
// are slices of Impl::targets and Impl::relationships, and `nodes` and `relationships` stay empty.
struct AdjacencyArrays {
    std::vector<std::uint32_t> offsets;
    std::vector<NodeId> nodes;
    std::vector<RelationshipId> relationships;
};

struct TypeArrays {
    std::uint32_t begin = 0;  // its relationships are [begin, end)
    std::uint32_t end = 0;
    AdjacencyArrays outgoing_arrays;
    AdjacencyArrays incoming_arrays;
    Adjacency outgoing;
    Adjacency incoming;
};

struct Snapshot::Impl {
    std::shared_ptr<const Schema> schema;
    Map metadata;

    Interner<LabelId> label_names;
    Interner<TypeId> type_names;
    Interner<KeyId> key_names;

    // Nodes.
    std::vector<NodeId> nodes;
    std::vector<NodeId> node_origins;
    std::string ids;                     // one behind the other
    std::vector<std::uint64_t> id_ends;  // by node
    IdTable by_id;
    std::vector<std::uint32_t> label_sets_of_nodes;
    std::vector<std::vector<LabelId>> label_sets;
    std::vector<std::vector<NodeId>> nodes_with_label;  // by label
    std::vector<Column> node_columns;
    std::vector<SharedEvidence> node_evidence;  // empty where no node has any

    // Relationships.
    std::vector<RelationshipId> relationships;
    std::vector<RelationshipId> relationship_origins;
    std::vector<NodeId> sources;
    std::vector<NodeId> targets;
    std::vector<TypeId> types;
    std::vector<TypeArrays> type_arrays;
    AdjacencyArrays outgoing_arrays;
    AdjacencyArrays incoming_arrays;
    Adjacency outgoing;
    Adjacency incoming;
    std::vector<Column> relationship_columns;
    std::vector<SharedEvidence> relationship_evidence;  // empty where no relationship has any

    mutable std::shared_mutex index_mutex;
    mutable std::map<std::pair<LabelId, KeyId>, std::unique_ptr<PropertyIndex>> indexes;

    std::string_view id(std::uint32_t node) const {
        const std::uint64_t begin = node == 0 ? 0 : id_ends[node - 1];
        return std::string_view(ids).substr(begin, id_ends[node] - begin);
    }
};

}  // namespace mirrorgraph

// Nodes, relationships and evidence as JSON, as all answers of tasks write them.
//
// Owns:    refers to snapshot and writer, which must outlive it
// Threads: one thread
#pragma once

#include <span>
#include <string_view>

#include "graph/snapshot/snapshot.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

class ElementJson {
  public:
    ElementJson(JsonWriter& json, const Snapshot& snapshot) : json_(json), snapshot_(snapshot) {}

    // {"id", "labels", "name", "title"?}
    void node(NodeId node);
    // A list of node()s.
    void nodes(std::string_view key, std::span<const NodeId> nodes);
    // The members of node(), for an object that is open.
    void node_members(NodeId node);
    // {"type", "source", "target", "properties", "evidence"}
    void relationship(RelationshipId relationship);
    void properties(NodeId node);
    void evidence(const EvidenceList& list);

    void text(std::string_view key, std::string_view value);
    void number(std::string_view key, std::int64_t value);
    void floating(std::string_view key, double value);
    void flag(std::string_view key, bool value);
    // A list of strings.
    template <class Strings>
    void texts(std::string_view key, const Strings& values) {
        json_.key(key);
        json_.begin_array();
        for (const auto& value : values) json_.string(value);
        json_.end_array();
    }

  private:
    void property_members(const std::vector<std::pair<KeyId, Value>>& properties);

    JsonWriter& json_;
    const Snapshot& snapshot_;
};

}  // namespace mirrorgraph::query

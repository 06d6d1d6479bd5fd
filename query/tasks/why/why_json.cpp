#include <ostream>

#include "graph/names.h"
#include "query/tasks/why/why.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

namespace {

Value to_value(const std::vector<DecisionRecord>& records) {
    Map wrapped;
    write_decisions(wrapped, records);
    return wrapped.empty() ? Value(List()) : wrapped.begin()->second;
}

Map to_map(const Snapshot& snapshot, const NodeWhy& why) {
    Map wrapped;
    const std::string id(snapshot.id(why.node));
    write_reasons(wrapped, {{id, why.reasons}});
    Map out;
    if (!wrapped.empty()) out = wrapped.begin()->second.as_map().begin()->second.as_map();
    List documents;
    for (const DocumentMentions& it : why.documents) {
        documents.emplace_back(Map{{"document", Value(snapshot.id(it.document))}, {"count", Value(it.count)}});
    }
    out["id"] = Value(id);
    out["name"] = Value(display_name(snapshot, why.node));
    out["documents"] = Value(std::move(documents));
    out["decisions"] = to_value(why.decisions);
    return out;
}

Map to_map(const Snapshot& snapshot, const RelationshipWhy& why) {
    const RelationshipId r = why.relationship;
    Map properties;
    for (const auto& [key, value] : snapshot.properties(r)) {
        properties.emplace(snapshot.key_names()[key.value], value);
    }
    return {{"source", Value(snapshot.id(snapshot.source(r)))},
            {"target", Value(snapshot.id(snapshot.target(r)))},
            {"type", Value(snapshot.type_names()[snapshot.type(r).value])},
            {"properties", Value(std::move(properties))},
            {"evidence", to_value(snapshot.evidence(r))},
            {"decisions", to_value(why.decisions)}};
}

}  // namespace

void write_why_json(std::ostream& out, const Snapshot& snapshot, const Why& why) {
    List nodes, relationships;
    for (const NodeWhy& node : why.nodes) nodes.emplace_back(to_map(snapshot, node));
    for (const RelationshipWhy& relationship : why.relationships)
        relationships.emplace_back(to_map(snapshot, relationship));
    out << to_json(Value(Map{{"nodes", Value(std::move(nodes))}, {"relationships", Value(std::move(relationships))}}))
        << '\n';
}

}  // namespace mirrorgraph::query

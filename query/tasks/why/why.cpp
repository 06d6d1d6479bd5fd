#include "query/tasks/why/why.h"

#include <fmt/core.h>

#include <algorithm>

#include "query/tasks/entity_finder.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

std::optional<TypeId> find_type(const Snapshot& snapshot, std::string_view word) {
    std::string name = to_upper(word);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    return snapshot.find_type(name);
}

// Of the node, in both directions.
std::vector<RelationshipId> relationships_at(const Snapshot& snapshot, NodeId node, std::optional<TypeId> only) {
    std::vector<RelationshipId> out;
    for (const Direction direction : {Direction::kOutgoing, Direction::kIncoming}) {
        for (std::uint32_t i = 0; i < snapshot.type_names().size(); ++i) {
            if (only && only->value != i) continue;
            const Neighbours found = snapshot.neighbours(node, TypeId(i), direction);
            out.insert(out.end(), found.relationships.begin(), found.relationships.end());
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<RelationshipId> relationships_between(const Snapshot& snapshot, NodeId a, NodeId b,
                                                  std::optional<TypeId> only) {
    std::vector<RelationshipId> out = relationships_at(snapshot, a, only);
    std::erase_if(out, [&](RelationshipId r) { return snapshot.source(r) != b && snapshot.target(r) != b; });
    return out;
}

Why why_all(const Snapshot& snapshot, const std::vector<RelationshipId>& relationships) {
    Why out;
    for (RelationshipId r : relationships) out.relationships.push_back(why(snapshot, r));
    return out;
}

[[noreturn]] void nothing_between(const Snapshot& snapshot, NodeId a, NodeId b, std::string_view type) {
    std::string remedy = "neither way is any other";
    std::string types;
    for (RelationshipId r : relationships_between(snapshot, a, b, {})) {
        types += fmt::format("{}{}", types.empty() ? "" : ", ", snapshot.type_names()[snapshot.type(r).value]);
    }
    if (!types.empty()) remedy = "there is " + types;
    throw Error(ErrorCode::kNotFound,
                fmt::format("no relationship{}{} between '{}' and '{}'", type.empty() ? "" : " ", type, snapshot.id(a),
                            snapshot.id(b)),
                remedy);
}

TypeId type_or_throw(const Snapshot& snapshot, std::string_view word) {
    if (const auto type = find_type(snapshot, word)) return *type;
    const auto names = snapshot.type_names();
    throw Error(ErrorCode::kNotFound,
                fmt::format("the graph has no relationship type '{}'{}", word, did_you_mean(to_upper(word), names)));
}

}  // namespace

NodeWhy why(const Snapshot& snapshot, NodeId node) {
    NodeWhy out;
    out.node = node;
    const auto mentioned = snapshot.find_type("MENTIONED_IN");
    const auto count = snapshot.find_key("count");
    if (mentioned) {
        const Neighbours documents = snapshot.neighbours(node, *mentioned, Direction::kOutgoing);
        for (std::size_t i = 0; i < documents.size(); ++i) {
            const Value value = count ? snapshot.property(documents.relationships[i], *count) : Value();
            out.documents.push_back({documents.nodes[i], value.is_integer() ? value.as_integer() : 1});
        }
    }
    std::sort(out.documents.begin(), out.documents.end(),
              [&](const auto& a, const auto& b) { return snapshot.id(a.document) < snapshot.id(b.document); });
    out.reasons = find_reasons(snapshot.metadata(), snapshot.id(node));
    out.decisions = find_decisions(snapshot.metadata(), snapshot.id(node));
    return out;
}

RelationshipWhy why(const Snapshot& snapshot, RelationshipId relationship) {
    RelationshipWhy out;
    out.relationship = relationship;
    const std::string_view target = snapshot.id(snapshot.target(relationship));
    for (DecisionRecord& record : find_decisions(snapshot.metadata(), snapshot.id(snapshot.source(relationship)))) {
        if (std::find(record.nodes.begin(), record.nodes.end(), target) != record.nodes.end()) {
            out.decisions.push_back(std::move(record));
        }
    }
    return out;
}

Why why_of(const Snapshot& snapshot, const std::vector<std::string>& words) {
    const EntityFinder finder(snapshot);
    const NodeId first = finder.find_or_throw(words.at(0));
    if (words.size() == 1) return {{why(snapshot, first)}, {}};
    if (words.size() == 2) {
        const auto type = finder.find(words[1]).empty() ? find_type(snapshot, words[1]) : std::nullopt;
        if (type) return why_all(snapshot, relationships_at(snapshot, first, type));
        const NodeId second = finder.find_or_throw(words[1]);
        const auto found = relationships_between(snapshot, first, second, {});
        if (found.empty()) nothing_between(snapshot, first, second, {});
        return why_all(snapshot, found);
    }
    const TypeId type = type_or_throw(snapshot, words[1]);
    const NodeId second = finder.find_or_throw(words[2]);
    const auto found = relationships_between(snapshot, first, second, type);
    if (found.empty()) nothing_between(snapshot, first, second, snapshot.type_names()[type.value]);
    return why_all(snapshot, found);
}

}  // namespace mirrorgraph::query

#include "graph/facts.h"

#include <algorithm>

namespace mirrorgraph {

namespace {

template <class Id>
std::string_view text_of(const Snapshot& snapshot, Id element, std::string_view name) {
    const auto key = snapshot.find_key(name);
    if (!key) return {};
    const Value& value = snapshot.property(element, *key);
    return value.is_string() ? std::string_view(value.as_string()) : std::string_view();
}

}  // namespace

std::string_view text_property(const Snapshot& snapshot, NodeId node, std::string_view key) {
    return text_of(snapshot, node, key);
}

std::string_view text_property(const Snapshot& snapshot, RelationshipId relationship, std::string_view key) {
    return text_of(snapshot, relationship, key);
}

double confidence_of(const Snapshot& snapshot, RelationshipId relationship) {
    if (const auto key = snapshot.find_key("confidence")) {
        if (const Value& value = snapshot.property(relationship, *key); value.is_number()) return value.as_number();
    }
    const Evidence* best = best_evidence(snapshot.evidence(relationship));
    return best == nullptr ? 1.0 : best->confidence;
}

std::size_t issuers_said(const Snapshot& snapshot, NodeId act) {
    const auto type = snapshot.find_type("ISSUED");
    const auto key = snapshot.find_key("issuers");
    if (!type || !key) return 0;
    std::int64_t most = 0;
    for (const RelationshipId issued : snapshot.neighbours(act, *type, Direction::kIncoming).relationships) {
        const Value& said = snapshot.property(issued, *key);
        if (said.is_integer()) most = std::max(most, said.as_integer());
    }
    return static_cast<std::size_t>(most);
}

const Evidence* best_evidence(const EvidenceList& evidence) {
    const auto best = std::max_element(evidence.begin(), evidence.end(), [](const Evidence& a, const Evidence& b) {
        return a.confidence < b.confidence;
    });
    return best == evidence.end() ? nullptr : &*best;
}

std::string document_name(const Snapshot& snapshot, std::string_view document) {
    if (const auto node = snapshot.find_node(document)) {
        if (const std::string_view path = text_of(snapshot, *node, "path"); !path.empty()) return std::string(path);
    }
    return std::string(document);
}

}  // namespace mirrorgraph

#include "graph/names.h"

#include <algorithm>
#include <array>

namespace mirrorgraph {

namespace {

constexpr std::array<std::string_view, 5> kLabelOrder = {"Committee", "Standard", "Policy", "Agency", "Organization"};

}  // namespace

std::string display_name(const Snapshot& snapshot, NodeId node) {
    for (const std::string_view property : {"name", "title"}) {
        const auto key = snapshot.find_key(property);
        if (!key) continue;
        if (const Value& value = snapshot.property(node, *key); value.is_string()) return value.as_string();
    }
    return std::string(snapshot.id(node));
}

int label_rank(std::string_view label) {
    const auto found = std::find(kLabelOrder.begin(), kLabelOrder.end(), label);
    return static_cast<int>(found - kLabelOrder.begin());
}

std::string_view main_label(const Snapshot& snapshot, NodeId node) {
    std::string_view best;
    for (const LabelId label : snapshot.labels(node)) {
        const std::string_view name = snapshot.label_names()[label.value];
        if (best.empty() || label_rank(name) < label_rank(best)) best = name;
    }
    return best;
}

}  // namespace mirrorgraph

#include "query/tasks/trace/same_work.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "graph/names.h"
#include "schema/identifiers/standard.h"

namespace mirrorgraph::query {

namespace {

constexpr std::array<std::string_view, 8> kStages = {"NP", "WD", "CD", "D", "DIS", "FD", "FDIS", "PRF"};

struct Form {
    NodeId node;
    std::string edition;  // "" where nothing says
    bool is_dated = false;
    int progress = 0;  // further on is more; the published form most
};

int progress_of(const StandardIdentifier& identifier) {
    if (identifier.is_dated() && identifier.stage.empty()) return 100;
    if (identifier.stage.empty()) return 50;  // without a year: in publication, or the series
    const auto found = std::find(kStages.begin(), kStages.end(), identifier.stage);
    return found == kStages.end() ? 0 : 1 + static_cast<int>(found - kStages.begin());
}

std::string edition_of(const Snapshot& snapshot, NodeId node) {
    const auto key = snapshot.find_key("edition");
    if (!key || snapshot.property(node, *key).is_null()) return {};
    return to_literal(snapshot.property(node, *key));
}

// The form that stands for this one; null where it stands for itself.
NodeId main_form(const Form& form, const std::vector<Form>& all) {
    const Form* best = nullptr;
    for (const Form& other : all) {
        if (other.progress <= form.progress) continue;
        const bool is_series = form.progress == 50 && other.is_dated;
        const bool same_edition = !form.edition.empty() && form.edition == other.edition;
        if ((is_series || same_edition) && (best == nullptr || other.progress > best->progress)) best = &other;
    }
    return best == nullptr ? NodeId() : best->node;
}

}  // namespace

std::unordered_map<NodeId, NodeId> main_forms(const Snapshot& snapshot, std::span<const NodeId> standards) {
    std::unordered_map<std::string, std::vector<Form>> works;
    for (const NodeId node : standards) {
        const auto identifier = try_parse_standard(display_name(snapshot, node));
        if (!identifier || !identifier->supplements.empty()) continue;
        const auto series = identifier->series();
        works[(series ? *series : *identifier).key()].push_back(
            {node, edition_of(snapshot, node), identifier->is_dated(), progress_of(*identifier)});
    }
    std::unordered_map<NodeId, NodeId> out;
    for (const auto& [key, forms] : works) {
        for (const Form& form : forms) {
            if (const NodeId main = main_form(form, forms); !main.is_null()) out.emplace(form.node, main);
        }
    }
    return out;
}

}  // namespace mirrorgraph::query

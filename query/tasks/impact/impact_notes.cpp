#include "query/tasks/impact/impact_notes.h"

#include <fmt/core.h>

#include <map>

#include "graph/facts.h"
#include "graph/names.h"
#include "query/tasks/note_text.h"
#include "query/tasks/trace/history.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

struct Expected {
    std::string_view label;
    std::string_view type;
    Direction direction;
    std::string_view gap;  // what is said where there is none
};

constexpr Expected kExpected[] = {
    {"Policy", "BASED_ON", Direction::kIncoming, "no policy or standard known that is based on it"},
    {"Policy", "ISSUED", Direction::kIncoming, "no issuer known"},
    {"Standard", "CITES", Direction::kIncoming, "no policy or standard known that cites it"},
    {"Standard", "BASED_ON", Direction::kOutgoing, "no policy known that it supports"},
    {"Standard", "RESPONSIBLE_FOR", Direction::kIncoming, "no responsible committee known"},
    {"Committee", "RESPONSIBLE_FOR", Direction::kOutgoing, "no standards known that it answers for"},
};

void add_part(std::string& list, const std::string& part) { list += (list.empty() ? "" : ", ") + part; }

// "; nearest: that of GB/T 35273-2017, SAC/TC260".
std::string nearest(const Snapshot& snapshot, const Impact& impact, std::string_view type) {
    if (type != "RESPONSIBLE_FOR" || main_label(snapshot, impact.start) != "Standard") return {};
    const auto found = nearest_committee(snapshot, impact.start, history_of(snapshot, impact.start, impact.date));
    if (!found) return {};
    return fmt::format("; nearest: that of {}, {}", display_name(snapshot, found->edition),
                       display_name(snapshot, found->committee));
}

void note_standing(const Snapshot& snapshot, Impact& impact) {
    const ValidityReader reader(snapshot);
    const Validity validity = reader.of(impact.start);
    const Standing standing = standing_on(validity, impact.date);
    if (standing == Standing::kUnknown) {
        impact.gaps.emplace_back("no date known on which it was published or came into force");
        return;
    }
    std::string text(standing_name(standing));
    if (impact.date != today()) text += " as of " + to_string(impact.date);
    if (standing == Standing::kInForce) text += ", since " + to_string(*validity.from);
    if (validity.until) text += ", until " + to_string(*validity.until);
    if (!validity.followed_by.is_null()) text += ", followed by " + display_name(snapshot, validity.followed_by);
    impact.summary.push_back(std::move(text));
}

void note_size(const Snapshot& snapshot, Impact& impact, int depth) {
    const std::string reach = fmt::format("within {}", counted(static_cast<std::size_t>(depth), "relationship"));
    if (impact.affected.empty()) {
        impact.gaps.push_back(
            fmt::format("nothing known to be touched {}: no relationship of the graph passes impact on", reach));
        return;
    }
    std::vector<std::size_t> by_tier(impact.rules->tiers.size(), 0);
    std::map<int, std::pair<std::string_view, std::size_t>> by_label;
    for (const Affected& affected : impact.affected) {
        ++by_tier[affected.tier];
        const std::string_view label = main_label(snapshot, affected.node);
        auto& [name, count] = by_label[label_rank(label)];
        name = label.empty() ? "unlabelled thing" : label;
        ++count;
    }
    std::string tiers;
    for (std::size_t i = 0; i < by_tier.size(); ++i) {
        if (by_tier[i] > 0) add_part(tiers, fmt::format("{} {}", by_tier[i], impact.rules->tiers[i].name));
    }
    std::string labels;
    for (const auto& [rank, entry] : by_label) add_part(labels, counted(entry.second, to_lower(entry.first)));
    impact.summary.push_back(
        fmt::format("touches {} {}: {} ({})", counted(impact.affected.size(), "thing"), reach, tiers, labels));
}

}  // namespace

void note(const Snapshot& snapshot, Impact& impact, const ImpactOptions& options) {
    const std::string_view label = main_label(snapshot, impact.start);
    if (label == "Policy" || label == "Standard") note_standing(snapshot, impact);
    note_size(snapshot, impact, options.depth);
    const auto issued = snapshot.find_type("ISSUED");
    const std::size_t named = issued ? snapshot.degree(impact.start, *issued, Direction::kIncoming) : 0;
    if (const std::size_t said = issuers_said(snapshot, impact.start); said > named) {
        impact.gaps.push_back(
            fmt::format("of its {} issuers {} named", said, named == 1 ? "one is" : fmt::format("{} are", named)));
    }
    for (const Expected& expected : kExpected) {
        if (expected.label != label) continue;
        const auto type = snapshot.find_type(expected.type);
        if (!type || snapshot.degree(impact.start, *type, expected.direction) == 0) {
            impact.gaps.push_back(std::string(expected.gap) + nearest(snapshot, impact, expected.type));
        }
    }
}

}  // namespace mirrorgraph::query

#include "graph/export/appearance.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>

#include "graph/names.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

struct LabelRow {
    std::string_view label;
    NodeShape shape;
    std::string_view light_fill, light_strong;
    std::string_view dark_fill, dark_strong;
};

constexpr std::array<LabelRow, 7> kLabelRows = {{
    {"Committee", NodeShape::kRoundedBox, "#DCE9F9", "#2B6CB0", "#1B3350", "#6AA9F2"},
    {"Standard", NodeShape::kSheet, "#DDF2E3", "#2F855A", "#173B2A", "#5DC58D"},
    {"Policy", NodeShape::kBox, "#FBE3DC", "#C0452B", "#48211A", "#F0866C"},
    {"Agency", NodeShape::kOctagon, "#EADFF7", "#6B46A8", "#32234F", "#B391EA"},
    {"Organization", NodeShape::kEllipse, "#FCECD0", "#B7791F", "#45310F", "#E3AE55"},
    {"Topic", NodeShape::kHexagon, "#D8F0F2", "#2C7A86", "#123A40", "#5CB9C6"},
    {"Document", NodeShape::kDiamond, "#E8EAED", "#6B7280", "#2C323B", "#9CA3AF"},
}};

// For labels of other schemas, in turn.
constexpr std::array<LabelRow, 8> kOtherRows = {{
    {"", NodeShape::kRoundedBox, "#F9DCEB", "#B83280", "#4A1A36", "#EC7DB8"},
    {"", NodeShape::kEllipse, "#E9F3CF", "#6B8E23", "#2F3D12", "#A9CC5C"},
    {"", NodeShape::kHexagon, "#EFE3D6", "#8B5E34", "#3B2A1A", "#C99A6B"},
    {"", NodeShape::kBox, "#DDE1FA", "#434FB8", "#232A57", "#8F9AF5"},
    {"", NodeShape::kOctagon, "#D5F3EA", "#0F766E", "#103B36", "#4CC5B6"},
    {"", NodeShape::kSheet, "#FBF3C8", "#A18A0B", "#403A10", "#DCC64B"},
    {"", NodeShape::kDiamond, "#FADCDC", "#B83232", "#4A1A1A", "#EC7D7D"},
    {"", NodeShape::kEllipse, "#E4E4E4", "#555555", "#333333", "#AAAAAA"},
}};

struct TypeRow {
    std::string_view type;
    std::string_view light, dark;
    bool is_dashed;
};

constexpr std::array<TypeRow, 17> kTypeRows = {{
    {"MIRRORS", "#D1345B", "#FF7A9C", false},
    {"PART_OF", "#64748B", "#94A3B8", false},
    {"SECRETARIAT_OF", "#B7791F", "#E3AE55", false},
    {"ESTABLISHED", "#0F766E", "#4CC5B6", false},
    {"ISSUED", "#6B46A8", "#B391EA", false},
    {"RESPONSIBLE_FOR", "#2F855A", "#5DC58D", false},
    {"REPLACES", "#9F4F1F", "#E0925F", false},
    {"ADOPTS", "#1D6FB8", "#6AA9F2", false},
    {"AMENDS", "#A855A8", "#DB9ADB", false},
    {"BASED_ON", "#C0452B", "#F0866C", false},
    {"CITES", "#7C8A2E", "#B9C763", true},
    {"MEMBER_OF", "#D97706", "#F5A94B", false},
    {"COOPERATES_WITH", "#0891B2", "#4CC9E6", false},
    {"LIAISES_WITH", "#0891B2", "#4CC9E6", true},
    {"ABOUT", "#2C7A86", "#5CB9C6", true},
    {"MENTIONED_IN", "#9CA3AF", "#6B7280", true},
    {"EDITION_OF", "#4B7F52", "#8CBF93", true},
}};

constexpr std::array<TypeRow, 6> kOtherTypes = {{
    {"", "#434FB8", "#8F9AF5", false},
    {"", "#B83280", "#EC7DB8", false},
    {"", "#6B8E23", "#A9CC5C", false},
    {"", "#8B5E34", "#C99A6B", false},
    {"", "#0F766E", "#4CC5B6", false},
    {"", "#B83232", "#EC7D7D", false},
}};

NodeLook node_look(const LabelRow& row, Theme theme) {
    if (theme == Theme::kDark) return {row.dark_fill, row.dark_strong, row.shape};
    return {row.light_fill, row.light_strong, row.shape};
}

template <class Rows, class Others, class Key>
std::vector<typename Rows::value_type> assign(std::span<const std::string> names, const Rows& rows,
                                              const Others& others, Key key) {
    std::vector<std::string> unknown;
    const auto known = [&](std::string_view name) {
        return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return key(row) == name; });
    };
    for (const std::string& name : names) {
        if (known(name) == rows.end()) unknown.push_back(name);
    }
    std::sort(unknown.begin(), unknown.end());
    std::vector<typename Rows::value_type> out;
    for (const std::string& name : names) {
        if (const auto row = known(name); row != rows.end()) {
            out.push_back(*row);
        } else {
            const auto at = std::lower_bound(unknown.begin(), unknown.end(), name) - unknown.begin();
            out.push_back(others[static_cast<std::size_t>(at) % others.size()]);
        }
    }
    return out;
}

void sort_by_count(std::vector<LegendEntry>& entries) {
    std::erase_if(entries, [](const LegendEntry& entry) { return entry.count == 0; });
    std::stable_sort(entries.begin(), entries.end(),
                     [](const LegendEntry& a, const LegendEntry& b) { return a.count > b.count; });
}

}  // namespace

Appearance::Appearance(const Selection& selection, Theme theme) : selection_(selection) {
    colors_ = theme == Theme::kDark ? ThemeColors{"#10161F", "#E6EAF0", "#9AA5B4", "#4B5666"}
                                    : ThemeColors{"#FFFFFF", "#1A202C", "#5A6675", "#A0AAB8"};
    const Snapshot& snapshot = selection.snapshot();
    for (const LabelRow& row : assign(snapshot.label_names(), kLabelRows, kOtherRows, std::mem_fn(&LabelRow::label))) {
        node_looks_.push_back(node_look(row, theme));
    }
    node_looks_.push_back(node_look(kOtherRows.back(), theme));
    for (const TypeRow& row : assign(snapshot.type_names(), kTypeRows, kOtherTypes, std::mem_fn(&TypeRow::type))) {
        line_looks_.push_back({theme == Theme::kDark ? row.dark : row.light, row.is_dashed});
    }
    for (std::size_t i = 0; i < snapshot.label_names().size(); ++i) {
        labels_.push_back({snapshot.label_names()[i], 0, node_looks_[i], {}});
    }
    for (std::size_t i = 0; i < snapshot.type_names().size(); ++i) {
        types_.push_back({snapshot.type_names()[i], 0, {}, line_looks_[i]});
    }
    for (const NodeId node : selection.nodes()) {
        largest_degree_ = std::max(largest_degree_, selection.degree(node));
        if (const auto label = snapshot.find_label(main_label(snapshot, node))) ++labels_[label->value].count;
    }
    for (const RelationshipId relationship : selection.relationships()) {
        ++types_[snapshot.type(relationship).value].count;
    }
    sort_by_count(labels_);
    sort_by_count(types_);
}

const NodeLook& Appearance::of(NodeId node) const {
    const Snapshot& snapshot = selection_.snapshot();
    const auto label = snapshot.find_label(main_label(snapshot, node));
    return label ? node_looks_[label->value] : node_looks_.back();
}

const LineLook& Appearance::of(RelationshipId relationship) const {
    return line_looks_[selection_.snapshot().type(relationship).value];
}

double Appearance::size(NodeId node) const {
    const double share = static_cast<double>(selection_.degree(node)) / static_cast<double>(largest_degree_);
    return 1 + 3 * std::sqrt(share);
}

Color parse_color(std::string_view rrggbb) {
    const auto channel = [&](std::size_t at) {
        int value = 0;
        std::from_chars(rrggbb.data() + at, rrggbb.data() + at + 2, value, 16);
        return value;
    };
    return {channel(1), channel(3), channel(5)};
}

std::string type_in_words(std::string_view type) {
    std::string out = to_lower(type);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

}  // namespace mirrorgraph

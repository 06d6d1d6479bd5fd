#include "graph/export/lifetimes.h"

#include <algorithm>
#include <array>

#include "graph/export/text.h"
#include "schema/temporal/calendar.h"

namespace mirrorgraph {

namespace {

constexpr std::array<std::string_view, 5> kStarts = {"established", "issued", "published", "effective", "date"};
constexpr std::array<std::string_view, 3> kEnds = {"disbanded", "withdrawn", "until"};

std::vector<KeyId> known_keys(const Snapshot& snapshot, std::span<const std::string_view> names) {
    std::vector<KeyId> out;
    for (const std::string_view name : names) {
        if (const auto key = snapshot.find_key(name)) out.push_back(*key);
    }
    return out;
}

template <class IdType>
std::optional<Date> first_date(const Snapshot& snapshot, IdType id, const std::vector<KeyId>& keys) {
    for (const KeyId key : keys) {
        if (const Value& value = snapshot.property(id, key); value.is_date()) return value.as_date();
    }
    return std::nullopt;
}

template <class IdType>
std::vector<Phase> phases_of(const Snapshot& snapshot, IdType id, const std::vector<KeyId>& starts,
                             const std::optional<std::string>& life_end) {
    struct Start {
        Date day;
        std::string_view name;
    };
    std::vector<Start> known;
    for (const KeyId key : starts) {
        const Value& value = snapshot.property(id, key);
        if (!value.is_date()) continue;
        // A year may mean any of its days: what comes later in a life did not begin before what comes earlier.
        Date day = first_day(value.as_date());
        if (!known.empty() && day < known.back().day && known.back().day <= last_day(value.as_date())) {
            day = known.back().day;
        }
        known.push_back({day, snapshot.key_names()[key.value]});
    }
    std::stable_sort(known.begin(), known.end(), [](const Start& a, const Start& b) { return a.day < b.day; });
    std::vector<Phase> out;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const bool is_last = i + 1 == known.size();
        if (!is_last && known[i + 1].day == known[i].day) continue;  // what comes later in a life stands for both
        const auto start = xml_date(known[i].day);
        if (!start || (life_end && *life_end < *start)) continue;
        const auto end = is_last ? life_end : xml_date(*add_days(known[i + 1].day, -1));
        out.push_back({known[i].name, *start, end});
    }
    return out;
}

template <class IdType>
Lifetime lifetime(const Snapshot& snapshot, IdType id, const std::vector<KeyId>& starts,
                  const std::vector<KeyId>& ends) {
    Lifetime out;
    const auto start = first_date(snapshot, id, starts);
    const auto end = first_date(snapshot, id, ends);
    if (start) out.start = xml_date(first_day(*start));
    if (end && !(start && last_day(*end) < first_day(*start))) out.end = xml_date(last_day(*end));
    return out;
}

}  // namespace

Lifetimes::Lifetimes(const Selection& selection)
    : snapshot_(selection.snapshot()), starts_(known_keys(snapshot_, kStarts)), ends_(known_keys(snapshot_, kEnds)) {
    const auto has_any = [&](auto id) {
        const Lifetime life = of(id);
        return life.start || life.end;
    };
    any_ = std::any_of(selection.nodes().begin(), selection.nodes().end(), has_any) ||
           std::any_of(selection.relationships().begin(), selection.relationships().end(), has_any);
}

Lifetime Lifetimes::of(NodeId node) const { return lifetime(snapshot_, node, starts_, ends_); }

Lifetime Lifetimes::of(RelationshipId relationship) const { return lifetime(snapshot_, relationship, starts_, ends_); }

std::vector<Phase> Lifetimes::phases(NodeId node) const { return phases_of(snapshot_, node, starts_, of(node).end); }

std::vector<Phase> Lifetimes::phases(RelationshipId relationship) const {
    return phases_of(snapshot_, relationship, starts_, of(relationship).end);
}

}  // namespace mirrorgraph

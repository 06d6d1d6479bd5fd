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

}  // namespace mirrorgraph

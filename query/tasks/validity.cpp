#include "query/tasks/validity.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "schema/error.h"
#include "schema/temporal/calendar.h"

namespace mirrorgraph::query {

namespace {

bool surely_before(Date a, Date b) { return last_day(a) < first_day(b); }

constexpr int kYearsBetween = 3;  // at most, between the year of an edition and the day that it comes into force

constexpr std::string_view kEndedStatuses[] = {"withdrawn", "superseded", "repealed", "cancelled", "disbanded"};
constexpr std::string_view kUnpublishedStatuses[] = {"planned", "draft", "under development"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Neither surely before nor surely behind what the dates allow.
bool dates_allow(const Validity& validity, Date date) {
    if (validity.from && surely_before(date, *validity.from)) return false;
    return !validity.until || first_day(date) < last_day(*validity.until);
}

}  // namespace

std::string_view standing_name(Standing standing) {
    switch (standing) {
        case Standing::kInForce: return "in force";
        case Standing::kNotYet: return "not yet in force";
        case Standing::kEnded: return "no longer in force";
        case Standing::kUnknown: return "unknown";
    }
    return {};
}

ValidityReader::ValidityReader(const Snapshot& snapshot)
    : snapshot_(snapshot),
      from_keys_{snapshot.find_key("effective"), snapshot.find_key("issued"), snapshot.find_key("published")},
      year_(snapshot.find_key("year")),
      withdrawn_(snapshot.find_key("withdrawn")),
      date_(snapshot.find_key("date")),
      until_(snapshot.find_key("until")),
      status_(snapshot.find_key("status")),
      part_(snapshot.find_key("part")),
      replaces_(snapshot.find_type("REPLACES")),
      edition_of_(snapshot.find_type("EDITION_OF")),
      amends_(snapshot.find_type("AMENDS")) {}

std::optional<Date> ValidityReader::date_of(NodeId node, std::optional<KeyId> key) const {
    if (!key) return std::nullopt;
    const Value& value = snapshot_.property(node, *key);
    return value.is_date() ? std::optional(value.as_date()) : std::nullopt;
}

std::optional<Date> ValidityReader::beginning(NodeId node) const {
    const std::optional<std::int32_t> year = year_of(node);
    for (const auto key : from_keys_) {
        const auto date = date_of(node, key);
        // A day far from the year in its number was told of something else.
        if (date && (!year || std::abs(date->year - *year) <= kYearsBetween)) return date;
    }
    if (!year) return std::nullopt;
    return Date{*year, 0, 0};
}

std::optional<std::int32_t> ValidityReader::year_of(NodeId node) const {
    if (!year_) return std::nullopt;
    // The year in the number of an amendment is that of what it amends.
    if (amends_ && snapshot_.degree(node, *amends_, Direction::kOutgoing) > 0) return std::nullopt;
    const Value& year = snapshot_.property(node, *year_);
    if (!year.is_integer() || year.as_integer() < 1 || year.as_integer() > 9999) return std::nullopt;
    return static_cast<std::int32_t>(year.as_integer());
}

std::string_view ValidityReader::status(NodeId node) const {
    if (!status_) return {};
    const Value& value = snapshot_.property(node, *status_);
    return value.is_string() ? std::string_view(value.as_string()) : std::string_view();
}

Validity ValidityReader::of(NodeId node) const {
    Validity validity;
    validity.from = beginning(node);
    validity.until = date_of(node, withdrawn_);
    validity.ended = validity.until.has_value() || is_one_of(kEndedStatuses, status(node));
    validity.unpublished = is_one_of(kUnpublishedStatuses, status(node));
    if (validity.until) return validity;
    end_by_successor(node, validity);
    if (!validity.until) end_by_next_edition(node, validity);
    return validity;
}

void ValidityReader::end_by_successor(NodeId node, Validity& validity) const {
    if (!replaces_) return;
    const Neighbours newer = snapshot_.neighbours(node, *replaces_, Direction::kIncoming);
    for (std::size_t i = 0; i < newer.size(); ++i) {
        if (is_one_of(kUnpublishedStatuses, status(newer.nodes[i]))) continue;
        std::optional<Date> replaced = beginning(newer.nodes[i]);
        if (!replaced) replaced = of(newer.relationships[i]).from;
        // A successor that is older than what it replaces says nothing of the end.
        if (replaced && validity.from && surely_before(*replaced, *validity.from)) continue;
        validity.ended = true;
        if (validity.followed_by.is_null() || (replaced && (!validity.until || *replaced < *validity.until))) {
            if (replaced) validity.until = replaced;
            validity.followed_by = newer.nodes[i];
            validity.replaced_by = newer.relationships[i];
        }
    }
}

void ValidityReader::end_by_next_edition(NodeId node, Validity& validity) const {
    if (!edition_of_ || !validity.from || validity.ended || validity.unpublished) return;
    const auto part = [&](NodeId of) { return part_ ? snapshot_.property(of, *part_) : Value(); };
    for (const NodeId series : snapshot_.neighbours(node, *edition_of_, Direction::kOutgoing).nodes) {
        for (const NodeId other : snapshot_.neighbours(series, *edition_of_, Direction::kIncoming).nodes) {
            if (other == node || part(other) != part(node) || is_one_of(kUnpublishedStatuses, status(other))) continue;
            const auto from = year_of(other) ? beginning(other) : std::nullopt;
            if (!from || !surely_before(*validity.from, *from) || (validity.until && *validity.until <= *from))
                continue;
            validity.until = from;
            validity.ended = true;
            validity.followed_by = other;
        }
    }
}

Validity ValidityReader::of(RelationshipId relationship) const {
    Validity validity;
    const auto date = [&](std::optional<KeyId> key) -> std::optional<Date> {
        if (!key) return std::nullopt;
        const Value& value = snapshot_.property(relationship, *key);
        return value.is_date() ? std::optional(value.as_date()) : std::nullopt;
    };
    validity.from = date(date_);
    validity.until = date(until_);
    validity.ended = validity.until.has_value();
    return validity;
}

Standing standing_on(const Validity& validity, Date date) {
    if (!dates_allow(validity, date)) {
        return validity.from && surely_before(date, *validity.from) ? Standing::kNotYet : Standing::kEnded;
    }
    if (validity.unpublished) return Standing::kNotYet;
    // A status is told of the present: what was withdrawn by now may have stood then.
    if (validity.ended && !validity.until) return date < today() ? Standing::kUnknown : Standing::kEnded;
    return validity.from ? Standing::kInForce : Standing::kUnknown;
}

Standing ValidityReader::standing(NodeId node, Date date) const { return standing_on(of(node), date); }

bool ValidityReader::may_hold(RelationshipId relationship, Date date) const {
    return dates_allow(of(relationship), date);
}

bool ValidityReader::may_hold(NodeId node, Date date) const { return dates_allow(of(node), date); }

Date today() {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    return {static_cast<int>(day.year()), static_cast<std::uint8_t>(static_cast<unsigned>(day.month())),
            static_cast<std::uint8_t>(static_cast<unsigned>(day.day()))};
}

Date parse_date_option(std::string_view text) {
    const auto date = parse_date(text);
    if (date && date->year >= 1 && date->year <= 9999) return *date;
    throw Error(ErrorCode::kUsage, "'" + std::string(text) + "' is no date of the calendar",
                "write a year, a month or a day: 2021, 2021-06, 2021-06-17");
}

}  // namespace mirrorgraph::query

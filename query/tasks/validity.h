// When things hold: from when until when a standard, policy or relationship stood, and where it stands on a date.
//
// From:  `effective`, else `issued`, `published`, the `year` of an edition. Until: `withdrawn` or `until`, else the day
// from which the earliest published successor replaces it, else that of the next dated edition of its series. A date of lower precision counts with all its days: a thing is
// said to have ended or not to have begun only where its dates rule out that it holds.
//
// Errors:  none
// Owns:    nothing; the snapshot must outlive it
// Threads: const methods may run at once
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph::query {

enum class Standing {
    kInForce,
    kNotYet,  // planned, a draft, or from a later date
    kEnded,   // withdrawn, repealed, replaced
    kUnknown  // no dates and no status, or ended on a day that is not known
};
std::string_view standing_name(Standing standing);  // "in force", "not yet in force", "no longer in force", "unknown"

struct Validity {
    std::optional<Date> from;
    std::optional<Date> until;   // the first day, month or year on which it does not hold
    NodeId followed_by;          // the successor that gave `until`; null where a property did, or nothing
    RelationshipId replaced_by;  // that says so; null where the successor is only the next edition
    bool ended = false;          // said to have ended, on a day that may be unknown
    bool unpublished = false;    // planned or a draft
};

class ValidityReader {
  public:
    explicit ValidityReader(const Snapshot& snapshot);

    Validity of(NodeId node) const;
    Validity of(RelationshipId relationship) const;

    Standing standing(NodeId node, Date date) const;
    // Whether its dates leave it possible that the relationship held on that date.
    bool may_hold(RelationshipId relationship, Date date) const;
    bool may_hold(NodeId node, Date date) const;

  private:
    std::optional<Date> date_of(NodeId node, std::optional<KeyId> key) const;
    std::optional<Date> beginning(NodeId node) const;
    std::optional<std::int32_t> year_of(NodeId node) const;
    void end_by_successor(NodeId node, Validity& validity) const;
    void end_by_next_edition(NodeId node, Validity& validity) const;
    std::string_view status(NodeId node) const;

    const Snapshot& snapshot_;
    std::array<std::optional<KeyId>, 3> from_keys_;
    std::optional<KeyId> year_, withdrawn_, date_, until_, status_, part_;
    std::optional<TypeId> replaces_, edition_of_, amends_;
};

Standing standing_on(const Validity& validity, Date date);

// The date of the clock, in UTC.
Date today();

// A date that a person typed: "2021", "2021-06", "2021-06-17". Throws Error kUsage for anything else, 2021-02-30 too.
Date parse_date_option(std::string_view text);

}  // namespace mirrorgraph::query

// From when to when nodes and relationships hold, as far as their properties tell.
//
// Begins with the first of established, issued, published, effective, date that the element has; ends with the first
// of disbanded, withdrawn, until. A date without month or day begins on its first day and ends on its last. In between,
// every date that begins something opens a phase, which lasts until the day before the next.
//
// Errors:  none; an end before its start is left out
// Threads: immutable; const methods may run at once
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/export/selection.h"

namespace mirrorgraph {

// Days in ISO form; absent where nothing is known.
struct Lifetime {
    std::optional<std::string> start;
    std::optional<std::string> end;
};

// "effective", from when to when.
struct Phase {
    std::string_view name;  // the property
    std::string start;
    std::optional<std::string> end;
};

class Lifetimes {
  public:
    explicit Lifetimes(const Selection& selection);

    Lifetime of(NodeId node) const;
    Lifetime of(RelationshipId relationship) const;
    std::vector<Phase> phases(NodeId node) const;  // in the order of time
    std::vector<Phase> phases(RelationshipId relationship) const;
    bool any() const { return any_; }  // whether some element of the selection has one

  private:
    const Snapshot& snapshot_;
    std::vector<KeyId> starts_;
    std::vector<KeyId> ends_;
    bool any_ = false;
};

}  // namespace mirrorgraph

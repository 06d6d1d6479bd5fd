// Which relationships a trace follows from where, in which order, and how much of what it finds is said.
//
// Owns:    static data
// Threads: all functions may run at once
#pragma once

#include <span>
#include <string_view>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph::query {

// A place from which a node is seen: it decides which relationships are worth following.
enum class View {
    kCommittee,    // the start
    kMirrorBody,   // a body that mirrors the start
    kCounterpart,  // a committee that the start mirrors
    kNational,     // a committee run by a mirror body
    kSubBody,      // below the start
    kParent,       // above it
    kHost,         // a secretariat
    kStandard,     // the start
    kResponsible,  // the committee behind a standard
    kListed,       // a standard of a list
    kOther,        // a standard on the other side of an adoption
    kPolicy,       // the start
    kBody,         // the start: an agency or organisation
    kLeaf
};

struct Rung {
    std::string_view role;
    std::string_view type;
    Direction direction;
    View next;
    bool brief = false;  // named in one paragraph rather than a line each
};

std::span<const Rung> ladder(View view);

// The view of a start of this label.
View view_of_start(std::string_view label);

}  // namespace mirrorgraph::query

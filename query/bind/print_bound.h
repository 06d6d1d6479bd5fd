// Prints the bound form of a query: for tests, and expressions for plans.
//
// A slot prints as its variable's name, _3 where it has none; a name that several slots share is followed by the slot:
// x_4. Expressions are in the notation of the query language.
//
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <span>
#include <string>

#include "query/bind/bound.h"

namespace mirrorgraph::query::bound {

// One line a part, clause and projection; subqueries stand where they are used, on the same line.
std::string print(const Statement& statement);

// Over a row of this layout.
std::string print(const Expression& expression, std::span<const SlotInfo> slots);
std::string print(const Conditions& conditions, std::span<const SlotInfo> slots);  // joined by AND
std::string print(const PatternGraph& pattern, std::span<const SlotInfo> slots);
std::string print(const Labels& labels);  // A|B&!C
std::string slot_name(Slot slot, std::span<const SlotInfo> slots);

}  // namespace mirrorgraph::query::bound

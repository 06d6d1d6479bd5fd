// What later clauses of a part read, and whether they count rows: how much of a pattern has to be found.
#pragma once

#include <set>

#include "query/bind/bound.h"

namespace mirrorgraph::query::plan {

// The slots of the part that clauses behind `clause` and the projection read.
std::set<bound::Slot> slots_read_after(const bound::Part& part, std::size_t clause);

// Whether equal rows of the clause make a difference to anybody. `rows_wanted`: the rows of a part without projection,
// or with a plain one, are told apart by number.
bool counts_rows(const bound::Part& part, std::size_t clause, bool rows_wanted);

}  // namespace mirrorgraph::query::plan

// Where the cells of a flattened row begin: by their kinds, by the breaks of the lines, by the words that other rows
// of the table begin a cell with.
//
// Threads: functions may run at once
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "ingest/readers/layout/joining.h"
#include "ingest/readers/tables/table_columns.h"

namespace mirrorgraph::ingest {

enum class Break { kBlank, kWide, kLine, kEmptyLine };

// A word of a row.
struct Atom {
    Span span;
    std::size_t line = 0;  // position among the lines
    Break before = Break::kBlank;
};

using AtomRow = std::vector<Atom>;

// The words of text[span], all of one line; `before` is what stands before the first.
void add_atoms(std::string_view text, Span span, std::size_t line, Break before, AtomRow& row);

// How often a word begins what looks like a new cell, over the rows of a table.
using StartVotes = std::map<std::string_view, int>;
void vote_for_starts(std::string_view text, const AtomRow& row, StartVotes& votes);

// For each column where its cell begins in the row (as a position among the atoms), and a last one for the end. A cell
// may be empty. Cost: atoms squared times columns; rows above a few hundred atoms are given whole to the last column.
std::vector<std::size_t> split_cells(std::string_view text, const AtomRow& row, const std::vector<ColumnKind>& columns,
                                     const StartVotes& votes);

}  // namespace mirrorgraph::ingest

// What the columns of a table are for, read from its header, and what a cell looks like.
//
// Threads: functions may run at once
#pragma once

#include <string_view>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::ingest {

enum class ColumnKind {
    kNumber,       // running number of the row
    kIdentifier,   // of a standard, plan or committee
    kReplaced,     // identifiers again, often empty
    kAdopted,      // those of international standards, often empty
    kCounterpart,  // who mirrors or is mirrored: a committee of the other side, or an organisation
    kDate,
    kStatus,  // a word or two out of few
    kBody,    // an organisation
    kText
};

struct Column {
    ColumnKind kind = ColumnKind::kText;
    Span name;  // in the text that was parsed
};

// The columns that a header line names: told apart by wide gaps, else by the nouns that end their names ("No.", "TC
// Number", "Mirror Technical Organisation"; 序号, 标准编号). Empty where the line is no header. A header proves nothing
// alone: some titles read like one.
std::vector<Column> parse_header(std::string_view line);

// "Number | New number of GB standards | ...", 编号 beside 标准号: the column that `first` names counts the rows.
void tell_running_number(std::vector<Column>& columns, std::string_view first);

// False for most texts of ASCII in which no word is one of those nouns.
bool may_name_column(std::string_view text);
std::vector<ColumnKind> kinds_of(const std::vector<Column>& columns);

bool looks_like_foreign_identifier(std::string_view text);
bool looks_like_identifier(std::string_view text);
bool starts_with_identifier(std::string_view text);  // in its first one to three words
bool is_field_label(std::string_view text);          // what a registry calls a field of a standard's card
bool heads_list(std::string_view text);              // "Drafting organizations", "Standards by ISO/TC 269"
bool looks_like_date(std::string_view text);
bool looks_like_status(std::string_view text);
bool names_body(std::string_view text);  // has a noun that names of organisations have

}  // namespace mirrorgraph::ingest

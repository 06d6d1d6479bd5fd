// Tables in text: what stood in cells on the page comes as a run of lines, and becomes rows again.
//
// Understood: cells told apart by tabs, by bars (Markdown) or by aligned gaps; tables flattened into lines under a
// header or with running numbers; rows that begin with the kind of thing they list ("Standard", "Report"); lists of
// abbreviations; cards of "label: value", on one line or
// on two. Rows are certain where cells may be guessed.
//
// Units:   spans are bytes of the text; lines are positions among the lines given
// Owns:    nothing; text, lines and joiner must outlive the finder
// Threads: one thread
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ingest/readers/layout/joining.h"
#include "ingest/readers/layout/layout.h"
#include "ingest/readers/tables/table_cells.h"

namespace mirrorgraph::ingest {

struct TableRow {
    std::vector<std::vector<Piece>> cells;
    bool header = false;
};

struct Table {
    std::size_t last = 0;  // behind the last line of the table
    std::vector<TableRow> rows;
};

class TableFinder {
  public:
    TableFinder(std::string_view text, const std::vector<Line>& lines, const LineJoiner& joiner)
        : text_(text), lines_(lines), joiner_(joiner) {}

    // The table that begins with lines[first], if one does. Bounded look ahead where none does.
    std::optional<Table> find(std::size_t first) const;
    // Whether lines[line] is the first name of columns that are named one a line, or counts the rows and names the other columns.
    bool begins_header(std::size_t line) const;

  private:
    // A flattened row before its cells are known.
    struct Row {
        AtomRow atoms;
        std::size_t line_count = 0;
        std::uint32_t width = 0;
        bool apart = false;  // an empty line stands inside it
    };
    struct Header {
        std::vector<Column> columns;
        TableRow row;
        std::size_t last = 0;
    };

    // Of a table whose cells stand below each other.
    struct AlignedColumns {
        std::vector<std::uint32_t> starts;
        std::vector<ColumnKind> kinds;  // none where no header names them

        std::size_t nearest(std::uint32_t at) const;  // the column that a cell beginning there is in
    };

    std::optional<Table> find_delimited(std::size_t first) const;
    std::optional<Table> find_separated(std::size_t first) const;
    std::optional<std::vector<TableRow>> card_of(const std::vector<TableRow>& rows) const;
    std::optional<Table> find_aligned(std::size_t first) const;
    std::optional<Table> find_numbered(std::size_t first) const;
    std::optional<Table> find_identified(std::size_t first) const;
    std::optional<Table> find_kinds(std::size_t first) const;
    std::optional<Table> find_glossary(std::size_t first) const;
    std::vector<Piece> label_at(std::size_t line, std::size_t size) const;
    std::optional<Table> find_card(std::size_t first) const;
    std::optional<Table> find_spaced_card(std::size_t first) const;
    std::optional<Table> find_stacked_card(std::size_t first) const;
    std::optional<Table> find_paired_card(std::size_t first) const;
    std::optional<Table> find_close_card(std::size_t first) const;

    std::string_view content(std::size_t line) const;
    std::string_view words_of(const std::vector<Piece>& cell) const;
    std::size_t next_text(std::size_t line) const;    // the next line of role kText; lines_.size() where none is
    std::uint32_t gap_above(std::size_t line) const;  // empty lines, but for those that all lines around have
    std::vector<Span> wide_parts(std::size_t line) const;
    bool add_uneven(std::size_t line, const std::vector<Span>& parts, const AlignedColumns& columns,
                    std::vector<TableRow>& rows) const;
    std::size_t join_broken(std::size_t line, std::size_t cells, TableRow& row) const;
    bool extend_numbered(std::size_t line, const std::vector<Span>& parts, TableRow& row) const;
    std::vector<Span> split_behind_label(Span part) const;
    std::vector<Span> split_at_bar(Span part) const;
    std::vector<Span> split_at_column(std::size_t line, Span part, std::uint32_t column) const;
    std::vector<Span> labels_of(std::size_t line) const;
    std::vector<Span> delimited_parts(std::size_t line, char delimiter) const;
    std::vector<Span> separated_parts(std::size_t line, std::string_view sign) const;
    std::uint32_t column_of(std::size_t line, Span part) const;
    void extend_cell(std::size_t line, Span part, std::vector<Piece>& cell) const;
    bool extend_row(std::size_t line, const std::vector<Span>& parts, const std::vector<ColumnKind>& kinds,
                    TableRow& row) const;

    std::optional<Header> stacked_header_at(std::size_t line, const std::vector<Span>& top) const;
    const std::optional<Header>& header_at(std::size_t line) const;
    std::optional<Header> find_header(std::size_t line) const;
    std::optional<Header> vertical_header_at(std::size_t line) const;
    std::optional<Header> header_below_number(std::size_t line) const;
    bool interrupts(std::size_t line) const;
    bool is_group_title(std::size_t line) const;
    bool ends_last_row(const std::vector<Row>& rows, std::size_t previous, std::size_t line) const;
    void add_line(Row& row, std::size_t line, std::size_t from) const;
    std::vector<Piece> cell_of(const AtomRow& atoms, std::size_t begin, std::size_t end) const;
    Piece piece_of(std::size_t line, Span span) const;
    Table split_rows(const std::vector<Row>& rows, const std::vector<ColumnKind>& columns) const;

    std::string_view text_;
    const std::vector<Line>& lines_;
    const LineJoiner& joiner_;
    mutable std::size_t headed_line_ = static_cast<std::size_t>(-1);  // that header_ is known of
    mutable std::optional<Header> header_;
};

}  // namespace mirrorgraph::ingest

// A table for people at a terminal: columns as wide as their cells, thin lines, Han characters two columns wide.
//
//   label     nodes
//   ────────  ─────
//   Standard   1204
//
// Units:   widths are terminal columns
// Errors:  none
// Owns:    its cells
// Threads: one thread
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph {

class Table {
  public:
    enum class Align { kLeft, kRight };
    struct Column {
        std::string title;
        Align align = Align::kLeft;
        bool wrap = false;  // break long cells into lines rather than cut them
    };

    explicit Table(std::vector<Column> columns);

    // REQUIRES: as many cells as columns. Line breaks and control characters are shown as blanks.
    void add_row(const std::vector<std::string>& cells);
    std::size_t row_count() const { return rows_.size(); }

    // Ends with a line break. Where the table is wider than `width`, columns that wrap become narrower, then the
    // widest others are cut, each cut cell ending in an ellipsis; 0 stands for as wide as it takes.
    std::string render(std::size_t width = 0) const;

  private:
    std::vector<std::size_t> widths(std::size_t limit) const;
    void append_row(std::string& out, const std::vector<std::string>& row,
                    const std::vector<std::size_t>& widths) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace mirrorgraph

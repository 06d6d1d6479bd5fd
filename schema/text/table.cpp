#include "schema/text/table.h"

#include <algorithm>
#include <cassert>

#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kGap = 2;             // blanks between columns
constexpr std::size_t kNarrowest = 8;       // a column is not cut below this
constexpr std::size_t kNarrowestText = 24;  // a column that wraps is not made narrower before others are cut

void append_cell(std::string& line, bool gap, std::string_view text, std::size_t width, Table::Align align) {
    const std::string shown = truncate_to_width(text, width);
    const std::string blanks(width - std::min(width, display_width(shown)), ' ');
    if (gap) line.append(kGap, ' ');
    line += align == Table::Align::kRight ? blanks + shown : shown + blanks;
}

void append_line(std::string& out, std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::add_row(const std::vector<std::string>& cells) {
    assert(cells.size() == columns_.size());
    std::vector<std::string> row;
    for (const std::string& cell : cells) row.push_back(without_controls(cell));
    rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::widths(std::size_t limit) const {
    std::vector<std::size_t> out;
    for (const Column& column : columns_) out.push_back(std::max<std::size_t>(display_width(column.title), 1));
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) out[i] = std::max(out[i], display_width(row[i]));
    }
    if (limit == 0 || out.empty()) return out;
    std::size_t total = kGap * (out.size() - 1);
    for (std::size_t width : out) total += width;
    while (total > limit) {
        const auto slack = [&](std::size_t i) -> std::size_t {
            const std::size_t least = columns_[i].wrap ? kNarrowestText : kNarrowest;
            return out[i] > least ? out[i] - least : 0;
        };
        std::size_t widest = 0;
        for (std::size_t i = 1; i < out.size(); ++i) {
            const bool prefer = columns_[i].wrap && slack(i) > 0;
            const bool kept = columns_[widest].wrap && slack(widest) > 0;
            if (prefer != kept ? prefer : slack(i) > slack(widest)) widest = i;
        }
        if (slack(widest) == 0) break;
        --out[widest];
        --total;
    }
    return out;
}

void Table::append_row(std::string& out, const std::vector<std::string>& row,
                       const std::vector<std::size_t>& widths) const {
    std::vector<std::vector<std::string>> cells;
    std::size_t lines = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
        cells.push_back(columns_[i].wrap ? wrap_to_width(row[i], widths[i]) : std::vector{row[i]});
        lines = std::max(lines, cells.back().size());
    }
    for (std::size_t l = 0; l < lines; ++l) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            append_cell(line, i > 0, l < cells[i].size() ? cells[i][l] : std::string(), widths[i], columns_[i].align);
        }
        append_line(out, std::move(line));
    }
}

std::string Table::render(std::size_t width) const {
    const std::vector<std::size_t> columns = widths(width);
    std::string out;
    std::vector<std::string> titles;
    std::vector<std::string> rules;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        titles.push_back(columns_[i].title);
        rules.emplace_back();
        for (std::size_t k = 0; k < columns[i]; ++k) rules.back() += "─";
    }
    append_row(out, titles, columns);
    append_row(out, rules, columns);
    for (const auto& row : rows_) append_row(out, row, columns);
    return out;
}

}  // namespace mirrorgraph

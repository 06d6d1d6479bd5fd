#include "schema/table.h"

#include <algorithm>
#include <cassert>

#include "schema/text.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kGap = 1;        // blanks between columns
constexpr std::size_t kNarrowest = 8;  // a column is not cut below this

std::string one_line(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return out;
}

void append_cell(std::string& line, std::string_view text, std::size_t width, Table::Align align) {
    const std::string shown = truncate_to_width(text, width);
    const std::string blanks(width - std::min(width, display_width(shown)), ' ');
    if (!line.empty()) line.append(kGap, ' ');
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
    for (const std::string& cell : cells) row.push_back(one_line(cell));
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
        const auto widest = std::max_element(out.begin(), out.end());
        if (*widest <= kNarrowest) break;
        --*widest;
        --total;
    }
    return out;
}

std::string Table::render(std::size_t width) const {
    const std::vector<std::size_t> columns = widths(width);
    std::string out;
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        append_cell(line, columns_[i].title, columns[i], columns_[i].align);
    }
    append_line(out, std::exchange(line, {}));
    for (std::size_t column : columns) {
        if (!line.empty()) line.append(kGap, ' ');
        for (std::size_t i = 0; i < column; ++i) line += "─";
    }
    append_line(out, std::exchange(line, {}));
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) append_cell(line, row[i], columns[i], columns_[i].align);
        append_line(out, std::exchange(line, {}));
    }
    return out;
}

}  // namespace mirrorgraph

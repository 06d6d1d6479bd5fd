#include "ingest/recognise/lexicon/data_table.h"

#include <fmt/core.h>

#include <fstream>
#include <sstream>

#include "ingest/readers/registry/csv.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

std::string read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file) throw Error(ErrorCode::kIo, "cannot read '" + path + "'");
    return std::move(content).str();
}

}  // namespace

DataTable DataTable::load(const std::string& path) {
    const std::string content = read_whole(path);
    CsvReader reader(content, ',', path);
    DataTable table;
    table.path_ = path;
    CsvRow row;
    if (!reader.next(row)) throw Error(ErrorCode::kInvalidData, path + ": no row that names the columns");
    table.columns_ = row.fields;
    while (reader.next(row)) {
        if (row.fields.size() != table.columns_.size()) {
            throw Error(ErrorCode::kInvalidData, fmt::format("{}:{}: {} cells, the first row has {}", path, row.line,
                                                             row.fields.size(), table.columns_.size()));
        }
        table.rows_.push_back(row.fields);
    }
    return table;
}

const std::string& DataTable::at(std::size_t row, std::string_view column) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i] == column) return rows_[row][i];
    }
    throw Error(ErrorCode::kInvalidData,
                path_ + ": no column '" + std::string(column) + "'" + did_you_mean(column, columns_));
}

std::vector<std::string> split_list(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i <= text.size();) {
        const std::size_t end = std::min(text.find(separator, i), text.size());
        if (end > i) parts.emplace_back(text.substr(i, end - i));
        i = end + 1;
    }
    return parts;
}

}  // namespace mirrorgraph::ingest

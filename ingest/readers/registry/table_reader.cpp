#include "ingest/readers/registry/table_reader.h"

#include <algorithm>

#include "ingest/readers/formats/text_reader.h"
#include "ingest/readers/layout/layout.h"
#include "ingest/readers/registry/csv.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kFewestFields = 3;
constexpr std::size_t kLongestName = 60;  // bytes of a column's name

// The rows at the top have one number of fields, and the first could be names of columns.
bool looks_like_table(const SourceText& source, char delimiter, const std::string& path) {
    constexpr std::size_t kRowsSeen = 20;
    CsvReader reader(source.text, delimiter, path);
    CsvRow row;
    std::size_t rows = 0, fields = 0;
    while (rows < kRowsSeen && reader.next(row)) {
        if (rows++ == 0) {
            fields = row.fields.size();
            const bool names = std::all_of(row.fields.begin(), row.fields.end(), [](const std::string& name) {
                return !name.empty() && name.size() <= kLongestName && !name.ends_with(".");
            });
            if (fields < kFewestFields || !names) return false;
        } else if (row.fields.size() != fields) {
            return false;
        }
    }
    return rows > 1;
}

// Where a field stands in its row: as it is, or with its quotes doubled.
Span place_of(std::string_view text, const std::string& field, Span rest) {
    const std::size_t at = text.substr(0, rest.end).find(field, rest.begin);
    if (at != std::string_view::npos) return {at, at + field.size()};
    std::string quoted;
    for (char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    const std::size_t found = text.substr(0, rest.end).find(quoted, rest.begin);
    return found == std::string_view::npos ? Span{rest.begin, rest.begin} : Span{found, found + quoted.size()};
}

// A field that holds line breaks is one piece a line.
std::vector<Piece> pieces_of(std::string_view text, Span place, Span row, std::uint32_t row_line) {
    std::vector<Piece> pieces;
    const std::string_view before = text.substr(row.begin, place.begin - row.begin);
    auto line = row_line + static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
    for (std::size_t begin = place.begin; begin < place.end;) {
        const std::size_t end = std::min(text.find('\n', begin), place.end);
        if (end > begin) pieces.push_back({{begin, end}, line, 0, Join::kBlank});
        begin = end + 1;
        ++line;
    }
    return pieces;
}

}  // namespace

std::optional<Document> read_csv_table(const SourceText& source, const std::string& path) {
    const char delimiter = find_delimiter(source.text);
    if (delimiter == '\0' || delimiter == '\t' || delimiter == '|') return std::nullopt;  // text reads those itself
    try {
        if (!looks_like_table(source, delimiter, path)) return std::nullopt;
    } catch (const Error&) {
        return std::nullopt;  // a quote that never closes: no table
    }
    std::vector<LayoutBlock> blocks;
    CsvReader reader(source.text, delimiter, path);
    CsvRow row;
    while (reader.next(row)) {
        LayoutBlock block;
        block.kind = BlockKind::kTableRow;
        block.table = 1;
        block.header = blocks.empty();
        Span rest = row.span;
        for (const std::string& field : row.fields) {
            const Span place = place_of(source.text, field, rest);
            block.cells.push_back(pieces_of(source.text, place, row.span, row.line));
            rest.begin = std::max(rest.begin, place.end);
            // The delimiter behind it, so that an empty field is not found inside the next.
            const std::size_t behind = source.text.find(delimiter, rest.begin);
            if (behind < rest.end) rest.begin = behind + 1;
        }
        blocks.push_back(std::move(block));
    }
    return build_document(source, blocks);
}

}  // namespace mirrorgraph::ingest

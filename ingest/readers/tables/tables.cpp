#include "ingest/readers/tables/tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/text/eight_bytes.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

// "No. | Standard No. | Title": bars with blanks around, or at the end of the line; "---|---|" below. A bar right behind
// another closes an empty cell.
std::size_t bars_between(std::string_view line) {
    if (line.find('|') == std::string_view::npos) return 0;
    const bool spaced = line.find(" |") != std::string_view::npos;
    if (!spaced && line.find_first_not_of("-:|") != std::string_view::npos) return 0;
    return static_cast<std::size_t>(std::count(line.begin(), line.end(), '|'));
}

// The next two blanks, one behind the other.
std::size_t find_gap(std::string_view text, std::size_t at) {
    constexpr std::size_t kStep = sizeof(EightBytes) - 1;
    for (; at + sizeof(EightBytes) <= text.size(); at += kStep) {
        const EightBytes blanks = in_range(load_eight(text.data() + at), ' ', ' ');
        const EightBytes pairs = blanks & blanks >> 8;
        if (pairs != 0) return at + static_cast<std::size_t>(std::countr_zero(pairs)) / 8;
    }
    return text.find("  ", at);
}

bool is_rule(std::string_view cell) {
    return !cell.empty() && cell.find_first_not_of("-:= +") == std::string_view::npos;
}

}  // namespace

std::optional<Table> TableFinder::find(std::size_t first) const {
    for (const auto find :
         {&TableFinder::find_delimited, &TableFinder::find_spaced_card, &TableFinder::find_aligned,
          &TableFinder::find_stacked_card, &TableFinder::find_paired_card, &TableFinder::find_numbered,
          &TableFinder::find_identified, &TableFinder::find_kinds, &TableFinder::find_glossary, &TableFinder::find_card,
          &TableFinder::find_close_card, &TableFinder::find_separated}) {
        if (auto table = (this->*find)(first)) return table;
    }
    return std::nullopt;
}

std::string_view TableFinder::content(std::size_t line) const {
    return text_.substr(lines_[line].span.begin, lines_[line].span.size());
}

std::size_t TableFinder::next_text(std::size_t line) const {
    do {
        ++line;
    } while (line < lines_.size() && lines_[line].role != LineRole::kText);
    return line;
}

// The first piece of a cell; empty where the cell is.
std::string_view TableFinder::words_of(const std::vector<Piece>& cell) const {
    return cell.empty() ? std::string_view() : text_.substr(cell[0].span.begin, cell[0].span.size());
}

// Of lines right below each other the spacing of others around says nothing.
std::uint32_t TableFinder::gap_above(std::size_t line) const {
    const std::uint32_t usual = line == 0 ? 0 : std::min(joiner_.spacing(line), lines_[line - 1].gap);
    return lines_[line].gap - std::min(lines_[line].gap, usual);
}

Piece TableFinder::piece_of(std::size_t line, Span span) const {
    return {span, lines_[line].number, lines_[line].page, Join::kBlank};
}

// Parts between runs of two and more blanks; two blanks behind a full stop are a typist's.
std::vector<Span> TableFinder::wide_parts(std::size_t line) const {
    const Span span = lines_[line].span;
    constexpr std::size_t kLongestRow = 2000;
    std::vector<Span> parts;
    if (span.size() > kLongestRow) return parts;
    const std::string_view row = text_.substr(0, span.end);
    for (std::size_t i = span.begin; i < span.end;) {
        const std::size_t end = std::min(find_gap(row, i), span.end);
        std::size_t next = end;
        while (next < span.end && static_cast<unsigned char>(text_[next]) <= 0x20) ++next;
        const bool typist = !parts.empty() && next - i < 3 && end > i && text_[end - 1] == '.';
        if (typist) {
            parts.back().end = end;
        } else {
            parts.push_back({i, end});
        }
        i = next;
    }
    return parts;
}

// Cells between tabs or bars, empty ones too; the line as it stood, with the tabs before its first word.
std::vector<Span> TableFinder::delimited_parts(std::size_t line, char delimiter) const {
    Span span{lines_[line].span.begin - lines_[line].indent, lines_[line].span.end};
    if (delimiter == '|') {
        span.begin = lines_[line].span.begin;
        if (text_[span.begin] == '|') ++span.begin;
        if (span.end > span.begin && text_[span.end - 1] == '|') --span.end;
    }
    std::vector<Span> parts;
    for (std::size_t i = span.begin; i <= span.end;) {
        std::size_t end = text_.find(delimiter, i);
        while (delimiter == '|' && end < span.end && end > 0 && text_[end - 1] == '\\')
            end = text_.find(delimiter, end + 1);
        end = std::min(end, span.end);
        Span part{i, end};
        while (part.begin < part.end && static_cast<unsigned char>(text_[part.begin]) <= 0x20) ++part.begin;
        while (part.end > part.begin && static_cast<unsigned char>(text_[part.end - 1]) <= 0x20) --part.end;
        parts.push_back(part);
        i = end + 1;
    }
    return parts;
}

std::uint32_t TableFinder::column_of(std::size_t line, Span part) const {
    const std::string_view before = text_.substr(lines_[line].span.begin, part.begin - lines_[line].span.begin);
    return lines_[line].indent + static_cast<std::uint32_t>(display_width(before));
}

std::optional<Table> TableFinder::find_delimited(std::size_t first) const {
    constexpr std::size_t kLongestRow = 1 << 20;
    const auto is_row = [this, first](std::size_t line, char delimiter) {
        if (lines_[line].span.size() > kLongestRow) return false;
        if (delimiter == '\t') {
            const Line& at = lines_[line];
            const std::string_view raw =
                text_.substr(at.span.begin - at.indent, at.span.end - at.span.begin + at.indent);
            if (raw.find('\t') == std::string_view::npos) return false;
            const auto tabs = std::count(raw.begin(), raw.end(), '\t');
            return tabs > 1 || (tabs == 1 && at.mark != Mark::kBullet && at.mark != Mark::kNumber);
        }
        const std::string_view row = content(line);
        if (row[0] != '|') {
            const std::size_t here = bars_between(row);
            const bool ragged =
                row.ends_with('|') && content(first).ends_with('|');  // cells at the end may be left out
            return here >= 2 && (ragged || here == bars_between(content(first)));
        }
        return row.size() > 2 && row.find('|', 1) != std::string_view::npos;
    };
    const bool bars = content(first)[0] == '|' || bars_between(content(first)) >= 2;
    const char delimiter = bars ? '|' : '\t';
    Table table;
    std::size_t cells = 0;
    bool ruled = false;
    std::size_t line = first;
    // "轻工" between the rows of two groups
    const auto is_title = [&](std::size_t at) {
        return delimiter == '\t' && !table.rows.empty() && at + 1 < lines_.size() && gap_above(at) == 0 &&
               gap_above(at + 1) == 0 && lines_[at + 1].role == LineRole::kText && is_group_title(at) &&
               is_row(at + 1, delimiter) && delimited_parts(at + 1, delimiter).size() == cells;
    };
    for (; line < lines_.size() && lines_[line].role == LineRole::kText; ++line) {
        if (!is_row(line, delimiter)) {
            if (!is_title(line)) break;
            continue;
        }
        // An empty line stands behind each.
        const bool spread = line > first && lines_[line].gap == 1 && lines_[first + 1].gap == 1;
        if (line > first && !spread && gap_above(line) > 0) break;
        const std::vector<Span> parts = delimited_parts(line, delimiter);
        const bool rule = std::all_of(parts.begin(), parts.end(), [this](Span part) {
            return part.empty() || is_rule(text_.substr(part.begin, part.size()));
        });
        ruled = ruled || (table.rows.size() == 1 && (rule || lines_[line].ruled));
        if (rule || (!table.rows.empty() && extend_numbered(line, parts, table.rows.back()))) continue;
        TableRow row;
        for (const Span& part : parts) {
            row.cells.emplace_back();
            if (!part.empty()) row.cells.back().push_back(piece_of(line, part));
        }
        if (delimiter == '\t' && !table.rows.empty()) line = join_broken(line, cells, row);
        cells = std::max(cells, row.cells.size());
        table.rows.push_back(std::move(row));
    }
    if (cells < 2 || (table.rows.size() < 2 && cells < 3)) return std::nullopt;
    if (table.rows.size() > 2 && table.rows.front().cells.size() == 1) return std::nullopt;  // a caption between bars
    for (TableRow& row : table.rows) row.cells.resize(cells);
    const auto identifies = [this](const auto& cell) { return starts_with_identifier(words_of(cell)); };
    if (auto card = card_of(table.rows)) {
        table.rows = *std::move(card);
        table.last = line;
        return table;
    }
    TableRow& top = table.rows.front();
    top.header = ruled || (table.rows.size() > 1 && std::none_of(top.cells.begin(), top.cells.end(), identifies));
    table.last = line;
    return table;
}

// A row whose cells hold line breaks of their own: the lines below, until it has as many cells as the header. Gives the
// last line taken.
std::size_t TableFinder::join_broken(std::size_t line, std::size_t cells, TableRow& row) const {
    constexpr std::size_t kMostLines = 8;
    const std::string_view front = words_of(row.cells[0]);
    const bool numbered = lone_number(front) >= 0;
    const auto begins_row = [&](const std::vector<Span>& parts) {
        const std::string_view words = text_.substr(parts[0].begin, parts[0].size());
        return words.empty() || (numbered ? lone_number(words) >= 0 : starts_with_identifier(words));
    };
    if (front.empty() || is_field_label(front)) return line;
    std::vector<std::pair<std::size_t, std::vector<Span>>> taken;
    std::size_t have = row.cells.size();
    for (std::size_t next = line + 1; have < cells && next < lines_.size() && next <= line + kMostLines; ++next) {
        if (lines_[next].role != LineRole::kText || gap_above(next) > 0) break;
        taken.emplace_back(next, delimited_parts(next, '\t'));
        if (begins_row(taken.back().second)) break;
        have += taken.back().second.size() - 1;
    }
    if (taken.empty() || have != cells || begins_row(taken.back().second)) return line;
    for (const auto& [at, parts] : taken) {
        if (!parts[0].empty()) extend_cell(at, parts[0], row.cells.back());
        for (std::size_t i = 1; i < parts.size(); ++i) {
            row.cells.emplace_back();
            if (!parts[i].empty()) row.cells.back().push_back(piece_of(at, parts[i]));
        }
    }
    return taken.back().first;
}

// Cells that go on below: a line without a number under a numbered row, no ruler between them.
bool TableFinder::extend_numbered(std::size_t line, const std::vector<Span>& parts, TableRow& row) const {
    if (lines_[line].ruled || parts.size() < 2 || parts.size() != row.cells.size()) return false;
    if (!parts[0].empty() || row.cells[0].empty()) return false;
    const Span number = row.cells[0][0].span;
    if (lone_number(text_.substr(number.begin, number.size())) < 0) return false;
    // A row of its own says something in its second cell that can begin one.
    if (!parts[1].empty() && starts_with_identifier(text_.substr(parts[1].begin, parts[1].size()))) return false;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (!parts[i].empty()) extend_cell(line, parts[i], row.cells[i]);
    }
    return true;
}

void TableFinder::extend_cell(std::size_t line, Span part, std::vector<Piece>& cell) const {
    Piece piece = piece_of(line, part);
    if (!cell.empty()) {
        const Span left = cell.back().span;
        piece.join = joiner_.join(text_.substr(left.begin, left.size()), text_.substr(part.begin, part.size()));
    }
    cell.push_back(piece);
}

// A line of a table of numbered rows that has no number: what its last cells hold, read from the right.
bool TableFinder::extend_row(std::size_t line, const std::vector<Span>& parts, const std::vector<ColumnKind>& kinds,
                             TableRow& row) const {
    if (kinds.empty() || kinds[0] != ColumnKind::kNumber || row.cells.size() != kinds.size() || row.header)
        return false;
    const auto fits = [](ColumnKind kind, std::string_view part) {
        switch (kind) {
            case ColumnKind::kDate: return looks_like_date(part);
            case ColumnKind::kReplaced: return starts_with_identifier(part) && !looks_like_foreign_identifier(part);
            case ColumnKind::kAdopted: return looks_like_foreign_identifier(part);
            case ColumnKind::kCounterpart: return starts_with_identifier(part);
            case ColumnKind::kText:
            case ColumnKind::kBody: return !looks_like_date(part) && !starts_with_identifier(part);
            case ColumnKind::kStatus: return looks_like_status(part);
            case ColumnKind::kNumber:
            case ColumnKind::kIdentifier: return false;
        }
        return false;
    };
    // "GB 4351-" over "2005"
    const auto goes_on = [this, &row](std::size_t column, std::string_view part) {
        if (row.cells[column].empty() || part.front() < '0' || part.front() > '9') return false;
        const Span above = row.cells[column].back().span;
        const std::string_view number = text_.substr(above.begin, above.size());
        return starts_with_identifier(number) && (number.ends_with('-') || number.ends_with("—"));
    };
    std::vector<std::size_t> columns(parts.size());
    std::size_t column = kinds.size();
    for (std::size_t i = parts.size(); i-- > 0;) {
        const std::string_view part = text_.substr(parts[i].begin, parts[i].size());
        do {
            if (column == 0) return false;
            --column;
        } while (!fits(kinds[column], part) && !goes_on(column, part));
        columns[i] = column;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) extend_cell(line, parts[i], row.cells[columns[i]]);
    return true;
}

// Names of columns that go on in the line below: "Standard | Date of" over "number | issue". `top` is the first line.
std::optional<TableFinder::Header> TableFinder::stacked_header_at(std::size_t first,
                                                                  const std::vector<Span>& top) const {
    constexpr int kMostLines = 2;  // below the first
    Header header;
    std::vector<std::string> names;
    for (const Span& part : top) {
        names.emplace_back(text_.substr(part.begin, part.size()));
        header.row.cells.push_back({piece_of(first, part)});
    }
    std::size_t line = next_text(first);
    for (int below = 0; below < kMostLines && line < lines_.size() && gap_above(line) == 0; ++below) {
        for (const Span& part : wide_parts(line)) {
            const std::uint32_t at = column_of(line, part);
            std::size_t column = 0;
            while (column < top.size() &&
                   (at + 2 < column_of(first, top[column]) || at > column_of(first, top[column]) + 2))
                ++column;
            const std::string_view words = text_.substr(part.begin, part.size());
            if (column == top.size() || starts_with_identifier(words) || looks_like_date(words)) return std::nullopt;
            if (names[column].ends_with('-')) {  // "implemen-" over "tation"
                names[column].pop_back();
            } else {
                names[column] += ' ';
            }
            names[column] += words;
            extend_cell(line, part, header.row.cells[column]);
        }
        line = next_text(line);
        header.columns = parse_header(fmt::format("{}", fmt::join(names, "\t")));
        if (header.columns.size() != top.size()) continue;
        header.last = line;
        return header;
    }
    return std::nullopt;
}

std::size_t TableFinder::AlignedColumns::nearest(std::uint32_t at) const {
    std::size_t best = 0;
    for (std::size_t c = 0; c < starts.size(); ++c) {
        if (starts[c] <= at + 2) best = c;
    }
    return best;
}

// A line of an aligned table that has fewer or more parts than there are columns: cells went on below, or are empty.
// False where the table ends above it.
bool TableFinder::add_uneven(std::size_t line, const std::vector<Span>& parts, const AlignedColumns& columns,
                             std::vector<TableRow>& rows) const {
    const std::size_t width = columns.starts.size();
    const auto column = [&](Span part) { return columns.nearest(column_of(line, part)); };
    const auto begins = [&](Span part, std::uint32_t start) {
        const std::uint32_t at = column_of(line, part);
        return at + 2 >= start && at <= start + 2;
    };
    if (parts.size() > width && std::equal(columns.starts.begin(), columns.starts.end(), parts.begin(),
                                           [&](std::uint32_t start, Span part) { return begins(part, start); })) {
        TableRow row;  // with a remark behind the last cell
        for (const Span& part : parts) {
            if (row.cells.size() < width) row.cells.emplace_back();
            extend_cell(line, part, row.cells.back());
        }
        rows.push_back(std::move(row));
        return true;
    }
    const bool aligned = std::all_of(parts.begin(), parts.end(), [&](Span part) {
        return std::any_of(columns.starts.begin(), columns.starts.end(),
                           [&](std::uint32_t start) { return begins(part, start); });
    });
    const bool close = gap_above(line) == 0;
    const std::size_t front = parts.empty() ? 0 : column(parts[0]);
    // Codes right below codes are a row whose first cell is that of the row above.
    const bool codes = parts.size() > 1 && (columns.kinds.empty() || columns.kinds[0] != ColumnKind::kNumber) &&
                       std::all_of(parts.begin(), parts.end(), [&](Span part) {
                           const std::string_view above = words_of(rows.back().cells[column(part)]);
                           return looks_like_identifier(text_.substr(part.begin, part.size())) &&
                                  looks_like_identifier(above) && is_digit(above.back());
                       });
    if (aligned && front > 0 && lines_[line].indent > 0 && close && !codes) {
        for (const Span& part : parts) extend_cell(line, part, rows.back().cells[column(part)]);
        return true;
    }
    const bool header = !columns.kinds.empty();
    const std::size_t next = next_text(line);
    const bool titles = header && parts.size() == 1 && lines_[line].indent < 3 && is_group_title(line) &&
                        next < lines_.size() && wide_parts(next).size() > 2;
    const bool numbered =
        aligned && parts.size() > 1 && front == 0 && lone_number(text_.substr(parts[0].begin, parts[0].size())) >= 0;
    if (!titles && !numbered && close && extend_row(line, parts, columns.kinds, rows.back())) return true;
    if (!titles && parts.size() < 2) return false;
    // "GB/T 12668.3-2021 Adjustable speed": a number as wide as its column leaves one blank before the title.
    const bool full = header && std::any_of(parts.begin(), parts.end(), [&](Span part) {
                          const std::string_view words = text_.substr(part.begin, part.size());
                          return columns.kinds[column(part)] == ColumnKind::kIdentifier &&
                                 starts_with_identifier(words) && !looks_like_identifier(words);
                      });
    if (aligned && !full) {
        TableRow row;
        row.cells.resize(width);
        for (const Span& part : parts) row.cells[column(part)] = {piece_of(line, part)};
        rows.push_back(std::move(row));
        return true;
    }
    if (!header) return false;
    Row row;
    add_line(row, line, lines_[line].span.begin);
    rows.push_back(split_rows({row}, columns.kinds).rows[0]);
    return true;
}

std::optional<Table> TableFinder::find_aligned(std::size_t first) const {
    const std::vector<Span> top = wide_parts(first);
    if (top.size() < 2 || lines_[first].mark == Mark::kBullet) return std::nullopt;
    std::vector<Column> columns = parse_header(content(first));
    std::optional<Header> stacked;
    if (columns.size() != top.size() && top.size() >= 3) stacked = stacked_header_at(first, top);
    if (stacked) columns = stacked->columns;
    const bool header = columns.size() == top.size();
    if (!header && top.size() < 3) return std::nullopt;

    Table table;
    const auto add = [&](std::size_t line, const std::vector<Span>& parts) {
        TableRow row;
        for (const Span& part : parts) row.cells.push_back({piece_of(line, part)});
        table.rows.push_back(std::move(row));
    };
    add(first, top);
    if (stacked) table.rows.front() = stacked->row;
    AlignedColumns at{{}, header ? kinds_of(columns) : std::vector<ColumnKind>()};
    for (const Span& part : top) at.starts.push_back(column_of(first, part));
    std::size_t line = stacked ? stacked->last : next_text(first);
    std::size_t last = first;
    for (; line < lines_.size(); last = line, line = next_text(line)) {
        if (gap_above(line) > 1 || lines_[line].mark == Mark::kBullet || lines_[line].mark == Mark::kHashtag) break;
        const std::vector<Span> parts = wide_parts(line);
        if (parts.size() == top.size()) {
            add(line, parts);
        } else if (!add_uneven(line, parts, at, table.rows)) {
            break;
        }
    }
    const bool listed = std::all_of(table.rows.begin(), table.rows.end(), [this](const TableRow& row) {
        return row.cells.size() > 2 && lone_number(words_of(row.cells[0])) > 0 &&
               starts_with_identifier(words_of(row.cells[1]));
    });
    if (table.rows.size() < (header || listed ? 2U : 3U)) return std::nullopt;
    table.last = last + 1;
    if (!header && top.size() == 4) {
        if (auto card = card_of(table.rows)) {
            table.rows = *std::move(card);
            return table;
        }
    }
    // The first line alone has no code in any cell: "National | International | Secretariat".
    const auto identifies = [this](const TableRow& row) {
        return std::any_of(row.cells.begin(), row.cells.end(),
                           [this](const auto& cell) { return starts_with_identifier(words_of(cell)); });
    };
    const bool told_by_rows = table.rows.size() > 2 && !identifies(table.rows.front()) &&
                              std::all_of(table.rows.begin() + 1, table.rows.end(), identifies);
    table.rows.front().header = header || told_by_rows;
    return table;
}

// Cells of a line between signs; without quotes and blanks at their ends.
std::vector<Span> TableFinder::separated_parts(std::size_t line, std::string_view sign) const {
    std::vector<Span> parts;
    const Span whole = lines_[line].span;
    const std::string_view text = text_.substr(0, whole.end);
    for (std::size_t begin = whole.begin; begin <= whole.end;) {
        const std::size_t end = std::min(text.find(sign, begin), whole.end);
        Span part{begin, end};
        const auto is_edge = [](char c) { return c == '"' || static_cast<unsigned char>(c) <= 0x20; };
        while (part.begin < part.end && is_edge(text_[part.begin])) ++part.begin;
        while (part.end > part.begin && is_edge(text_[part.end - 1])) --part.end;
        parts.push_back(part);
        begin = end + sign.size();
    }
    return parts;
}

// Rows of a spreadsheet that somebody pasted: cells in quotes with commas, or with semicolons between; below a header.
std::optional<Table> TableFinder::find_separated(std::size_t first) const {
    constexpr std::size_t kFewestCells = 3;
    for (const std::string_view sign : {"\",\"", ";", "；"}) {
        if (content(first).find(sign) == std::string_view::npos) continue;
        const std::vector<Span> top = separated_parts(first, sign);
        if (top.size() < kFewestCells) continue;
        std::vector<std::string_view> names;
        for (const Span& part : top) names.push_back(text_.substr(part.begin, part.size()));
        if (parse_header(fmt::format("{}", fmt::join(names, "\t"))).size() != top.size()) continue;
        Table table;
        std::size_t line = first;
        for (; line < lines_.size() && lines_[line].role == LineRole::kText; ++line) {
            const std::vector<Span> parts = separated_parts(line, sign);
            if ((line > first && gap_above(line) > 0) || parts.size() != top.size()) break;
            TableRow row;
            row.header = line == first;
            for (const Span& part : parts) {
                row.cells.emplace_back();
                if (!part.empty()) row.cells.back().push_back(piece_of(line, part));
            }
            table.rows.push_back(std::move(row));
        }
        if (table.rows.size() < 2) continue;
        table.last = line;
        return table;
    }
    return std::nullopt;
}

}  // namespace mirrorgraph::ingest

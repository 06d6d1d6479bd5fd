#include <algorithm>
#include <array>
#include <set>

#include "ingest/readers/layout/sentences.h"
#include "ingest/readers/tables/tables.h"
#include "schema/identifiers/side.h"
#include "schema/identifiers/standard.h"
#include "schema/text/ascii.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

// The integer a line begins with when a blank or nothing follows, "1." where marks are allowed; its size in bytes, or 0.
std::size_t leading_integer(std::string_view line, int& value, bool marks = false) {
    std::size_t i = 0;
    value = 0;
    while (i < line.size() && i < 4 && is_digit(line[i])) value = value * 10 + (line[i++] - '0');
    if (i == 0) return 0;
    if (marks && i < line.size() && (line[i] == '.' || line[i] == ')')) ++i;
    return i < line.size() && static_cast<unsigned char>(line[i]) > 0x20 ? 0 : i;
}

// Words that say what kind of thing a row lists.
constexpr std::array<std::string_view, 24> kKinds = {
    "Standard", "Report", "Test",       "Testing", "Research", "Guide",   "Guideline", "Specification",
    "Policy",   "Law",    "Regulation", "Notice",  "Plan",     "Project", "Ad-hoc",    "Amendment",
    "标准",     "报告",   "政策",       "法律",    "法规",     "测试",    "研究",      "项目"};

// "MoHURD", "CAC": mostly capitals.
bool is_acronym(std::string_view word) {
    if (word.size() < 2 || word.size() > 10 || !is_upper(word[0])) return false;
    std::size_t capitals = 0;
    for (char c : word) {
        if (!is_upper(c) && !is_lower(c) && !is_digit(c) && c != '&' && c != '-') return false;
        capitals += is_upper(c);
    }
    return capitals >= 2 && capitals * 2 > word.size();
}

}  // namespace

bool TableFinder::begins_header(std::size_t line) const {
    constexpr std::size_t kLongestName = 12;
    const std::string_view first = content(line);
    const bool counts = first.starts_with("序号") || first.starts_with("No.");
    return (counts || (first.size() <= kLongestName && may_name_column(first))) && header_at(line).has_value();
}

// Asked for by one kind of table after the other.
const std::optional<TableFinder::Header>& TableFinder::header_at(std::size_t line) const {
    if (line != headed_line_) header_ = find_header(line);
    headed_line_ = line;
    return header_;
}

std::optional<TableFinder::Header> TableFinder::find_header(std::size_t line) const {
    if (lines_[line].role != LineRole::kText || lines_[line].mark == Mark::kBullet) return std::nullopt;
    Header header;
    header.columns = parse_header(content(line));
    if (header.columns.empty()) {
        if (auto below = header_below_number(line)) return below;
        return vertical_header_at(line);
    }
    header.row.header = true;
    for (const Column& column : header.columns) {
        const std::size_t begin = lines_[line].span.begin;
        header.row.cells.push_back({piece_of(line, {begin + column.name.begin, begin + column.name.end})});
    }
    header.last = line + 1;
    return header;
}

// "No." on a line of its own, and on the next the names of all other columns.
std::optional<TableFinder::Header> TableFinder::header_below_number(std::size_t line) const {
    constexpr std::size_t kLongest = 10;
    if (content(line).size() > kLongest) return std::nullopt;
    const std::string pair = std::string(content(line)) + "  Name";
    const std::vector<Column> first = parse_header(pair);
    const std::size_t next = next_text(line);
    if (first.size() != 2 || first[0].kind != ColumnKind::kNumber || next >= lines_.size()) return std::nullopt;
    std::optional<Header> header = find_header(next);
    if (!header || header->columns.size() < 2 || header->columns[0].kind == ColumnKind::kNumber) return std::nullopt;
    header->columns.insert(header->columns.begin(), first[0]);
    header->row.cells.insert(header->row.cells.begin(), {piece_of(line, lines_[line].span)});
    return header;
}

// A header whose names stand one on each line.
std::optional<TableFinder::Header> TableFinder::vertical_header_at(std::size_t line) const {
    Header header;
    header.row.header = true;
    constexpr std::size_t kMostNames = 12;
    constexpr std::size_t kLongestName = 40;
    for (std::size_t at = line; at < lines_.size() && header.columns.size() < kMostNames; ++at) {
        std::string_view name = content(at);
        if (name.ends_with("No.")) name.remove_suffix(1);
        if (lines_[at].role != LineRole::kText || name.size() > kLongestName) break;
        if (starts_with_identifier(name) || looks_like_date(name)) break;
        if (header.columns.empty() && !may_name_column(name)) break;
        // parse_header wants two columns: give it a first that it knows.
        std::vector<Column> columns = parse_header(std::string("No.  ") + std::string(name));
        const std::size_t next = next_text(at);
        std::vector<Piece> cell = {piece_of(at, lines_[at].span)};
        // "Date of" above "implementation": a name that wraps.
        const bool leads_on = (name.ends_with(" of") || name.ends_with(" and") || name.ends_with(" by")) &&
                              (columns.size() != 2 || columns[1].kind != ColumnKind::kCounterpart);
        if ((columns.size() != 2 || leads_on) && next == at + 1 && next < lines_.size() && gap_above(next) == 0) {
            columns = parse_header(std::string("No.  ") + std::string(name) + " " + std::string(content(next)));
            if (columns.size() == 2) {
                cell.push_back(piece_of(next, lines_[next].span));
                cell.back().join = Join::kBlank;
                at = next;
            }
        }
        if (columns.size() != 2 || gap_above(at) > 2) break;
        if (columns[1].kind == ColumnKind::kNumber && !header.columns.empty()) break;
        if (columns[1].kind == ColumnKind::kText && header.columns.empty()) break;
        if (header.columns.empty() && columns[1].kind != ColumnKind::kNumber &&
            columns[1].kind != ColumnKind::kIdentifier) {
            return std::nullopt;
        }
        header.columns.push_back({columns[1].kind, {0, name.size()}});
        header.row.cells.push_back(std::move(cell));
        header.last = at + 1;
    }
    if (header.columns.size() < 3) return std::nullopt;
    tell_running_number(header.columns, content(line));
    return header;
}

// What no row of a flattened table holds.
bool TableFinder::interrupts(std::size_t line) const {
    const Mark mark = lines_[line].mark;
    return mark == Mark::kHashtag || mark == Mark::kBullet || mark == Mark::kHeading || mark == Mark::kNumber ||
           gap_above(line) > 4;
}

bool TableFinder::ends_last_row(const std::vector<Row>& rows, std::size_t previous, std::size_t line) const {
    constexpr std::uint32_t kNarrow = 60;
    constexpr std::size_t kMostLines = 40;
    if (interrupts(line) || rows.back().line_count >= kMostLines) return true;
    const std::string_view here = content(line);
    if (ends_sentence(here) && lines_[line].width > kNarrow) return true;
    if (label_size(here) > 0) return true;
    const std::size_t next = next_text(line);
    if (next < lines_.size() && lines_[next].mark == Mark::kHashtag) return true;
    const bool goes_on = joiner_.continues(previous, line);
    std::uint32_t widest = 0;
    std::size_t most_lines = 0, fewest_lines = kMostLines;
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        widest = std::max(widest, rows[i].width);
        most_lines = std::max(most_lines, rows[i].line_count);
        fewest_lines = std::min(fewest_lines, rows[i].line_count);
    }
    // Rows that are blocks of lines: an empty line ends each that is complete.
    const bool blocks =
        rows.size() > 1 && std::none_of(rows.begin(), rows.end(), [](const Row& row) { return row.apart; });
    if (blocks && gap_above(line) > 0 && rows.back().line_count >= std::max<std::size_t>(fewest_lines, 3)) return true;
    if (lines_[line].width > std::max(kNarrow, widest) + 10) return true;
    const bool alike = rows.size() > 2 && most_lines == fewest_lines && rows.back().line_count == most_lines;
    if (alike && ends_sentence(here)) return true;
    if (goes_on) return false;
    if (rows.size() > 2 && rows.back().line_count >= most_lines) return true;
    if (gap_above(line) > 1) return true;
    if (ends_sentence(here) && gap_above(line) > 0) return true;
    // A date below the last row, which has its own, is that of the whole.
    if (looks_like_date(here) && looks_like_date(content(previous))) return true;
    // Prose begins below it: the line is a heading.
    return next < lines_.size() && lines_[next].mark == Mark::kNone &&
           lines_[next].width > std::max(kNarrow, widest) + 10 && gap_above(next) <= 1;
}

void TableFinder::add_line(Row& row, std::size_t line, std::size_t from) const {
    const Break before = row.atoms.empty() ? Break::kBlank : gap_above(line) > 0 ? Break::kEmptyLine : Break::kLine;
    add_atoms(text_, {from, lines_[line].span.end}, line, before, row.atoms);
    row.width = std::max(row.width, lines_[line].width);
    row.apart = row.apart || (row.line_count > 0 && gap_above(line) > 0);
    ++row.line_count;
}

std::vector<Piece> TableFinder::cell_of(const AtomRow& atoms, std::size_t begin, std::size_t end) const {
    std::vector<Piece> cell;
    std::size_t line = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const Atom& atom = atoms[i];
        if (!cell.empty() && atom.line == line) {
            cell.back().span.end = atom.span.end;
            continue;
        }
        Piece piece = piece_of(atom.line, atom.span);
        if (!cell.empty()) {
            // The whole rest of the line decides, not its first word.
            const Span left = cell.back().span;
            const Span right{atom.span.begin, lines_[atom.line].span.end};
            piece.join = joiner_.join(text_.substr(left.begin, left.size()), text_.substr(right.begin, right.size()));
        }
        line = atom.line;
        cell.push_back(piece);
    }
    return cell;
}

Table TableFinder::split_rows(const std::vector<Row>& rows, const std::vector<ColumnKind>& columns) const {
    StartVotes votes;
    for (const Row& row : rows) vote_for_starts(text_, row.atoms, votes);
    Table table;
    for (const Row& row : rows) {
        const std::vector<std::size_t> starts = split_cells(text_, row.atoms, columns, votes);
        TableRow out;
        for (std::size_t c = 0; c < columns.size(); ++c)
            out.cells.push_back(cell_of(row.atoms, starts[c], starts[c + 1]));
        table.rows.push_back(std::move(out));
    }
    return table;
}

// "1 ISO/TC20/SC17 Airport Infrastructure ...", "2 ...": the running number begins each row.
std::optional<Table> TableFinder::find_numbered(std::size_t first) const {
    const std::optional<Header> header = header_at(first);
    if (header && header->columns[0].kind != ColumnKind::kNumber) return std::nullopt;
    const auto number_size = [&](std::size_t line, int expected) -> std::size_t {
        int value = 0;
        const std::size_t size = leading_integer(content(line), value, header.has_value());
        return value == expected ? size : 0;
    };
    std::size_t line = header ? header->last : first;
    while (line < lines_.size() && lines_[line].role != LineRole::kText) ++line;
    if (header && line < lines_.size() && number_size(line, 1) == 0 && is_group_title(line)) line = next_text(line);
    if (line >= lines_.size() || number_size(line, 1) == 0) return std::nullopt;
    if (!header) {
        int value = 0;
        const std::string_view rest = content(line).substr(leading_integer(content(line), value));
        const std::string_view word = trim(rest).substr(0, trim(rest).find(' ', trim(rest).find(' ') + 1));
        if (!looks_like_identifier(word) && !looks_like_identifier(word.substr(0, word.find(' ')))) return std::nullopt;
    }
    std::vector<Row> rows;
    std::size_t previous = line;
    for (; line < lines_.size(); line = next_text(line)) {
        const int expected = static_cast<int>(rows.size()) + 1;
        const std::size_t size = number_size(line, expected);
        if (size > 0) {
            rows.emplace_back();
            add_line(rows.back(), line, lines_[line].span.begin);
        } else {
            // Whether this is the last row is known only from what follows.
            constexpr std::size_t kLongestRow = 12;
            std::size_t next = line;
            std::size_t steps = 0;
            while (next < lines_.size() && steps < kLongestRow && !interrupts(next) &&
                   number_size(next, expected) == 0) {
                next = next_text(next);
                ++steps;
            }
            const bool more = next < lines_.size() && steps < kLongestRow && number_size(next, expected) > 0;
            if (more && header && next == next_text(line) && header->columns.back().kind == ColumnKind::kDate &&
                looks_like_date(content(previous)) && is_group_title(line))
                continue;
            const std::string_view above = content(previous);
            const bool dated = header && header->columns.back().kind == ColumnKind::kDate && gap_above(line) > 0 &&
                               looks_like_date(above.substr(above.rfind(' ') + 1));
            // A paragraph below "1 TC260 working week" makes it a headline.
            if (!header && rows.size() == 1 && ends_sentence(content(line)) && lines_[line].width > 80)
                return std::nullopt;
            if (!more && (dated || ends_last_row(rows, previous, line))) break;
            add_line(rows.back(), line, lines_[line].span.begin);
        }
        previous = line;
    }
    if (rows.size() < 2) return std::nullopt;
    std::vector<ColumnKind> columns = {ColumnKind::kNumber, ColumnKind::kIdentifier, ColumnKind::kText};
    if (header) columns = kinds_of(header->columns);
    Table table = split_rows(rows, columns);
    if (header) table.rows.insert(table.rows.begin(), header->row);
    table.last = previous + 1;
    return table;
}

// Under a header without numbers each row begins with an identifier.
std::optional<Table> TableFinder::find_identified(std::size_t first) const {
    const std::optional<Header> header = header_at(first);
    if (!header || header->columns[0].kind != ColumnKind::kIdentifier) return std::nullopt;
    const std::vector<ColumnKind> kinds = kinds_of(header->columns);
    const auto replaced = std::find(kinds.begin(), kinds.end(), ColumnKind::kReplaced);
    const bool behind_date = replaced != kinds.end() && replaced[-1] == ColumnKind::kDate;
    // Cells on lines of their own: an identifier right above a date is what the row replaces; one below a date is, where
    // that column comes first and the next line begins another row.
    const auto is_replaced = [&](std::size_t line) {
        if (replaced == kinds.end()) return false;
        const std::size_t next = next_text(line);
        const bool last = next >= lines_.size();
        if (behind_date && looks_like_date(content(line - 1))) return last || starts_with_identifier(content(next));
        return !last && looks_like_date(content(next)) && try_parse_standard(content(line)).has_value();
    };
    // What is adopted or mirrored stands on the other side than what the rows list.
    const bool two_sides = std::any_of(kinds.begin(), kinds.end(), [](ColumnKind kind) {
        return kind == ColumnKind::kAdopted || kind == ColumnKind::kCounterpart;
    });
    const auto side_of = [this](std::size_t line) {
        const Side side = side_of_committee(content(line));
        return side == Side::kUnknown ? side_of_standard(content(line)) : side;
    };
    // "6 GB 15892-2020": a number that only some rows kept.
    const auto number_size = [this](std::size_t line) -> std::size_t {
        constexpr std::size_t kMostDigits = 3;
        const std::string_view text = content(line);
        const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
        const bool number = digits > 0 && digits <= kMostDigits && digits + 1 < text.size() && text[digits] == ' ';
        return number && starts_with_identifier(text.substr(digits + 1)) ? digits + 1 : 0;
    };
    const auto starts_row = [&](std::size_t line) {
        return starts_with_identifier(content(line).substr(number_size(line))) && !is_replaced(line) &&
               (!two_sides || side_of(line) == side_of(next_text(header->last - 1)));
    };
    const auto more_follow = [&](std::size_t line) {
        constexpr std::size_t kLongestRow = 8;
        for (std::size_t steps = 0; line < lines_.size() && steps < kLongestRow && !interrupts(line); ++steps) {
            if (starts_row(line)) return true;
            line = next_text(line);
        }
        return false;
    };
    std::size_t line = next_text(header->last - 1);
    if (line >= lines_.size() || !starts_row(line)) return std::nullopt;
    std::vector<Row> rows;
    std::size_t previous = line;
    for (; line < lines_.size(); line = next_text(line)) {
        if (interrupts(line)) break;
        // A paragraph set apart below the rows, whatever comes behind it.
        constexpr std::uint32_t kWidestCell = 60;
        const bool apart = gap_above(line) > 0 && !starts_row(line);
        if (apart && !rows.empty() && (lines_[line].width > kWidestCell || ends_sentence(content(line)))) break;
        if (starts_row(line) && (rows.empty() || rows.back().line_count > 0)) {
            rows.emplace_back();
        } else if (!more_follow(line) && ends_last_row(rows, previous, line)) {
            break;
        }
        add_line(rows.back(), line, lines_[line].span.begin + number_size(line));
        previous = line;
    }
    if (rows.size() < 2) return std::nullopt;
    Table table = split_rows(rows, kinds);
    table.rows.insert(table.rows.begin(), header->row);
    table.last = previous + 1;
    return table;
}

// "机械行业", "Chemical industry": heads a group of rows.
bool TableFinder::is_group_title(std::size_t line) const {
    constexpr std::uint32_t kWidest = 30;
    const std::string_view title = content(line);
    return lines_[line].width <= kWidest && !interrupts(line) && !looks_like_date(title) &&
           !starts_with_identifier(title) && !ends_sentence(title);
}

// "Standard IEEE P2937 Standard for ...", "Report White paper on ...": the kind of the thing begins each row. The
// header may stand above, between or below the rows, as the page was cut.
std::optional<Table> TableFinder::find_kinds(std::size_t first) const {
    const auto kind_size = [this](std::size_t line) -> std::size_t {
        const std::string_view row = content(line);
        for (std::string_view kind : kKinds) {
            if (row[0] != kind[0] || !row.starts_with(kind)) continue;
            // "Standard ID: GB/T 1": a field.
            if (const std::size_t label = label_size(row); label > 0 && is_field_label(row.substr(0, label))) return 0;
            std::size_t end = kind.size();
            if (end == row.size() || row[end] != ' ') continue;
            // "Research report", "Ad-hoc group research", "Testing &"
            while (end < row.size()) {
                const std::size_t next = std::min(row.find(' ', end + 1), row.size());
                const char c = row[end + 1];
                if (!is_lower(c) && c != '&') break;
                end = next;
            }
            const bool named = end == row.size() || is_upper(row[end + 1]) || is_digit(row[end + 1]) ||
                               static_cast<unsigned char>(row[end + 1]) >= 0x80;
            const std::string_view label = row.substr(0, end);
            const bool short_label = std::count(label.begin(), label.end(), ' ') <= 3 && label.size() <= 30;
            return named && short_label && (!ends_sentence(row) || row.ends_with("etc.")) ? end : 0;
        }
        return 0;
    };
    const std::optional<Header> header = header_at(first);
    if (!header && kind_size(first) == 0) return std::nullopt;
    std::vector<Row> rows;
    std::vector<std::size_t> labels;
    std::vector<std::pair<std::size_t, TableRow>> headers;  // before which row
    std::size_t previous = first;
    std::size_t line = first;
    for (; line < lines_.size(); line = next_text(line)) {
        if (line > first && interrupts(line)) break;
        const std::size_t size = kind_size(line);
        if (size > 0) {
            rows.emplace_back();
            labels.push_back(0);
            add_line(rows.back(), line, lines_[line].span.begin);
            while (labels.back() < rows.back().atoms.size() &&
                   rows.back().atoms[labels.back()].span.end <= lines_[line].span.begin + size) {
                ++labels.back();
            }
            // "Testing &" / "Certification Testing and ...": the label goes on in the next line.
            if (content(line).substr(0, size).ends_with("&")) {
                const std::size_t next = next_text(line);
                if (next < lines_.size()) {
                    add_line(rows.back(), next, lines_[next].span.begin);
                    ++labels.back();
                    line = next;
                }
            }
        } else if (const auto here = header_at(line)) {
            headers.emplace_back(rows.size(), here->row);
        } else {
            const std::size_t below = next_text(line);
            const bool inside = !rows.empty() && below < lines_.size() && kind_size(below) > 0 && !interrupts(below);
            const bool room = !rows.empty() && rows.back().line_count < 5 && lines_[line].width < 100;
            if (!room || (!inside && ends_last_row(rows, previous, line))) {
                if (rows.empty() || !joiner_.continues(previous, line) || lines_[line].width >= 100 ||
                    rows.back().line_count >= 12)
                    break;
            }
            add_line(rows.back(), line, lines_[line].span.begin);
        }
        previous = line;
    }
    if (rows.size() < 3 && !(rows.size() == 2 && header)) return std::nullopt;
    Table table;
    for (std::size_t i = 0; i <= rows.size(); ++i) {
        for (auto& [before, row] : headers) {
            if (before == i) table.rows.push_back(row);
        }
        if (i == rows.size()) break;
        TableRow row;
        row.cells.push_back(cell_of(rows[i].atoms, 0, labels[i]));
        row.cells.push_back(cell_of(rows[i].atoms, labels[i], rows[i].atoms.size()));
        table.rows.push_back(std::move(row));
    }
    table.last = previous + 1;
    return table;
}

// "CCSA China Communication Standardization Association 中国通信标准化协会": short form, long form, Chinese.
std::optional<Table> TableFinder::find_glossary(std::size_t first) const {
    const auto acronym_size = [this](std::size_t line) -> std::size_t {
        const std::string_view row = content(line);
        const std::size_t end = row.find(' ');
        if (end == std::string_view::npos || !is_acronym(row.substr(0, end))) return 0;
        const std::size_t next = row.find_first_not_of(' ', end);
        return next != std::string_view::npos && (is_upper(row[next]) || static_cast<unsigned char>(row[next]) >= 0x80)
                   ? end
                   : 0;
    };
    if (acronym_size(first) == 0 || lines_[first].mark != Mark::kNone) return std::nullopt;
    constexpr std::size_t kLongestRow = 8;
    std::vector<Row> rows;
    std::size_t previous = first;
    std::size_t chinese = 0;
    bool row_is_chinese = false;
    for (std::size_t line = first; line < lines_.size(); line = next_text(line)) {
        const std::string_view here = content(line);
        if (interrupts(line) || ends_sentence(here) || is_link(here)) break;
        const bool han = contains_han(here);
        // A row is over when its Chinese is: Latin behind it begins the next.
        if (acronym_size(line) > 0 && (rows.empty() || row_is_chinese || !joiner_.continues(previous, line))) {
            rows.emplace_back();
            row_is_chinese = false;
        } else if (rows.empty() || (row_is_chinese && !han) || rows.back().line_count >= kLongestRow) {
            break;
        } else if (!han && lines_[line].mark != Mark::kNone) {
            break;
        }
        add_line(rows.back(), line, lines_[line].span.begin);
        constexpr std::size_t kRowsToTell = 8;
        chinese += han && !row_is_chinese;
        if (rows.size() > kRowsToTell && chinese * 2 < rows.size()) return std::nullopt;
        row_is_chinese = row_is_chinese || han;
        previous = line;
    }
    if (rows.size() < 3 || chinese * 2 < rows.size()) return std::nullopt;
    Table table;
    for (const Row& row : rows) {
        const auto han = std::find_if(row.atoms.begin(), row.atoms.end(), [this](const Atom& atom) {
            return contains_han(text_.substr(atom.span.begin, atom.span.size()));
        });
        const auto split = static_cast<std::size_t>(han - row.atoms.begin());
        TableRow out;
        out.cells = {cell_of(row.atoms, 0, 1), cell_of(row.atoms, 1, std::max<std::size_t>(split, 1)),
                     cell_of(row.atoms, std::max<std::size_t>(split, 1), row.atoms.size())};
        table.rows.push_back(std::move(out));
    }
    table.last = previous + 1;
    return table;
}

}  // namespace mirrorgraph::ingest

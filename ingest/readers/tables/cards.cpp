#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "ingest/readers/layout/sentences.h"
#include "ingest/readers/tables/table_columns.h"
#include "ingest/readers/tables/tables.h"
#include "schema/text/ascii.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

// The value of a field that is a list goes on below: "Drafters: A Ltd.; B University;"
bool lists_on(std::string_view line) {
    return line.ends_with(";") || line.ends_with("；") || line.ends_with("、") || line.ends_with(",");
}

// What a registry's page calls its next part.
bool ends_card(std::string_view line) {
    static constexpr std::array<std::string_view, 6> kParts = {"发布历史", "研制信息",   "内容描述",
                                                               "相关标准", "首页预览图", "相关标签"};
    return std::find(kParts.begin(), kParts.end(), line) != kParts.end();
}

}  // namespace

// Rows of keys and values, one pair or two in each: "Standard No. | GB/T 1 | Title | Pumps".
std::optional<std::vector<TableRow>> TableFinder::card_of(const std::vector<TableRow>& rows) const {
    const auto is_label = [this](const std::vector<Piece>& cell) {
        return cell.size() == 1 && is_field_label(text_.substr(cell[0].span.begin, cell[0].span.size()));
    };
    const auto labelled = std::count_if(rows.begin(), rows.end(), [&](const TableRow& row) {
        return is_label(row.cells[0]) && !row.cells[1].empty() && !is_label(row.cells[1]);
    });
    const auto values =
        std::count_if(rows.begin(), rows.end(), [](const TableRow& row) { return row.cells[0].empty(); });
    if (labelled < 2 || static_cast<std::size_t>(labelled) * 2 + static_cast<std::size_t>(values) < rows.size())
        return std::nullopt;
    std::vector<TableRow> pairs;
    for (const TableRow& row : rows) {
        // A further value of the field above.
        const bool more = row.cells[0].empty() && !row.cells[1].empty() && !pairs.empty();
        if (more) {
            pairs.push_back({{pairs.back().cells[0], row.cells[1]}});
            continue;
        }
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            TableRow pair;
            pair.cells = {row.cells[c], {}};
            // "提出单位 | 归口单位 | 全国……委员会": an empty value may be left out.
            const bool left_out = is_label(row.cells[c]) && c + 1 < row.cells.size() && is_label(row.cells[c + 1]);
            if (!left_out && ++c < row.cells.size()) pair.cells[1] = row.cells[c];
            if (!pair.cells[0].empty() || !pair.cells[1].empty()) pairs.push_back(std::move(pair));
        }
    }
    return pairs;
}

// The label that the line begins with, `size` bytes long; without the dots of "Secretariat ....: CESI".
std::vector<Piece> TableFinder::label_at(std::size_t line, std::size_t size) const {
    const std::size_t begin = lines_[line].span.begin;
    const std::size_t dots = content(line).substr(0, size).find(" ..");
    if (dots == std::string_view::npos) return {piece_of(line, {begin, begin + size})};
    Piece colon = piece_of(line, {content(line).find_first_not_of(" .", dots) + begin, begin + size});
    colon.join = Join::kTight;
    return {piece_of(line, {begin, begin + dots}), colon};
}

// "Secretariat: CESI": a record, one label a line.
std::optional<Table> TableFinder::find_card(std::size_t first) const {
    constexpr std::size_t kFewestLabels = 3;
    constexpr std::size_t kMostLabels = 60;
    if (lines_[first].mark != Mark::kNone || label_size(content(first)) == 0) return std::nullopt;
    Table table;
    std::set<std::string_view> labels;
    std::size_t previous = first;
    std::size_t line = first;
    const std::size_t second = next_text(first);
    const bool spread = second < lines_.size() && lines_[second].gap > 0;  // an empty line parts the fields
    for (; line < lines_.size() && table.rows.size() < kMostLabels; line = next_text(line)) {
        const std::string_view here = content(line);
        const std::size_t label = label_size(here);
        const bool starts = label > 0 && lines_[line].mark == Mark::kNone;
        if (line > first && gap_above(line) > 1) break;
        if (starts) {
            // A label with nothing behind it heads what follows: no field of a card.
            if (trim(here.substr(label)).empty()) break;
            const std::size_t begin = lines_[line].span.begin;
            labels.insert(here.substr(0, label));
            std::size_t value = begin + label;
            while (value < lines_[line].span.end && static_cast<unsigned char>(text_[value]) <= 0x20) ++value;
            TableRow row;
            row.cells = {label_at(line, label), {piece_of(line, {value, lines_[line].span.end})}};
            table.rows.push_back(std::move(row));
        } else if ((!spread || lines_[line].gap == 0 || starts_inside(here)) &&
                   (joiner_.continues(previous, line) || (gap_above(line) == 0 && lists_on(content(previous))))) {
            Piece piece = piece_of(line, lines_[line].span);
            piece.join = joiner_.join(content(previous), here);
            table.rows.back().cells[1].push_back(piece);
        } else {
            break;
        }
        previous = line;
    }
    // Values that are sentences make a list of points, not a card.
    const auto sentences = std::count_if(table.rows.begin(), table.rows.end(), [this](const TableRow& row) {
        const Span last = row.cells[1].back().span;
        const std::string_view value = text_.substr(last.begin, last.size());
        return ends_sentence(value) || value.ends_with(";");
    });
    if (labels.size() < kFewestLabels || static_cast<std::size_t>(sentences) * 2 > table.rows.size())
        return std::nullopt;
    table.last = previous + 1;
    return table;
}

// A label as long as its column leaves one blank before its value.
std::vector<Span> TableFinder::split_at_column(std::size_t line, Span part, std::uint32_t column) const {
    for (std::size_t at = text_.find(' ', part.begin); at < part.end; at = text_.find(' ', at + 1)) {
        if (column_of(line, {at + 1, part.end}) == column) return {{part.begin, at}, {at + 1, part.end}};
    }
    return {part};
}

// "International counterpart ISO/TC 22": a label wider than its column, one blank before the value.
std::vector<Span> TableFinder::split_behind_label(Span part) const {
    constexpr std::size_t kLongestLabel = 40;
    constexpr std::string_view kWideBlank = "\u3000";
    const std::size_t limit = std::min(part.end, part.begin + kLongestLabel);
    for (std::size_t at = part.begin; at < limit; ++at) {
        const bool wide = text_.substr(at).starts_with(kWideBlank);
        if (text_[at] != ' ' && !wide) continue;
        std::size_t value = at;
        while (value < part.end && (text_[value] == ' ' || text_.substr(value).starts_with(kWideBlank)))
            value += text_[value] == ' ' ? 1 : kWideBlank.size();
        if (value < part.end && is_field_label(text_.substr(part.begin, at - part.begin)) && !is_lower(text_[value]))
            return {{part.begin, at}, {value, part.end}};
    }
    return {part};
}

// "Issuing body    SAMR; SAC": labels and values parted by a gap, the values below each other.
std::optional<Table> TableFinder::find_spaced_card(std::size_t first) const {
    constexpr std::size_t kFewestRows = 4;
    constexpr std::size_t kLongestLabel = 40;
    const auto label_of = [this](Span part) {
        std::string_view label = text_.substr(part.begin, part.size());
        while (label.ends_with(":")) label.remove_suffix(1);
        return label;
    };
    const std::vector<Span> top = wide_parts(first);
    if (top.size() != 2 || !is_field_label(label_of(top[0]))) return std::nullopt;
    const std::uint32_t column = column_of(first, top[1]);
    Table table;
    std::size_t labels = 0, line = first;
    for (; line < lines_.size() && gap_above(line) <= 1; line = next_text(line)) {
        std::vector<Span> parts = wide_parts(line);
        if (parts.size() == 1) parts = split_at_column(line, parts[0], column);
        if (parts.size() == 1 && line > first) parts = split_behind_label(parts[0]);
        const bool value_below = parts.size() == 1 && line > first && column_of(line, parts[0]) == column;
        if (value_below) {
            extend_cell(line, parts[0], table.rows.back().cells[1]);
            continue;
        }
        const bool wide_label = parts.size() == 2 && column_of(line, parts[1]) > column;
        if (parts.size() != 2 || parts[0].size() > kLongestLabel ||
            (column_of(line, parts[1]) != column && !(wide_label && is_field_label(label_of(parts[0])))))
            break;
        labels += is_field_label(label_of(parts[0])) ? 1 : 0;
        TableRow row;
        row.cells = {{piece_of(line, parts[0])}, {piece_of(line, parts[1])}};
        table.rows.push_back(std::move(row));
    }
    if (table.rows.size() < kFewestRows || labels * 2 < table.rows.size()) return std::nullopt;
    table.last = line;
    return table;
}

// A card whose labels stand on lines of their own, each above its value or values.
std::optional<Table> TableFinder::find_stacked_card(std::size_t first) const {
    constexpr std::size_t kFewestLabels = 4;
    constexpr std::size_t kMostLines = 200;
    if (!is_field_label(content(first))) return std::nullopt;
    Table table;
    std::size_t labels = 0, label = first, line = first;
    const std::uint32_t usual = first + 1 < lines_.size() ? std::min(lines_[first + 1].gap, 1U) : 0;
    bool has_value = true;
    for (std::size_t previous = first; line < lines_.size() && line - first < kMostLines;
         previous = line, line = next_text(line)) {
        const bool starts = is_field_label(content(line));
        const std::uint32_t gap = lines_[line].gap - std::min(lines_[line].gap, usual);
        if (line > first && (gap > 1 || (gap == 1 && !starts))) break;
        const Mark mark = lines_[line].mark;
        if (mark == Mark::kHeading || mark == Mark::kHashtag || mark == Mark::kBullet) break;
        if (has_value && ends_card(content(line))) break;
        if (!starts && delimited_parts(line, '\t').size() > 2) break;  // a table of its own
        if (starts) {
            if (!has_value) break;
            ++labels;
            label = line;
            has_value = false;
            continue;
        }
        // "归口单位:" left empty above "批准发布部门:国家林业和草原局"
        if (const std::size_t own = label_size(content(line));
            own > 0 && is_field_label(content(line).substr(0, own))) {
            const Span span = lines_[line].span;
            TableRow field;
            if (!has_value) {
                field.cells = {{piece_of(label, lines_[label].span)}, {}};
                table.rows.push_back(field);
            }
            field.cells = {{piece_of(line, {span.begin, span.begin + own})},
                           {piece_of(line, {text_.find_first_not_of(' ', span.begin + own), span.end})}};
            table.rows.push_back(std::move(field));
            ++labels;
            has_value = true;
            label = line;
            continue;
        }
        const bool prose = ends_sentence(content(line)) && !ends_sentence(content(previous));
        if (has_value && prose && !names_body(content(line))) break;
        const bool bodies = names_body(content(previous)) && names_body(content(line));
        if (has_value && previous != label && !bodies && joiner_.continues(previous, line)) {
            extend_cell(line, lines_[line].span, table.rows.back().cells[1]);
            continue;
        }
        // Bodies may be many; of other values a card has one or two.
        constexpr std::size_t kMostValues = 2;
        const auto values = std::count_if(table.rows.begin(), table.rows.end(), [&](const TableRow& row) {
            return row.cells[0][0].span.begin == lines_[label].span.begin;
        });
        if (static_cast<std::size_t>(values) >= kMostValues && !names_body(content(line))) break;
        // Every value is a row of its own.
        has_value = true;
        TableRow row;
        row.cells = {{piece_of(label, lines_[label].span)}, {piece_of(line, lines_[line].span)}};
        table.rows.push_back(std::move(row));
    }
    if (labels < kFewestLabels || table.rows.size() < kFewestLabels) return std::nullopt;
    table.last = has_value ? line : label;
    return table;
}

// The labels of fields in a line that begins with one, each a word of its own.
std::vector<Span> TableFinder::labels_of(std::size_t line) const {
    constexpr std::size_t kLongestLabel = 30;
    const Span span = lines_[line].span;
    std::vector<Span> labels;
    for (std::size_t i = span.begin; i < span.end;) {
        const std::size_t end = std::min(text_.find(' ', i), span.end);
        const std::string_view word = text_.substr(i, end - i);
        const bool label = word.size() <= kLongestLabel && contains_han(word) && is_field_label(word);
        if (label) labels.push_back({i, end});
        if (labels.empty()) break;
        for (i = end; i < span.end && text_[i] == ' ';) ++i;
    }
    return labels;
}

// "提出单位 贵州省林业调查规划院 归口单位 贵州省林业局": fields beside each other, single blanks between all.
std::optional<Table> TableFinder::find_paired_card(std::size_t first) const {
    constexpr std::size_t kFewestLines = 3, kFewestPaired = 2;
    Table table;
    std::size_t line = first, fields = 0, paired = 0;
    for (; line < lines_.size(); line = next_text(line)) {
        if (lines_[line].mark != Mark::kNone || (line > first && gap_above(line) > 1)) break;
        const std::vector<Span> labels = labels_of(line);
        if (labels.empty()) break;
        ++fields;
        paired += labels.size() > 1 ? 1 : 0;
        for (std::size_t k = 0; k < labels.size(); ++k) {
            Span value{labels[k].end, k + 1 < labels.size() ? labels[k + 1].begin : lines_[line].span.end};
            while (value.begin < value.end && text_[value.begin] == ' ') ++value.begin;
            while (value.end > value.begin && text_[value.end - 1] == ' ') --value.end;
            if (value.empty()) continue;
            TableRow row;
            row.cells = {{piece_of(line, labels[k])}, {piece_of(line, value)}};
            table.rows.push_back(std::move(row));
        }
    }
    if (fields < kFewestLines || paired < kFewestPaired || table.rows.size() < kFewestLines) return std::nullopt;
    table.last = line;
    return table;
}

// "Replaces | GB/T 1-2013": one bar a line, without a header.
std::vector<Span> TableFinder::split_at_bar(Span part) const {
    constexpr std::string_view kBar = " | ";
    const std::string_view line = text_.substr(part.begin, part.size());
    const std::size_t bar = line.find(kBar);
    if (bar == std::string_view::npos || line.find('|', bar + kBar.size()) != std::string_view::npos) return {part};
    return {{part.begin, part.begin + bar}, {part.begin + bar + kBar.size(), part.end}};
}

// Labels that a registry knows, each with its value behind a bar or a single blank.
std::optional<Table> TableFinder::find_close_card(std::size_t first) const {
    constexpr std::size_t kFewestRows = 4;
    Table table;
    std::size_t line = first, previous = first;
    for (; line < lines_.size() && gap_above(line) <= (line == first ? lines_[line].gap : 0); line = next_text(line)) {
        const Span whole = lines_[line].span;
        if (lines_[line].mark != Mark::kNone || label_size(content(line)) > 0) break;
        std::vector<Span> parts = split_at_bar(whole);
        if (parts.size() == 2 && !is_field_label(text_.substr(parts[0].begin, parts[0].size()))) break;
        if (parts.size() == 1) parts = split_behind_label(whole);
        if (parts.size() == 2) {
            TableRow row;
            row.cells = {{piece_of(line, parts[0])}, {piece_of(line, parts[1])}};
            table.rows.push_back(std::move(row));
        } else if (!table.rows.empty() && joiner_.continues(previous, line)) {
            extend_cell(line, whole, table.rows.back().cells[1]);
        } else {
            break;
        }
        previous = line;
    }
    if (table.rows.size() < kFewestRows) return std::nullopt;
    table.last = line;
    return table;
}

}  // namespace mirrorgraph::ingest

#include "ingest/readers/tables/table_cells.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "schema/text/ascii.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMostAtoms = 300;
constexpr std::size_t kLongestTyped = 10;  // atoms of a cell that is no text

std::string_view word_of(std::string_view text, const Atom& atom) {
    return text.substr(atom.span.begin, atom.span.size());
}

bool leads_on(std::string_view word) {
    static constexpr std::string_view kWords[] = {"of", "and", "for", "the", "in",   "on", "to",
                                                  "&",  "-",   "–",   "—",   "with", "by", "a"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords) || word.ends_with("-") ||
           word.ends_with(",") || word.ends_with("/") || word.ends_with("(");
}

// Cells [begin, end) joined as they would be printed.
std::string cell_text(std::string_view text, const AtomRow& row, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
        if (i > begin && !out.ends_with("-") && !out.ends_with("—") && !out.ends_with("/")) out += ' ';
        out += word_of(text, row[i]);
    }
    return out;
}

double score_of_start(std::string_view text, const AtomRow& row, std::size_t at, const StartVotes& votes) {
    const Atom& atom = row[at];
    const std::string_view word = word_of(text, atom);
    const std::string_view before = word_of(text, row[at - 1]);
    double score = 0;
    switch (atom.before) {
        case Break::kBlank: break;
        case Break::kWide: score += 2.5; break;
        case Break::kLine: score += 1.0; break;
        case Break::kEmptyLine: score += 0.7; break;
    }
    if (leads_on(before)) score -= 2.5;
    if (is_lower(word[0]) || word[0] == '(') score -= 1.5;
    if (is_lower(before[0]) && is_upper(word[0])) score += 0.5;
    if (!contains_han(before) && contains_han(word)) score += 1.5;
    if (contains_han(before) && !contains_han(word)) score += 0.5;
    if (const auto vote = votes.find(word); vote != votes.end()) score += std::min(1.5, 0.4 * vote->second);
    return score - 0.02 * static_cast<double>(at);  // the first of equal places
}

double score_of_empty(ColumnKind kind) {
    switch (kind) {
        case ColumnKind::kNumber: return -5;
        case ColumnKind::kIdentifier: return -3;
        case ColumnKind::kReplaced:
        case ColumnKind::kAdopted:
        case ColumnKind::kCounterpart: return -0.5;
        case ColumnKind::kDate: return -1;
        case ColumnKind::kStatus: return -1.5;
        case ColumnKind::kBody: return -2;
        case ColumnKind::kText: return -3;
    }
    return 0;
}

// "部分代替:GB/T 18006.1-2009", "GB/T 30400-2013（部分代替）"
bool replaces_identifier(std::string_view cell) {
    for (std::string_view word : {"部分", "全部", "代替", ":", "："}) {
        if (cell.starts_with(word)) cell.remove_prefix(word.size());
    }
    return starts_with_identifier(cell.substr(0, std::min(cell.find("（"), cell.find('('))));
}

// What the cells of a row look like, asked for every column and decided once, when first asked.
class CellLooks {
  public:
    CellLooks(std::string_view text, const AtomRow& row) : text_(text), row_(row), known_(row.size() * kLongestTyped) {
        joints_.reserve(row.size());
        digits_.reserve(row.size() + 1);
        digits_.push_back(0);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string_view word = word_of(text, row[i]);
            joints_.push_back((i == 0 ? 0 : joints_.back()) + (i == 0 || is_printed_so(i) ? 0 : 1));
            digits_.push_back(digits_.back() + std::count_if(word.begin(), word.end(), is_digit));
        }
    }

    bool is_identifier(std::size_t begin, std::size_t end) {
        return digits(begin, end) > 0 && looks_like(kIdentifier, looks_like_identifier, begin, end);
    }
    bool begins_with_identifier(std::size_t begin, std::size_t end) {
        return digits(begin, end) > 0 &&
               looks_like(kBegins, replaces_identifier, begin, std::min(end, begin + kLongestTyped));
    }
    bool is_foreign_identifier(std::size_t begin, std::size_t end) {
        return digits(begin, end) > 0 && looks_like(kForeign, looks_like_foreign_identifier, begin, end);
    }
    bool is_date(std::size_t begin, std::size_t end) {
        constexpr std::ptrdiff_t kFewest = 5;  // digits: 2021 and a month
        return digits(begin, end) >= kFewest && looks_like(kDate, looks_like_date, begin, end);
    }
    bool is_status(std::size_t begin, std::size_t end) { return looks_like(kStatus, looks_like_status, begin, end); }

    bool is_number(std::size_t begin, std::size_t end) const {
        const std::string_view cell = word_of(text_, row_[begin]);
        return end - begin == 1 &&
               std::all_of(cell.begin(), cell.end(), [](char c) { return is_digit(c) || c == '.'; });
    }

    bool is_body(std::size_t begin, std::size_t end) const {
        return names_body(text_.substr(row_[begin].span.begin, row_[end - 1].span.end - row_[begin].span.begin));
    }

  private:
    enum Look { kIdentifier, kDate, kStatus, kBegins, kForeign, kLooks };
    enum class Answer : unsigned char { kNotAsked, kNo, kYes };

    bool looks_like(Look look, bool (*holds)(std::string_view), std::size_t begin, std::size_t end) {
        if (end - begin > kLongestTyped) return false;
        Answer& known = known_[begin * kLongestTyped + (end - begin - 1)][look];
        if (known == Answer::kNotAsked) {
            known = holds(cell(begin, end)) ? Answer::kYes : Answer::kNo;
        }
        return known == Answer::kYes;
    }

    std::ptrdiff_t digits(std::size_t begin, std::size_t end) const { return digits_[end] - digits_[begin]; }

    // Does cell_text put between the atom and the one before what stands there?
    bool is_printed_so(std::size_t i) const {
        const std::size_t end = row_[i - 1].span.end;
        const std::string_view before = word_of(text_, row_[i - 1]);
        return row_[i].span.begin == end + 1 && text_[end] == ' ' && !before.ends_with("-") && !before.ends_with("—") &&
               !before.ends_with("/");
    }

    // Good until it is asked for again.
    std::string_view cell(std::size_t begin, std::size_t end) {
        if (joints_[end - 1] == joints_[begin])
            return text_.substr(row_[begin].span.begin, row_[end - 1].span.end - row_[begin].span.begin);
        joined_ = cell_text(text_, row_, begin, end);
        return joined_;
    }

    std::string_view text_;
    const AtomRow& row_;
    std::vector<std::array<Answer, kLooks>> known_;  // by begin and length
    std::vector<std::size_t> joints_;     // up to each atom, those that are not printed as cell_text writes them
    std::vector<std::ptrdiff_t> digits_;  // before each atom
    std::string joined_;
};

double score_of_cell(CellLooks& looks, std::size_t begin, std::size_t end, ColumnKind kind) {
    if (begin == end) return score_of_empty(kind);
    switch (kind) {
        case ColumnKind::kNumber: return looks.is_number(begin, end) ? 4 : -8;
        case ColumnKind::kIdentifier: return looks.is_identifier(begin, end) ? 5 : -4;
        case ColumnKind::kReplaced:
            return !looks.begins_with_identifier(begin, end) ? -4 : looks.is_foreign_identifier(begin, end) ? 1 : 4;
        case ColumnKind::kAdopted: return looks.is_foreign_identifier(begin, end) ? 4 : -4;
        case ColumnKind::kCounterpart: return looks.is_identifier(begin, end) ? 4 : looks.is_body(begin, end) ? 1 : 0;
        case ColumnKind::kDate: return looks.is_date(begin, end) ? 5 : -6;
        case ColumnKind::kStatus: return looks.is_status(begin, end) ? 3 : -1.0 * static_cast<double>(end - begin);
        case ColumnKind::kBody: return looks.is_body(begin, end) ? 1 : 0;
        case ColumnKind::kText: return looks.is_identifier(begin, end) || looks.is_date(begin, end) ? -1.5 : 0;
    }
    return 0;
}

}  // namespace

void add_atoms(std::string_view text, Span span, std::size_t line, Break before, AtomRow& row) {
    for (std::size_t i = span.begin; i < span.end;) {
        const std::size_t begin = i;
        std::size_t blanks = 0;
        bool tab = false;
        while (i < span.end && static_cast<unsigned char>(text[i]) <= 0x20) {
            tab = tab || text[i] == '\t';
            ++blanks;
            ++i;
        }
        const std::size_t word = i;
        while (i<span.end&& static_cast<unsigned char>(text[i])> 0x20) ++i;
        if (i == word) break;
        const bool first = begin == span.begin;
        row.push_back({{word, i}, line, first ? before : tab || blanks > 1 ? Break::kWide : Break::kBlank});
    }
}

void vote_for_starts(std::string_view text, const AtomRow& row, StartVotes& votes) {
    for (std::size_t i = 1; i < row.size(); ++i) {
        const std::string_view word = word_of(text, row[i]);
        const std::string_view before = word_of(text, row[i - 1]);
        if (!is_upper(word[0]) || leads_on(before)) continue;
        const bool line = row[i].before == Break::kLine || row[i].before == Break::kEmptyLine;
        if (line || is_lower(before[0])) ++votes[word];
    }
}

std::vector<std::size_t> split_cells(std::string_view text, const AtomRow& row, const std::vector<ColumnKind>& columns,
                                     const StartVotes& votes) {
    const std::size_t n = row.size();
    const std::size_t k = columns.size();
    std::vector<std::size_t> starts(k + 1, n);
    if (k == 0) return starts;
    if (n > kMostAtoms) {
        std::fill(starts.begin(), starts.end() - 1, 0);
        return starts;
    }
    constexpr double kNever = -1e9;
    // best[c][p]: columns before c hold the atoms before p.
    std::vector<std::vector<double>> best(k + 1, std::vector<double>(n + 1, kNever));
    std::vector<std::vector<std::size_t>> from(k + 1, std::vector<std::size_t>(n + 1, 0));
    best[0][0] = 0;
    CellLooks looks(text, row);
    for (std::size_t c = 0; c < k; ++c) {
        for (std::size_t p = 0; p <= n; ++p) {
            if (best[c][p] == kNever) continue;
            const double start = p == 0 || p == n ? 0 : score_of_start(text, row, p, votes);
            for (std::size_t q = p; q <= n; ++q) {
                const double score = best[c][p] + (q > p && c > 0 ? start : 0) + score_of_cell(looks, p, q, columns[c]);
                if (score > best[c + 1][q]) {
                    best[c + 1][q] = score;
                    from[c + 1][q] = p;
                }
                // A typed cell is short: nothing is won by trying longer ones. What is replaced may go on in words.
                const bool typed = columns[c] != ColumnKind::kText && columns[c] != ColumnKind::kBody &&
                                   columns[c] != ColumnKind::kReplaced && columns[c] != ColumnKind::kCounterpart;
                if (typed && q - p > kLongestTyped) break;
            }
        }
    }
    for (std::size_t c = k, p = n; c > 0; --c) {
        p = from[c][p];
        starts[c - 1] = p;
    }
    if (best[k][n] == kNever) {
        std::fill(starts.begin(), starts.end() - 1, 0);
        starts[k] = n;
    }
    return starts;
}

}  // namespace mirrorgraph::ingest

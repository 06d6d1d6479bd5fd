#include "schema/identifiers/lists.h"

#include <algorithm>

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

constexpr int kLongestRange = 99;

char part_mark(const StandardIdentifier& id) { return id.family == StandardFamily::kChinese ? '.' : '-'; }

bool has_dashed_parts(const StandardIdentifier& id) {
    return id.family == StandardFamily::kIso || id.family == StandardFamily::kIec ||
           id.family == StandardFamily::kEuropean;
}

// The same standard under another number or part.
StandardIdentifier sibling(const StandardIdentifier& elder, std::string number, std::string part, Date date) {
    StandardIdentifier out;
    out.family = elder.family;
    out.body = elder.body;
    out.type = elder.type;
    out.number = std::move(number);
    out.part = std::move(part);
    out.date = date;
    out.confidence = elder.confidence;
    out.repairs = elder.repairs;
    out.printed() = canonical_form(out);
    return out;
}

std::string last_part(const StandardIdentifier& id) {
    const std::size_t mark = id.part.find_last_of(".-");
    return mark == std::string::npos ? id.part : id.part.substr(mark + 1);
}

bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

bool read_year_behind(Cursor& in, const StandardIdentifier& id, Date& date) {
    if (has_dashed_parts(id)) return read_colon_date(in, date) && date.year != 0;
    const std::size_t start = in.position();
    if (in.accept('-')) {
        in.accept('-');
        if (const auto year = read_year(in)) {
            date = Date{*year};
            return true;
        }
    }
    in.back_to(start);
    return false;
}

// "~", "至", " to ", or a dash where parts are joined by points.
bool accept_range_mark(Cursor& in, const StandardIdentifier& first) {
    in.skip_space();
    if (in.accept('~') || in.accept_bytes("至") || (in.accept_word("TO") && in.peek() == ' ')) return true;
    return part_mark(first) == '.' && in.accept('-');
}

// "7", "20438.7", "GB/T 20438.7".
std::string read_last(Cursor& in, const StandardIdentifier& first) {
    in.skip_space();
    const std::string prefix = canonical_form(sibling(first, "", "", {}));
    for (char c : prefix) {
        if (c == ' ') {
            in.skip_space();
        } else if (!in.accept_prefix(std::string_view(&c, 1))) {
            break;
        }
    }
    const std::size_t start = in.position();
    if (in.digits(1, 6) != first.number || !in.accept(part_mark(first))) in.back_to(start);
    std::string last = in.digits(1, 2);
    return in.at_word_end() ? last : std::string();
}

}  // namespace

std::vector<StandardIdentifier> read_range(Cursor& in, StandardIdentifier& first) {
    std::vector<StandardIdentifier> others;
    const std::string begin = last_part(first);
    if (first.part.empty() || first.is_dated() || !is_number(begin) || begin.size() > 2) return others;
    const std::size_t start = in.position();
    const std::string end = accept_range_mark(in, first) ? read_last(in, first) : std::string();
    const int from = std::stoi(begin);
    const int to = end.empty() ? 0 : std::stoi(end);
    if (to <= from || to - from > kLongestRange) {
        in.back_to(start);
        return others;
    }
    Date date;
    if (read_year_behind(in, first, date)) first = sibling(first, first.number, first.part, date);
    const std::string stem = first.part.substr(0, first.part.size() - begin.size());
    for (int part = from + 1; part <= to; ++part) {
        others.push_back(sibling(first, first.number, stem + std::to_string(part), date));
    }
    return others;
}

namespace {

// "1.2" behind GB/T 1.1: the elder's number again, and another part.
bool read_same_number(Cursor& in, const StandardIdentifier& elder, StandardIdentifier& out) {
    if (elder.part.empty() || in.digits(1, 6) != elder.number || !in.accept(part_mark(elder))) return false;
    const std::string part = in.digits(1, 3);
    if (part.empty() || !in.at_word_end()) return false;
    Date date;
    read_year_behind(in, elder, date);
    out = sibling(elder, elder.number, part, date);
    return true;
}

// "-5" behind ISO/IEC 29182-2.
bool read_bare_part(Cursor& in, const StandardIdentifier& elder, StandardIdentifier& out) {
    if (!has_dashed_parts(elder) || elder.part.empty() || !in.accept('-')) return false;
    const std::string part = in.digits(1, 3);
    if (part.empty() || !in.at_word_end()) return false;
    Date date;
    read_year_behind(in, elder, date);
    out = sibling(elder, elder.number, part, date);
    return true;
}

// "14001:2015" behind ISO 9001:2015, "24001-2016" behind GB/T 19001-2016.
bool read_dated_number(Cursor& in, const StandardIdentifier& elder, StandardIdentifier& out) {
    if (!elder.is_dated() || (elder.family != StandardFamily::kChinese && !has_dashed_parts(elder))) return false;
    const std::string number = in.digits(3, 6);
    const bool is_year = number.size() == 4 && number >= "1900" && number <= "2099";
    if (number.empty() || is_year) return false;
    std::string part;
    const std::size_t start = in.position();
    if (in.accept(part_mark(elder))) {
        part = in.digits(1, 3);
        if (part.empty() || !in.at_word_end()) {
            part.clear();
            in.back_to(start);
        }
    }
    Date date;
    if (!read_year_behind(in, elder, date)) return false;
    out = sibling(elder, number, part, date);
    return true;
}

// "/14001" behind ISO 9001.
bool read_slashed_number(Cursor& in, const StandardIdentifier& elder, StandardIdentifier& out) {
    if (elder.family != StandardFamily::kIso || elder.is_dated() || !elder.part.empty()) return false;
    const std::string number = in.digits(4, 5);
    if (number.empty() || !in.at_word_end() || elder.number.size() < 4) return false;
    out = sibling(elder, number, "", {});
    return true;
}

}  // namespace

std::optional<StandardMatch> match_younger(std::string_view text, std::size_t offset, const StandardIdentifier& elder) {
    Cursor in(text, offset, Cursor::Mode::kRunningText);
    using Reader = bool (*)(Cursor&, const StandardIdentifier&, StandardIdentifier&);
    const bool slash = in.accept('/');
    if (!slash && !in.accept_list_mark()) return std::nullopt;
    const std::size_t begin = in.position();
    for (const Reader read :
         {Reader(read_same_number), Reader(read_bare_part), Reader(read_dated_number), Reader(read_slashed_number)}) {
        if (read == read_slashed_number && !slash) continue;
        in.back_to(begin);
        StandardMatch match;
        if (!read(in, elder, match.identifier) || !in.at_word_end()) continue;
        match.span = Span{begin, in.position()};
        return match;
    }
    return std::nullopt;
}

}  // namespace mirrorgraph::identifiers

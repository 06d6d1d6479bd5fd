#include "ingest/recognise/context/dates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <string>

#include "schema/text/ascii.h"
#include "schema/text/eight_bytes.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

struct Piece {
    enum class Kind : std::uint8_t { kNumber, kMonth, kWord, kMark } kind = Kind::kMark;
    int value = 0;  // of a number or month
    std::size_t digits = 0;
    std::string_view text;
    std::size_t begin = 0;
    std::size_t end = 0;
};

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::string_view kYearMark = "年";
constexpr std::string_view kMonthMark = "月";
constexpr std::array<std::string_view, 2> kDayMarks = {"日", "号"};

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

int month_of(std::string_view word) {
    if (word.size() < 3 || word.size() > kMonths[8].size()) return 0;
    const auto small = [word](std::size_t i) { return static_cast<char>(word[i] | 0x20); };
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        const std::string_view month = kMonths[i];
        if (small(1) != month[1] || small(2) != month[2] || word[0] != month[0] - ('a' - 'A')) continue;
        const std::string folded = lower(word);
        return folded == month || folded.size() == 3 || (i == 8 && folded == "sept") ? static_cast<int>(i) + 1 : 0;
    }
    return 0;
}

bool is_alpha(char c) { return static_cast<unsigned char>((c | 0x20) - 'a') < 26; }

Piece number_piece(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    int value = 0;
    while (at < text.size() && is_digit(text[at])) {
        if (at - begin < 8) value = value * 10 + (text[at] - '0');
        ++at;
    }
    Piece piece{Piece::Kind::kNumber, value, at - begin, text.substr(begin, at - begin), begin, at};
    const std::string_view tail = text.substr(at, 2);
    const bool ordinal = tail == "st" || tail == "nd" || tail == "rd" || tail == "th";
    if (ordinal && (at + 2 >= text.size() || !is_alpha(text[at + 2]))) piece.end = at + 2;
    return piece;
}

// 0 to 9, 10 for 十; -1 for all else.
int chinese_digit(std::string_view text, std::size_t at) {
    if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0xE2) return -1;
    switch (code_point_at(text, at)) {
        case U'〇':
        case U'○':
        case U'零': return 0;
        case U'一': return 1;
        case U'二': return 2;
        case U'三': return 3;
        case U'四': return 4;
        case U'五': return 5;
        case U'六': return 6;
        case U'七': return 7;
        case U'八': return 8;
        case U'九': return 9;
        case U'十': return 10;
        default: return -1;
    }
}

// 二○○七, 二00七 (digits read one by one), 二十一 (by tens); no piece where what stands there counts no year, month or day.
std::optional<Piece> chinese_number_piece(std::string_view text, std::size_t begin) {
    if (chinese_digit(text, begin) < 0) return std::nullopt;
    constexpr std::size_t kMost = 4;
    int value = 0, by_tens = 0;
    bool tens = false;
    std::size_t digits = 0, at = begin;
    for (; digits < kMost; ++digits) {
        const bool zero = digits > 0 && at < text.size() && text[at] == '0';
        const int digit = zero ? 0 : chinese_digit(text, at);
        if (digit < 0) break;
        value = value * 10 + digit % 10;
        by_tens = digit == 10 ? std::max(1, by_tens) * 10 : by_tens + digit;
        tens = tens || digit == 10;
        at += zero ? 1 : 3;
    }
    const std::string_view behind = text.substr(at, 3);
    const bool counts = digits == 4 && !tens ? behind == kYearMark
                                             : digits > 0 && digits < 4 && (tens || digits == 1) &&
                                                   (behind == kMonthMark || behind == kDayMarks[0]);
    if (!counts) return std::nullopt;
    return Piece{
        Piece::Kind::kNumber, tens ? by_tens : value, digits == 4 ? 4U : 2U, text.substr(begin, at - begin), begin, at};
}

// The capital of a month.
bool begins_month(char c) {
    static constexpr std::uint32_t kCapitals = [] {
        std::uint32_t letters = 0;
        for (const std::string_view month : kMonths) letters |= 1U << (month[0] & 0x1F);
        return letters;
    }();
    return c <= 'Z' && (kCapitals >> (c & 0x1F) & 1U) != 0;
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Numbers, words and marks; white space leaves nothing. Bytes of other scripts are marks of one byte or of one of the
// characters for year, month and day. REQUIRES: no blank at `begin`.
Piece piece_at(std::string_view text, std::size_t begin) {
    if (is_digit(text[begin])) return number_piece(text, begin);
    if (const auto number = chinese_number_piece(text, begin)) return *number;
    std::size_t end = begin;
    while (end < text.size() && is_alpha(text[end])) ++end;
    const bool word = end > begin;
    if (!word) end = std::min(text.size(), begin + (static_cast<unsigned char>(text[begin]) >= 0xE0 ? 3U : 1U));
    Piece piece{word ? Piece::Kind::kWord : Piece::Kind::kMark, 0, 0, text.substr(begin, end - begin), begin, end};
    if (word && (piece.value = month_of(piece.text)) != 0) piece.kind = Piece::Kind::kMonth;
    return piece;
}

// Reads pieces as they are asked for: most of a text is passed over word by word.
class Finder {
  public:
    explicit Finder(std::string_view text) : text_(text) {}

    std::vector<DateMatch> run() {
        while (find_beginning()) {
            if (!date_here()) leave(1);
        }
        return std::move(found_);
    }

  private:
    using Kind = Piece::Kind;

    // Goes on to the next piece that was read ahead, or to the next number or month.
    bool find_beginning() {
        if (at_ < pieces_.size()) return true;
        pieces_.clear();
        at_ = 0;
        while ((unread_ = next_beginning(unread_)) < text_.size() && !may_begin(unread_)) ++unread_;
        return peek() != nullptr;
    }

    // The next digit, capital, or byte that a character for a number may begin with.
    std::size_t next_beginning(std::size_t at) const {
        return find_marked(text_, at, [](EightBytes bytes) {
            const EightBytes wide = ((bytes & eight(0x7F)) + eight(0x100 - 0xE2)) & bytes & eight(0x80);
            return wide | in_range(bytes, '0', '9') | in_range(bytes, 'A', 'S');
        });
    }

    bool may_begin(std::size_t at) const {
        if (is_digit(text_[at])) return true;
        if (!is_alpha(text_[at])) return chinese_number_piece(text_, at).has_value();
        if (!begins_month(text_[at]) || (at > 0 && is_alpha(text_[at - 1]))) return false;
        std::size_t end = at;
        while (end < text_.size() && is_alpha(text_[end])) ++end;
        return month_of(text_.substr(at, end - at)) != 0;
    }

    // The word in front of a place; empty where something else stands there.
    std::string_view word_before(std::size_t place) const {
        std::size_t end = place;
        while (end > 0 && is_blank(text_[end - 1])) --end;
        std::size_t begin = end;
        while (begin > 0 && is_alpha(text_[begin - 1])) --begin;
        return text_.substr(begin, end - begin);
    }

    void leave(std::size_t count) { at_ += count; }

    bool date_here() {
        switch (pieces_[at_].kind) {
            case Kind::kNumber: return chinese() || iso() || day_first() || lone_year();
            case Kind::kMonth: return month_first();
            case Kind::kWord:
            case Kind::kMark: break;
        }
        return false;
    }

    // Good until the next look further ahead.
    const Piece* peek(std::size_t ahead = 0) {
        while (pieces_.size() <= at_ + ahead) {
            while (unread_ < text_.size() && is_blank(text_[unread_])) ++unread_;
            if (unread_ == text_.size()) return nullptr;
            pieces_.push_back(piece_at(text_, unread_));
            unread_ = pieces_.back().end;
        }
        return &pieces_[at_ + ahead];
    }
    bool is(std::size_t ahead, Kind kind) { return peek(ahead) != nullptr && peek(ahead)->kind == kind; }
    bool is_text(std::size_t ahead, std::string_view text) {
        return peek(ahead) != nullptr && peek(ahead)->text == text;
    }
    bool is_year(std::size_t ahead) {
        return is(ahead, Kind::kNumber) && peek(ahead)->digits == 4 && peek(ahead)->value >= 1900 &&
               peek(ahead)->value < 2100;
    }
    bool is_day(std::size_t ahead) { return is(ahead, Kind::kNumber) && peek(ahead)->digits <= 2; }

    static Date make(int year, int month = 0, int day = 0) {
        return {year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
    }

    bool accept(Date date, std::size_t count, std::optional<Date> until = std::nullopt) {
        if (!is_valid(date) || (until && !is_valid(*until))) return false;
        found_.push_back({{pieces_[at_].begin, pieces_[at_ + count - 1].end}, date, until});
        leave(count);
        return true;
    }

    // 2021年12月6日, 2021年12月, 2021年
    bool chinese() {
        if (!is_year(0) || !is_text(1, kYearMark)) return false;
        if (!is_day(2) || !is_text(3, kMonthMark)) return accept(make(peek()->value), 2);
        const bool day = is_day(4) && (is_text(5, kDayMarks[0]) || is_text(5, kDayMarks[1]));
        if (day) return accept(make(peek()->value, peek(2)->value, peek(4)->value), 6);
        return accept(make(peek()->value, peek(2)->value), 4);
    }

    bool touches(std::size_t ahead) { return peek(ahead)->begin == peek(ahead - 1)->end; }

    // 2021-12-06, 2021/12/06, 2021.12.06
    bool iso() {
        if (!is_year(0) || !(is_text(1, "-") || is_text(1, "/") || is_text(1, "."))) return false;
        if (!is_day(2) || !is_day(4) || peek(4)->end == peek(4)->begin) return false;
        for (std::string_view mark : {"-", "/", "."}) {
            if (!is_text(1, mark) || !is_text(3, mark)) continue;
            if (!touches(1) || !touches(2) || !touches(3) || !touches(4)) return false;
            return accept(make(peek()->value, peek(2)->value, peek(4)->value), 5);
        }
        return false;
    }

    // How many pieces a point or comma at `ahead` takes.
    std::size_t mark(std::size_t ahead, std::string_view text) { return is_text(ahead, text) ? 1 : 0; }

    // 6 December 2021, 6th of December, 2021; 27 and 28 July 2021; 22 June to 2 July 2021
    bool day_first() {
        if (!is_day(0)) return false;
        std::size_t next = 1;
        std::optional<int> last_day;
        if ((is_text(1, "and") || is_text(1, "to") || is_text(1, "-") || is_text(1, "–")) && is_day(2)) {
            last_day = peek(2)->value;
            next = 3;
        }
        next += is_text(next, "of") ? 1 : 0;
        if (!is(next, Kind::kMonth)) return false;
        const int month = peek(next)->value;
        ++next;
        if (!last_day && (is_text(next, "to") || is_text(next, "-") || is_text(next, "–")) && is_day(next + 1) &&
            is(next + 2, Kind::kMonth) && is_year(next + 3)) {
            const int year = peek(next + 3)->value;
            return accept(make(year, month, peek()->value), next + 4,
                          make(year, peek(next + 2)->value, peek(next + 1)->value));
        }
        next += mark(next, ".");
        next += mark(next, ",");
        if (!is_year(next)) return false;
        const int year = peek(next)->value;
        std::optional<Date> until;
        if (last_day) until = make(year, month, *last_day);
        return accept(make(year, month, peek()->value), next + 1, until);
    }

    // December 6, 2021; Dec. 2021; December 2021; June 29 to July 15, 2021; June 13 2019
    bool month_first() {
        if (!is(0, Kind::kMonth)) return false;
        std::size_t next = 1 + mark(1, ".");
        if (is_day(next)) {
            const int day = peek(next)->value;
            std::size_t after = next + 1;
            std::optional<std::pair<int, int>> last;
            if ((is_text(after, "to") || is_text(after, "-") || is_text(after, "–")) && is(after + 1, Kind::kMonth) &&
                is_day(after + 2)) {
                last = {peek(after + 1)->value, peek(after + 2)->value};
                after += 3;
            } else if ((is_text(after, "to") || is_text(after, "and") || is_text(after, "-") || is_text(after, "–")) &&
                       is_day(after + 1)) {
                last = {peek()->value, peek(after + 1)->value};
                after += 2;
            }
            after += mark(after, ",");
            if (!is_year(after)) return false;
            const int year = peek(after)->value;
            std::optional<Date> until;
            if (last) until = make(year, last->first, last->second);
            return accept(make(year, peek()->value, day), after + 1, until);
        }
        next += mark(next, ",");
        next += is_text(next, "of") ? 1 : 0;
        return is_year(next) && accept(make(peek(next)->value, peek()->value), next + 1);
    }

    bool lone_year() {
        if (!is_year(0)) return false;
        const std::string before = lower(word_before(peek()->begin));
        if (before != "in" && before != "since" && before != "by" && before != "of") return false;
        const Piece* next = peek(1);
        if (next != nullptr && next->begin == peek()->end && next->text == "-") return false;
        return accept(make(peek()->value), 1);
    }

    std::string_view text_;
    std::size_t unread_ = 0;     // behind the pieces
    std::vector<Piece> pieces_;  // read and not left
    std::size_t at_ = 0;
    std::vector<DateMatch> found_;
};

}  // namespace

std::vector<DateMatch> find_dates(std::string_view text) { return Finder(text).run(); }

}  // namespace mirrorgraph::ingest

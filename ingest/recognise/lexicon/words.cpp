#include "ingest/recognise/lexicon/words.h"

#include <algorithm>
#include <array>
#include <optional>

#include "ingest/recognise/lexicon/data_table.h"
#include "schema/text/eight_bytes.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr WordKey kMultiplier = 0x9E3779B97F4A7C15ULL;

constexpr WordKey mixed(WordKey key, EightBytes bytes) {
    key = (key ^ bytes) * kMultiplier;
    return key ^ key >> 32;
}

// `set_bits` of every byte count as set: 0x20 makes ASCII letters small.
WordKey hash(std::string_view bytes, unsigned char set_bits = 0) {
    WordKey key = bytes.size() * kMultiplier;
    for (; bytes.size() > sizeof(WordKey); bytes.remove_prefix(sizeof(WordKey)))
        key = mixed(key, first_eight(bytes) | eight(set_bits));
    if (bytes.empty()) return key;
    const WordKey set = eight(set_bits) >> 8 * (sizeof(WordKey) - bytes.size());
    return mixed(key, first_eight(bytes) | set);
}

bool ends_with(std::string_view word, std::string_view ending) {
    return word.size() > ending.size() + 1 && word.ends_with(ending);
}

// False for most words that have no other form in American; letters may be capital.
inline bool may_be_british(std::string_view word) {
    constexpr auto bit = [](char c) { return 1U << (c & 0x1F); };
    constexpr std::uint32_t kLast = bit('e') | bit('d') | bit('g') | bit('n') | bit('s');
    if (word.size() < 5 || (kLast >> (word.back() & 0x1F) & 1U) == 0) return false;
    const auto from_end = [word](std::size_t i) { return static_cast<char>(word[word.size() - i] | 0x20); };
    const char first = static_cast<char>(word.front() | 0x20);
    switch (from_end(1)) {
        case 'e': return from_end(2) == 's' || first == 'c' || first == 'p' || first == 'd';
        case 'd': return from_end(2) == 'e' && from_end(3) == 's';
        case 'g': return from_end(4) == 's' && from_end(5) == 'i';
        case 'n': return from_end(5) == 'a' && word.size() > 6 && from_end(6) == 's';
        case 's': return from_end(2) == 'e' || from_end(2) == 'n';
        default: return false;
    }
}

// The American form of a British ending or spelling; nullopt for words that have no other.
std::optional<std::string> american(std::string_view word) {
    if (!may_be_british(word)) return std::nullopt;
    const char last = word.back();
    const std::string_view ending = last == 'e'                   ? "ise"
                                    : last == 'd'                 ? "ised"
                                    : last == 'g'                 ? "ising"
                                    : last == 'n'                 ? "isation"
                                    : ends_with(word, "isations") ? "isations"
                                                                  : "ises";
    if (ends_with(word, ending)) {
        std::string spelled(word);
        spelled[word.size() - ending.size() + 1] = 'z';
        return spelled;
    }
    if (word == "centre") return "center";
    if (word == "centres") return "centers";
    if (word == "programme") return "program";
    if (word == "defence") return "defense";
    if (word == "catalogue") return "catalog";
    return std::nullopt;
}

WordKey folded_key(std::string_view folded) {
    const auto other = american(folded);
    return hash(other ? std::string_view(*other) : folded);
}

bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7);
}
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_upper(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }
bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011 || c == 0xAD; }

constexpr char32_t kLinkMark = 0xFFFC;  // stands for a whole address

constexpr std::array<bool, 256> kLetters = [] {
    std::array<bool, 256> letters{};
    for (unsigned i = 0; i < 26; ++i) letters['a' + i] = letters['A' + i] = true;
    return letters;
}();

char32_t narrow(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    return c == 0x3000 ? U' ' : c;
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

class Splitter {
  public:
    Splitter(std::string_view text, std::size_t end, const WordClasses& classes, std::vector<Word>& out)
        : text_(text), end_(end), classes_(classes), out_(out) {}

    void run(std::size_t at) {
        while (at < end_) {
            if (text_[at] == ' ') {
                hyphen_ = false;
                ++at;
                continue;
            }
            if (kLetters[static_cast<unsigned char>(text_[at])]) {
                const std::size_t link = link_end(at);
                if (link != 0) take_mark(at, link, kLinkMark);
                at = link != 0 ? link : take_word(at);
                continue;
            }
            const std::size_t begin = at;
            const char32_t c = peek(at);
            at = after(at);
            if (is_space(c)) {
                hyphen_ = false;
            } else if (is_letter(c) || is_digit(c)) {
                at = take_word(begin);
            } else {
                take_mark(begin, at, c);
            }
        }
    }

  private:
    char32_t peek(std::size_t at) const {
        const auto byte = static_cast<unsigned char>(text_[at]);
        return byte < 0x80 ? byte : narrow(code_point_at(text_, at));
    }
    std::size_t after(std::size_t at) const {
        return static_cast<unsigned char>(text_[at]) < 0x80 ? at + 1 : next_code_point(text_, at);
    }

    // Behind the web or mail address that begins here; 0 where none does.
    std::size_t link_end(std::size_t begin) const {
        const char first = text_[begin];
        if (first != 'h' && first != 'w' && first != 'm') return 0;
        const std::string_view rest = text_.substr(begin, end_ - begin);
        if (!rest.starts_with("http") && !rest.starts_with("www.") && !rest.starts_with("mailto:")) return 0;
        if (rest.starts_with("http") && !rest.starts_with("http://") && !rest.starts_with("https:/")) return 0;
        std::size_t end = begin;
        while (end<end_&& static_cast<unsigned char>(text_[end])> 0x20 && static_cast<unsigned char>(text_[end]) < 0x80)
            ++end;
        return end;
    }

    void take_mark(std::size_t begin, std::size_t end, char32_t c) {
        const bool between = is_hyphen(c) && !out_.empty() && out_.back().end == begin && !out_.back().is_mark() &&
                             end < end_ && (is_letter(peek(end)) || is_digit(peek(end)));
        if (between) {
            hyphen_ = true;
            return;
        }
        hyphen_ = false;
        Word word;
        word.begin = static_cast<std::uint32_t>(begin);
        word.end = static_cast<std::uint32_t>(end);
        word.mark = is_hyphen(c) ? U'-' : c;
        word.shape = is_han(c) ? WordShape::kHan : WordShape::kMark;
        word.head = lowered(first_eight(text_.substr(begin, end - begin)));
        word.key = c == '&' ? word_key("and") : hash(text_.substr(begin, end - begin));
        word.classes = c == '&' ? classes_.find(word.key) : 0;
        out_.push_back(word);
    }

    // Most words: nothing but ASCII letters, written law, Law or LAW, with a blank or mark behind. Its end; `begin` for
    // any other.
    std::size_t take_plain_word(std::size_t begin) {
        const Letters letters = letters_at(begin);
        const std::size_t end = letters.end;
        const bool ends = end == end_ || (static_cast<unsigned char>(text_[end]) < 0x80 && text_[end] != '\'' &&
                                          !is_digit(static_cast<unsigned char>(text_[end])));
        if (!ends || end == begin) return begin;
        const bool one = end == begin + 1;
        if (!one && letters.others_small == letters.others_capital) return begin;
        if (letters.others_capital && !letters.first_capital) return begin;
        const WordShape shape = !letters.first_capital          ? WordShape::kLower
                                : letters.others_capital || one ? WordShape::kUpper
                                                                : WordShape::kCapital;
        const std::string_view printed = text_.substr(begin, end - begin);
        const auto key = [&] {
            if (may_be_british(printed)) {
                folded_.assign(printed);
                for (char& c : folded_) c = static_cast<char>(c | 0x20);
                return folded_key(folded_);
            }
            const bool is_short = printed.size() <= sizeof letters.head;
            return is_short ? mixed(printed.size() * kMultiplier, letters.head) : hash(printed, 0x20);
        };
        Word& word = add_word(begin, end, shape, key());
        word.head = letters.head;
        word.plain = true;
        return end;
    }

    // The ASCII letters from a place on.
    struct Letters {
        std::size_t end;
        EightBytes head;  // the first of them, small
        bool first_capital;
        bool others_small;
        bool others_capital;
    };
    Letters letters_at(std::size_t begin) const {
        constexpr EightBytes kCase = eight(0x20);
        EightBytes bytes = first_eight(text_.substr(begin, end_ - begin));
        EightBytes others = ~ascii_letters(bytes) & eight(0x80);  // where another byte stands
        EightBytes inside = others == 0 ? ~EightBytes{0} : (others ^ (others - 1)) >> 8;
        const EightBytes head = (bytes | kCase) & inside;
        const bool first_capital = (bytes & 0x20) == 0;
        inside &= ~EightBytes{0xFF};
        EightBytes small = 0, capital = 0;
        std::size_t at = begin;
        while (true) {
            small |= bytes & kCase & inside;
            capital |= ~bytes & kCase & inside;
            if (others != 0) break;
            at += sizeof(EightBytes);
            bytes = first_eight(text_.substr(at, end_ - at));
            others = ~ascii_letters(bytes) & eight(0x80);
            inside = others == 0 ? ~EightBytes{0} : (others ^ (others - 1)) >> 8;
        }
        at += static_cast<std::size_t>(std::countr_zero(others)) / 8;
        return {at, head, first_capital, small != 0, capital != 0};
    }

    // Its head is left to the caller.
    Word& add_word(std::size_t begin, std::size_t end, WordShape shape, WordKey key) {
        Word& word = out_.emplace_back();
        word.begin = static_cast<std::uint32_t>(begin);
        word.end = static_cast<std::uint32_t>(end);
        word.shape = shape;
        word.joined = hyphen_;
        word.key = key;
        word.classes = classes_.find(key);
        hyphen_ = false;
        return word;
    }

    std::size_t take_word(std::size_t begin) {
        if (const std::size_t end = take_plain_word(begin); end > begin) return end;
        if (const std::size_t end = end_of_note(begin); end > begin) return end;
        std::size_t at = begin;
        std::size_t letters = 0, uppers = 0, first_upper = 0, seam = 0;
        folded_.clear();
        std::size_t possessive = 0;
        char32_t before = 0;
        while (at < end_) {
            const char32_t c = peek(at);
            if (c - 'a' < 26) {
                folded_ += static_cast<char>(c);
                ++letters;
                before = c;
                ++at;
                continue;
            }
            if (is_apostrophe(c)) {
                const std::size_t next = after(at);
                if (next >= end_ || !is_letter(peek(next))) break;
                if ((peek(next) == 's' || peek(next) == 'S') &&
                    (after(next) >= end_ || !is_letter(peek(after(next))))) {
                    possessive = at;
                    at = after(next);
                    break;
                }
                at = next;
                continue;
            }
            const bool point = c == '.' && is_digit(before) && after(at) < end_ && is_digit(peek(after(at)));
            if (!is_letter(c) && !is_digit(c) && !point) break;
            if (is_letter(c)) {
                ++letters;
                if (is_upper(c)) {
                    ++uppers;
                    if (letters == 1)
                        first_upper = 1;
                    else if (!is_upper(before) && seam == 0 && letters > 3)
                        seam = at;
                }
            }
            if (c < 0x80) {
                folded_ += static_cast<char>(is_upper(c) ? c + 0x20 : c);
            } else {
                append_code_point(folded_, is_upper(c) ? c + 0x20 : c);
            }
            before = c;
            at = after(at);
        }
        if (seam != 0 && glued(seam, at)) return take_glued(begin, seam);
        const WordShape shape = is_digit(peek(begin))             ? WordShape::kNumber
                                : uppers == 0                     ? WordShape::kLower
                                : uppers == letters               ? WordShape::kUpper
                                : first_upper == 1 && uppers == 1 ? WordShape::kCapital
                                                                  : WordShape::kMixed;
        const std::size_t end = possessive != 0 ? possessive : at;
        Word& word = add_word(begin, end, shape, folded_key(folded_));
        word.possessive = possessive != 0;
        word.head = lowered(first_eight(text_.substr(begin, end - begin)));
        return at;
    }

    // "the Outline2 and", "(2024 Edition)1": the number of a footnote stuck to what it explains is no part of the name. Where
    // the number ends, its word taken; `begin` for any other.
    std::size_t end_of_note(std::size_t begin) {
        constexpr std::size_t kMostDigits = 2;
        std::size_t digits = begin;
        while (digits < end_ && is_letter(peek(digits)) && static_cast<unsigned char>(text_[digits]) < 0x80) ++digits;
        std::size_t at = digits;
        while (at < end_ && is_digit(static_cast<unsigned char>(text_[at]))) ++at;
        const bool number =
            at > digits && at - digits <= kMostDigits &&
            (at == end_ || text_[at] == ' ' || text_[at] == '\n' || text_[at] == ',' || text_[at] == '.');
        if (!number || (text_[at - 1] == '.' && at < end_)) return begin;
        if (digits == begin) {
            const bool behind = !out_.empty() && out_.back().is_mark(U')') && out_.back().end == begin;
            return behind && (at == end_ || text_[at] == '\n' || text_[at] == ' ') ? at : begin;
        }
        const std::string_view letters = text_.substr(begin, digits - begin);
        const std::uint32_t classes = classes_.find(word_key(letters));
        const bool title = (classes & static_cast<std::uint32_t>(WordClass::kPolicyHead)) != 0 &&
                           is_upper(peek(begin)) && letters.size() > 2 && !is_upper(peek(begin + 1));
        if (!title) return begin;
        Word& word = add_word(begin, digits, WordShape::kCapital, word_key(letters));
        word.head = lowered(first_eight(letters));
        return at;
    }

    // Two words printed as one, "AlgorithmWork", "theMeasures": the second is a word that names are built on.
    bool glued(std::size_t seam, std::size_t end) const {
        const std::uint32_t classes = classes_.find(word_key(text_.substr(seam, end - seam)));
        constexpr std::uint32_t kHeads =
            static_cast<std::uint32_t>(WordClass::kPolicyHead) | static_cast<std::uint32_t>(WordClass::kCommitteeHead) |
            static_cast<std::uint32_t>(WordClass::kAgencyHead) | static_cast<std::uint32_t>(WordClass::kGroupKind);
        return (classes & kHeads) != 0;
    }

    std::size_t take_glued(std::size_t begin, std::size_t seam) {
        const std::size_t end = end_;
        end_ = seam;
        take_word(begin);
        end_ = end;
        return seam;
    }

    std::string_view text_;
    std::size_t end_;
    const WordClasses& classes_;
    std::vector<Word>& out_;
    std::string folded_;
    bool hyphen_ = false;
};

constexpr std::array<std::pair<std::string_view, WordClass>, 21> kClassNames = {{
    {"agency_head", WordClass::kAgencyHead},
    {"organization_head", WordClass::kOrganizationHead},
    {"company_head", WordClass::kCompanyHead},
    {"committee_head", WordClass::kCommitteeHead},
    {"group_kind", WordClass::kGroupKind},
    {"policy_head", WordClass::kPolicyHead},
    {"policy_kind", WordClass::kPolicyKind},
    {"not_policy", WordClass::kNotPolicy},
    {"standard_head", WordClass::kStandardHead},
    {"connector", WordClass::kConnector},
    {"determiner", WordClass::kDeterminer},
    {"verb", WordClass::kVerb},
    {"month", WordClass::kMonth},
    {"role", WordClass::kRole},
    {"starter", WordClass::kStarter},
    {"sentence_word", WordClass::kSentenceWord},
    {"generic_body", WordClass::kGenericBody},
    {"generic_field", WordClass::kGenericField},
    {"issuing", WordClass::kIssuing},
    {"effect", WordClass::kEffect},
    {"place", WordClass::kPlace},
}};

WordClass class_named(const std::string& name, const DataTable& table, std::size_t row) {
    for (const auto& [known, c] : kClassNames) {
        if (known == name) return c;
    }
    std::vector<std::string> names;
    for (const auto& [known, c] : kClassNames) names.emplace_back(known);
    throw Error(ErrorCode::kInvalidData, table.path() + " row " + std::to_string(row + 1) + ": unknown word class '" +
                                             name + "'" + did_you_mean(name, names));
}

}  // namespace

WordKey word_key(std::string_view word) { return folded_key(fold_case(word)); }

WordClasses WordClasses::load(const std::string& path) {
    const DataTable table = DataTable::load(path);
    WordClasses classes;
    classes.slots_.resize(1024);
    for (std::size_t row = 0; row < table.size(); ++row) {
        const WordClass c = class_named(table.at(row, "class"), table, row);
        const std::string& words = table.at(row, "words");
        for (std::size_t i = 0; i < words.size();) {
            const std::size_t end = std::min(words.find(' ', i), words.size());
            if (end > i) classes.add(word_key(std::string_view(words).substr(i, end - i)), c);
            i = end + 1;
        }
    }
    return classes;
}

std::uint32_t WordClasses::find(WordKey key) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = key & mask;; i = (i + 1) & mask) {
        if (slots_[i].key == key) return slots_[i].classes;
        if (slots_[i].classes == 0) return 0;
    }
}

void WordClasses::add(WordKey key, WordClass c) {
    if (2 * (used_ + 1) > slots_.size()) grow();
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = key & mask;
    while (slots_[i].classes != 0 && slots_[i].key != key) i = (i + 1) & mask;
    used_ += slots_[i].classes == 0 ? 1 : 0;
    slots_[i].key = key;
    slots_[i].classes |= static_cast<std::uint32_t>(c);
}

void WordClasses::grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.classes == 0) continue;
        std::size_t i = slot.key & mask;
        while (slots_[i].classes != 0) i = (i + 1) & mask;
        slots_[i] = slot;
    }
}

void split_words(std::string_view text, Span span, const WordClasses& classes, std::vector<Word>& out) {
    Splitter(text, span.end, classes, out).run(span.begin);
}

}  // namespace mirrorgraph::ingest

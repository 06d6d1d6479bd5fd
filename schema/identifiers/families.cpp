// Which grammar a word begins.

#include <algorithm>
#include <array>

#include "schema/identifiers/families/prefixes.h"
#include "schema/identifiers/grammar.h"
#include "schema/text/eight_bytes.h"

namespace mirrorgraph::identifiers {

namespace {

struct Entry {
    std::string_view word;
    Grammar grammar;
};

constexpr std::array<Entry, 33> kRunning = {{{"ISO", read_international},
                                             {"IEC", read_international},
                                             {"CISPR", read_international},
                                             {"IWA", read_international},
                                             {"ITU", read_itu},
                                             {"ETSI", read_etsi},
                                             {"EN", read_european},
                                             {"PREN", read_european},
                                             {"FPREN", read_european},
                                             {"CEN", read_european},
                                             {"CENELEC", read_european},
                                             {"CLC", read_european},
                                             {"CWA", read_european},
                                             {"IEEE", read_ieee},
                                             {"ANSI", read_ieee},
                                             {"RFC", read_internet},
                                             {"BCP", read_internet},
                                             {"IETF", read_internet},
                                             {"UN", read_vehicle_regulation},
                                             {"UNECE", read_vehicle_regulation},
                                             {"ECE", read_vehicle_regulation},
                                             {"SAE", read_foreign},
                                             {"UL", read_foreign},
                                             {"ASTM", read_foreign},
                                             {"ASME", read_foreign},
                                             {"JIS", read_foreign},
                                             {"DIN", read_foreign},
                                             {"BS", read_foreign},
                                             {"NFPA", read_foreign},
                                             {"AATCC", read_foreign},
                                             {"OIML", read_foreign},
                                             {"GSMA", read_foreign},
                                             {"NIST", read_nist}}};

constexpr std::array<Entry, 10> kWhole = {{{"RECOMMENDATION", read_itu},
                                           {"ENV", read_european},
                                           {"HD", read_european},
                                           {"CR", read_european},
                                           {"CECC", read_european},
                                           {"IECEE", read_iec_scheme},
                                           {"IECEX", read_iec_scheme},
                                           {"IECQ", read_iec_scheme},
                                           {"PWI", read_iec_project},
                                           {"PNW", read_iec_project}}};

template <std::size_t N>
Grammar find(const std::array<Entry, N>& entries, std::string_view word) {
    for (const Entry& entry : entries) {
        if (entry.word.front() == word.front() && entry.word == word) return entry.grammar;
    }
    return nullptr;
}

// Behind a Chinese code stands a digit, a slash, or a letter of the number: most words of prose end here.
bool may_be_code(Cursor behind) {
    while (behind.peek() == ' ') behind.advance();
    const char next = behind.peek();
    return is_digit(next) || next == '/' || next == '\\' || next == '-' || (is_upper(next) && is_digit(behind.peek(1)));
}

// By first letter: the sizes that words of kRunning have, and their second letters, one bit each.
struct Beginnings {
    std::uint32_t sizes = 0;
    std::uint32_t second_letters = 0;
};
constexpr std::array<Beginnings, 26> kBeginnings = [] {
    std::array<Beginnings, 26> all{};
    for (const Entry& entry : kRunning) {
        Beginnings& known = all[static_cast<std::size_t>(entry.word[0] - 'A')];
        known.sizes |= 1U << entry.word.size();
        known.second_letters |= 1U << static_cast<unsigned>(entry.word[1] - 'A');
    }
    return all;
}();

std::size_t letter_number(char c) { return static_cast<std::size_t>((c | 0x20) - 'a'); }

bool is_wide_at(std::string_view text, std::size_t at) {
    return at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80;
}

// Letters [begin, end) of ASCII that begin no family, with nothing behind them that a code has, as may_be_code() tells.
bool are_mere_letters(std::string_view text, std::size_t begin, std::size_t end) {
    const Beginnings& known = kBeginnings[letter_number(text[begin])];
    if ((known.sizes >> (end - begin) & 1U) != 0 && (known.second_letters >> letter_number(text[begin + 1]) & 1U) != 0)
        return false;
    std::size_t at = end;
    while (at < text.size() && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r'))) ++at;
    if (at == text.size()) return true;
    if (is_wide_at(text, at)) return false;
    const char next = text[at];
    if (is_upper(next) && at + 1 < text.size()) return !is_wide_at(text, at + 1) && !is_digit(text[at + 1]);
    return !is_digit(next) && next != '/' && next != '\\' && next != '-';
}

// Plans are numbered by four or eight digits and a dash.
bool are_mere_digits(std::string_view text, std::size_t begin, std::size_t end) {
    const std::size_t count = end - begin;
    if (end == text.size()) return true;
    if (count == 1 && text[begin] == '3' && to_upper(text[end]) == 'G') return false;
    return (count != 4 && count != 8) || text[end] != '-';
}

Grammar chinese_grammar(const Cursor& in, const Word& word) {
    Cursor behind = in;
    for (std::size_t i = 0; i < word.size(); ++i) behind.advance();
    if (!may_be_code(behind)) return nullptr;
    const std::string_view letters = word.view();
    if (letters == "TC") return read_tc_document;
    if (letters == "T" || letters == "Q" || prefix_scope(letters) != PrefixScope::kNone) return read_chinese;
    if (letters.size() > 2 && prefix_scope(letters.substr(0, letters.size() - 1)) != PrefixScope::kNone) {
        return read_chinese;
    }
    if (letters.size() >= 3 && behind.peek() == '-' && is_digit(behind.peek(1))) {
        return read_association_project;
    }
    return nullptr;
}

}  // namespace

bool is_mere_word(std::string_view text, std::size_t begin) {
    if (is_wide_at(text, begin)) return false;
    if (!is_word(text[begin])) return true;
    const bool digits = is_digit(text[begin]);
    const std::size_t end = find_marked(text, begin + 1, [digits](EightBytes bytes) {
        return ~(digits ? in_range(bytes, '0', '9') : ascii_letters(bytes)) & eight(0x80);
    });
    if (is_wide_at(text, end) || end - begin > Word::kCapacity) return false;
    return digits ? are_mere_digits(text, begin, end) : are_mere_letters(text, begin, end);
}

Grammar grammar_for(const Cursor& in) {
    const char first = in.peek();
    if (first == '3' && to_upper(in.peek(1)) == 'G' && to_upper(in.peek(2)) == 'P') return read_3gpp;
    if (is_digit(first)) return read_chinese_project;
    if (!is_letter(first)) return nullptr;
    const Word word = in.peek_letters();
    if (word.size() > Word::kCapacity) return nullptr;
    if (const Grammar grammar = find(kRunning, word.view())) return grammar;
    if (in.is_whole_text()) {
        if (const Grammar grammar = find(kWhole, word.view())) return grammar;
    }
    return chinese_grammar(in, word);
}

bool read_standard(Cursor& in, StandardIdentifier& id) {
    const Grammar first = grammar_for(in);
    if (!in.is_whole_text()) return first != nullptr && first(in, id);
    const std::size_t start = in.position();
    // "CD IWA 37-1": a stage may stand first.
    for (const Grammar grammar : {first, Grammar(read_international), Grammar(read_ieee), Grammar(read_iec_paper)}) {
        if (grammar == nullptr) continue;
        in.back_to(start);
        id = StandardIdentifier{};
        if (!grammar(in, id)) continue;
        in.skip_space();
        if (in.at_end()) return true;
    }
    return false;
}

}  // namespace mirrorgraph::identifiers

namespace mirrorgraph {

bool may_begin_standard(std::string_view text, std::size_t begin, std::size_t end) {
    return end - begin > identifiers::Word::kCapacity || !identifiers::are_mere_letters(text, begin, end);
}

}  // namespace mirrorgraph

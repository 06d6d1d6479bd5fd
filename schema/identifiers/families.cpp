// Which grammar a word begins.

#include <array>

#include "schema/identifiers/grammar.h"
#include "schema/identifiers/prefixes.h"

namespace mirrorgraph::identifiers {

namespace {

struct Entry {
    std::string_view word;
    Grammar grammar;
};

constexpr std::array<Entry, 4> kRunning = {{{"ISO", read_international},
                                            {"IEC", read_international},
                                            {"CISPR", read_international},
                                            {"IWA", read_international}}};

constexpr std::array<Entry, 5> kWhole = {{{"CEI", read_international},
                                          {"GUIDE", read_international},
                                          {"AWI", read_international},
                                          {"CD", read_international},
                                          {"PRF", read_international}}};

template <std::size_t N>
Grammar find(const std::array<Entry, N>& entries, std::string_view word) {
    for (const Entry& entry : entries) {
        if (entry.word == word) return entry.grammar;
    }
    return nullptr;
}

Grammar chinese_grammar(const Cursor& in, const Word& word) {
    const std::string_view letters = word.view();
    if (letters == "TC") return read_tc_document;
    if (letters == "T" || letters == "Q") return in.peek(1) == '/' || in.peek(1) == ' ' ? read_chinese : nullptr;
    if (prefix_scope(letters) != PrefixScope::kNone) return read_chinese;
    if (letters.size() > 2 && prefix_scope(letters.substr(0, letters.size() - 1)) != PrefixScope::kNone) {
        return read_chinese;
    }
    if (letters.size() >= 3 && in.peek(letters.size()) == '-' && is_digit(in.peek(letters.size() + 1))) {
        return read_association_project;
    }
    return nullptr;
}

}  // namespace

Grammar grammar_for(const Cursor& in) {
    const char first = in.peek();
    if (is_digit(first)) return read_chinese_project;
    if (!is_letter(first)) return nullptr;
    const Word word = in.peek_letters();
    if (word.size() > 12) return nullptr;
    if (const Grammar grammar = find(kRunning, word.view())) return grammar;
    if (in.is_whole_text()) {
        if (const Grammar grammar = find(kWhole, word.view())) return grammar;
    }
    return chinese_grammar(in, word);
}

}  // namespace mirrorgraph::identifiers

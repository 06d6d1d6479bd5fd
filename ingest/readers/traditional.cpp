#include "ingest/readers/traditional.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr char32_t kFirst = 0x3400;  // all of three bytes in UTF-8
constexpr char32_t kLast = 0x9FFF;

// Characters that any text about standards has, and that simplified Chinese writes otherwise.
bool looks_traditional(std::string_view text) {
    constexpr std::size_t kSeen = 1 << 16;
    text = text.substr(0, kSeen);
    return text.find("標") != std::string_view::npos || text.find("國") != std::string_view::npos ||
           text.find("會") != std::string_view::npos || text.find("採") != std::string_view::npos;
}

// By character from kFirst on; empty where ICU has no such data.
std::vector<char32_t> make_table() {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> simplified(
        icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0 || simplified == nullptr) return {};
    std::vector<char32_t> table;
    table.reserve(kLast - kFirst + 1);
    for (char32_t c = kFirst; c <= kLast; ++c) {
        icu::UnicodeString text(static_cast<UChar32>(c));
        simplified->transliterate(text);
        const auto simple = static_cast<char32_t>(text.char32At(0));
        const bool one = text.length() == 1 && simple >= kFirst && simple <= kLast;
        table.push_back(one ? simple : c);
    }
    table[U'陜' - kFirst] = U'陕';  // written for 陝
    return table;
}

}  // namespace

void simplify(SourceText& source) {
    if (!looks_traditional(source.text)) return;
    static const std::vector<char32_t> table = make_table();
    if (table.empty()) return;
    std::string text;
    text.reserve(source.text.size());
    for (std::size_t i = 0; i < source.text.size();) {
        const std::size_t next = next_code_point(source.text, i);
        const char32_t c = code_point_at(source.text, i);
        if (c >= kFirst && c <= kLast) {
            append_code_point(text, table[c - kFirst]);
        } else {
            text.append(source.text, i, next - i);
        }
        i = next;
    }
    source.printed = std::move(source.text);
    source.text = std::move(text);
}

}  // namespace mirrorgraph::ingest

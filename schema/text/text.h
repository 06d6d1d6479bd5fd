// UTF-8 text: walking, checking, normal forms of names, width on a screen, nearness of words.
//
// Units:   offsets are bytes, 0-based; widths are terminal columns (a Han character takes two)
// Errors:  none unless said; a malformed sequence counts as one code point and reads as U+FFFD
// Threads: all functions may run at once
// Source:  Unicode 15 (ICU); Unicode Technical Standard 39 is not applied (no confusables)
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph {

// Offset of the first byte that is not well-formed UTF-8; nullopt for good text.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// Offset behind the code point at `offset`, and of the code point that ends at `offset`.
inline std::size_t next_code_point(std::string_view text, std::size_t offset);
std::size_t previous_code_point(std::string_view text, std::size_t offset);
std::size_t count_code_points(std::string_view text);

// The code point at `offset` < text.size().
inline char32_t code_point_at(std::string_view text, std::size_t offset);
void append_code_point(std::string& out, char32_t code_point);

std::size_t display_width(std::string_view text);

// At most `columns` columns of text, the last one an ellipsis where something was cut.
std::string truncate_to_width(std::string_view text, std::size_t columns);

// Lines of at most `columns` columns, broken at blanks, inside a word only where it is longer than a line.
std::vector<std::string> wrap_to_width(std::string_view text, std::size_t columns);

// The same text with line breaks and control characters as blanks: what may go to a terminal.
std::string without_controls(std::string_view text);

// Unicode NFKC: full-width letters become plain ones, ligatures their letters.
std::string nfkc(std::string_view text);

// NFKC and full case folding.
std::string fold_case(std::string_view text);

// Classes of code points, as query identifiers and white space take them (Unicode ID_Start, ID_Continue).
bool is_identifier_start(char32_t code_point);
bool is_identifier_part(char32_t code_point);
bool is_space(char32_t code_point);

// Full case mapping without regard to a language: ß becomes SS.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);

bool is_han(char32_t code_point);
bool contains_han(std::string_view text);

// White space (any Unicode kind, line breaks too) becomes one blank; none at the ends.
std::string collapse_space(std::string_view text);
// "1 node", "2 nodes"; for nouns that take an s.
std::string counted(std::size_t number, std::string_view noun);
std::string_view trim(std::string_view text);

// The key under which two spellings of one name meet: NFKC, case folded, without a leading article, with
// -ise/-isation as -ize/-ization, centre as center, programme as program, & as "and", and letters and digits only.
std::string name_key(std::string_view name);

// Order for people: runs of digits count as numbers, so SC 2 stands before SC 17; else by bytes.
bool natural_less(std::string_view a, std::string_view b);

// Edit distance (insertions, deletions, substitutions, swaps of neighbours) in code points after case folding.
std::size_t edit_distance(std::string_view a, std::string_view b);
// Whether texts of these lengths, in code points, can be within the distance: told without looking at them.
constexpr bool may_be_near(std::size_t a, std::size_t b, std::size_t distance) {
    return (a > b ? a - b : b - a) <= distance;
}

// The candidate nearest to `word`, if one is near enough to be a likely slip; ties go to the first.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

// "; did you mean 'X'?" or "".
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

// Walking is the innermost loop of reading: bytes of ASCII take no call.
namespace wide {
std::size_t next_code_point(std::string_view text, std::size_t offset);
char32_t code_point_at(std::string_view text, std::size_t offset);
}  // namespace wide

inline std::size_t next_code_point(std::string_view text, std::size_t offset) {
    return static_cast<unsigned char>(text[offset]) < 0x80 ? offset + 1 : wide::next_code_point(text, offset);
}

inline char32_t code_point_at(std::string_view text, std::size_t offset) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    return byte < 0x80 ? byte : wide::code_point_at(text, offset);
}

}  // namespace mirrorgraph

#include "schema/identifiers/families/ieee_relations.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "schema/identifiers/cursor.h"

namespace mirrorgraph::identifiers {

namespace {

struct Verb {
    std::string_view printed;
    std::string_view normal;
};

constexpr std::array<Verb, 13> kVerbs = {{{"Revision of ", "Revision of "},
                                          {"Revison of ", "Revision of "},
                                          {"Revision to ", "Revision of "},
                                          {"DRAFT Amendment to ", "Draft Amendment to "},
                                          {"Draft Amendment to ", "Draft Amendment to "},
                                          {"Amendment to ", "Amendment to "},
                                          {"Amendment of ", "Amendment of "},
                                          {"Supplement to ", "Supplement to "},
                                          {"Corrigendum to ", "Corrigendum to "},
                                          {"Incorporates ", "incorporates "},
                                          {"Incorporating ", "incorporates "},
                                          {"Supersedes ", "Supersedes "},
                                          {"IEEE ", "IEEE "}}};

constexpr std::string_view kAmendedBy = "as amended by ";

std::string_view next_word(std::string_view& rest) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
}

// Also "IEEE/ISO/IEC", "IEEE's".
bool is_publisher(std::string_view word) {
    if (word.starts_with("IEEE") || word.starts_with("ANSI"))
        return std::all_of(word.begin(), word.end(), [](char c) { return is_letter(c) || c == '/' || c == '\''; });
    return word == "AIEE" || word == "ASA";
}

bool is_number(std::string_view word) {
    static constexpr std::string_view kMarks = "./-_";
    return word.find_first_of("0123456789") != std::string_view::npos &&
           std::all_of(word.begin(), word.end(), [](char c) { return is_word(c) || kMarks.find(c) != kMarks.npos; });
}

// "802.3-2015/Cor1-2017" takes a point and a blank, "802.11ac_D7.0" a slash.
std::string print_number(std::string_view word) {
    std::string number(word);
    if (const auto at = number.find("/Cor");
        at != std::string::npos && at + 4 < number.size() && is_digit(number[at + 4])) {
        number.insert(at + 4, ". ");
    }
    std::replace(number.begin(), number.end(), '_', '/');
    return number;
}

// Identifiers in a row, and what the row is printed as; "IEEE Std" stands before every number that has no publisher of
// its own.
class Row {
  public:
    bool empty() const { return items_.empty(); }
    void publisher(std::string_view word) {
        const bool plural = word == "IEEEs" || word == "IEEE's";
        if (!prefix_.ends_with('/')) prefix_.clear();
        prefix_ += plural ? "IEEE" : word;
    }
    void qualify(std::string_view word) { prefix_ += ' ' + std::string(word); }
    void number(std::string_view word) {
        const bool project = word.size() > 1 && word[0] == 'P';
        if (prefix_.empty() || prefix_ == "IEEE") prefix_ = project ? "IEEE" : "IEEE Std";
        items_.push_back(prefix_ + ' ' + print_number(word));
        prefix_.clear();
    }
    // Two are joined by "and", more by commas, the last one's before "and".
    std::string take() {
        std::string out;
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (i > 0) out += items_.size() == 2 ? " and " : i + 1 == items_.size() ? ", and " : ", ";
            out += items_[i];
        }
        items_.clear();
        return out;
    }

  private:
    std::vector<std::string> items_;
    std::string prefix_;
};

// nullopt where a word is neither part of an identifier nor joins them.
std::optional<std::string> print_row(std::string_view rest) {
    Row row;
    std::string out;
    bool awaited = true;  // a number may stand here
    while (!rest.empty()) {
        std::string_view word = next_word(rest);
        const bool comma = !word.empty() && (word.back() == ',' || word.back() == ';');
        if (comma) word.remove_suffix(1);
        if (word == "as" && rest.starts_with(kAmendedBy.substr(3))) {
            out += row.take() + ' ' + std::string(kAmendedBy);
            rest.remove_prefix(kAmendedBy.size() - 3);
        } else if (is_publisher(word)) {
            row.publisher(word);
            if (word.back() == '/') row.publisher(next_word(rest));
        } else if (word == "No" || word == "No.") {
            row.qualify(word);
        } else if ((word.ends_with("/Cor") || word.ends_with("/Cor.")) && awaited) {
            if (word.ends_with('.')) word.remove_suffix(1);
            row.number(std::string(word) + std::string(next_word(rest)));
        } else if (is_number(word) && awaited) {
            row.number(word);
            awaited = comma;
            continue;
        } else if (word != "Std" && word != "and") {
            return std::nullopt;
        }
        awaited = true;
    }
    return row.empty() ? std::nullopt : std::optional(out + row.take());
}

}  // namespace

std::string print_relation(std::string_view brackets) {
    constexpr std::string_view kRedline = " - Redline";
    if (brackets.ends_with(kRedline)) brackets.remove_suffix(kRedline.size());
    for (const Verb& verb : kVerbs) {
        if (!brackets.starts_with(verb.printed)) continue;
        const std::string_view kept = verb.printed == "IEEE " ? "" : verb.printed;
        const auto row = print_row(brackets.substr(kept.size()));
        // What would be printed otherwise the next time was not understood.
        if (row && print_row(*row) == row) return std::string(kept.empty() ? "" : verb.normal) + *row;
        break;
    }
    return std::string(brackets);
}

}  // namespace mirrorgraph::identifiers

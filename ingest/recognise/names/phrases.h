// How names grow around the word they are built on: to the left over what qualifies it, to the right over "of ...".
//
// Units:   positions are word indices of the Reading; ranges are [first, last) and never leave the unit
// Threads: functions may run at once
#pragma once

#include <optional>
#include <string>

#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

struct WordRange {
    std::size_t first = 0;
    std::size_t last = 0;
    bool empty() const { return first >= last; }
    std::size_t size() const { return last - first; }
};

// A word that names of agencies, organisations or companies are built on.
inline bool is_body_head(const Word& word) {
    return word.is(WordClass::kAgencyHead) || word.is(WordClass::kOrganizationHead) || word.is(WordClass::kCompanyHead);
}

struct Growth {
    bool over_known = false;                  // bodies already found may be part of the name
    WordClass stop = WordClass::kPolicyHead;  // "and" and commas are not crossed to a phrase built on such a word
    bool quotes = false;                      // quoted words may be part of the name
    std::size_t limit = 40;                   // words
};

// Grows over capitalised words, numbers such as "14th", and "and" between two of them. Articles, verbs of headlines,
// titles of persons and words that begin sentences end a name.
std::size_t grow_left(const Reading& reading, const Unit& unit, std::size_t head, const Growth& growth = {});

// Grows from `from` over "of the Xs and Ys in Z" as long as it leads to capitalised words; gives `from` when nothing
// follows.
std::size_t grow_right(const Reading& reading, const Unit& unit, std::size_t from, const Growth& growth = {});

// Words inside a bracket that opens at `at`, whatever the kind of bracket.
std::optional<WordRange> bracket_at(const Reading& reading, const Unit& unit, std::size_t at);

// What a bracket that opens at `at` calls the name before it: ("SAMR"), (the “Office”), (hereinafter 'NIST').
std::optional<WordRange> term_at(const Reading& reading, const Unit& unit, std::size_t at);

// Words inside the quotation mark or Chinese title mark that opens at `at`.
std::optional<WordRange> quote_at(const Reading& reading, const Unit& unit, std::size_t at);
inline bool is_opening_quote(const Word& word) {
    if (!word.is_mark()) return false;
    switch (word.mark) {
        case U'"':
        case 0x201C:
        case 0x201D:
        case 0x2018:
        case 0x300A:
        case 0x300C: return true;
        default: return false;
    }
}

// Behind "1.", "(2)" or "a)" in front of what a line says.
std::size_t behind_item_number(const Reading& reading, const Unit& unit);

inline bool is_dash(const Word& word) { return word.is_mark(U'-') || word.is_mark(0x2013) || word.is_mark(0x2014); }

// An acronym as brackets define it: MIIT, IoT, oneM2M; no code of a committee.
bool is_acronym(const Reading& reading, WordRange range);

// Do the letters of an acronym begin words of the name, in order? `strict`: all letters must.
bool fits_acronym(const Reading& reading, WordRange name, std::string_view acronym, bool strict);

bool is_year(const Reading& reading, std::size_t i);

// What is called by just these words: its key is the prefix and their slug.
Mention called_by_words(const Reading& reading, WordRange range, const std::string& label,
                        const std::string& recogniser, double confidence, const std::string& key_prefix = {});

// Do brackets hold an edition: "2021 Edition", "2021-2023", "Trial", "Version 3", "Revised Draft"?
bool is_edition(const Reading& reading, WordRange range);
// ... a state of drafting: "Draft for Comments", "draft", "under development"?
std::optional<std::string> drafting_status(const Reading& reading, WordRange range);

}  // namespace mirrorgraph::ingest
